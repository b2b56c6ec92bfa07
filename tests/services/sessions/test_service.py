"""Sessions as the officer keeps them: numbers, kinds, items, sittings, cancelling and deleting."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import (
    AttendanceStatus,
    Audience,
    CostClass,
    ExpenseCategory,
    FundSourceCode,
    Post,
    SessionKind,
    SessionState,
    StageKind,
    Topic,
)
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.errors import (
    AppError,
    DatesOutOfOrderError,
    DuplicateError,
    InUseError,
    InvalidFieldError,
    RecordMissingError,
    RequiredFieldError,
)
from services.money.rows import ExpenseDraft
from services.sessions.rows import (
    AttendanceEntry,
    SessionDraft,
    SessionFilter,
    SittingDraft,
    SittingMissEntry,
    StudyItemDraft,
)
from tests.services.office import NOON, Office, key_of

PRESENT = AttendanceStatus.PRESENT


def draft(office: Office, **fields: object) -> SessionDraft:
    values: dict[str, object] = {
        "kind": SessionKind.THEME_DAY,
        "title": "主题党日",
        "organization_id": office.first_branch,
        "starts_on": date(2026, 2, 5),
        **fields,
    }
    return SessionDraft(**values)  # type: ignore[arg-type]


def test_numbers_are_given_by_year_and_never_twice(office: Office) -> None:
    office.session()
    office.session(number="2026-0007")
    deleted = office.session()
    office.session(starts_on=date(2025, 3, 1))
    office.sessions.delete(deleted)
    office.session()
    numbers = [row.number for row in office.sessions.list(SessionFilter())]
    assert sorted(numbers) == ["2025-0001", "2026-0001", "2026-0007", "2026-0009"]
    assert office.sessions.next_number(2026) == "2026-0010"
    with pytest.raises(DuplicateError):
        office.session(number="2026-0001")


def test_a_session_comes_back_as_it_was_entered(office: Office) -> None:
    campaigns = CampaignService(office.database, FixedClock(NOON))
    campaign = key_of(campaigns.add(CampaignDraft("主题教育", date(2026, 1, 1))))
    entered = draft(
        office,
        number="2026-0100",
        further_kinds=(SessionKind.BRANCH_CONGRESS, SessionKind.PARTY_LECTURE),
        topics=(Topic.NEW_THOUGHT, Topic.DISCIPLINE),
        items=(StudyItemDraft("文件一", "人民日报", date(2026, 1, 30), "张伟"), StudyItemDraft("文件二")),
        sittings=(SittingDraft(1, date(2026, 2, 5), Decimal(4)), SittingDraft(2, date(2026, 2, 6), Decimal("3.5"))),
        ends_on=date(2026, 2, 6),
        days=Decimal("1.5"),
        hours=Decimal("7.5"),
        campaign_id=campaign,
        reflections=3,
    )
    stored = office.sessions.get(key_of(office.sessions.add(entered))).draft
    without_keys = replace(
        stored,
        items=tuple(replace(item, key=None) for item in stored.items),
        sittings=tuple(replace(sitting, key=None) for sitting in stored.sittings),
    )
    assert without_keys == entered


def test_a_change_takes_away_what_the_draft_no_longer_names(office: Office) -> None:
    items = (StudyItemDraft("文件一"), StudyItemDraft("文件二"))
    key = office.session(further_kinds=(SessionKind.PARTY_LECTURE,), topics=(Topic.PURPOSE,), items=items)
    before = office.sessions.get(key).draft
    after = replace(before, further_kinds=(), topics=(Topic.SKILLS,), items=(before.items[1], StudyItemDraft("文件三")))
    office.sessions.change(key, after)
    stored = office.sessions.get(key).draft
    assert (stored.further_kinds, stored.topics) == ((), (Topic.SKILLS,))
    assert [item.title for item in stored.items] == ["文件二", "文件三"]
    assert stored.items[0].key == before.items[1].key
    office.sessions.change(key, before)
    assert office.sessions.get(key).draft.further_kinds == (SessionKind.PARTY_LECTURE,)


def test_the_primary_kind_does_not_count_twice(office: Office) -> None:
    key = office.session(kind=SessionKind.THEME_DAY, further_kinds=(SessionKind.THEME_DAY, SessionKind.LECTURE))
    assert office.sessions.get(key).draft.further_kinds == (SessionKind.LECTURE,)


def test_the_list_filters(office: Office) -> None:
    office.session("一月主题党日", starts_on=date(2026, 1, 8))
    office.session("党课", further_kinds=(SessionKind.PARTY_LECTURE,), organization_id=office.group)
    office.session("读书班", kind=SessionKind.READING_CLASS, organization_id=office.second_branch)
    office.session("去年", starts_on=date(2025, 12, 31), state=SessionState.PLANNED)

    def titles(**fields: object) -> set[str]:
        wanted = SessionFilter(**fields)  # type: ignore[arg-type]
        return {row.title for row in office.sessions.list(wanted)}

    assert titles(year=2026) == {"一月主题党日", "党课", "读书班"}
    assert titles(organization_id=office.first_branch) == {"一月主题党日", "党课", "去年"}
    assert titles(kind=SessionKind.PARTY_LECTURE) == {"党课"}
    assert titles(state=SessionState.PLANNED) == {"去年"}
    assert titles(text="主题") == {"一月主题党日"}
    assert titles(text="%") == set()
    assert office.sessions.years() == (2026, 2025)


def test_a_session_called_off_stays_in_the_list(office: Office) -> None:
    key = office.session()
    office.sessions.cancel(key)
    (row,) = office.sessions.list(SessionFilter())
    assert row.state is SessionState.CANCELLED


def test_a_deleted_session_is_gone_with_its_attendance(office: Office) -> None:
    person, key = office.person("张伟"), office.session()
    office.sessions.record(key, [AttendanceEntry(person, PRESENT)])
    office.sessions.delete(key)
    assert office.sessions.list(SessionFilter()) == ()
    office.people.delete(person)


def test_a_session_that_cost_money_is_not_deleted(office: Office) -> None:
    key = office.session()
    spent = ExpenseDraft(date(2026, 2, 5), 1, FundSourceCode.PARTY_WORK, ExpenseCategory.BOOKS, "购书", session_id=key)
    office.money.add_expense(spent)
    with pytest.raises(InUseError) as refused:
        office.sessions.delete(key)
    assert refused.value.used_by == ("经费支出",)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": "  "}, RequiredFieldError),
        ({"ends_on": date(2026, 2, 4)}, DatesOutOfOrderError),
        ({"hours": Decimal(-1)}, InvalidFieldError),
        ({"hours": Decimal("0.0001")}, InvalidFieldError),
        ({"organization_id": bytes(16)}, RecordMissingError),
        ({"items": (StudyItemDraft(""),)}, RequiredFieldError),
        ({"sittings": (SittingDraft(1, date(2026, 2, 6), Decimal(4)),)}, InvalidFieldError),
        ({"sittings": (SittingDraft(1, date(2026, 2, 5), Decimal(4)),) * 2}, DuplicateError),
    ],
)
def test_what_cannot_be_right_is_refused(office: Office, fields: dict[str, object], error: type[AppError]) -> None:
    with pytest.raises(error):
        office.sessions.add(draft(office, **fields))
    assert office.sessions.list(SessionFilter()) == ()


def test_who_missed_a_sitting_is_kept_apart(office: Office) -> None:
    person = office.person("张伟")
    key = office.session(sittings=(SittingDraft(1, date(2026, 2, 5), Decimal(4)),))
    (sitting,) = office.sessions.get(key).draft.sittings
    assert sitting.key is not None
    missed = SittingMissEntry(sitting.key, person, "出差")
    assert office.sessions.record_misses(key, [missed]).tables
    assert office.sessions.misses(key) == (missed,)
    assert not office.sessions.record_misses(key, [missed]).tables
    office.sessions.record_misses(key, [])
    assert office.sessions.misses(key) == ()
    with pytest.raises(RecordMissingError):
        office.sessions.record_misses(office.session(), [missed])


def test_a_class_expects_its_audience_and_a_committee_meeting_its_committee(office: Office) -> None:
    secretary = office.person("书记", office.second_branch)
    office.person("党员")
    activist = office.person("积极分子", category=StageKind.ACTIVIST, joined=None)
    office.appoint(secretary, office.second_branch, Post.SECRETARY)
    draft = SessionDraft(SessionKind.TRAINING_CLASS, "培训班", office.top, date(2026, 2, 5))
    for audiences, expected in (
        ((), {"书记", "党员"}),
        ((Audience.SECRETARIES,), {"书记"}),
        ((Audience.SECRETARIES, Audience.ACTIVISTS), {"书记", "积极分子"}),
    ):
        found = office.sessions.expected(replace(draft, audiences=audiences))
        assert {person.name for person in found} == expected
    committee = replace(
        draft, kind=SessionKind.BRANCH_COMMITTEE, organization_id=office.second_branch, audiences=(Audience.ACTIVISTS,)
    )
    assert [person.person_id for person in office.sessions.expected(committee)] == [secretary]
    key = key_of(office.sessions.add(replace(draft, audiences=(Audience.ACTIVISTS,), cost_class=CostClass.THREE)))
    assert [row.person.person_id for row in office.sessions.sheet(key)] == [activist]


def test_audiences_are_kept_in_order_changed_and_go_with_their_session(office: Office) -> None:
    wanted = (Audience.ACTIVISTS, Audience.EXECUTIVES)
    key = office.session(kind=SessionKind.TRAINING_CLASS, audiences=wanted, cost_class=CostClass.TWO)
    stored = office.sessions.get(key).draft
    assert (stored.audiences, stored.cost_class) == ((Audience.EXECUTIVES, Audience.ACTIVISTS), CostClass.TWO)
    office.sessions.change(key, replace(stored, audiences=(Audience.MEMBERS,), cost_class=None))
    stored = office.sessions.get(key).draft
    assert (stored.audiences, stored.cost_class) == ((Audience.MEMBERS,), None)
    office.sessions.delete(key)
    with office.database.reading() as connection:
        left = connection.exec_driver_sql("SELECT COUNT(*) FROM session_audiences WHERE NOT deleted").scalar_one()
    assert left == 0
