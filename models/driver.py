"""The one importer of the SQLite driver, and the settings that every connection has."""

import importlib
from pathlib import Path
from typing import Any, Final

dbapi2: Any = importlib.import_module("sqlcipher3.dbapi2")  # it has no type hints

APPLICATION_ID: Final = 0x534C6467  # 'SLdg' in the file's header: tells our files from other SQLite files
BUSY_TIMEOUT_SECONDS: Final = 3.0

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError


def connect(path: Path) -> Any:
    """Open a connection whose transactions are ours alone (isolation_level None), with our settings.

    PERSIST with FULL is the journal that lost nothing where power was cut (measured); foreign keys are enforced.
    """
    connection = dbapi2.connect(str(path), timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def copy_database(source: Path, target: Path) -> None:
    """Copy a database file through SQLite's backup interface, consistent even while it is in use."""
    reading = dbapi2.connect(str(source), timeout=BUSY_TIMEOUT_SECONDS)
    try:
        writing = dbapi2.connect(str(target))
        try:
            reading.backup(writing)
        finally:
            writing.close()
    finally:
        reading.close()
