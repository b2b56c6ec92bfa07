"""The officer's file: make a new one, open one for work (backup first, upgrade when due)."""

import shutil
import tempfile
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

from models import driver
from models.database import Database
from models.upgrade import SchemaState, schema_state, upgrade
from services.clock import Clock
from services.errors import (
    FileExistsAlreadyError,
    FileInUseError,
    FileMissingError,
    FileNotWritableError,
    NewerSchemaError,
    NotALedgerError,
    RequiredFieldError,
)

KEPT_BACKUPS: Final = 10
# What the driver says when the file's surroundings refuse, and what the user is told.
REFUSALS: Final = {
    "locked": FileInUseError,
    "readonly": FileNotWritableError,
    "is full": FileNotWritableError,
    "disk I/O error": FileNotWritableError,
    "unable to open": FileNotWritableError,
}


@dataclass(frozen=True, slots=True)
class LedgerFiles:
    """Makes and opens files; backups go to `backup_folder`, the last ten of each file are kept."""

    backup_folder: Path
    clock: Clock

    def create(self, path: Path, top_organization: str) -> Database:
        """Make a new file with its schema, its default rules and its top organisation (a committee)."""
        # Whoever only opens a file, the window at its start, does not wait for what a new one is filled with.
        from services.seeds import seed_new_file  # noqa: PLC0415

        if not top_organization.strip():
            raise RequiredFieldError(what="新建台账", field="党组织名称")
        if path.exists():
            raise FileExistsAlreadyError(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        except OSError as error:
            raise FileNotWritableError(path) from error
        database = Database(path, REFUSALS)
        try:
            upgrade(database)
            with database.transaction() as session:
                seed_new_file(session, top_organization.strip())
        except BaseException:
            database.close()
            path.unlink(missing_ok=True)
            raise
        return database

    def open(self, path: Path) -> Database:
        """Open a file for work: refuse what is not ours, back it up, upgrade an older one on a verified copy."""
        state = self._state(path)
        self.back_up(path)
        if state is SchemaState.OLDER:
            self._upgrade_on_copy(path)
        return Database(path, REFUSALS)

    def open_for_reading(self, path: Path) -> Database:
        """Open a file to be read only (figures, printing): no backup, but an older one is upgraded first."""
        return self.open(path) if self._state(path) is SchemaState.OLDER else Database(path, REFUSALS)

    def back_up(self, path: Path) -> Path:
        """Copy the file through SQLite's backup interface; older copies beyond the last ten are removed."""
        moment = self.clock.now().strftime("%Y%m%d-%H%M%S-%f")
        target = self.backup_folder / f"{path.stem}.{moment}.db"
        try:
            self.backup_folder.mkdir(parents=True, exist_ok=True)
            driver.copy_database(path, target)
        except OSError as error:
            raise FileNotWritableError(target) from error
        except driver.OperationalError as error:
            raise FileInUseError(path) from error
        for old in sorted(self.backup_folder.glob(f"{escape(path.stem)}.????????-??????-??????.db"))[:-KEPT_BACKUPS]:
            old.unlink()
        return target

    def _state(self, path: Path) -> SchemaState:
        if not path.is_file():
            raise FileMissingError(path)
        try:
            state = schema_state(path)
        except driver.OperationalError as error:
            refusals = (refusal for words, refusal in REFUSALS.items() if words in str(error))
            raise next(refusals, NotALedgerError)(path) from error
        if state is SchemaState.FOREIGN:
            raise NotALedgerError(path)
        if state is SchemaState.NEWER:
            raise NewerSchemaError(path)
        return state

    def _upgrade_on_copy(self, path: Path) -> None:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            copy = Path(folder) / path.name
            driver.copy_database(path, copy)
            database = Database(copy)
            upgrade(database)
            database.close()
            if schema_state(copy) is not SchemaState.CURRENT:
                raise NotALedgerError(path)
            shutil.move(copy, path)
