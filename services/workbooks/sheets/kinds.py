"""Kinds of column: how a cell becomes what the database stores, and how that is shown and written again.

Stored values are what the driver takes: text, ISO dates, whole fen, whole thousandths, codes; lists are tuples.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol, TypeAlias

from models.enums import LabelledEnum
from services.workbooks import wording
from services.workbooks.reading import cells
from services.workbooks.reading.cells import Cell, CellRefusedError

Stored: TypeAlias = str | int | tuple[str, ...] | None
Written: TypeAlias = str | int | Decimal | dt.date | None

_LIST_SIGNS: Final = re.compile(r"[、;；,，\n]")
_YEARS: Final = range(1950, 2101)
_MINUTES: Final = "分钟"
TEXT_FORMAT: Final = "@"
DATE_FORMAT: Final = "yyyy-mm-dd"


class Kind(Protocol):
    """A kind of column."""

    @property
    def choices(self) -> tuple[str, ...]:
        """List the values of the drop-down; empty where anything may be written."""

    @property
    def number_format(self) -> str:
        """Give Excel's number format of the column."""

    def parse(self, cell: Cell) -> Stored:
        """Turn a cell that is not empty into what is stored; CellRefusedError says what is wrong."""

    def write(self, stored: Stored) -> Written:
        """Turn what is stored into the cell that reads back as the same."""


def show(kind: Kind, stored: Stored) -> str:
    """Show a stored value to people."""
    written = kind.write(stored)
    return "" if written is None else str(written)


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of a limited length; `lines` keeps what stands on several lines."""

    limit: int = 30000
    choices: tuple[str, ...] = ()
    number_format: str = TEXT_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Read free text."""
        return _limited(cells.free_text(cell), self.limit)

    def write(self, stored: Stored) -> Written:
        """Write the text."""
        return str(stored) if stored else None


@dataclass(frozen=True, slots=True)
class Word(Text):
    """A short word or number in ordinary letters and digits (人员编号, 手机号)."""

    limit: int = 80

    def parse(self, cell: Cell) -> Stored:
        """Read a short word."""
        return _limited(cells.plain_text(cell), self.limit)


@dataclass(frozen=True, slots=True)
class Name(Text):
    """A person's name."""

    limit: int = 80

    def parse(self, cell: Cell) -> Stored:
        """Read a name without the blanks that typesetting put into it."""
        return _limited(cells.person_name(cell), self.limit)


@dataclass(frozen=True, slots=True)
class IdentityNumber(Text):
    """身份证号: 18 characters or the old 15 digits, always text; as a number it has lost digits."""

    limit: int = 18

    def parse(self, cell: Cell) -> Stored:
        """Read an identity number, never guessing lost digits; a masked one is taken as it is."""
        if not isinstance(cell, str):
            raise CellRefusedError(wording.IDENTITY_AS_NUMBER, wording.IDENTITY_AS_NUMBER_REMEDY)
        text = cells.compact(cells.free_text(cell)).upper().lstrip("'")
        if not re.fullmatch(r"\d{17}[\dX]|\d{15}|[\dX]*\*[\dX*]*", text, re.ASCII):
            raise CellRefusedError(wording.IDENTITY_FORM, wording.IDENTITY_REMEDY)
        return text


@dataclass(frozen=True, slots=True)
class Day:
    """A date, stored as ISO text; with `always`, 自始 stands for a beginning that is not known."""

    always: bool = False
    choices: tuple[str, ...] = ()
    number_format: str = DATE_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Read a date."""
        if self.always and isinstance(cell, str) and cells.compact(cells.free_text(cell)) == wording.ALWAYS_MARK:
            return None
        return cells.day(cell).isoformat()

    def write(self, stored: Stored) -> Written:
        """Write a real date."""
        if stored is None:
            return wording.ALWAYS_MARK if self.always else None
        return dt.date.fromisoformat(str(stored))


@dataclass(frozen=True, slots=True)
class Deadline:
    """完成时限: an ISO date where a date was given, else the words as written (长期坚持)."""

    choices: tuple[str, ...] = ()
    number_format: str = TEXT_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Read a date or words."""
        try:
            return cells.day(cell).isoformat()
        except CellRefusedError:
            return _limited(cells.free_text(cell), 80)

    def write(self, stored: Stored) -> Written:
        """Write the date as text, or the words."""
        return str(stored) if stored else None


@dataclass(frozen=True, slots=True)
class Year:
    """年度, a whole year."""

    choices: tuple[str, ...] = ()
    number_format: str = "0"

    def parse(self, cell: Cell) -> Stored:
        """Read a year."""
        number = cells.exact_number(cell, ("年度", "年"))
        if number != int(number) or int(number) not in _YEARS:
            raise CellRefusedError(wording.NOT_A_YEAR, wording.YEAR_REMEDY)
        return int(number)

    def write(self, stored: Stored) -> Written:
        """Write the year as a number."""
        return stored if isinstance(stored, int) else None


