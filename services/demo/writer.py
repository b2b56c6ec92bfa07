"""Bulk writing: rows are gathered by statement and sent in large chunks, parents before children."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from models import driver
from models.change_log.triggers import log_insertions
from models.database import Database
from models.enums import StepKind
from models.keys import Key
from models.schema import metadata
from models.triggers import install_triggers
from models.types import to_thousandths
from services.demo.chance import KeyMaker

CHUNK: Final = 20_000  # rows held in memory before they are sent

AttendanceRow = tuple[Any, ...]
ATTENDANCE_COLUMNS: Final = (
    "session_id", "person_id", "year", "status", "leave_reason", "approved_by", "made_up_on", "made_up_how",
    "minutes", "hours", "speech", "score", "reflections",
)  # fmt: skip
_LISTING: Final = "SELECT name, sql FROM sqlite_master WHERE type = '{kind}' AND sql IS NOT NULL"
_SHORT: Final = ATTENDANCE_COLUMNS[:4]


class BulkWriter:
    """Writes rows of any table; keys are made here, so that they are born in the order of writing."""

    def __init__(self, connection: Connection, new_key: KeyMaker) -> None:
        self._connection = connection
        self._new_key = new_key
        self._waiting: dict[str, dict[tuple[str, ...], list[tuple[Any, ...]]]] = {}
        self._count = 0
        self._contents: set[bytes] = set()
        self._order = [table.name for table in metadata.sorted_tables]
        self.rows: dict[str, int] = {}

    def add(self, table: str, **values: object) -> Key:
        """Write an entity and give its key."""
        key = self._new_key()
        self.link(table, id=key, **values)
        return key

    def link(self, table: str, **values: object) -> None:
        """Write a row that has no key of its own, or brings it."""
        self._gather(table, tuple(values), [tuple(map(_bound, values.values()))])

    def add_content(self, sha256: bytes, **values: object) -> None:
        """Write an attachment's content, once however often it comes."""
        if sha256 not in self._contents:
            self._contents.add(sha256)
            self.link("attachment_contents", sha256=sha256, **values)

    def attend(self, present: list[AttendanceRow], exceptions: list[AttendanceRow]) -> None:
        """Write attendance: rows of who was simply there (the first four columns), and full rows."""
        self._gather("attendance", _SHORT, present)
        self._gather("attendance", ATTENDANCE_COLUMNS, exceptions)

    def flush(self) -> None:
        """Send everything that waits."""
        for table in self._order:
            for columns, rows in self._waiting.pop(table, {}).items():
                marks = ", ".join("?" * len(columns))
                self._connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        self._count = 0

    def _gather(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        self._waiting.setdefault(table, {}).setdefault(columns, []).extend(rows)
        self.rows[table] = self.rows.get(table, 0) + len(rows)
        self._count += len(rows)
        if self._count >= CHUNK:
            self.flush()


@contextmanager
def bulk_loading(database: Database) -> Iterator[Connection]:
    """Write in one transaction without triggers and without the indexes of attendance, and put them back."""
    with database.transaction(StepKind.DEMO) as session:
        connection = session.connection()
        for name, _ in connection.exec_driver_sql(_LISTING.format(kind="trigger")).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        indexes = connection.exec_driver_sql(_LISTING.format(kind="index") + " AND tbl_name = 'attendance'").all()
        for name, _ in indexes:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
        yield connection
        log_insertions(connection)
        install_triggers(connection)
    _make_indexes(database.path, [statement for _, statement in indexes])


def _make_indexes(path: Path, statements: list[str]) -> None:
    """Sort in a file: in memory five million rows take 300 MB."""
    connection = driver.connect(path)
    try:
        connection.execute("PRAGMA temp_store = FILE")
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def _bound(value: object) -> object:
    """Give a value as the driver takes it; keys as bytearray, which it binds eight times faster."""
    if isinstance(value, bytes):
        return bytearray(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return to_thousandths(value)
    return value
