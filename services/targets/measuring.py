"""How a figure stands with its target: the rule for one year, and the one for the whole span."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value
from services.money.amounts import FEN_PER_YUAN
from services.targets.rows import Achievement, TargetState

_NOT_DECIDED: Final = frozenset({TargetState.RUNNING, TargetState.NOT_BEGUN, TargetState.UNKNOWN})


def as_value(figure_key: str, target: Decimal | None) -> Value:
    """Give a target as the catalogue counts its figure: yuan become fen, rates and averages exact fractions."""
    if target is None or not figure_key:
        return target
    match CATALOGUE[figure_key].kind:
        case FigureKind.MONEY:
            return int(target * FEN_PER_YUAN)
        case FigureKind.RATE | FigureKind.AVERAGE:
            return Fraction(target)
        case FigureKind.COUNT | FigureKind.SUM:
            return target


def achieved(actual: Value, target: Value, *, at_most: bool, last_day: date, asof: date) -> Achievement:
    """Judge a figure as of a day; a period that is not over is running unless its target is reached (or exceeded)."""
    if target is None:
        return Achievement(TargetState.UNSET, actual)
    if actual is None:
        return Achievement(TargetState.UNKNOWN, None, target)
    state = _at_most(actual, target) if at_most else _at_least(actual, target)
    if asof < last_day and state is (TargetState.MET if at_most else TargetState.MISSED):
        state = TargetState.RUNNING
    part, whole = (target, actual) if at_most else (actual, target)
    return Achievement(state, actual, target, Fraction(part) / Fraction(whole) if whole else None)


def _at_least(actual: Value, target: Value) -> TargetState:
    return TargetState.MET if Fraction(actual or 0) >= Fraction(target or 0) else TargetState.MISSED


def _at_most(actual: Value, target: Value) -> TargetState:
    return TargetState.MET if Fraction(actual or 0) <= Fraction(target or 0) else TargetState.EXCEEDED


def from_years(actual: Value, years: Collection[Achievement]) -> Achievement:
    """Judge a span that has a target for each year alone: missed once is missed, met when every year is."""
    states = {year.state for year in years}
    for failed in (TargetState.EXCEEDED, TargetState.MISSED):
        if failed in states:
            return Achievement(failed, actual)
    if states == {TargetState.NOT_BEGUN}:
        return Achievement(TargetState.NOT_BEGUN)
    open_state = TargetState.UNKNOWN if states == {TargetState.UNKNOWN} else TargetState.RUNNING
    return Achievement(open_state if states & _NOT_DECIDED else TargetState.MET, actual)
