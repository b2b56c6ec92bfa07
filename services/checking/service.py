"""Check a closed ledger: pages, references, derived years, attachments, triggers; mend what needs no guess."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table

from models import driver
from models.database import Database
from models.enums import StepKind
from models.file_key import FileKey
from models.schema import metadata
from models.triggers import install_triggers
from services.backups.rows import Occasion
from services.checking.rows import CheckReport, Fault, FaultKind
from services.ledger_file import REFUSALS, LedgerFiles

_WRONG_YEAR: Final = (
    "year IS NOT (SELECT CAST(substr(starts_on, 1, 4) AS INTEGER) FROM sessions WHERE sessions.id = session_id)"
)


class _SeenEnough(Exception):  # noqa: N818 - no error: it rolls a look back
    """Ends a transaction without keeping anything of it."""


@dataclass(frozen=True, slots=True)
class CheckService:
    """Checks and mends files."""

    files: LedgerFiles

    def check(self, path: Path) -> CheckReport:
        """Find every fault; NotALedgerError and its kin where the file does not open at all."""
        return CheckReport(path, tuple(_faults(path, self.files.check(path))))

    def repair(self, path: Path) -> CheckReport:
        """Mend what can be mended without guessing, after a backup; the report names what was and what is left."""
        key = self.files.check(path)
        mendable = [fault for fault in _faults(path, key) if fault.repairable]
        if mendable:
            self.files.backups.make(path, key, Occasion.BY_HAND)
            _mend(path, key, {fault.kind for fault in mendable})
        return CheckReport(path, tuple(_faults(path, key)), tuple(mendable))


def _mend(path: Path, key: FileKey | None, kinds: set[FaultKind]) -> None:
    with closing(Database(path, REFUSALS, key)) as database, database.transaction(StepKind.REPAIR) as session:
        connection = session.connection()
        if FaultKind.TRIGGERS in kinds:
            install_triggers(connection)
        if FaultKind.ATTENDANCE_YEAR in kinds:
            connection.exec_driver_sql(
                "UPDATE attendance SET year = (SELECT CAST(substr(starts_on, 1, 4) AS INTEGER) FROM sessions "
                f"WHERE sessions.id = session_id) WHERE {_WRONG_YEAR}"
            )


def _faults(path: Path, key: FileKey | None) -> Iterator[Fault]:
    pages = driver.faults(path, key)
    if pages:
        yield Fault(FaultKind.PAGES, "", len(pages), "；".join(pages[:3]))
        return  # what the tables say cannot be relied on
    with closing(driver.connect(path, key)) as connection:
        yield from _references(connection)
        yield from _deleted_references(connection)
        yield from _years(connection)
        yield from _attachments(connection)
    yield from _triggers(path, key)


def _references(connection: Any) -> Iterator[Fault]:
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        counts[table, parent] = counts.get((table, parent), 0) + 1
    for (table, parent), count in counts.items():
        yield Fault(FaultKind.REFERENCE, table, count, parent)


def _deleted_references(connection: Any) -> Iterator[Fault]:
    for table in metadata.sorted_tables:
        for parent, here, there in _foreign_columns(table):
            count = connection.execute(
                f'SELECT count(*) FROM "{table.name}" c JOIN "{parent}" p ON p."{there}" = c."{here}" '
                "WHERE c.deleted = 0 AND p.deleted = 1"
            ).fetchone()[0]
            if count:
                yield Fault(FaultKind.DELETED_REFERENCE, table.name, count, parent)


def _foreign_columns(table: Table) -> Iterator[tuple[str, str, str]]:
    for key in table.foreign_keys:
        if "deleted" in table.columns and "deleted" in key.column.table.columns:
            yield key.column.table.name, key.parent.name, key.column.name


def _years(connection: Any) -> Iterator[Fault]:
    count = connection.execute(f"SELECT count(*) FROM attendance WHERE {_WRONG_YEAR}").fetchone()[0]
    if count:
        yield Fault(FaultKind.ATTENDANCE_YEAR, "attendance", count, repairable=True)


def _attachments(connection: Any) -> Iterator[Fault]:
    contents = connection.execute("SELECT sha256, size, content FROM attachment_contents WHERE content IS NOT NULL")
    wrong = sum(
        len(content) != size or hashlib.sha256(content).digest() != digest for digest, size, content in contents
    )
    if wrong:
        yield Fault(FaultKind.ATTACHMENT, "attachment_contents", wrong)


def _triggers(path: Path, key: FileKey | None) -> Iterator[Fault]:
    """Compare the triggers with those that installing them anew would make; nothing of it stays."""
    there: dict[str, str] = {}
    expected: dict[str, str] = {}
    with (
        closing(Database(path, REFUSALS, key)) as database,
        suppress(_SeenEnough),
        database.transaction(StepKind.REPAIR) as session,
    ):
        connection = session.connection()
        there = _trigger_texts(connection)
        install_triggers(connection)
        expected = _trigger_texts(connection)
        raise _SeenEnough
    wrong = len(there.items() ^ expected.items())
    if wrong:
        yield Fault(FaultKind.TRIGGERS, "", wrong, repairable=True)


def _trigger_texts(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    return {row[0]: row[1] for row in rows}
