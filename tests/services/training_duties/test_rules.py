"""Training duties as tables of cases: windows, what meets them, how they stand on a day."""

from datetime import date
from fractions import Fraction

import pytest

from models.enums import DutyState
from services.dates import months_later
from services.people.standing import STILL, Span
from services.training_duties.rows import CertificateState, Measure
from services.training_duties.rules import (
    Occasion,
    Window,
    certificate_state,
    development_window,
    judge,
    new_member_window,
    office_window,
    overlaps_year,
    probation_window,
    year_window,
)

ONCE = ((Measure.TIMES, Fraction(1)),)
THREE_DAYS_OR_24 = ((Measure.DAYS, Fraction(3)), (Measure.HOURS, Fraction(24)))
JULY = Window(date(2025, 7, 1), date(2026, 1, 1))
MET, DUE, MISSED, FREE = DutyState.MET, DutyState.DUE, DutyState.MISSED, DutyState.NOT_REQUIRED


def trained(*days: date) -> list[Occasion]:
    return [Occasion(bytes([place]) * 16, day) for place, day in enumerate(days)]


def attended(days: str, hours: str, day: date) -> Occasion:
    return Occasion(day.isoformat().encode(), day, ((Measure.DAYS, Fraction(days)), (Measure.HOURS, Fraction(hours))))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 7, 1), 6, date(2026, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 0, date(2025, 12, 31)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date.max, 1, date.max),
    ],
)
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@pytest.mark.parametrize(
    ("case", "window", "days", "asof", "expected"),
    [
        ("taken office in July, deadline not over", JULY, (), date(2025, 12, 31), DUE),
        ("on the last day there is still time", JULY, (), date(2026, 1, 1), DUE),
        ("the day after it is missed", JULY, (), date(2026, 1, 2), MISSED),
        ("trained on the first day", JULY, (date(2025, 7, 1),), date(2026, 5, 1), MET),
        ("trained on the last day", JULY, (date(2026, 1, 1),), date(2026, 5, 1), MET),
        ("trained a day late", JULY, (date(2026, 1, 2),), date(2026, 5, 1), MISSED),
        ("trained the day before taking office", JULY, (date(2025, 6, 30),), date(2026, 5, 1), MISSED),
        ("a class that lies ahead", JULY, (date(2025, 12, 1),), date(2025, 11, 1), DUE),
        ("left office untrained", Window(JULY.first, JULY.until, date(2025, 10, 1)), (), date(2026, 5, 1), FREE),
        ("leaves next month", Window(JULY.first, JULY.until, date(2025, 10, 1)), (), date(2025, 9, 1), DUE),
        (
            "trained before leaving office",
            Window(JULY.first, JULY.until, date(2025, 10, 1)),
            (date(2025, 9, 1),),
            date(2026, 5, 1),
            MET,
        ),
        (
            "trained on the day of leaving",
            Window(JULY.first, JULY.until, date(2025, 10, 1)),
            (date(2025, 10, 1),),
            date(2026, 5, 1),
            FREE,
        ),
        ("left on the last day", Window(JULY.first, JULY.until, date(2026, 1, 1)), (), date(2026, 5, 1), FREE),
        ("left after the deadline", Window(JULY.first, JULY.until, date(2026, 1, 2)), (), date(2026, 5, 1), MISSED),
        ("excused", Window(JULY.first, JULY.until, excused=True), (), date(2026, 5, 1), FREE),
        ("no deadline yet", Window(JULY.first, None), (), date(2030, 5, 1), DUE),
    ],
)
def test_a_single_training(case: str, window: Window, days: tuple[date, ...], asof: date, expected: DutyState) -> None:
    assert judge(window, ONCE, trained(*days), asof).state is expected, case


def test_a_training_that_came_late_is_told_beside_the_miss() -> None:
    late = trained(date(2026, 1, 2))
    verdict = judge(JULY, ONCE, late, date(2026, 5, 1))
    assert (verdict.state, verdict.occasion) == (MISSED, late[0])
    assert verdict.reached == ((Measure.TIMES, Fraction(0)),)


def test_nothing_is_required_where_the_rule_says_none() -> None:
    assert judge(JULY, ((Measure.TIMES, Fraction(0)),), trained(date(2025, 8, 1)), date(2026, 5, 1)).state is FREE


@pytest.mark.parametrize(
    ("classes", "expected", "met_on"),
    [
        ((("3", "24", date(2025, 8, 1)),), MET, date(2025, 8, 1)),
        ((("2", "16", date(2025, 8, 1)), ("1", "8", date(2025, 9, 1))), MET, date(2025, 9, 1)),
        ((("2", "24", date(2025, 8, 1)),), MET, date(2025, 8, 1)),
        ((("3", "18", date(2025, 8, 1)),), MET, date(2025, 8, 1)),
        ((("2.5", "20", date(2025, 8, 1)),), MISSED, None),
        ((("2", "16", date(2025, 8, 1)), ("1", "8", date(2026, 1, 2))), MISSED, date(2026, 1, 2)),
        ((), MISSED, None),
    ],
)
def test_a_development_target_needs_days_or_hours(
    classes: tuple[tuple[str, str, date], ...], expected: DutyState, met_on: date | None
) -> None:
    occasions = [attended(*one) for one in classes]
    verdict = judge(JULY, THREE_DAYS_OR_24, occasions, date(2026, 5, 1))
    assert verdict.state is expected
    assert (None if verdict.occasion is None else verdict.occasion.day) == met_on


