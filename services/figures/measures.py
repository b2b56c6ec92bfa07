"""A measure is a value together with the way to the rows that it was counted from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, TypeVar

from services.figures.rows import FigureDefinition, Trace, TraceRow, Value

T = TypeVar("T")


def no_rows() -> Sequence[TraceRow]:
    """Give the trace of what is not known."""
    return ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A count or a sum; the rows are made only when asked for."""

    value: int | Decimal | None
    rows: Callable[[], Sequence[TraceRow]] = no_rows

    def trace(self, definition: FigureDefinition) -> Trace:
        """Give the rows behind the value."""
        return Trace(definition, self.value, rows=tuple(self.rows()))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate or an average of two tallies; `whole` rounds half up to whole units (fen)."""

    numerator: Tally
    denominator: Tally
    whole: bool = False

    @property
    def value(self) -> Value:
        """Divide exactly; None where there is nothing to divide by, or nothing is known."""
        if self.numerator.value is None or not self.denominator.value:
            return None
        exact = Fraction(self.numerator.value) / Fraction(self.denominator.value)
        return int(exact + Fraction(1, 2)) if self.whole else exact

    def trace(self, definition: FigureDefinition) -> Trace:
        """Give the rows behind both parts."""
        numerator, denominator = tuple(self.numerator.rows()), tuple(self.denominator.rows())
        return Trace(definition, self.value, numerator=numerator, denominator=denominator)


Measure: TypeAlias = Tally | Ratio


def count_of(items: Iterable[T], describe: Callable[[T], TraceRow]) -> Tally:
    """Count things in memory; each is one row of the trace."""
    counted = tuple(items)
    return Tally(len(counted), lambda: [describe(item) for item in counted])


def sum_of(items: Iterable[tuple[T, int | Decimal]], describe: Callable[[T, int | Decimal], TraceRow]) -> Tally:
    """Sum amounts of things in memory; those without an amount are no rows of the trace."""
    summed = tuple((item, amount) for item, amount in items if amount)
    return Tally(
        sum((amount for _, amount in summed), start=0),
        lambda: [describe(item, amount) for item, amount in summed],
    )
