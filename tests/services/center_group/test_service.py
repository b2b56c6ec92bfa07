"""The centre group as the officer keeps it: terms, who is expected, the year, the plan."""

from datetime import UTC, date, datetime

import pytest

from models.enums import (
    AttendanceStatus,
    CenterGroupRole,
    DutyState,
    PlanKind,
    Post,
    SessionKind,
    SessionState,
    Speech,
    WorkState,
)
from models.keys import Key, new_key
from models.plans import Plan, PlanItem, PlanItemSession
from services.center_group.rows import CenterGroupMemberDraft
from services.center_group.service import CenterGroupService
from services.clock import FixedClock
from services.errors import AppError, DatesOutOfOrderError, InUseError, InvalidFieldError, OverlapError
from services.figures.service import FigureService
from services.people.rows import ExclusionDraft
from services.plans.rows import PlanDraft, PlanItemDraft
from services.plans.service import PlanService
from services.sessions.rows import AttendanceEntry, SessionDraft, StudyItemDraft
from tests.services.office import Office, key_of

LEADER, MEMBER, OBSERVER = CenterGroupRole.LEADER, CenterGroupRole.MEMBER, CenterGroupRole.OBSERVER
JULY = date(2026, 7, 1)


@pytest.fixture
def group(office: Office) -> CenterGroupService:
    """Give the service as it stands in September 2026."""
    return CenterGroupService(office.database, FixedClock(datetime(2026, 9, 10, 12, tzinfo=UTC)))


def draft(office: Office, person: Key, role: CenterGroupRole = MEMBER, **days: date | None) -> CenterGroupMemberDraft:
    return CenterGroupMemberDraft(person, office.top, role, **days)


def study(office: Office, day: date, **fields: object) -> Key:
    return office.session("集中学习", SessionKind.CENTER_GROUP, organization_id=office.top, starts_on=day, **fields)


def expected(office: Office, day: date) -> set[str]:
    meeting = SessionDraft(SessionKind.CENTER_GROUP, "集中学习", office.top, day)
    return {person.name for person in office.sessions.expected(meeting)}


def test_a_change_of_role_ends_one_term_and_begins_another(office: Office, group: CenterGroupService) -> None:
    person = office.person("王一")
    first = key_of(group.add_member(draft(office, person, starts_on=date(2024, 1, 1))))
    group.change_role(first, LEADER, JULY)
    terms = {row.draft.role: (row.draft.starts_on, row.draft.ends_on) for row in group.members(office.top)}
    assert terms == {MEMBER: (date(2024, 1, 1), JULY), LEADER: (JULY, None)}


@pytest.mark.parametrize(
    ("role", "day"),
    [
        pytest.param(MEMBER, JULY, id="the same role"),
        pytest.param(LEADER, date(2024, 1, 1), id="the first day of the term"),
        pytest.param(LEADER, date(2023, 12, 31), id="before the term"),
        pytest.param(LEADER, date(2026, 12, 1), id="after the term"),
    ],
)
def test_a_change_that_cannot_be_leaves_all_as_it_was(
    office: Office, group: CenterGroupService, role: CenterGroupRole, day: date
) -> None:
    entered = draft(office, office.person("王一"), starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 1))
    key = key_of(group.add_member(entered))
    with pytest.raises(InvalidFieldError):
        group.change_role(key, role, day)
    assert [row.draft for row in group.members(office.top)] == [entered]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "error"),
    [
        (date(2026, 6, 30), None, OverlapError),
        (None, date(2025, 1, 2), OverlapError),
        (JULY, None, None),
        (None, date(2025, 1, 1), None),
        (date(2027, 1, 1), date(2026, 12, 1), DatesOutOfOrderError),
    ],
)
def test_terms_of_a_person_do_not_overlap(
    office: Office,
    group: CenterGroupService,
    starts_on: date | None,
    ends_on: date | None,
    error: type[AppError] | None,
) -> None:
    person = office.person("王一")
    group.add_member(draft(office, person, starts_on=date(2025, 1, 1), ends_on=JULY))
    other = draft(office, person, OBSERVER, starts_on=starts_on, ends_on=ends_on)
    if error is None:
        group.add_member(other)
    else:
        with pytest.raises(error):
            group.add_member(other)
    assert len(group.members(office.top)) == (2 if error is None else 1)


def test_an_ended_term_cannot_be_drawn_out_over_the_next(office: Office, group: CenterGroupService) -> None:
    person = office.person("王一")
    first = key_of(group.add_member(draft(office, person, starts_on=date(2025, 1, 1))))
    group.change_role(first, LEADER, JULY)
    with pytest.raises(OverlapError):
        group.end_member(first, date(2026, 7, 2))
    with pytest.raises(DatesOutOfOrderError):
        group.end_member(first, date(2024, 12, 31))
    group.end_member(first, date(2026, 6, 1))
    assert {row.draft.ends_on for row in group.members(office.top)} == {date(2026, 6, 1), None}


