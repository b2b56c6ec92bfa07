"""Models and migrations tell the same story, and the file keeps what the decisions promise."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import exc, select

from models.database import Database
from models.schema import metadata
from models.upgrade import SchemaState, schema_state, upgrade


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path / "ledger.db")
    upgrade(database)
    return database


def test_migrations_build_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_table_refuses_delete(database: Database) -> None:
    with database.reading() as connection:
        triggers = set(
            connection.exec_driver_sql("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'").scalars()
        )
    assert {name for name, table in metadata.tables.items() if not table.info.get("part_of_log")} == triggers
    with pytest.raises(exc.IntegrityError, match="never removed"), database.transaction() as session:
        organizations = metadata.tables["organizations"]
        session.execute(organizations.insert().values(id=b"x" * 16, name="党委", kind="committee"))
        session.execute(organizations.delete())
    with database.reading() as connection:
        assert connection.execute(select(metadata.tables["organizations"])).all() == []


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(exc.IntegrityError, match="FOREIGN KEY"), database.transaction() as session:
        stages = metadata.tables["stages"]
        session.execute(
            stages.insert().values(id=b"s" * 16, person_id=b"p" * 16, kind="formal", reached_on=date(2024, 1, 1))
        )


def test_without_a_password_the_file_is_plain_sqlite_for_anyone(database: Database) -> None:
    database.close()
    connection = sqlite3.connect(database.path)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert set(metadata.tables) <= tables
    assert not database.path.with_name("ledger.db-journal").exists()


def test_schema_number_is_read_without_alembic(database: Database, tmp_path: Path) -> None:
    assert schema_state(database.path) is SchemaState.CURRENT
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert schema_state(database.path) is SchemaState.NEWER
    other = tmp_path / "other.db"
    other.write_bytes(b"no database at all" * 100)
    assert schema_state(other) is SchemaState.FOREIGN
