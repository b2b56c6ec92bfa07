"""Save what can be read of a damaged ledger into a new file, and tell what is missing."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from models import driver
from models.branch_copies import LOG_LOST
from models.database import Database
from models.enums import StepKind
from models.schema import metadata
from models.triggers import install_triggers
from models.upgrade import upgrade
from services.checking.rows import Recovery, SavedTable
from services.errors import FileExistsAlreadyError
from services.ledger_file import REFUSALS, LedgerFiles


@dataclass(frozen=True, slots=True)
class RecoveryService:
    """Reads damaged files as far as SQLite can."""

    files: LedgerFiles

    def recover(self, path: Path, target: Path) -> Recovery:
        """Copy every readable row of today's schema into a new file; the damaged one is only read, its log left."""
        key = self.files.check(path)
        if target.exists():
            raise FileExistsAlreadyError(target)
        with closing(Database(target, REFUSALS, key)) as database, closing(driver.connect(path, key)) as damaged:
            upgrade(database)
            with database.transaction(StepKind.REPAIR) as session:
                connection = session.connection()
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                _drop_triggers(connection)
                for table in _records():
                    _save(damaged, connection, table)
                _drop_orphans(connection)
                saved = tuple(_saved(damaged, connection, table) for table in _records())
                branch = _keep_branch(damaged, connection)
                install_triggers(connection)
        return Recovery(target, saved, branch)


def _records() -> list[Table]:
    """List the tables but those of the change log: with holes it would mislead a merge, so a new one begins."""
    return [table for table in metadata.sorted_tables if not table.info.get("part_of_log")]


def _keep_branch(damaged: Any, connection: Connection) -> str:
    """Keep that it is a branch's copy, whose log is lost: as a whole ledger it would be merged wrongly. Its name."""
    for (branch,) in _readable(damaged, "SELECT organization_id FROM branch_copy"):
        key = bytearray(branch)
        connection.exec_driver_sql("INSERT INTO branch_copy (one, organization_id) VALUES (1, ?)", (key,))
        connection.exec_driver_sql("INSERT INTO foreign_actors (actor) VALUES (?)", (LOG_LOST,))
        name = connection.exec_driver_sql("SELECT name FROM organizations WHERE id = ?", (key,)).scalar()
        return str(name or "")
    return ""


def _drop_triggers(connection: Connection) -> None:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _save(damaged: Any, connection: Connection, table: Table) -> None:
    """Read from both ends: a bad page in the middle stops each."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    statement = f'INSERT OR IGNORE INTO "{table.name}" ({columns}) VALUES ({marks})'
    for direction in ("ASC", "DESC"):
        order = ", ".join(f'"{key.name}" {direction}' for key in table.primary_key)
        rows = _readable(damaged, f'SELECT {columns} FROM "{table.name}" ORDER BY {order}')
        for row in rows:
            connection.exec_driver_sql(statement, tuple(row))


def _saved(damaged: Any, connection: Connection, table: Table) -> SavedTable:
    saved = connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()
    return SavedTable(table.name, saved, _count(damaged, table.name))


def _readable(damaged: Any, statement: str) -> Iterator[Any]:
    with suppress(driver.DatabaseError):
        yield from damaged.execute(statement)


def _count(damaged: Any, table: str) -> int | None:
    """Count by the smallest index, which may be sound where the table is not."""
    try:
        return int(damaged.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    except driver.DatabaseError:
        return None


def _drop_orphans(connection: Connection) -> None:
    """Rows whose parent was lost cannot stay; those below them go in the next round."""
    while orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        for table, rowid, *_ in orphans:
            if rowid is not None:
                connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        _drop_keyed_orphans(connection, {table for table, rowid, *_ in orphans if rowid is None})


def _drop_keyed_orphans(connection: Connection, tables: set[str]) -> None:
    for name in tables:
        for key in metadata.tables[name].foreign_keys:
            parent, here, there = key.column.table.name, key.parent.name, key.column.name
            connection.exec_driver_sql(
                f'DELETE FROM "{name}" WHERE "{here}" IS NOT NULL AND NOT EXISTS '
                f'(SELECT 1 FROM "{parent}" p WHERE p."{there}" = "{name}"."{here}")'
            )
