"""The rules of classes, as pure functions: how much may be missed, who passed."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.enums import SessionKind

CLASS_KINDS: Final = (
    SessionKind.READING_CLASS,
    SessionKind.TRAINING_CLASS,
    SessionKind.LECTURE,
    SessionKind.PARTY_LECTURE,
    SessionKind.ONLINE_STUDY,
    SessionKind.EXAM,
)
"""What is listed as a class."""
COVERING_KINDS: Final = frozenset({SessionKind.TRAINING_CLASS, SessionKind.READING_CLASS, SessionKind.LECTURE})
"""Who learned in one of these was reached: as the figure training.coverage counts."""
CONCENTRATED_KINDS: Final = frozenset({SessionKind.TRAINING_CLASS, SessionKind.READING_CLASS})
"""集中培训: what the duties of training ask for."""
LEAVE_RULE: Final = "training.class_leave_parts"


def too_much_leave(missed: int, half_days: int, parts: Decimal | None) -> bool | None:
    """Tell whether more than one part in so many was missed; None where there is no rule, or nothing to count by."""
    if not parts or half_days == 0:
        return None
    return Fraction(missed, half_days) > 1 / Fraction(parts)


def passed_count(scores: Iterable[Decimal], pass_mark: Decimal | None) -> int | None:
    """Count the scores that reach the pass mark; None where none is set."""
    return None if pass_mark is None else sum(score >= pass_mark for score in scores)


def average_of(scores: Iterable[Decimal]) -> Fraction | None:
    """Give the mean score, exact; None without scores."""
    known = [Fraction(score) for score in scores]
    return sum(known, Fraction(0)) / len(known) if known else None
