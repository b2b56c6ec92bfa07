"""Long absence: a table of cases."""

from datetime import date, timedelta

import pytest

from models.enums import AbsenceState
from services.absences.rules import AbsenceLimits, Away, Excuse, LongAbsence, long_absence, surely_recent, whole_months
from services.people.standing import ALWAYS, Span

GRAVE, WARNED, EXCUSED = AbsenceState.GRAVE, AbsenceState.WARNED, AbsenceState.EXCUSED
ASOF = date(2025, 9, 10)
MONTHLY = tuple(date(2025, month, 5) for month in range(1, 10))
LIMITS = AbsenceLimits()
ILL = Excuse("卧病", Span(date(2025, 8, 1)))
ILL_BEFORE = Excuse("卧病", Span(date(2025, 4, 1), date(2025, 6, 1)))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 1, 15), date(2025, 4, 14), 2),
        (date(2025, 1, 15), date(2025, 4, 15), 3),
        (date(2024, 11, 30), date(2025, 2, 27), 2),
        (date(2024, 11, 30), date(2025, 2, 28), 3),
        (date(2023, 11, 30), date(2024, 2, 28), 2),  # a leap year has one day more
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 12, 31), date(2025, 1, 1), 0),
        (date(2025, 5, 1), date(2025, 4, 1), 0),
    ],
)
def test_whole_months(first: date, last: date, months: int) -> None:
    assert whole_months(first, last) == months


@pytest.mark.parametrize("asof", [date(2025, 2, 28), date(2024, 2, 29), date(2025, 5, 31), date(2025, 12, 31)])
@pytest.mark.parametrize("months", [1, 3, 6, 14])
def test_who_was_there_surely_recently_is_not_long_away(asof: date, months: int) -> None:
    recent = surely_recent(asof, months)
    days = (recent + timedelta(days=number) for number in range(1, 20))
    assert all(whole_months(day, asof) < months for day in days)
    assert whole_months(recent - timedelta(days=3), asof) == months


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        # From the third month on, to the day.
        (Away(date(2025, 6, 10), ALWAYS, MONTHLY), LongAbsence(date(2025, 6, 10), 3, WARNED)),
        (Away(date(2025, 6, 11), ALWAYS, MONTHLY), None),
        (Away(date(2025, 3, 11), ALWAYS, MONTHLY), LongAbsence(date(2025, 3, 11), 5, WARNED)),
        (Away(date(2025, 3, 10), ALWAYS, MONTHLY), LongAbsence(date(2025, 3, 10), 6, GRAVE)),
        # A newcomer is counted from the first day here, also one who attended elsewhere before.
        (Away(None, date(2025, 5, 20), MONTHLY), LongAbsence(date(2025, 5, 20), 3, WARNED)),
        (Away(date(2024, 12, 1), date(2025, 5, 20), MONTHLY), LongAbsence(date(2025, 5, 20), 3, WARNED)),
        (Away(None, date(2025, 7, 1), MONTHLY), None),
        # Never there, and a member since ever: from the branch's first session on record.
        (Away(None, ALWAYS, MONTHLY), LongAbsence(date(2025, 1, 5), 8, GRAVE)),
        (Away(None, ALWAYS, MONTHLY[6:]), None),
        # The branch held nothing since, or never did.
        (Away(date(2025, 3, 5), ALWAYS, MONTHLY[:3]), None),
        (Away(None, ALWAYS, ()), None),
        # An excuse that holds is shown with its reason; one that is over makes the count stand still (61 days).
        (Away(date(2025, 3, 5), ALWAYS, MONTHLY, (ILL,)), LongAbsence(date(2025, 3, 5), 6, EXCUSED, "卧病")),
        (Away(date(2025, 7, 5), ALWAYS, MONTHLY, (ILL,)), None),
        (Away(date(2025, 3, 5), ALWAYS, MONTHLY, (ILL_BEFORE,)), LongAbsence(date(2025, 3, 5), 4, WARNED)),
        (Away(date(2025, 5, 5), ALWAYS, MONTHLY, (ILL_BEFORE,)), LongAbsence(date(2025, 5, 5), 3, WARNED)),
        # Two reasons for the same days are counted once.
        (Away(date(2025, 3, 5), ALWAYS, MONTHLY, (ILL_BEFORE,) * 2), LongAbsence(date(2025, 3, 5), 4, WARNED)),
    ],
)
def test_how_long_and_how_grave(away: Away, expected: LongAbsence | None) -> None:
    assert long_absence(away, ASOF, LIMITS) == expected


@pytest.mark.parametrize(
    ("limits", "state"),
    [
        (AbsenceLimits(None, 6), GRAVE),
        (AbsenceLimits(2, None), WARNED),
        (AbsenceLimits(7, 9), None),
        (AbsenceLimits(None, None), None),
    ],
)
def test_the_limits_are_the_rules(limits: AbsenceLimits, state: AbsenceState | None) -> None:
    found = long_absence(Away(date(2025, 3, 10), ALWAYS, MONTHLY), ASOF, limits)
    assert (found and found.state) == state
