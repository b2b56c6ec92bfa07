"""Attendance of the centre group by person, as tables of cases over a small made-up year."""

from datetime import date
from fractions import Fraction

import pytest

from models.enums import AttendanceStatus, CenterGroupRole
from services.center_group.attendance import Absence, Mark, Sheets, count_members, count_observers
from services.center_group.rows import CenterGroupMemberDraft

GROUP, WANG, LI = b"g", b"w", b"l"
NAMES = {WANG: ("王一", "D1"), LI: ("李二", "D2")}
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = {f"s{month}".encode(): date(2026, month, 20) for month in (2, 5, 8, 11)}
P, L, A, M, O = (  # noqa: E741 - one letter a state makes the table readable
    AttendanceStatus.PRESENT,
    AttendanceStatus.LEAVE,
    AttendanceStatus.ABSENT,
    AttendanceStatus.MADE_UP,
    AttendanceStatus.OBSERVER,
)
MEMBER, OBSERVER = CenterGroupRole.MEMBER, CenterGroupRole.OBSERVER


def term(
    first: date | None = None, end: date | None = None, role: CenterGroupRole = MEMBER, person: bytes = WANG
) -> CenterGroupMemberDraft:
    return CenterGroupMemberDraft(person, GROUP, role, first, end)


def sheets(
    terms: list[CenterGroupMemberDraft], statuses: list[AttendanceStatus | None], exclusions: tuple[Absence, ...] = ()
) -> Sheets:
    marks = [Mark(session, WANG, status) for session, status in zip(DAYS, statuses, strict=True) if status is not None]
    return Sheets(DAYS, marks, terms, exclusions)


@pytest.mark.parametrize(
    ("terms", "statuses", "expected", "present", "learned", "unrecorded", "whole_year"),
    [
        pytest.param([term()], [P, P, L, A], 4, 2, 2, 0, True, id="whole year"),
        pytest.param([term(date(2026, 5, 20))], [None, P, P, P], 3, 3, 3, 0, False, id="joined in May, that very day"),
        pytest.param([term(None, date(2026, 8, 20))], [P, P, None, None], 2, 2, 2, 0, False, id="left in August"),
        pytest.param([term()], [P, M, P, P], 4, 3, 4, 0, True, id="leave, made up later: learned, not there"),
        pytest.param([term()], [P, None, P, None], 2, 2, 2, 2, True, id="two sheets without the member"),
        pytest.param(
            [term(None, date(2026, 5, 1)), term(date(2026, 5, 1), None, CenterGroupRole.LEADER)],
            [P, P, P, P], 4, 4, 4, 0, True, id="a change of role is one person's year",
        ),
        pytest.param(
            [term(None, date(2026, 5, 1)), term(date(2026, 5, 1), None, OBSERVER)],
            [P, O, O, None], 1, 1, 1, 0, False, id="an observer since May is expected no more",
        ),
        pytest.param([], [P, None, None, None], 1, 1, 1, 0, True, id="on a sheet without a term"),
    ],
)  # fmt: skip
def test_a_members_year(  # noqa: PLR0917 - the columns of the table
    terms: list[CenterGroupMemberDraft],
    statuses: list[AttendanceStatus | None],
    expected: int,
    present: int,
    learned: int,
    unrecorded: int,
    whole_year: bool,  # noqa: FBT001 - a column of the table
) -> None:
    (row,) = count_members(sheets(terms, statuses), NAMES, FIRST, LAST)
    assert (row.expected, row.present, row.learned, row.unrecorded) == (expected, present, learned, unrecorded)
    assert row.whole_year is whole_year


def test_who_is_excluded_with_approval_is_not_missing_from_the_sheet() -> None:
    abroad = Absence(WANG, date(2026, 5, 1), date(2026, 9, 1))
    (row,) = count_members(sheets([term()], [P, None, None, P], (abroad,)), NAMES, FIRST, LAST)
    assert (row.expected, row.unrecorded) == (2, 0)


def test_the_rate_is_of_those_recorded_and_unknown_without_any() -> None:
    (row,) = count_members(sheets([term()], [P, L, M, None]), NAMES, FIRST, LAST)
    assert row.rate == Fraction(1, 3)
    (row,) = count_members(sheets([term()], [None] * 4), NAMES, FIRST, LAST)
    assert row.rate is None


def test_a_term_of_another_year_is_not_listed() -> None:
    terms = [term(None, date(2026, 1, 1)), term(date(2027, 1, 1), None)]
    assert count_members(sheets(terms, [None] * 4), NAMES, FIRST, LAST) == ()


def test_members_stand_by_role_then_number() -> None:
    terms = [term(), term(None, None, CenterGroupRole.LEADER, LI)]
    rows = count_members(sheets(terms, [None] * 4), NAMES, FIRST, LAST)
    assert [row.name for row in rows] == ["李二", "王一"]


def test_observers_stand_apart_with_those_invited_who_never_came() -> None:
    invited = term(role=CenterGroupRole.OBSERVER, person=LI)
    held = sheets([invited], [O, O, None, P])
    (member,) = count_members(held, NAMES, FIRST, LAST)
    assert (member.name, member.expected) == ("王一", 1)
    assert [(row.name, row.sessions) for row in count_observers(held, NAMES, FIRST, LAST)] == [("王一", 2), ("李二", 0)]


def test_speeches_count_where_they_were_made() -> None:
    marks = [Mark(b"s2", WANG, P, spoke=True), Mark(b"s5", WANG, O, spoke=True), Mark(b"s8", WANG, P, spoke=True)]
    held = Sheets(DAYS, marks, [term()])
    assert [row.speeches for row in count_members(held, NAMES, FIRST, LAST)] == [2]
    assert [row.speeches for row in count_observers(held, NAMES, FIRST, LAST)] == [1]
