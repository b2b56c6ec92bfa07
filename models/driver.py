"""The one importer of the SQLite driver, and the settings that every connection has."""

import importlib
from pathlib import Path
from typing import Any, Final

from models.file_key import FileKey

dbapi2: Any = importlib.import_module("sqlcipher3.dbapi2")  # it has no type hints

APPLICATION_ID: Final = 0x534C6467  # 'SLdg' in the file's header: tells our files from other SQLite files
BUSY_TIMEOUT_SECONDS: Final = 3.0
# Pages that pass through once are not worth remembering: a copy through a small cache takes two thirds of the time.
_PASSING_CACHE_PAGES: Final = 50
_CHECKING_CACHE_KIBIBYTES: Final = 2000

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError


def connect(path: Path, key: FileKey | None = None) -> Any:
    """Open a connection whose transactions are ours alone (isolation_level None), with our settings.

    PERSIST with FULL is the journal that lost nothing where power was cut (measured); foreign keys are enforced.
    """
    connection = dbapi2.connect(str(path), timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
    _unlock(connection, key)
    connection.execute("PRAGMA foreign_keys = ON")
    # So that INSERT OR REPLACE, which deletes, meets the trigger that refuses to.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _unlock(connection: Any, key: FileKey | None) -> None:
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal}"')
        connection.execute("PRAGMA cipher_log_level = NONE")


def copy_database(source: Path, target: Path, key: FileKey | None = None) -> None:
    """Copy a database file through SQLite's backup interface, consistent even while it is in use.

    A protected file's copy is protected with the same key.
    """
    reading = dbapi2.connect(str(source), timeout=BUSY_TIMEOUT_SECONDS)
    try:
        _unlock(reading, key)
        writing = dbapi2.connect(str(target), isolation_level=None)
        try:
            _unlock(writing, key)
            # The copy is new and is flushed whole by who gives it its name: it needs no journal of its own.
            writing.execute("PRAGMA journal_mode = OFF")
            writing.execute("PRAGMA synchronous = OFF")
            for connection in (reading, writing):
                connection.execute(f"PRAGMA cache_size = {_PASSING_CACHE_PAGES}")
            reading.backup(writing)
        finally:
            writing.close()
    finally:
        reading.close()


def export_database(source: Path, source_key: FileKey | None, target: Path, target_key: FileKey | None) -> None:
    """Write a new file with the same content under another key, or without one (the backup interface cannot)."""
    connection = connect(source, source_key)
    try:
        literal = "" if target_key is None else target_key.literal
        connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(target), literal))
        connection.execute("SELECT sqlcipher_export('target')").fetchall()
        connection.execute(f"PRAGMA target.application_id = {APPLICATION_ID}")
        connection.execute("DETACH DATABASE target")
    finally:
        connection.close()


def faults(path: Path, key: FileKey | None = None, *, quick: bool = False) -> list[str]:
    """Check every page of a file: nothing when it is sound, else what SQLite and SQLCipher say of it.

    `quick` does not compare indexes with their tables.
    """
    connection = connect(path, key)
    check = "quick_check" if quick else "integrity_check"
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
        if key is not None and not quick:
            found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    except DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
    return found


def copy_faults(path: Path, key: FileKey | None = None) -> list[str]:
    """Check a copy of a file that SQLite wrote: every page in use is read, every row decoded; nothing when it is sound.

    That the values keep the CHECKs was seen to when they were written; to ask again takes three times as long.
    """
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"PRAGMA cache_size = -{_CHECKING_CACHE_KIBIBYTES}")
        return [row[0] for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
    except DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()


def origin(path: Path, key: FileKey | None = None) -> int:
    """Read which ledger a file is, touching nothing: no journal is taken back, none is made."""
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    try:
        _unlock(connection, key)
        return int(connection.execute("SELECT origin FROM change_clock").fetchone()[0])
    finally:
        connection.close()


def row_counts(path: Path, key: FileKey | None = None) -> dict[str, int]:
    """Count the rows of every table."""
    connection = connect(path, key)
    try:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}
    finally:
        connection.close()