@dataclass(frozen=True, slots=True)
class Scaled:
    """An exact number that is not negative, stored in whole units of its last place."""

    places: int
    units: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    number_format: str = "General"
    least: int = 0

    def parse(self, cell: Cell) -> Stored:
        """Read the number exactly."""
        stored = cells.scaled(cells.exact_number(cell, self.units), self.places)
        if stored < self.least:
            raise CellRefusedError(wording.TOO_SMALL, wording.LEAST_REMEDY.format(least=self.least))
        return stored

    def write(self, stored: Stored) -> Written:
        """Write the number exactly."""
        if not isinstance(stored, int):
            return None
        whole, rest = divmod(stored, 10**self.places)
        return whole if rest == 0 else (Decimal(stored).scaleb(-self.places)).normalize()


MONEY: Final = Scaled(2, ("元",), number_format="#,##0.00")
HOURS: Final = Scaled(3, ("学时", "小时", "课时"))
DAYS: Final = Scaled(3, ("天",))
SCORE: Final = Scaled(3, ("分",))
ORDINAL: Final = Scaled(0, least=1)
COUNT: Final = Scaled(0, ("次", "篇", "人次", "套", "期", "幅", "册", "本"))


@dataclass(frozen=True, slots=True)
class OwnHours:
    """A person's own 学时 (whole thousandths), or the minutes attended, stored and written as 90分钟."""

    choices: tuple[str, ...] = ()
    number_format: str = "General"

    def parse(self, cell: Cell) -> Stored:
        """Read hours, or minutes where the cell says so."""
        text = cells.compact(cells.free_text(cell)) if isinstance(cell, str) else ""
        if text.endswith(_MINUTES):
            return f"{COUNT.parse(text.removesuffix(_MINUTES))}{_MINUTES}"
        return HOURS.parse(cell)

    def write(self, stored: Stored) -> Written:
        """Write hours as a number, minutes with their unit."""
        return stored if isinstance(stored, str) else HOURS.write(stored)


def minutes_text(minutes: int | None) -> str | None:
    """Write minutes as the column 学时 does."""
    return None if minutes is None else f"{minutes}{_MINUTES}"


def minutes_of(stored: Stored) -> int | None:
    """Give the minutes of a stored 学时, None where it is hours."""
    return int(stored.removesuffix(_MINUTES)) if isinstance(stored, str) else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of an enum, stored as its code; `other_words` are further ways of saying it."""

    words: type[LabelledEnum]
    other_words: Mapping[str, LabelledEnum] = field(default_factory=dict)
    number_format: str = TEXT_FORMAT

    @property
    def choices(self) -> tuple[str, ...]:
        """List the words."""
        return self.words.labels()

    def parse(self, cell: Cell) -> Stored:
        """Find the word's code."""
        return self.code(cells.free_text(cell))

    def code(self, text: str) -> str:
        """Find a word's code; refused with the list of words."""
        word = cells.compact(text)
        for member in self.words:
            if member.label == word:
                return member.value
        if word in self.other_words:
            return self.other_words[word].value
        remedy = wording.CHOICES + wording.LIST_SEPARATOR.join(self.choices)
        raise CellRefusedError(wording.NOT_A_CHOICE, remedy)

    def write(self, stored: Stored) -> Written:
        """Write the word."""
        return self.words(str(stored)).label if stored else None


@dataclass(frozen=True, slots=True)
class Choices:
    """Several words of an enum, separated by 、 ; or line breaks, stored as codes in the enum's order."""

    choice: Choice
    choices: tuple[str, ...] = ()
    number_format: str = TEXT_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Find the codes."""
        parts = (part for part in _LIST_SIGNS.split(cells.free_text(cell)) if cells.compact(part))
        found = {self.choice.code(part) for part in parts}
        return tuple(member.value for member in self.choice.words if member.value in found)

    def write(self, stored: Stored) -> Written:
        """Write the words, separated by 、."""
        codes = stored if isinstance(stored, tuple) else ()
        return wording.LIST_SEPARATOR.join(self.choice.words(code).label for code in codes) or None


@dataclass(frozen=True, slots=True)
class Lines:
    """One item a line, stored as a tuple of texts."""

    limit: int = 500
    choices: tuple[str, ...] = ()
    number_format: str = TEXT_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Split into lines; empty ones do not count."""
        lines = (cells.free_text(line) for line in cells.free_text(cell).split("\n"))
        found = tuple(line for line in lines if line)
        for line in found:
            _limited(line, self.limit)
        return found

    def write(self, stored: Stored) -> Written:
        """Write one item a line."""
        return "\n".join(stored) or None if isinstance(stored, tuple) else None


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否, stored as 1 or 0."""

    choices: tuple[str, ...] = ("是", "否")
    number_format: str = TEXT_FORMAT

    def parse(self, cell: Cell) -> Stored:
        """Read 是 or 否."""
        if isinstance(cell, bool):
            return int(cell)
        word = cells.compact(cells.free_text(cell))
        if word not in self.choices:
            raise CellRefusedError(wording.NOT_A_CHOICE, wording.CHOICES + wording.LIST_SEPARATOR.join(self.choices))
        return int(word == self.choices[0])

    def write(self, stored: Stored) -> Written:
        """Write 是 or 否."""
        return None if stored is None else self.choices[0 if stored else 1]


def _limited(text: str, limit: int) -> str:
    if len(text) > limit:
        raise CellRefusedError(wording.TOO_LONG, wording.LENGTH_REMEDY.format(limit=limit))
    return text
