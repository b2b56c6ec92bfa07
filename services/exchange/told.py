"""What a merge does and which conflicts are open, told in words (for people) and in plain values (for programs)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Boolean, Connection

from models.change_log.cells import DELETION, Cell, logged_table, quoted
from models.types import Thousandths, from_thousandths
from services.exchange.rows import Conflict, MergedRow, MergeOutcome, MergeReport, RowKey
from services.exchange.told_rows import FieldTold, MergeTold, RowTold, TableTold, ToldConflict
from services.history.words import Words, cell_label, column_label, table_label

MOST_ROWS: Final = 3000  # of all tables together; of the rest the number is told
FEWEST_OF_TABLE: Final = 200
_WORK_OF_THE_PROGRAM: Final = "acknowledgements"


def tell_merge(connection: Connection, report: MergeReport, *, asks_deletions: bool) -> MergeTold:
    """Tell what a merge does by table and record; inside the merge, where what is new can be read."""
    words = Words(connection)
    told = []
    left = MOST_ROWS
    shown = (row for row in report.rows if row.table != _WORK_OF_THE_PROGRAM)
    for table, grouped in groupby(sorted(shown, key=lambda row: row.table), key=lambda row: row.table):
        rows = list(grouped)
        some = rows[: max(left, FEWEST_OF_TABLE)]
        left = max(0, left - len(some))
        told.append(
            TableTold(
                table,
                table_label(table),
                {outcome: sum(row.outcome is outcome for row in rows) for outcome in MergeOutcome},
                tuple(_row(words, row) for row in some),
                len(rows) - len(some),
            )
        )
    return MergeTold(report, tuple(told), tuple(tell_conflicts(connection, report.conflicts)), asks_deletions)


def tell_conflicts(connection: Connection, conflicts: Iterable[Conflict]) -> Iterator[ToldConflict]:
    """Tell conflicts in words and in plain values."""
    words = Words(connection, full=True)  # who chooses between two numbers must see them
    for conflict in conflicts:
        cell = logged_table(conflict.table).cell(conflict.cell)
        yield ToldConflict(
            conflict,
            table_label(conflict.table),
            words.record(conflict.table, conflict.row),
            _field_label(conflict.table, cell),
            _in_words(words, cell, conflict.ours),
            _in_words(words, cell, conflict.theirs),
            _in_words(words, cell, conflict.kept),
            (plain_value(cell, conflict.ours), plain_value(cell, conflict.theirs), plain_value(cell, conflict.kept)),
        )


def plain_value(cell: Cell, logged: Any) -> Any:
    """Give a logged value as JSON has it: keys in hex, days in ISO, codes, decimals as numbers; of several, a list."""
    parts = [_plain(column, part) for column, part in zip(cell.columns, cell.parts(logged), strict=True)]
    return parts[0] if len(parts) == 1 else parts


def _plain(column: Any, part: Any) -> Any:
    if isinstance(part, bytes | bytearray):
        return part.hex()
    if part is not None and isinstance(column.type, Boolean):
        return bool(part)
    if part is not None and isinstance(column.type, Thousandths):
        number = from_thousandths(int(part))
        return int(number) if number == number.to_integral_value() else float(number)
    return part


def _row(words: Words, row: MergedRow) -> RowTold:
    table = logged_table(row.table)
    if row.outcome is MergeOutcome.NEW:
        fields = _as_it_comes(words, row)
    else:
        fields = tuple(
            field
            for change in row.cells
            if change.cell != DELETION
            for field in _fields(words, row.table, table.cell(change.cell), change.before, change.after)
        )
    return RowTold(RowKey(row.table, row.row), words.record(row.table, row.row), row.outcome, fields)


def _as_it_comes(words: Words, row: MergedRow) -> tuple[FieldTold, ...]:
    """Tell the fields of a new record that say something."""
    table = logged_table(row.table)
    values = words.connection.exec_driver_sql(
        f"SELECT {', '.join(cell.value('t') for cell in table.cells)} FROM main.{quoted(row.table)} t "
        f"WHERE {table.is_row('t', '?1')}",
        (bytearray(row.row),),
    ).one()
    return tuple(
        field
        for cell, value in zip(table.cells, values, strict=True)
        if cell.name != DELETION
        for field in _fields(words, row.table, cell, None, value)
    )


def _fields(words: Words, table: str, cell: Cell, before: Any, after: Any) -> Iterator[FieldTold]:
    for column, old, new in zip(cell.columns, cell.parts(before), cell.parts(after), strict=True):
        was, becomes = words.value(column, old), words.value(column, new)
        if was != becomes:
            yield FieldTold(column_label(table, column.name), was, becomes)


def _field_label(table: str, cell: Cell) -> str:
    return "是否删除" if cell.name == DELETION else cell_label(table, cell)


def _in_words(words: Words, cell: Cell, logged: Any) -> str:
    parts = zip(cell.columns, cell.parts(logged), strict=True)
    return "、".join(words.value(column, part) for column, part in parts)
