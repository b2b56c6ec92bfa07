"""Who is expected, and the attendance sheet: all present first, then the exceptions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, Post, Rank, SessionKind, SessionState, StageKind
from services.errors import AppError, DatesOutOfOrderError, InvalidFieldError, RecordMissingError
from services.people.rows import ExclusionDraft
from services.sessions.rows import AttendanceCounts, AttendanceEntry, SessionDraft, SessionFilter
from tests.services.office import Office

PRESENT, LEAVE, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.LEAVE, AttendanceStatus.ABSENT
DAY = date(2026, 2, 5)


@pytest.fixture
def staffed(office: Office) -> Office:
    """Give the office people of every sort; only their names matter to the cases."""
    secretary = office.person("支书", office.first_branch)
    office.appoint(secretary, office.first_branch, Post.SECRETARY)
    member = office.person("支委", office.group)
    office.appoint(member, office.first_branch, Post.COMMITTEE_MEMBER, DAY)
    former = office.person("前支委", office.first_branch)
    office.appoint(former, office.first_branch, Post.PROPAGANDIST)
    boss = office.person("党委书记", office.second_branch, rank=Rank.EXECUTIVE)
    office.appoint(boss, office.top, Post.SECRETARY)
    office.person("副总", office.second_branch, rank=Rank.EXECUTIVE)
    office.person("预备", office.group, category=StageKind.PROBATIONARY, joined=DAY)
    office.person("次日入党", office.group, category=StageKind.PROBATIONARY, joined=date(2026, 2, 6))
    office.person("积极分子", office.group, category=StageKind.ACTIVIST, joined=None)
    sick = office.person("卧病", office.first_branch)
    office.people.add_record(sick, ExclusionDraft("卧病", date(2025, 1, 1), approved_by="支部大会"))
    back = office.person("回国", office.first_branch)
    office.people.add_record(back, ExclusionDraft("出国半年以上", date(2025, 1, 1), DAY))
    gone = office.person("已转出", office.first_branch, since=date(2020, 1, 1))
    office.people.leave(gone, DAY)
    return office


FIRST_BRANCH = {"支书", "支委", "前支委", "预备", "回国"}


@pytest.mark.parametrize(
    ("kind", "organiser", "expected"),
    [
        (SessionKind.FIRST_TOPIC, "top", {"党委书记"}),
        (SessionKind.CENTER_GROUP, "top", {"党委书记", "副总"}),
        (SessionKind.BRANCH_COMMITTEE, "first_branch", {"支书", "支委"}),
        (SessionKind.GROUP_MEETING, "group", {"支委", "预备"}),
        (SessionKind.BRANCH_CONGRESS, "first_branch", FIRST_BRANCH),
        (SessionKind.THEME_DAY, "first_branch", FIRST_BRANCH),
        (SessionKind.TRAINING_CLASS, "top", FIRST_BRANCH | {"党委书记", "副总"}),
    ],
)
def test_who_is_expected(staffed: Office, kind: SessionKind, organiser: str, expected: set[str]) -> None:
    draft = SessionDraft(kind, "活动", getattr(staffed, organiser), DAY)
    assert {person.name for person in staffed.sessions.expected(draft)} == expected


def test_only_formal_members_have_a_vote(staffed: Office) -> None:
    people = staffed.sessions.expected(SessionDraft(SessionKind.BRANCH_CONGRESS, "大会", staffed.first_branch, DAY))
    assert {person.name for person in people if not person.has_vote} == {"预备"}


def test_a_day_earlier_the_committee_was_another(staffed: Office) -> None:
    the_day_before = SessionDraft(SessionKind.BRANCH_COMMITTEE, "支委会", staffed.first_branch, date(2026, 2, 4))
    assert {person.name for person in staffed.sessions.expected(the_day_before)} == {"支书"}


def test_all_present_first_then_the_exceptions(staffed: Office) -> None:
    key = staffed.session(kind=SessionKind.BRANCH_CONGRESS)
    sheet = staffed.sessions.sheet(key)
    assert all(row.entry is None and row.expected for row in sheet)
    staffed.sessions.record(key, [AttendanceEntry(row.person.person_id, PRESENT) for row in sheet])
    by_name = {row.person.name: row.person.person_id for row in sheet}
    exceptions = [
        AttendanceEntry(by_name["支委"], LEAVE, leave_reason="出差", approved_by="支书"),
        AttendanceEntry(by_name["预备"], AttendanceStatus.MADE_UP, made_up_on=date(2026, 2, 9), made_up_how="自学"),
        AttendanceEntry(by_name["回国"], ABSENT),
    ]
    staffed.sessions.record(key, exceptions)
    (row,) = staffed.sessions.list(SessionFilter())
    assert row.counts == AttendanceCounts(present=2, leave=1, absent=1, made_up=1)
    assert row.counts.expected == 5
    stored = {row.person.name: row.entry for row in staffed.sessions.sheet(key)}
    assert stored["支委"] == exceptions[0]
    assert stored["预备"] == exceptions[1]


def test_only_what_differs_is_written(staffed: Office) -> None:
    key = staffed.session()
    entries = [AttendanceEntry(row.person.person_id, PRESENT) for row in staffed.sessions.sheet(key)]
    assert staffed.sessions.record(key, entries).tables == {"attendance"}
    assert staffed.sessions.record(key, entries).tables == frozenset()
    assert staffed.sessions.record(key, [replace(entries[0], hours=Decimal(0))]).tables == {"attendance"}


def test_an_observer_joins_the_sheet_and_stands_apart(staffed: Office) -> None:
    key = staffed.session()
    (guest,) = (row.key for row in staffed.people.list(text="副总"))
    staffed.sessions.record(key, [AttendanceEntry(guest, AttendanceStatus.OBSERVER)])
    (row,) = [row for row in staffed.sessions.sheet(key) if not row.expected]
    assert (row.person.name, row.person.branch_name) == ("副总", "第二党支部")
    counts = staffed.sessions.get(key).counts
    assert (counts.expected, counts.observer) == (0, 1)


def test_an_entry_can_be_taken_away_and_come_back(staffed: Office) -> None:
    key = staffed.session()
    person = staffed.sessions.sheet(key)[0].person.person_id
    staffed.sessions.record(key, [AttendanceEntry(person, LEAVE, leave_reason="出差")])
    staffed.sessions.record(key, [], removed=[person])
    assert staffed.sessions.get(key).counts == AttendanceCounts()
    staffed.sessions.record(key, [AttendanceEntry(person, PRESENT)])
    assert staffed.sessions.sheet(key)[0].entry == AttendanceEntry(person, PRESENT)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"minutes": -1}, InvalidFieldError),
        ({"hours": Decimal("0.0005")}, InvalidFieldError),
        ({"made_up_on": date(2026, 2, 4)}, DatesOutOfOrderError),
        ({"person_id": bytes(16)}, RecordMissingError),
    ],
)
def test_one_wrong_entry_leaves_the_whole_sheet_unwritten(
    staffed: Office, fields: dict[str, object], error: type[AppError]
) -> None:
    key = staffed.session()
    people = [row.person.person_id for row in staffed.sessions.sheet(key)]
    wrong = AttendanceEntry(**{"person_id": people[1], "status": PRESENT, **fields})  # type: ignore[arg-type]
    with pytest.raises(error):
        staffed.sessions.record(key, [AttendanceEntry(people[0], PRESENT), wrong])
    assert staffed.sessions.get(key).counts == AttendanceCounts()


def test_attendance_moves_to_the_year_of_the_session(staffed: Office) -> None:
    key = staffed.session()
    staffed.sessions.record(key, [AttendanceEntry(staffed.sessions.sheet(key)[0].person.person_id, PRESENT)])
    moved = replace(staffed.sessions.get(key).draft, starts_on=date(2025, 12, 30), state=SessionState.HELD)
    staffed.sessions.change(key, moved)
    with staffed.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT year FROM attendance").scalars().all() == [2025]