def test_who_moves_to_another_such_post_takes_no_office_anew() -> None:
    served = Span(date(2024, 8, 31), date(2026, 3, 1))
    assert office_window(served, 6) == Window(date(2024, 8, 31), date(2025, 2, 28), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("joined", "formal", "asof", "expected"),
    [
        (date(2024, 7, 1), date(2025, 7, 2), date(2026, 1, 1), (date(2024, 7, 1), date(2025, 7, 1))),
        (date(2024, 7, 1), None, date(2025, 6, 30), (date(2024, 7, 1), date(2025, 6, 30))),
        (date(2024, 7, 1), None, date(2025, 7, 1), (date(2024, 7, 1), None)),  # probation was prolonged
        (date(2024, 2, 29), None, date(2024, 6, 1), (date(2024, 2, 29), date(2025, 2, 27))),
        (date(2010, 7, 1), date(2010, 7, 1), date(2026, 1, 1), None),
        (None, None, date(2026, 1, 1), None),
    ],
)
def test_the_time_of_probation(
    joined: date | None, formal: date | None, asof: date, expected: tuple[date, date | None] | None
) -> None:
    window = probation_window(joined, formal, asof)
    assert (None if window is None else (window.first, window.until)) == expected


@pytest.mark.parametrize(
    ("joined", "formal", "until"),
    [
        (date(2024, 7, 1), date(2025, 7, 2), date(2026, 7, 2)),
        (None, date(2024, 2, 29), date(2025, 2, 28)),
        (date(2010, 7, 1), date(2010, 7, 1), None),
        (date(2010, 7, 1), None, None),
        (None, date.min, None),
    ],
)
def test_the_time_after_becoming_formal(joined: date | None, formal: date | None, until: date | None) -> None:
    window = new_member_window(joined, formal, 12)
    assert (None if window is None else window.until) == until


def test_the_time_of_a_development_target_ends_before_admission() -> None:
    assert development_window(date(2025, 1, 1), date(2025, 7, 1)) == Window(date(2025, 1, 1), date(2025, 6, 30))
    assert development_window(date(2025, 1, 1), None) == Window(date(2025, 1, 1), None)
    assert development_window(date.min, date(2025, 7, 1)) is None


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        (Span(date(2020, 1, 1)), Window(date(2025, 1, 1), date(2025, 12, 31))),
        (Span(date(2025, 7, 1)), Window(date(2025, 7, 1), date(2025, 12, 31))),
        (Span(date(2020, 1, 1), date(2025, 7, 1)), Window(date(2025, 1, 1), date(2025, 12, 31), date(2025, 7, 1))),
        (Span(date(2020, 1, 1), date(2026, 1, 1)), Window(date(2025, 1, 1), date(2025, 12, 31), STILL)),
    ],
)
def test_a_yearly_duty_lasts_as_long_as_the_post(served: Span, expected: Window) -> None:
    assert year_window(2025, served) == expected


@pytest.mark.parametrize(
    ("window", "years"),
    [
        (JULY, {2025, 2026}),
        (Window(date(2025, 7, 1), date(2025, 12, 31)), {2025}),
        (Window(date(2024, 7, 1), None), {2024, 2025, 2026}),
        (Window(date(2024, 7, 1), date(2025, 7, 1), date(2024, 9, 1)), {2024}),
    ],
)
def test_a_duty_belongs_to_every_year_its_time_touches(window: Window, years: set[int]) -> None:
    assert {year for year in (2023, 2024, 2025, 2026) if overlaps_year(window, year)} == years


@pytest.mark.parametrize(
    ("obtained", "until", "expected"),
    [
        (None, None, CertificateState.NONE),
        (date(2023, 1, 1), None, CertificateState.VALID),
        (date(2023, 1, 1), date(2026, 9, 1), CertificateState.VALID),
        (date(2023, 1, 1), date(2026, 6, 6), CertificateState.VALID),
        (date(2023, 1, 1), date(2026, 6, 5), CertificateState.EXPIRING),
        (date(2023, 1, 1), date(2026, 3, 5), CertificateState.EXPIRING),  # valid to the day
        (date(2023, 1, 1), date(2026, 3, 4), CertificateState.EXPIRED),
    ],
)
def test_a_certificate_on_the_fifth_of_march(
    obtained: date | None, until: date | None, expected: CertificateState
) -> None:
    assert certificate_state(obtained, until, date(2026, 3, 5), 3) is expected