def test_the_expected_are_those_whose_term_holds_on_the_day(office: Office, group: CenterGroupService) -> None:
    boss, new, guest, ill = (office.person(name) for name in ("书记", "新任", "部门负责人", "卧病"))
    office.appoint(boss, office.top, Post.SECRETARY)
    group.add_member(draft(office, boss, LEADER, starts_on=date(2026, 1, 1), ends_on=JULY))
    group.add_member(draft(office, new, starts_on=JULY))
    group.add_member(draft(office, guest, OBSERVER, starts_on=JULY))
    group.add_member(draft(office, ill, starts_on=JULY))
    office.people.add_record(ill, ExclusionDraft("卧病", JULY))
    assert expected(office, date(2026, 6, 30)) == {"书记"}
    assert expected(office, JULY) == {"新任"}
    assert expected(office, date(2025, 12, 31)) == {"书记"}, "before the first term: the committee"


def test_standing_observers_are_on_the_sheet_and_stand_apart(office: Office, group: CenterGroupService) -> None:
    member, guest = office.person("王一"), office.person("部门负责人")
    group.add_member(draft(office, member))
    group.add_member(draft(office, guest, OBSERVER, starts_on=JULY))
    for day, sheet in ((date(2026, 6, 30), {"王一": True}), (JULY, {"王一": True, "部门负责人": False})):
        assert {row.person.name: row.expected for row in office.sessions.sheet(study(office, day))} == sheet


def test_a_deleted_term_counts_no_more(office: Office, group: CenterGroupService) -> None:
    person = office.person("王一")
    key = key_of(group.add_member(draft(office, person)))
    group.delete_member(key)
    assert group.members(office.top) == ()
    assert expected(office, JULY) == set()


def test_a_deleted_person_is_in_no_group_and_a_group_keeps_its_committee(
    office: Office, group: CenterGroupService
) -> None:
    person = office.person("王一")
    group.add_member(CenterGroupMemberDraft(person, office.second_branch, MEMBER))
    with pytest.raises(InUseError):
        office.organizations.delete(office.second_branch)
    office.people.delete(person)
    assert group.members(office.second_branch) == ()
    office.organizations.delete(office.second_branch)


def test_the_year_counts_what_was_held(office: Office, group: CenterGroupService) -> None:
    person, guest = office.person("王一", number="D1"), office.person("张三", number="D2")
    group.add_member(draft(office, person, LEADER, starts_on=date(2026, 1, 1)))
    spring = study(office, date(2026, 2, 20), discussion=True, reflections=3, items=(StudyItemDraft("文件"),))
    summer = study(office, date(2026, 8, 20))
    study(office, date(2026, 5, 20), state=SessionState.CANCELLED)
    study(office, date(2026, 11, 20), state=SessionState.PLANNED)
    office.session("支部的", SessionKind.CENTER_GROUP, starts_on=date(2026, 3, 1))
    office.sessions.record(
        spring,
        [
            AttendanceEntry(person, AttendanceStatus.PRESENT, speech=Speech.KEYNOTE),
            AttendanceEntry(guest, AttendanceStatus.OBSERVER),
        ],
    )
    office.sessions.record(summer, [AttendanceEntry(person, AttendanceStatus.MADE_UP)])
    year = group.year(2026)
    assert [(row.starts_on.month, row.state, row.expected, row.observers) for row in year.sessions] == [
        (2, SessionState.HELD, 1, 1),
        (8, SessionState.HELD, 1, 0),
        (11, SessionState.PLANNED, 0, 0),
    ]
    assert (year.sessions[0].items, year.sessions[0].speeches, year.sessions[0].reflections) == (1, 1, 3)
    assert [row.key for row in year.held] == [spring, summer]
    (member,) = year.members
    assert (member.name, member.expected, member.present, member.made_up, member.speeches) == ("王一", 2, 1, 1, 1)
    assert [(row.name, row.sessions) for row in year.observers] == [("张三", 1)]


