"""A file with its triggers, and short ways to read what its log says."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from models.change_log.cells import logged_tables
from models.change_log.steps import Opening
from models.database import Database
from models.upgrade import upgrade

MOMENT = datetime(2026, 3, 5, 12, tzinfo=UTC)
BRANCH = b"b" * 16
PERSON = b"p" * 16
SESSION = b"s" * 16


class Entry(NamedTuple):
    """A changed cell as the log tells it."""

    table: str
    cell: str
    row: bytes
    value: Any
    old: Any


def new_ledger(path: Path, moment: datetime = MOMENT) -> Database:
    """Make a file with the schema only."""
    database = Database(path, opening=Opening(now=lambda: moment))
    upgrade(database)
    return database


def write(database: Database, *statements: str) -> None:
    """Run plain SQL in one transaction."""
    with database.transaction() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def committee(database: Database) -> None:
    """Enter an organisation, a person, a session."""
    write(
        database,
        f"INSERT INTO organizations (id, name, kind) VALUES (x'{BRANCH.hex()}', '第一党支部', 'branch')",
        f"INSERT INTO people (id, name, category) VALUES (x'{PERSON.hex()}', '赵一', 'formal')",
        "INSERT INTO sessions (id, kind, title, organization_id, starts_on, discussion, state) "
        f"VALUES (x'{SESSION.hex()}', 'theme_day', '主题党日', x'{BRANCH.hex()}', '2026-02-05', 0, 'held')",
    )


def insertions(database: Database) -> list[tuple[str, bytes]]:
    """List the rows whose coming into being is logged, in order."""
    return [
        (table, bytes(row))
        for table, row in read(
            database,
            "SELECT c.table_name, i.row FROM change_inserts i JOIN change_columns c ON c.no = i.table_no "
            "ORDER BY i.hlc, i.actor",
        )
    ]


def entries(database: Database) -> list[Entry]:
    """List the changed cells in order."""
    return [
        Entry(*row)
        for row in read(
            database,
            "SELECT c.table_name, c.cell, e.row, e.value, e.old FROM change_cells e "
            "JOIN change_columns c ON c.no = e.column_no ORDER BY e.hlc, e.actor, e.column_no",
        )
    ]


def read(database: Database, statement: str) -> list[Any]:
    """Read rows by plain SQL."""
    with database.reading() as connection:
        return list(connection.exec_driver_sql(statement).all())


def live_rows(database: Database) -> dict[str, list[Any]]:
    """Give the canonical dump: every live row of every table in the order of its key."""
    dump = {}
    with database.reading() as connection:
        for table in logged_tables():
            columns = ", ".join(f'"{column.name}"' for column in table.table.columns)
            keys = ", ".join(f'"{column.name}"' for column in table.key)
            query = f"SELECT {columns} FROM {table.name} WHERE deleted = 0 ORDER BY {keys}"
            dump[table.name] = list(connection.exec_driver_sql(query).all())
    return {name: rows for name, rows in dump.items() if rows}
