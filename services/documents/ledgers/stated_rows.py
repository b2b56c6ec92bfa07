"""Rows of a ledger that know which figures their cells state and which record they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from models.keys import Key
from services.documents.outline import CellFigure, TableDocument


class StatedRow(NamedTuple):
    """A row's cells, the figure of each column (from 0) that states one, table and key of its record."""

    cells: tuple[str, ...]
    figures: Mapping[int, str] = MappingProxyType({})
    record: tuple[str, Key] | None = None


def with_rows(table: TableDocument, rows: Iterable[StatedRow]) -> TableDocument:
    """Give a table its rows."""
    known = tuple(rows)
    return replace(
        table,
        rows=tuple(row.cells for row in known),
        figures=tuple(
            CellFigure(place, column, key) for place, row in enumerate(known) for column, key in row.figures.items()
        ),
        records=tuple(row.record for row in known),
    )
