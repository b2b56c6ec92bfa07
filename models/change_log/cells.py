"""What the log sees of each table, from the metadata: its key as one blob, its cells, and the SQL for both.

A key is the blob itself; of several parts, the 16-byte blobs one after the other and then, last, at most one text in
UTF-8. A cell is one column, or the columns that a CHECK ties together: their values are a JSON array (blobs in hex).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from json import loads
from typing import Any, Final

from sqlalchemy import CheckConstraint, Column, LargeBinary, Table

from models.keys import KEY_LENGTH
from models.schema import metadata
from models.types import KeyType

INSERTION: Final = ""
DELETION: Final = "deleted"


def quoted(name: str) -> str:
    """Quote a name for SQL."""
    return f'"{name}"'


@dataclass(frozen=True, slots=True)
class Cell:
    """What the log holds one value of: a column, or columns that make sense only together."""

    columns: tuple[Column[Any], ...]

    @property
    def name(self) -> str:
        """Give the cell's name in change_columns."""
        return "+".join(column.name for column in self.columns)

    def value(self, prefix: str) -> str:
        """Give the SQL of the cell's value in a row known by `prefix` (new, old, an alias)."""
        parts = [f"{prefix}.{quoted(column.name)}" for column in self.columns]
        if len(parts) == 1:
            return parts[0]
        listed = (
            f"nullif(hex({part}), '')" if is_blob(column) else part
            for column, part in zip(self.columns, parts, strict=True)
        )
        return f"json_array({', '.join(listed)})"

    def parts(self, logged: Any) -> list[Any]:
        """Take a logged value apart into the values of the cell's columns, blobs as bytes."""
        if len(self.columns) == 1:
            return [logged]
        if logged is None:
            return [None] * len(self.columns)
        return [
            bytes.fromhex(part) if isinstance(part, str) and is_blob(column) else part
            for column, part in zip(self.columns, loads(logged), strict=True)
        ]

    def differs(self) -> str:
        """Give the SQL condition that an UPDATE changed the cell (new against old)."""
        return " OR ".join(f"new.{quoted(column.name)} IS NOT old.{quoted(column.name)}" for column in self.columns)

    def assignment(self, value: str) -> str:
        """Give what stands after SET to write the cell from the SQL of a logged value."""
        if len(self.columns) == 1:
            return f"{quoted(self.columns[0].name)} = {value}"
        parts = []
        for place, column in enumerate(self.columns):
            part = f"json_extract({value}, '$[{place}]')"
            parts.append(f"{quoted(column.name)} = {f'unhex({part})' if is_blob(column) else part}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class LoggedTable:
    """A table whose changes are in the log."""

    table: Table
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """Give the table's name."""
        return self.table.name

    def cell(self, name: str) -> Cell:
        """Give the cell of this name; KeyError if there is none."""
        return {cell.name: cell for cell in self.cells}[name]

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """Give the columns of the primary key in order."""
        return tuple(self.table.primary_key.columns)

    def row(self, prefix: str) -> str:
        """Give the SQL of the key, as one blob, of a row known by `prefix`."""
        parts = [f"{prefix}.{quoted(column.name)}" for column in self.key]
        return parts[0] if len(parts) == 1 else f"CAST({' || '.join(parts)} AS BLOB)"

    def is_row(self, prefix: str, row: str) -> str:
        """Give the SQL condition that the row known by `prefix` has the key in the SQL `row`."""
        return " AND ".join(f"{prefix}.{quoted(column.name)} = {part}" for column, part in self.key_parts(row))

    def key_parts(self, row: str) -> list[tuple[Column[Any], str]]:
        """Give each key column with the SQL that takes its part out of the SQL `row`."""
        if len(self.key) == 1:
            return [(self.key[0], row)]
        parts = []
        for place, column in enumerate(self.key):
            start = 1 + KEY_LENGTH * place
            blob = is_blob(column)
            parts.append(
                (column, f"substr({row}, {start}, {KEY_LENGTH})" if blob else f"CAST(substr({row}, {start}) AS TEXT)")
            )
        return parts


@cache
def logged_tables() -> tuple[LoggedTable, ...]:
    """List the tables of the log, those that others refer to first."""
    return tuple(
        LoggedTable(table, _cells(table)) for table in metadata.sorted_tables if not table.info.get("part_of_log")
    )


@cache
def logged_table(name: str) -> LoggedTable:
    """Give one table of the log; KeyError if it is none."""
    return {table.name: table for table in logged_tables()}[name]


def _cells(table: Table) -> tuple[Cell, ...]:
    """Group the logged columns: those that one CHECK names together are one cell."""
    columns = [column for column in table.columns if not column.primary_key and column.info.get("logged", True)]
    ties = [tied for tied in map(frozenset, _checked_together(table)) if len(tied) > 1]
    cells: dict[Column[Any], tuple[Column[Any], ...]] = {}
    for column in columns:
        names = {column.name}
        while grown := {name for tied in ties if tied & names for name in tied} - names:
            names |= grown
        cells[column] = tuple(other for other in columns if other.name in names)
    return tuple(Cell(group) for column, group in cells.items() if group[0] is column)


def _checked_together(table: Table) -> Iterable[set[str]]:
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            words = set(re.findall(r"\w+", re.sub(r"'[^']*'", "", str(constraint.sqltext))))
            yield {column.name for column in table.columns if column.name in words and not column.primary_key}


def is_blob(column: Column[Any]) -> bool:
    """Tell whether a column holds a key or other bytes."""
    return isinstance(column.type, KeyType | LargeBinary)
