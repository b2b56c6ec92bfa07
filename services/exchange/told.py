"""What a merge does and which conflicts are open, told in words (for people) and in plain values (for programs)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Boolean, Connection

from models.change_log.cells import DELETION, INSERTION, Cell, logged_table
from models.types import Thousandths, from_thousandths
from services.exchange import settled
from services.exchange.rows import Conflict, OutcomeCounts, RowKey
from services.exchange.settled import SettledCell
from services.exchange.told_rows import FieldTold, RowTold, SettledTold, TableTold, ToldConflict
from services.history.words import Words, cell_label, column_label, table_label

_WORK_OF_THE_PROGRAM: Final = "acknowledgements"
MOST: Final = 100  # records of a table that moved; of the rest the number is told


def tell_tables(counts: OutcomeCounts) -> Iterator[TableTold]:
    """Tell the tables that a merge touches, with the numbers of records; not those of the program's own work."""
    for table, counted in counts.items():
        if table != _WORK_OF_THE_PROGRAM:
            yield TableTold(table, table_label(table), counted)


def tell_settled(connection: Connection, moved: Mapping[str, int]) -> Iterator[SettledTold]:
    """Tell what moves because people or sessions were united; inside the merge, where it has moved."""
    words = Words(connection)
    for table, total in moved.items():
        rows = tuple(_settled(words, table, row, cells) for row, cells in settled.first_rows(connection, table, MOST))
        yield SettledTold(table_label(table), total, rows)


def _settled(words: Words, table: str, row: bytes, cells: list[SettledCell]) -> RowTold:
    fields = tuple(
        field
        for cell in cells
        if cell.cell not in {INSERTION, DELETION}
        for field in told_fields(words, table, logged_table(table).cell(cell.cell), cell.before, cell.after)
    )
    return RowTold(RowKey(table, row), words.record(table, row), settled.outcome_of(cells, DELETION), fields)


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


def told_fields(words: Words, table: str, cell: Cell, before: Any, after: Any) -> Iterator[FieldTold]:
    """Tell the columns of a cell whose words differ before and after."""
    for column, old, new in zip(cell.columns, cell.parts(before), cell.parts(after), strict=True):
        was, becomes = words.value(column, old), words.value(column, new)
        if was != becomes:
            yield FieldTold(column_label(table, column.name), was, becomes)


def _field_label(table: str, cell: Cell) -> str:
    return "是否删除" if cell.name == DELETION else cell_label(table, cell)


def _in_words(words: Words, cell: Cell, logged: Any) -> str:
    parts = zip(cell.columns, cell.parts(logged), strict=True)
    return "、".join(words.value(column, part) for column, part in parts)
