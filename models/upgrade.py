"""The schema's number, and the way from an older one to today's; Alembic is imported only on that way."""

from contextlib import closing
from enum import Enum, auto
from pathlib import Path
from typing import Final

from models import driver
from models.database import Database
from models.file_key import FileKey

HEAD: Final = "0010"
_MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaState(Enum):
    """What a file's schema number says."""

    CURRENT = auto()
    OLDER = auto()
    NEWER = auto()
    FOREIGN = auto()


def schema_state(path: Path, key: FileKey | None = None) -> SchemaState:
    """Read the schema's number by one SELECT; anything that is no file of ours (or not under this key) is FOREIGN.

    driver.OperationalError where the file cannot be read now (locked by another program, no permission).
    """
    try:
        connection = driver.connect(path, key)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != driver.APPLICATION_ID:
                return SchemaState.FOREIGN
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    except driver.OperationalError as error:
        if "no such table" in str(error):
            return SchemaState.FOREIGN
        raise
    except driver.DatabaseError:
        return SchemaState.FOREIGN
    if row is None:
        return SchemaState.FOREIGN
    if row[0] == HEAD:
        return SchemaState.CURRENT
    return SchemaState.OLDER if row[0] < HEAD else SchemaState.NEWER


def holds_changes_only(path: Path, key: FileKey | None = None) -> bool:
    """Tell whether a file of today's schema is the inside of a package of changes, and no ledger."""
    with closing(driver.connect(path, key)) as connection:
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM changes_only)").fetchone()[0])


def upgrade(database: Database) -> None:
    """Bring the file to today's schema in one transaction (a new file: from nothing), with its triggers."""
    from alembic import command  # noqa: PLC0415 - 280 ms, only when an upgrade is due
    from alembic.config import Config  # noqa: PLC0415

    from models.triggers import drop_triggers, install_triggers  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with database.migrating() as connection:
        config.attributes["connection"] = connection
        drop_triggers(connection)
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA application_id = {driver.APPLICATION_ID}")
        install_triggers(connection)
