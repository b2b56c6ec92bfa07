"""A copy written anew without what was purged; its old bytes go only when the new file is verified."""

import os
import shutil
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from models import driver
from models.change_log.steps import Opening
from models.database import Database
from models.file_key import FileKey
from models.keys import Key
from models.upgrade import SchemaState, schema_state, upgrade
from services.backups.errors import BackupFaultyError
from services.errors import FileNotWritableError
from services.ledger_file import REFUSALS, LedgerFiles
from services.purging.blanking import blank_for_good
from services.purging.rows import HeldCopy, Purged

_BESIDE_A_FILE = ("-journal", "-wal", "-shm")


def renew(files: LedgerFiles, copy: HeldCopy, purged: Purged) -> bool:
    """Purge in a copy as was purged in the ledger; tell whether it held any of that. AppError leaves it as it is."""
    key = files.check(copy.path)
    try:
        with tempfile.TemporaryDirectory(prefix="study-ledger-") as folder:
            fresh = Path(folder) / "copy.db"
            driver.copy_database(copy.path, fresh, key)
            if driver.faults(fresh, key, quick=True):
                raise BackupFaultyError(copy.path)
            if not _purge(files, fresh, key, purged):
                return False
            if driver.faults(fresh, key):
                raise BackupFaultyError(copy.path)
            _replace(copy.path, fresh)
    except OSError as error:
        raise FileNotWritableError(copy.path) from error
    except (driver.DatabaseError, DBAPIError) as error:
        said = str(getattr(error, "orig", error))
        refusal = next((refusal for words, refusal in REFUSALS.items() if words in said), BackupFaultyError)
        raise refusal(copy.path) from error
    return True


def remove(path: Path) -> None:
    """Remove a package with its cover sheet, or what an interrupted writing left."""
    try:
        path.unlink(missing_ok=True)
        for ending in (*_BESIDE_A_FILE, ".txt"):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise FileNotWritableError(path) from error


def _purge(files: LedgerFiles, path: Path, key: FileKey | None, purged: Purged) -> bool:
    with closing(Database(path, key=key, opening=Opening(files.label, files.clock.now))) as database:
        if schema_state(path, key) is SchemaState.OLDER:
            upgrade(database)
        with database.reading() as connection:
            there = {Key(row) for row in connection.exec_driver_sql("SELECT id FROM people").scalars()}
        people = [person for person in purged.people if person in there]
        if people:
            blank_for_good(database, people, purged.draft)
        return bool(people)


def _replace(path: Path, fresh: Path) -> None:
    """Put the fresh file in the old one's place in one step; a journal left beside it belongs to the old one."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        shutil.copyfile(fresh, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        for ending in _BESIDE_A_FILE:
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
