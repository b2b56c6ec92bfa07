"""What the names of a template stand for in one document, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from services.documents.templates.tree import Comparison, Format
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value
from services.figures.text import UNKNOWN, plain, shown_as

_FEN_PER_YUAN: Final = 100
_FEN_PER_TEN_THOUSAND: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text made; `literal` marks the template's own words, which alone can lay out the page."""

    text: str
    figure: str | None = None
    gap: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `figure` is its key in the catalogue where it is a figure of the period reported on."""

    value: Value
    label: str
    unit: str = ""
    kind: FigureKind = FigureKind.COUNT
    figure: str | None = None

    def piece(self, formats: tuple[Format, ...]) -> Piece:
        """Write it; what is not known is a marked gap, in a table cell a dash."""
        if self.value is None or (Format.NEEDED in formats and not self.value):
            return Piece(UNKNOWN, self.figure) if Format.CELL in formats else gap(self.label)
        if Format.TEN_THOUSANDS in formats:
            return Piece(f"{plain(Fraction(self.value) / _FEN_PER_TEN_THOUSAND)}万元", self.figure)
        said = shown_as(self.kind, self.value)
        if Format.CELL in formats:
            return Piece(said.removesuffix("%"), self.figure)
        return Piece(said + (self.unit if Format.WITH_UNIT in formats else ""), self.figure)

    def __bool__(self) -> bool:
        return bool(self.value)

    def holds(self, how: Comparison, number: float) -> bool:
        """Compare it as people read it: rates in percent, money in yuan; what is not known is never so."""
        if self.value is None:
            return False
        scale = {FigureKind.RATE: Fraction(100), FigureKind.MONEY: Fraction(1, _FEN_PER_YUAN)}.get(self.kind, 1)
        own, other = Fraction(self.value) * scale, Fraction(Decimal(str(number)))
        return {
            Comparison.EQUAL: own == other,
            Comparison.UNEQUAL: own != other,
            Comparison.ABOVE: own > other,
            Comparison.AT_LEAST: own >= other,
            Comparison.BELOW: own < other,
            Comparison.AT_MOST: own <= other,
        }[how]


@dataclass(frozen=True, slots=True)
class Words:
    """A text; one that the officer wrote may have several lines, each a paragraph."""

    text: str
    label: str = ""

    def piece(self, formats: tuple[Format, ...]) -> Piece:
        """Write it; a text asked for that is not there is a marked gap."""
        return gap(self.label) if Format.NEEDED in formats and not self.text.strip() else Piece(self.text.strip())

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is so or not."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class Rows:
    """A list; every row has its values by name."""

    rows: tuple["Values", ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


Item: TypeAlias = Number | Words | Flag | Rows
Values: TypeAlias = Mapping[str, Item]


def gap(label: str) -> Piece:
    """Mark what somebody still has to fill in."""
    return Piece(f"【待补：{label}】", gap=True)


def figure(key: str, value: Value, *, traced: bool = True) -> Number:
    """Make the value of a figure; `traced` where it is of the period reported on."""
    known = CATALOGUE[key]
    return Number(value, known.label, known.unit, known.kind, key if traced else None)


def count(value: int | None, label: str, unit: str = "") -> Number:
    """Make the value of a plain count."""
    return Number(value, label, unit)
