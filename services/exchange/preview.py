"""The preview of a merge: what it would do is counted at once, the records of a table are told when they are asked for.

The other file stays on this PC, checked, until the preview is closed, so that what is merged is what was shown.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from models.change_log.cells import DELETION, logged_table, quoted
from models.database import Database
from services.exchange import touched
from services.exchange.copies import OtherCopy
from services.exchange.rows import MergeOutcome, OutcomeCounts, RowKey
from services.exchange.told import told_fields
from services.exchange.told_rows import FieldTold, MergeTold, RowTold
from services.history.words import Words

PAGE: Final = 200
MOST_OF_TABLE: Final = 40  # told at once
MOST_AT_ONCE: Final = 400


class TouchedRecords:
    """The records that a merge would touch, kept in memory beyond the transaction that was taken back."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[MergeOutcome, list[bytes]]]] = {}
        self._cells: dict[tuple[str, bytes], list[tuple[str, Any, Any]]] = {}

    def keep(self, connection: Connection, counts: OutcomeCounts) -> None:
        """Copy what the temporary tables of a merge say; past SQLAlchemy, whose rows would take twice the time."""
        raw: Any = connection.connection.driver_connection
        for table, counted in counts.items():
            self._rows[table] = [
                (outcome, [row for (row,) in raw.execute(touched.rows_query(outcome), (table,))])
                for outcome in MergeOutcome
                if counted.get(outcome)
            ]
        cells = raw.execute("SELECT table_name, row, cell, before, after FROM temp.changed_cells ORDER BY rowid")
        for table, row, *cell in cells:
            self._cells.setdefault((table, row), []).append(tuple(cell))

    def page(self, table: str, offset: int, most: int | None = None) -> Iterator[tuple[bytes, MergeOutcome]]:
        """List records of a table from the n-th on."""
        listed = ((row, outcome) for outcome, rows in self._rows[table] for row in rows)
        return islice(listed, offset, None if most is None else offset + most)

    def cells(self, table: str, row: bytes) -> Iterable[tuple[str, Any, Any]]:
        """List the cells of a record that change, with both values."""
        return self._cells.get((table, row), ())


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do; to be closed."""

    told: MergeTold
    other: OtherCopy
    _database: Database
    _records: TouchedRecords
    _held: ExitStack

    def page(self, table: str, offset: int = 0, most: int = PAGE) -> tuple[RowTold, ...]:
        """Tell records of a table from the n-th on: their names as they are now, what becomes of them."""
        with self._database.reading_beside(self.other.path, self.other.key) as connection:
            words = Words(connection, sides=("main", THEIRS))
            return tuple(self._row(words, table, *found) for found in self._records.page(table, offset, most))

    def with_first_pages(self) -> "MergePreview":
        """Tell the records of small tables at once, until they are many in all."""
        left, tables = MOST_AT_ONCE, []
        for table in self.told.tables:
            at_once = table.total <= MOST_OF_TABLE and table.total <= left
            tables.append(replace(table, rows=self.page(table.table)) if at_once else table)
            left -= table.total if at_once else 0
        return replace(self, told=replace(self.told, tables=tuple(tables)))

    def rest(self, table: str, offset: int) -> Iterator[RowKey]:
        """Give the keys of a table's records from the n-th on."""
        return (RowKey(table, row) for row, _ in self._records.page(table, offset))

    def close(self) -> None:
        """Throw the copy of the other file away."""
        self._held.close()

    def _row(self, words: Words, table: str, row: bytes, outcome: MergeOutcome) -> RowTold:
        fields = _as_it_comes(words, table, row) if outcome is MergeOutcome.NEW else self._changes(words, table, row)
        return RowTold(RowKey(table, row), words.record(table, row), outcome, tuple(fields))

    def _changes(self, words: Words, table: str, row: bytes) -> Iterable[FieldTold]:
        for name, before, after in self._records.cells(table, row):
            if name != DELETION:
                yield from told_fields(words, table, logged_table(table).cell(name), before, after)


def _as_it_comes(words: Words, name: str, row: bytes) -> Iterable[FieldTold]:
    """Tell the fields of a new record that say something, as the other file has them."""
    table = logged_table(name)
    values = words.connection.exec_driver_sql(
        f"SELECT {', '.join(cell.value('t') for cell in table.cells)} FROM {THEIRS}.{quoted(name)} t "
        f"WHERE {table.is_row('t', '?1')}",
        (bytearray(row),),
    ).one()
    for cell, value in zip(table.cells, values, strict=True):
        if cell.name != DELETION:
            yield from told_fields(words, name, cell, None, value)
