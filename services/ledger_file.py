"""The officer's file: make a new one, open one for work (backup first, upgrade when due)."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final, TypeAlias

from models import driver
from models.change_log.steps import Opening
from models.database import Database
from models.enums import StepKind
from models.file_key import FileKey, key_of_file, looks_protected
from models.upgrade import SchemaState, schema_state, upgrade
from services.clock import Clock
from services.errors import (
    FileExistsAlreadyError,
    FileInUseError,
    FileMissingError,
    FileNotWritableError,
    NewerSchemaError,
    NotALedgerError,
    PasswordNeededError,
    RequiredFieldError,
    WrongPasswordError,
)

# Gives the password of a protected file, empty when there is none to give.
PasswordSource: TypeAlias = Callable[[Path], str]

KEPT_BACKUPS: Final = 10
# What the driver says when the file's surroundings refuse, and what the user is told.
REFUSALS: Final = {
    "locked": FileInUseError,
    "readonly": FileNotWritableError,
    "is full": FileNotWritableError,
    "disk I/O error": FileNotWritableError,
    "unable to open": FileNotWritableError,
}


def no_password(_path: Path) -> str:
    """Know no password: protected files are refused."""
    return ""


@dataclass(frozen=True, slots=True)
class LedgerFiles:
    """Makes and opens files; backups go to `backup_folder`, the last ten of each file are kept.

    `password` is asked only for a file that is protected; the file's recovery code does as well. `label` says in the
    change log which PC, and who at it, made what this opening writes.
    """

    backup_folder: Path
    clock: Clock
    password: PasswordSource = no_password
    label: str = ""

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
        database = self._database(path)
        try:
            upgrade(database)
            with database.transaction(StepKind.NEW_FILE) as session:
                seed_new_file(session, top_organization.strip())
        except BaseException:
            database.close()
            path.unlink(missing_ok=True)
            raise
        return database

    def open(self, path: Path) -> Database:
        """Open a file for work: refuse what is not ours, back it up, upgrade an older one on a verified copy."""
        key, state = self._state(path)
        self._back_up(path, key)
        if state is SchemaState.OLDER:
            self._upgrade_on_copy(path, key)
        return self._database(path, key)

    def open_for_reading(self, path: Path) -> Database:
        """Open a file to be read only (figures, printing): no backup, but an older one is upgraded first."""
        key, state = self._state(path)
        return self.open(path) if state is SchemaState.OLDER else self._database(path, key)

    def check(self, path: Path) -> FileKey | None:
        """Refuse what is not ours or does not open, and give the key of a protected file."""
        return self._state(path)[0]

    def backups_of(self, path: Path) -> list[Path]:
        """List the backups of a file, the oldest first."""
        return sorted(self.backup_folder.glob(f"{escape(path.stem)}.????????-??????-??????.db"))

    def back_up(self, path: Path) -> Path:
        """Copy the file through SQLite's backup interface; older copies beyond the last ten are removed."""
        return self._back_up(path, self.check(path))

    def _back_up(self, path: Path, key: FileKey | None) -> Path:
        moment = self.clock.now().strftime("%Y%m%d-%H%M%S-%f")
        target = self.backup_folder / f"{path.stem}.{moment}.db"
        try:
            self.backup_folder.mkdir(parents=True, exist_ok=True)
            driver.copy_database(path, target, key)
        except OSError as error:
            raise FileNotWritableError(target) from error
        except driver.OperationalError as error:
            raise FileInUseError(path) from error
        for old in self.backups_of(path)[:-KEPT_BACKUPS]:
            old.unlink()
        return target

    def _database(self, path: Path, key: FileKey | None = None) -> Database:
        return Database(path, REFUSALS, key, Opening(self.label, self.clock.now))

    def _state(self, path: Path) -> tuple[FileKey | None, SchemaState]:
        if not path.is_file():
            raise FileMissingError(path)
        key = self._key(path)
        try:
            state = schema_state(path, key)
        except driver.OperationalError as error:
            refusals = (refusal for words, refusal in REFUSALS.items() if words in str(error))
            raise next(refusals, NotALedgerError)(path) from error
        if state is SchemaState.FOREIGN:
            raise NotALedgerError(path) if key is None else WrongPasswordError(path)
        if state is SchemaState.NEWER:
            raise NewerSchemaError(path)
        return key, state

    def _key(self, path: Path) -> FileKey | None:
        try:
            if not looks_protected(path):
                return None
            password = self.password(path)
            if not password:
                raise PasswordNeededError(path)
            return key_of_file(path, password)
        except OSError as error:
            raise NotALedgerError(path) from error

    def _upgrade_on_copy(self, path: Path, key: FileKey | None) -> None:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            copy = Path(folder) / path.name
            driver.copy_database(path, copy, key)
            database = Database(copy, key=key)
            upgrade(database)
            database.close()
            if schema_state(copy, key) is not SchemaState.CURRENT:
                raise NotALedgerError(path)
            shutil.move(copy, path)