def test_reflections_are_counted_by_person_beside_the_sessions_own_number(
    office: Office, group: CenterGroupService
) -> None:
    person, guest = office.person("王一", number="D1"), office.person("张三", number="D2")
    group.add_member(draft(office, person))
    differs = study(office, date(2026, 2, 20), reflections=5)
    only_people = study(office, date(2026, 3, 20))
    study(office, date(2026, 4, 20), reflections=2)
    for key in (differs, only_people):
        written = AttendanceEntry(person, AttendanceStatus.PRESENT, reflections=2)
        office.sessions.record(key, [written, AttendanceEntry(guest, AttendanceStatus.OBSERVER, reflections=1)])
    with pytest.raises(InvalidFieldError):
        office.sessions.record(differs, [AttendanceEntry(person, AttendanceStatus.PRESENT, reflections=-1)])
    year = group.year(2026)
    assert [(row.reflections, row.written) for row in year.sessions] == [(5, 3), (None, 3), (2, None)]
    assert [row.reflections for row in year.members] == [4]
    assert [row.reflections for row in year.observers] == [2]
    assert FigureService(office.database, group.clock).figures(2026).values["center_group.reflections"] == 7


def test_the_year_agrees_with_the_catalogue_of_figures(office: Office, group: CenterGroupService) -> None:
    people = [office.person(name) for name in ("王一", "李二", "张三")]
    group.add_member(draft(office, people[0]))
    statuses = (AttendanceStatus.PRESENT, AttendanceStatus.LEAVE, AttendanceStatus.OBSERVER)
    for month in (2, 5, 8):
        key = study(
            office, date(2026, month, 20), discussion=month == 5, reflections=month, items=(StudyItemDraft("文"),)
        )
        entries = [AttendanceEntry(*pair, speech=Speech.EXCHANGE) for pair in zip(people, statuses, strict=True)]
        office.sessions.record(key, entries)
    year = group.year(2026)
    figures = FigureService(office.database, group.clock).figures(2026).values
    assert len(year.held) == figures["center_group.sessions"]
    assert sum(row.discussion for row in year.held) == figures["center_group.discussions"]
    for name in ("items", "speeches", "reflections"):
        assert sum(getattr(row, name) for row in year.held) == figures[f"center_group.{name}"]
    for name in ("expected", "present"):
        assert sum(getattr(row, name) for row in year.members) == figures[f"attendance.{name}"]


def test_the_quarterly_duty_asks_for_a_discussion(office: Office, group: CenterGroupService) -> None:
    study(office, date(2026, 2, 20), discussion=True)
    study(office, date(2026, 5, 20))
    states = [(duty.quarter, duty.held, duty.state) for duty in group.year(2026).duties]
    assert states == [
        (1, 1, DutyState.MET),
        (2, 0, DutyState.MISSED),
        (3, 0, DutyState.DUE),
        (4, 0, DutyState.DUE),
    ]


def plan_item(office: Office, quarter: int | None, title: str, **fields: object) -> Key:
    with office.database.transaction() as session:
        plan = Plan(id=new_key(), year=2026, name="学习计划", kind=PlanKind.CENTER_GROUP)
        session.add(plan)
        session.flush()
        values = {"state": WorkState.NOT_STARTED, **fields}
        item = PlanItem(id=new_key(), plan_id=plan.id, title=title, quarter=quarter, **values)
        session.add(item)
        session.flush()
        return item.id


def test_a_planned_study_shows_what_answers_it(office: Office, group: CenterGroupService) -> None:
    plan_item(office, None, "随时")
    plan_item(office, 3, "三季度", texts="文件", speakers="王一", observers="各支部书记")
    linked = plan_item(office, 1, "一季度", times=2)
    february, august = study(office, date(2026, 2, 20)), study(office, date(2026, 8, 20))
    with office.database.transaction() as session:
        session.add(PlanItemSession(plan_item_id=linked, session_id=august))
    rows = {row.title: row for row in group.plan(2026)}
    assert list(rows) == ["一季度", "三季度", "随时"]
    assert [one.key for one in rows["一季度"].sessions] == [august]
    assert rows["一季度"].linked
    assert not rows["一季度"].done
    assert [one.key for one in rows["三季度"].sessions] == [august]
    assert (rows["三季度"].linked, rows["三季度"].speakers) == (False, "王一")
    assert rows["随时"].sessions == ()
    with office.database.transaction() as session:
        session.add(PlanItemSession(plan_item_id=linked, session_id=february))
    assert {row.title for row in group.plan(2026) if row.done} == {"一季度"}
    assert group.plan(2025) == ()


def test_a_plan_from_a_workbook_is_known_by_its_name(office: Office, group: CenterGroupService) -> None:
    plans = PlanService(office.database, group.clock)
    for name in ("2026年党委理论学习中心组学习计划", "2026年党员教育培训计划"):
        plans.add_item(key_of(plans.add_plan(PlanDraft(2026, name))), PlanItemDraft(name))
    assert [row.title for row in group.plan(2026)] == ["2026年党委理论学习中心组学习计划"]
