"""What the figure service hands out: values with their definitions, and the rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from models.keys import Key

# Counts and money (whole fen) are int, sums of hours and days Decimal, rates and averages exact Fractions;
# None where the divisor is 0 or nothing is known.
Value: TypeAlias = int | Decimal | Fraction | None


class FigureKind(StrEnum):
    """What a figure is, and so how it is summed, shown and traced."""

    COUNT = "count"
    SUM = "sum"
    RATE = "rate"
    AVERAGE = "average"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """One figure of the catalogue; `unit` is the Chinese unit word (empty for rates).

    `adds_years`: the figure of a span is the sum over its years; `adds_branches`: that of the whole is the sum over
    organisations that share nothing and together hold everything.
    """

    key: str
    label: str
    unit: str
    kind: FigureKind
    adds_years: bool = False
    adds_branches: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a period and scope; `hours_by_year` has the hours.* figures of each single year of the period."""

    from_year: int
    to_year: int
    scope: Key | None
    scope_name: str
    asof: date
    values: Mapping[str, Value]
    hours_by_year: Mapping[int, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One row behind a figure: a record (several for the key of a link or an attendance), in words, and its share.

    `amount` is 1 in a count; hours, days, scores or fen in a sum.
    """

    table: str
    key: tuple[Key, ...]
    description: str
    amount: int | Decimal


@dataclass(frozen=True, slots=True)
class Record:
    """A record and where it is found: the year under which it is listed, the record that it hangs on."""

    table: str
    key: Key
    year: int | None = None
    owner: Key | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The rows behind a figure: their number or sum is the value; for a rate or average both parts have theirs."""

    definition: FigureDefinition
    value: Value
    rows: tuple[TraceRow, ...] = ()
    numerator: tuple[TraceRow, ...] = ()
    denominator: tuple[TraceRow, ...] = ()
