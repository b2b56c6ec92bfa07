"""What a sheet is: its name and columns; reading, writing, templates and export come from this one declaration."""

from dataclasses import dataclass, field

from services.workbooks.reading.cells import Cell
from services.workbooks.sheets.kinds import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its heading, its kind, and what the template says about it."""

    field: str
    label: str
    kind: Kind
    required: bool = False
    other_labels: tuple[str, ...] = ()
    note: str = ""
    example: Cell = None


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A sheet: `name` is its Chinese name, `records` what one of its rows is called in a preview."""

    name: str
    columns: tuple[Column, ...]
    note: str = ""
    by_field: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_field", {column.field: column for column in self.columns})

    @property
    def required(self) -> frozenset[str]:
        """Name the fields that every row must fill in."""
        return frozenset(column.field for column in self.columns if column.required)
