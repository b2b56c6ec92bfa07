"""The part of the database that an import needs, in memory: rows are found here, changed here, and written at once.

Values are as the driver stores them (ISO dates, codes, whole thousandths, fen), so that comparing is exact.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Table
from sqlalchemy.sql.schema import ColumnDefault

from models.keys import Key, new_key
from models.schema import metadata
from models.types import KeyType

# SQLite takes far more variables in a statement; this keeps statements short.
_CHUNK: Final = 500


class Record:
    """A row of a table: `is_new` until it is written, `changed` names the columns to update.

    `made_by` is the row of the file that made it; `clearable` says what a column holds when it is emptied.
    """

    __slots__ = ("changed", "clearable", "is_new", "made_by", "values")

    def __init__(self, values: dict[str, Any], clearable: dict[str, Any], *, is_new: bool) -> None:
        self.values = values
        self.clearable = clearable
        self.is_new = is_new
        self.made_by: object = None
        self.changed: set[str] = set()

    @property
    def key(self) -> Key:
        """Give the record's own key."""
        key: Key = self.values["id"]
        return key

    def put(self, column: str, value: Any) -> bool:
        """Set a column; tell whether that changed anything."""
        if self.values[column] == value:
            return False
        self.values[column] = value
        if not self.is_new:
            self.changed.add(column)
        return True


class TableImage:
    """A table's live rows; marked ones are dropped at loading, save those with natural keys."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: Final = tuple(column.name for column in table.columns)
        self.primary: Final = tuple(column.name for column in table.primary_key.columns)
        self.defaults: Final = {column.name: _default(column) for column in table.columns}
        self.clearable: Final = {
            column.name: None if column.nullable else ""
            for column in table.columns
            if column.nullable or _is_text(column)
        }
        self.records: Final[dict[Any, Record]] = {}
        self._keys: Final = tuple(column.name for column in table.columns if isinstance(column.type, KeyType))

    def load(self, connection: Connection, where: str = "", parameters: tuple[Any, ...] = ()) -> None:
        """Read rows that are not marked as deleted; of link rows the marked ones too, since their key is taken."""
        natural = self.primary != ("id",)
        conditions = [condition for condition in (where, "" if natural else "deleted = 0") if condition]
        statement = f"SELECT {', '.join(self.columns)} FROM {self.table.name}"
        if conditions:
            statement += f" WHERE {' AND '.join(conditions)}"
        for row in connection.exec_driver_sql(statement, parameters):
            self._take(Record(dict(zip(self.columns, row, strict=True)), self.clearable, is_new=False))

    def load_where_in(self, connection: Connection, column: str, keys: Iterable[Key]) -> None:
        """Read the rows whose key column is one of those given."""
        wanted = list(keys)
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ", ".join("?" * len(part))
            self.load(connection, f"{column} IN ({marks})", tuple(bytearray(key) for key in part))

    def identity(self, values: dict[str, Any]) -> Any:
        """Give the key under which a row is kept: its own, or the tuple of its natural key."""
        if self.primary == ("id",):
            return values["id"]
        return tuple(values[name] for name in self.primary)

    def _take(self, record: Record) -> None:
        self.records[self.identity(record.values)] = record

    def add(self, **values: Any) -> Record:
        """Make a new row; a link row that was marked as deleted comes back instead."""
        filled = self.defaults | values
        if self.primary == ("id",):
            filled["id"] = new_key()
        else:
            former = self.records.get(self.identity(filled))
            if former is not None:
                for name, value in filled.items():
                    former.put(name, value)
                return former
        record = Record(filled, self.clearable, is_new=True)
        self._take(record)
        return record

    def live(self) -> Iterator[Record]:
        """Go through the rows that are not marked as deleted."""
        return (record for record in self.records.values() if not record.values["deleted"])

    def write(self, connection: Connection) -> bool:
        """Insert the new rows; tell whether there were any."""
        rows = [self._bound(record.values, self.columns) for record in self.records.values() if record.is_new]
        if rows:
            marks = ", ".join("?" * len(self.columns))
            names = ", ".join(self.columns)
            connection.exec_driver_sql(f"INSERT INTO {self.table.name} ({names}) VALUES ({marks})", rows)
        return bool(rows)

    def write_changes(self, connection: Connection) -> bool:
        """Update the changed rows, those with the same columns together; tell whether there were any."""
        groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for record in self.records.values():
            if record.changed and not record.is_new:
                names = tuple(sorted(record.changed))
                groups.setdefault(names, []).append(self._bound(record.values, names + self.primary))
        for names, rows in groups.items():
            settings = ", ".join(f"{name} = ?" for name in names)
            key = " AND ".join(f"{name} = ?" for name in self.primary)
            connection.exec_driver_sql(f"UPDATE {self.table.name} SET {settings} WHERE {key}", rows)
        return bool(groups)

    def _bound(self, values: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
        keys = self._keys
        return tuple(
            bytearray(values[name]) if name in keys and values[name] is not None else values[name] for name in names
        )


class LedgerImage:
    """The tables an import works on, each read when it is first asked for (attendance: by session only)."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._tables: dict[str, TableImage] = {}

    def table(self, name: str) -> TableImage:
        """Give a table, read whole."""
        if name not in self._tables:
            self.empty_table(name).load(self.connection)
        return self._tables[name]

    def empty_table(self, name: str) -> TableImage:
        """Give a table of which nothing is read yet; the caller loads what it needs."""
        self._tables[name] = TableImage(metadata.tables[name])
        return self._tables[name]

    def write(self, connection: Connection) -> frozenset[str]:
        """Write everything, parents first; give the names of the tables touched."""
        ordered = [self._tables[table.name] for table in metadata.sorted_tables if table.name in self._tables]
        inserted = {image.table.name for image in ordered if image.write(connection)}
        updated = {image.table.name for image in ordered if image.write_changes(connection)}
        return frozenset(inserted | updated)


def _default(column: Any) -> Any:
    if column.name == "deleted":
        return 0
    default = column.default
    if isinstance(default, ColumnDefault) and default.is_scalar:
        value = default.arg
        return int(value) if isinstance(value, bool) else value
    return None


def _is_text(column: Any) -> bool:
    return column.type.python_type is str and not isinstance(column.type, LargeBinary)
