"""A figure beside its target: one table of cases for a year, one for a span that has yearly targets alone."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from services.figures.rows import Value
from services.targets.measuring import achieved, as_value, from_years
from services.targets.rows import Achievement, TargetState

LAST_DAY = date(2025, 12, 31)
OVER = date(2026, 1, 5)
RUNNING = date(2025, 6, 1)
MET, MISSED, EXCEEDED = TargetState.MET, TargetState.MISSED, TargetState.EXCEEDED


@pytest.mark.parametrize(
    ("actual", "bound", "asof", "state", "rate"),
    [
        (12, ("≥", Decimal(12)), OVER, MET, Fraction(1)),
        (9, ("≥", Decimal(12)), OVER, MISSED, Fraction(3, 4)),
        (9, ("≥", Decimal(12)), LAST_DAY, MISSED, Fraction(3, 4)),
        (9, ("≥", Decimal(12)), RUNNING, TargetState.RUNNING, Fraction(3, 4)),
        (13, ("≥", Decimal(12)), RUNNING, MET, Fraction(13, 12)),
        (0, ("≥", Decimal(0)), OVER, MET, None),
        (4, ("≤", Decimal(5)), OVER, MET, Fraction(5, 4)),
        (4, ("≤", Decimal(5)), RUNNING, TargetState.RUNNING, Fraction(5, 4)),
        (6, ("≤", Decimal(5)), RUNNING, EXCEEDED, Fraction(5, 6)),
        (0, ("≤", Decimal(5)), OVER, MET, None),
        (Fraction(4, 5), ("≥", Fraction(4, 5)), OVER, MET, Fraction(1)),
        (None, ("≥", Decimal(5)), OVER, TargetState.UNKNOWN, None),
        (7, ("≥", None), OVER, TargetState.UNSET, None),
    ],
)
def test_a_figure_is_judged_by_its_target(
    actual: Value, bound: tuple[str, Value], asof: date, state: TargetState, rate: Fraction | None
) -> None:
    direction, target = bound
    found = achieved(actual, target, at_most=direction == "≤", last_day=LAST_DAY, asof=asof)
    assert (found.state, found.rate) == (state, rate)


@pytest.mark.parametrize(
    ("key", "entered", "counted"),
    [
        ("funding.spent", Decimal("1234.5"), 123450),
        ("attendance.rate", Decimal("0.9"), Fraction(9, 10)),
        ("theme_day.sessions", Decimal(12), Decimal(12)),
        ("theme_day.sessions", None, None),
    ],
)
def test_targets_are_compared_as_the_catalogue_counts(key: str, entered: Decimal | None, counted: Value) -> None:
    assert as_value(key, entered) == counted


@pytest.mark.parametrize(
    ("years", "state"),
    [
        ((MET, MET), MET),
        ((MET, MISSED, TargetState.RUNNING), MISSED),
        ((MET, EXCEEDED), EXCEEDED),
        ((MET, TargetState.NOT_BEGUN), TargetState.RUNNING),
        ((TargetState.NOT_BEGUN, TargetState.NOT_BEGUN), TargetState.NOT_BEGUN),
        ((TargetState.UNKNOWN,), TargetState.UNKNOWN),
    ],
)
def test_a_span_with_yearly_targets_is_as_its_years(years: tuple[TargetState, ...], state: TargetState) -> None:
    assert from_years(7, [Achievement(year) for year in years]).state is state
