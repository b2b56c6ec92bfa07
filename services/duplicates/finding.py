"""Finding records that may be the same: by numbers, by names and what stands beside them."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from models.change_log.cells import DELETION, LoggedTable, logged_table, quoted
from models.keys import Key, fixed_key
from services.duplicates.rows import Difference, DuplicatePair
from services.duplicates.uniting import UNITED, hanging
from services.history.words import Words, column_label, table_label

MOST_PAIRS: Final = 300
_BRANCHES: Final = """branches AS (
    SELECT m.person_id, CASE WHEN o.kind = 'group' THEN coalesce(o.parent_id, o.id) ELSE o.id END AS branch
    FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.deleted = 0)"""
_PEOPLE: Final = f"""WITH {_BRANCHES}
    SELECT a.id, b.id, '身份证号相同' FROM people a JOIN people b
      ON b.identity_number = a.identity_number AND b.id > a.id
      WHERE a.identity_number <> '' AND a.deleted = 0 AND b.deleted = 0
    UNION ALL SELECT a.id, b.id, '编号相同' FROM people a JOIN people b ON b.number = a.number AND b.id > a.id
      WHERE a.number <> '' AND a.deleted = 0 AND b.deleted = 0
    UNION ALL SELECT a.id, b.id, '姓名和党支部相同' FROM people a JOIN people b ON b.name = a.name AND b.id > a.id
      WHERE a.deleted = 0 AND b.deleted = 0
      AND (a.identity_number = '' OR b.identity_number = '' OR a.identity_number = b.identity_number)
      AND (a.born_on IS NULL OR b.born_on IS NULL OR a.born_on = b.born_on)
      AND EXISTS (SELECT 1 FROM branches m JOIN branches n ON n.branch = m.branch
                  WHERE m.person_id = a.id AND n.person_id = b.id)"""
_SESSIONS: Final = """
    SELECT a.id, b.id, '编号相同' FROM sessions a JOIN sessions b ON b.number = a.number AND b.id > a.id
      WHERE a.number <> '' AND a.deleted = 0 AND b.deleted = 0
    UNION ALL SELECT a.id, b.id, '类型、日期、组织单位和主题相同' FROM sessions a JOIN sessions b
      ON b.starts_on = a.starts_on AND b.organization_id = a.organization_id AND b.kind = a.kind
      AND b.title = a.title AND b.id > a.id
      WHERE a.deleted = 0 AND b.deleted = 0"""
_ORGANIZATIONS: Final = """SELECT a.id, b.id, '名称和上级相同' FROM organizations a JOIN organizations b
      ON b.parent_id IS a.parent_id AND b.name = a.name AND b.id > a.id
      WHERE a.deleted = 0 AND b.deleted = 0"""
_FINDERS: Final = {"people": _PEOPLE, "sessions": _SESSIONS, "organizations": _ORGANIZATIONS}


def apart_key(table: str, first: Key, second: Key) -> Key:
    """Give the key of the decision that two records are not the same: alike on every copy."""
    return fixed_key("apart", table, *sorted((first.hex(), second.hex())))


def find_pairs(connection: Connection) -> Iterator[DuplicatePair]:
    """List the pairs that nobody has said are different."""
    words = Words(connection, full=True)  # who unites two records must see what tells them apart
    decided = connection.exec_driver_sql("SELECT id FROM acknowledgements WHERE deleted = 0").scalars()
    apart = {bytes(key) for key in decided}
    for table, query in _FINDERS.items():
        reasons: dict[tuple[Key, Key], list[str]] = {}
        for first, second, reason in connection.exec_driver_sql(query):
            reasons.setdefault((bytes(first), bytes(second)), []).append(reason)
        open_pairs = [pair for pair in sorted(reasons) if apart_key(table, *pair) not in apart]
        for first, second in open_pairs[:MOST_PAIRS]:
            yield _pair(words, logged_table(table), (first, second), tuple(reasons[first, second]))


def clashes(words: Words, table: str, first: Key, second: Key) -> Iterator[Difference]:
    """List where rows that hang on both (attendance of one session) say different things."""
    for child, column in hanging(table):
        keys = [key.name for key in child.key]
        if column not in keys:
            continue
        cells = [cell for cell in child.cells if len(cell.columns) == 1 and cell.name != DELETION]
        pair = " AND ".join(f"b.{quoted(key)} = a.{quoted(key)}" for key in keys if key != column)
        values = "".join(f", {side}.{quoted(cell.name)}" for cell in cells for side in "ab")
        rows = words.connection.exec_driver_sql(
            f"SELECT {child.row('a')}{values} FROM {child.name} a JOIN {child.name} b ON {pair} "
            f"WHERE a.{quoted(column)} = ? AND b.{quoted(column)} = ? AND a.deleted = 0 AND b.deleted = 0",
            (bytearray(first), bytearray(second)),
        )
        for row, *found in rows.all():
            for cell, ours, theirs in zip(cells, found[::2], found[1::2], strict=True):
                if ours != theirs:
                    record = f"{table_label(child.name)} {words.record(child.name, bytes(row))}"
                    yield _difference(words, record, cell.columns[0], ours, theirs)


def _pair(words: Words, table: LoggedTable, keys: tuple[Key, Key], reasons: tuple[str, ...]) -> DuplicatePair:
    first, second = keys
    return DuplicatePair(
        table.name,
        table_label(table.name),
        first,
        second,
        words.record(table.name, first),
        words.record(table.name, second),
        reasons,
        (*_differences(words, table, first, second), *clashes(words, table.name, first, second)),
        _hanging(words.connection, table.name, first),
        _hanging(words.connection, table.name, second),
        table.name in UNITED,
    )


def _differences(words: Words, table: LoggedTable, first: Key, second: Key) -> Iterator[Difference]:
    columns = [column for cell in table.cells for column in cell.columns if column.name != DELETION]
    listed = ", ".join(quoted(column.name) for column in columns)
    rows = [
        words.connection.exec_driver_sql(f"SELECT {listed} FROM {table.name} WHERE id = ?", (bytearray(key),)).one()
        for key in (first, second)
    ]
    for column, ours, theirs in zip(columns, *rows, strict=True):
        if ours != theirs:
            yield _difference(words, "", column, ours, theirs)


def _difference(words: Words, record: str, column: Any, ours: Any, theirs: Any) -> Difference:
    label = column_label(column.table.name, column.name)
    return Difference(record, label, words.value(column, ours), words.value(column, theirs))


def _hanging(connection: Connection, table: str, key: Key) -> str:
    """Count what hangs on a record: 出勤 12、组织关系 1."""
    counted = []
    for child, column in hanging(table):
        number = connection.exec_driver_sql(
            f"SELECT count(*) FROM {child.name} WHERE {quoted(column)} = ? AND deleted = 0", (bytearray(key),)
        ).scalar_one()
        if number:
            counted.append(f"{table_label(child.name)} {number}")
    return "、".join(counted)
