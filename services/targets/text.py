"""Targets and what came of them in Chinese words, the same on the screen, on paper and on the command line."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value
from services.figures.text import UNKNOWN, as_json, plain, shown
from services.targets.measuring import as_value
from services.targets.rows import Achievement, TargetDraft, TargetState

_WITHOUT_RATE: Final = frozenset({TargetState.UNSET, TargetState.NOT_BEGUN, TargetState.IN_WORDS, TargetState.UNKNOWN})


def unit_of(draft: TargetDraft) -> str:
    """Give the unit of an indicator's figure; empty for rates and for what is told in words."""
    return CATALOGUE[draft.figure_key].unit if draft.figure_key else ""


def is_rate(figure_key: str) -> bool:
    """Tell whether a target of this figure is a share, entered in per cent."""
    return bool(figure_key) and CATALOGUE[figure_key].kind is FigureKind.RATE


def target_text(draft: TargetDraft, target: Decimal | None) -> str:
    """Write a target with the word for its direction: ≥80.0%, ≤5人; a dash where none is set."""
    if target is None:
        return UNKNOWN
    return f"{'≤' if draft.at_most else '≥'}{value_text(draft, as_value(draft.figure_key, target))}{unit_of(draft)}"


def value_text(draft: TargetDraft, value: Value) -> str:
    """Write a figure without its unit."""
    if draft.figure_key:
        return shown(draft.figure_key, value)
    return UNKNOWN if value is None else plain(value)


def value_json(draft: TargetDraft, value: Value) -> int | float | str | None:
    """Write a figure for programs, as the figures themselves are."""
    if draft.figure_key:
        return as_json(draft.figure_key, value)
    return None if value is None else float(value)


def rate_text(found: Achievement) -> str:
    """Write the rate in per cent."""
    if found.rate is None or found.state in _WITHOUT_RATE:
        return UNKNOWN
    return shown("attendance.rate", Fraction(found.rate))
