"""How a person stands on a day: stages with and without dates, memberships that follow, overlap or leave gaps."""

from datetime import date

import pytest

from models.enums import StageKind
from services.people.standing import (
    MembershipSpan,
    PersonStanding,
    Span,
    category_on,
    common_days,
    days_as_member,
    is_exempt_on,
    is_member_on,
    last_membership,
    merged,
    stage_begins,
    without_overlaps,
    year_span,
)

FORMAL, PROBATIONARY = StageKind.FORMAL, StageKind.PROBATIONARY
TARGET, ACTIVIST = StageKind.DEVELOPMENT_TARGET, StageKind.ACTIVIST
DAY = date(2025, 6, 15)
EARLIER, LATER = date(2025, 6, 1), date(2025, 7, 1)
HERE, THERE = b"here", b"there"


def person(
    category: StageKind, *reached: tuple[StageKind, date], spans: tuple[Span, ...] = (Span(),)
) -> PersonStanding:
    begins = stage_begins(category, reached)
    memberships = without_overlaps(MembershipSpan(HERE, span) for span in spans)
    return PersonStanding(b"key", "张伟", "D1", begins, memberships, days_as_member(begins, memberships))


@pytest.mark.parametrize(
    ("category", "reached", "expected"),
    [
        (FORMAL, [], FORMAL),
        (FORMAL, [(PROBATIONARY, EARLIER)], FORMAL),
        (FORMAL, [(PROBATIONARY, LATER)], None),
        (FORMAL, [(PROBATIONARY, EARLIER), (FORMAL, LATER)], PROBATIONARY),
        (FORMAL, [(PROBATIONARY, EARLIER), (FORMAL, DAY)], FORMAL),
        (PROBATIONARY, [], PROBATIONARY),
        (PROBATIONARY, [(PROBATIONARY, LATER)], None),
        (PROBATIONARY, [(PROBATIONARY, LATER), (TARGET, EARLIER)], TARGET),
        (PROBATIONARY, [(PROBATIONARY, LATER), (TARGET, LATER), (ACTIVIST, EARLIER)], ACTIVIST),
        (ACTIVIST, [], ACTIVIST),
        (ACTIVIST, [(PROBATIONARY, EARLIER)], PROBATIONARY),
        (TARGET, [(TARGET, LATER), (TARGET, EARLIER)], TARGET),
    ],
)
def test_the_category_on_a_day(
    category: StageKind, reached: list[tuple[StageKind, date]], expected: StageKind | None
) -> None:
    assert category_on(person(category, *reached), DAY) is expected


def test_a_member_counts_from_joining_on_and_only_while_a_membership_runs() -> None:
    joined_in_june = person(FORMAL, (PROBATIONARY, EARLIER), spans=(Span(end=LATER),))
    days = {day: is_member_on(joined_in_june, day) for day in (date(2025, 5, 31), EARLIER, date(2025, 6, 30), LATER)}
    assert list(days.values()) == [False, True, True, False]
    assert not is_member_on(person(ACTIVIST), DAY)
    assert not is_member_on(person(FORMAL, spans=()), DAY)


def test_days_as_a_member_leave_the_gap_out() -> None:
    gap = person(FORMAL, spans=(Span(end=date(2025, 3, 1)), Span(date(2025, 10, 1))))
    assert sum(span.within(year_span(2025)).days for span in gap.as_member) == 59 + 92


def test_of_several_memberships_on_a_day_the_one_that_began_last_stands() -> None:
    spans = [
        MembershipSpan(HERE, Span(date(2020, 1, 1))),
        MembershipSpan(THERE, Span(date(2025, 1, 1), date(2025, 7, 1))),
    ]
    assert without_overlaps(spans) == (
        MembershipSpan(HERE, Span(date(2020, 1, 1), date(2025, 1, 1))),
        MembershipSpan(THERE, Span(date(2025, 1, 1), date(2025, 7, 1))),
        MembershipSpan(HERE, Span(date(2025, 7, 1))),
    )


def test_who_left_is_found_where_they_were_last() -> None:
    gone = person(FORMAL, spans=(Span(end=date(2025, 3, 1)),))
    last = last_membership(gone, date(2025, 12, 31))
    assert last is not None
    assert last.organization == HERE
    assert last_membership(person(FORMAL, spans=(Span(LATER),)), DAY) is None


def test_spans_are_united_and_compared() -> None:
    first, second, third = Span(EARLIER, DAY), Span(DAY, LATER), Span(date(2026, 1, 1), date(2026, 1, 1))
    assert merged([second, third, first]) == (Span(EARLIER, LATER),)
    assert common_days([Span(EARLIER, LATER)], [Span(DAY, date(2026, 1, 1))]) == 16


def test_an_exemption_without_dates_holds_always() -> None:
    assert is_exempt_on(PersonStanding(b"k", "张伟", "", {}, exemptions=(Span(),)), DAY)
    assert not is_exempt_on(PersonStanding(b"k", "张伟", "", {}, exemptions=(Span(LATER), Span(end=DAY))), DAY)
