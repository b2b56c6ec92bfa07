"""What happens to each row on its way: its cells, and the outcome that the handlers write down."""

from dataclasses import dataclass, field
from typing import Final

from services.workbooks.rows import FieldChange, Outcome, PlannedRow, RefusedCell
from services.workbooks.sheets.formats import SheetFormat
from services.workbooks.sheets.kinds import Stored


class Clear:
    """〔清空〕 in a cell: the field is to be emptied."""


CLEAR: Final = Clear()


class RowRefusedError(Exception):
    """A handler cannot take the row: the column's heading, the value, why, and what would be right."""

    def __init__(self, column: str, value: object, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column = column
        self.value = "" if value is None else str(value)
        self.reason = reason
        self.remedy = remedy


@dataclass(slots=True)
class Row:
    """A row that was read: its cells that are filled in, and its story so far."""

    number: int
    cells: dict[str, Stored | Clear]
    refused: list[RefusedCell] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_new: bool = False
    key: bytes | None = None

    def refuse(self, error: RowRefusedError) -> None:
        """Write down why the row cannot be taken."""
        self.refused.append(RefusedCell(self.number, error.column, error.value, error.reason, error.remedy))

    def stored(self, name: str) -> Stored:
        """Give a field's value, None where it is empty or to be cleared."""
        value = self.cells.get(name)
        return None if isinstance(value, Clear) else value

    def text(self, name: str) -> str:
        """Give a text field's value, '' where it is empty or to be cleared."""
        value = self.stored(name)
        return "" if value is None else str(value)

    def clears(self, name: str) -> bool:
        """Tell whether the field is to be cleared."""
        return self.cells.get(name) is CLEAR

    def planned(self, subject: str) -> PlannedRow:
        """Sum up the row for the preview."""
        if self.refused:
            return PlannedRow(self.number, subject, Outcome.REFUSED)
        if self.is_new:
            return PlannedRow(self.number, subject, Outcome.NEW, notes=tuple(self.notes))
        outcome = Outcome.CHANGED if self.changes else Outcome.UNCHANGED
        return PlannedRow(self.number, subject, outcome, tuple(self.changes), tuple(self.notes))


@dataclass(slots=True)
class ReadSheet:
    """A sheet that was recognised; of an attendance grid `sessions` are the headings of its marks, by field."""

    title: str
    form: SheetFormat
    rows: list[Row]
    unknown_columns: tuple[str, ...] = ()
    sessions: dict[str, str] = field(default_factory=dict)
    refused: list[RefusedCell] = field(default_factory=list)
