"""The rules of hours as tables of cases."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import MemberClass
from services.hours.rules import (
    HoursRules,
    LearnedRow,
    earned_hours,
    hours_of_minutes,
    is_met,
    member_class,
    part_year_target,
    to_half_hours,
)
from services.people.standing import Span

D = Decimal
RULES = HoursRules()


@pytest.mark.parametrize(
    ("row", "earned"),
    [
        (LearnedRow(session_hours=D(2)), "2"),
        (LearnedRow(session_hours=None), "0"),
        (LearnedRow(own_hours=D("1.25"), session_hours=D(2)), "1.25"),
        # Hours of 0 that were entered are hours of 0, not hours that are missing.
        (LearnedRow(own_hours=D(0), session_hours=D(2)), "0"),
        (LearnedRow(own_hours=D(30), minutes=60, session_hours=D(2)), "30"),
        # What was entered for the person already says what was missed.
        (LearnedRow(own_hours=D(6), session_hours=D(8), missed_hours=D(4)), "6"),
        (LearnedRow(session_hours=D(24), session_days=D(1)), "24"),
        (LearnedRow(session_hours=D(8), missed_hours=D(3)), "5"),
        (LearnedRow(session_hours=D(2), missed_hours=D(3)), "0"),
        (LearnedRow(minutes=100, session_hours=D(8)), "1.5"),
        (LearnedRow(minutes=105, session_hours=D(8)), "2"),
        (LearnedRow(minutes=0, session_hours=D(8)), "0"),
    ],
)
def test_what_a_row_earns(row: LearnedRow, earned: str) -> None:
    assert earned_hours(row, RULES) == D(earned)


@pytest.mark.parametrize(
    ("minutes", "days", "calendar_days", "hours"),
    [
        (14, None, 1, "0"),
        (15, None, 1, "0.5"),
        (45, None, 1, "1"),
        (600, "1", 1, "8"),
        (600, "0.5", 1, "4"),
        (900, "1.5", 2, "12"),
        (1200, None, 2, "16"),
        (600, None, 2, "10"),
    ],
)
def test_minutes_become_half_hours_within_the_days(
    minutes: int, days: str | None, calendar_days: int, hours: str
) -> None:
    assert hours_of_minutes(minutes, None if days is None else D(days), calendar_days, RULES) == D(hours)


def test_a_unit_without_caps_counts_all_minutes() -> None:
    assert hours_of_minutes(1200, D(1), 1, HoursRules(day_cap=None)) == 20


def test_a_lecturer_earns_the_session_times_the_factor_but_own_hours_stand() -> None:
    rules = HoursRules(lecturing_factor=D("1.5"))
    assert earned_hours(LearnedRow(session_hours=D(2), is_lecturer=True), rules) == 3
    assert earned_hours(LearnedRow(session_hours=D(2)), rules) == 2
    assert earned_hours(LearnedRow(own_hours=D(2), is_lecturer=True), rules) == 2


@pytest.mark.parametrize(
    ("target", "days", "days_of_year", "expected"),
    [
        ("32", 365, 365, "32"),
        ("56", 366, 366, "56"),
        ("32", 365, 366, "32"),  # 31.91
        ("32", 184, 365, "16"),  # joined on 1 July: 16.13
        ("32", 214, 365, "19"),  # joined on 1 June: 18.76
        ("56", 183, 366, "28"),  # half a leap year
        ("32", 1, 365, "0.5"),  # 0.09
        ("32", 100, 400, "8"),
        ("33", 100, 400, "8.5"),  # 8.25: a tie goes up
    ],
)
def test_the_target_of_a_part_of_the_year(target: str, days: int, days_of_year: int, expected: str) -> None:
    assert part_year_target(D(target), days, days_of_year) == D(expected)


@pytest.mark.parametrize(
    ("hours", "rounded"),
    [(Fraction(1, 4), "0.5"), (Fraction(24, 100), "0"), (Fraction(3, 4), "1"), (Fraction(5, 2), "2.5")],
)
def test_half_hours(hours: Fraction, rounded: str) -> None:
    assert to_half_hours(hours) == D(rounded)


def year(first_month: int, end_month: int) -> Span:
    """Give the days from one month's first to before another's; month 13 is the next January."""
    return Span(date(2025, first_month, 1), date(2025 + end_month // 13, (end_month - 1) % 12 + 1, 1))


@pytest.mark.parametrize(
    ("as_member", "in_post", "expected"),
    [
        ([year(1, 13)], [], MemberClass.MEMBER),
        ([year(1, 13)], [year(1, 8)], MemberClass.LEADER),  # seven months
        ([year(1, 13)], [year(1, 7)], MemberClass.MEMBER),  # 181 of 365 days
        ([year(1, 13)], [year(7, 13)], MemberClass.LEADER),  # 184 of 365 days
        # Two posts one after the other are one time in office.
        ([year(1, 13)], [year(1, 4), year(8, 13)], MemberClass.LEADER),
        # Only days as a member count, on both sides of the scale.
        ([year(7, 13)], [year(1, 8)], MemberClass.MEMBER),
        ([year(7, 13)], [year(7, 11)], MemberClass.LEADER),
        # Exactly half is not more than half.
        ([Span(date(2025, 1, 1), date(2025, 1, 11))], [Span(date(2025, 1, 1), date(2025, 1, 6))], MemberClass.MEMBER),
        ([Span(date(2025, 1, 1), date(2025, 1, 11))], [Span(date(2025, 1, 1), date(2025, 1, 7))], MemberClass.LEADER),
        # A gap in membership is no time in office.
        ([year(1, 3), year(11, 13)], [year(3, 11)], MemberClass.MEMBER),
    ],
)
def test_who_is_a_leader(as_member: list[Span], in_post: list[Span], expected: MemberClass) -> None:
    assert member_class(as_member, in_post) is expected


def test_met_is_reached_or_passed_and_unknown_without_a_target() -> None:
    assert is_met(D(32), D(32)) is True
    assert is_met(D("31.5"), D(32)) is False
    assert is_met(D(100), None) is None
