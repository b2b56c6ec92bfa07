"""The officer's file: make a new one, open one for work (backup first, upgrade when due)."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from models import driver
from models.change_log.steps import Opening
from models.database import Database, Guard, free_to_write
from models.enums import StepKind
from models.file_key import FileKey, key_of_file, looks_protected
from models.upgrade import SchemaState, holds_changes_only, schema_state, upgrade
from services.backups.rows import MadeBackup, Occasion
from services.backups.service import BackupService
from services.clock import Clock
from services.errors import (
    FileExistsAlreadyError,
    FileInUseError,
    FileMissingError,
    FileNotWritableError,
    NewerSchemaError,
    NotALedgerError,
    PasswordNeededError,
    ReadOnlyLedgerError,
    RequiredFieldError,
    WrongPasswordError,
)
from services.holding import read_holder
from services.packages.errors import ChangesOnlyError
from services.stick.straight import open_on_stick

# Gives the password of a protected file, empty when there is none to give.
PasswordSource: TypeAlias = Callable[[Path], str]

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
    """Makes and opens files; backups go to `backup_folder` and, where one is set, to a second place.

    `password` is asked only for a file that is protected; the file's recovery code does as well. `label` says in the
    change log which PC, and who at it, made what this opening writes.
    """

    backup_folder: Path
    clock: Clock
    password: PasswordSource = no_password
    label: str = ""
    second_backup_folder: Path | None = None

    @property
    def backups(self) -> BackupService:
        """Give the backups of all ledgers."""
        return BackupService(self.backup_folder, self.clock, self.second_backup_folder)

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

    def open(self, path: Path, guard: Guard = free_to_write, *, on_stick: Guard | None = None) -> Database:
        """Open a file for work: refuse what is not ours, back it up, upgrade an older one on a verified copy.

        The backup is the day's first; an upgrade, an import, a merge and a restore have one of their own. `guard` is
        asked before each write; `on_stick`, for a file edited straight on a stick, when the stick is back.
        """
        key, state = self._state(path)
        if state is SchemaState.OLDER:
            self.backups.make(path, key, Occasion.UPGRADE)
            self._upgrade_on_copy(path, key)
        else:
            self.backups.make_daily(path, key)
        if on_stick is not None:
            return open_on_stick(path, key, Opening(self.label, self.clock.now), guard, on_stick)
        return Database(path, REFUSALS, key, Opening(self.label, self.clock.now), guard=guard)

    def open_for_reading(self, path: Path) -> Database:
        """Open a file to be read only (figures, printing): no backup, but an older one is upgraded first."""
        key, state = self._state(path)
        if state is not SchemaState.OLDER:
            return self._database(path, key)
        there = read_holder(path)
        if there is not None and not there.is_dead:  # upgraded under the program that has it open it would be lost
            raise FileInUseError(path)
        return self.open(path)

    def open_read_only(self, path: Path) -> Database:
        """Open a file that somebody else has open: nothing is written, not even by us."""

        def refuse() -> None:
            raise ReadOnlyLedgerError(path)

        key, state = self._state(path)
        if state is SchemaState.OLDER:  # it would have to be upgraded, and it is not ours
            raise FileInUseError(path)
        return Database(path, REFUSALS, key, Opening(self.label, self.clock.now), read_only=True, guard=refuse)

    def check(self, path: Path) -> FileKey | None:
        """Refuse what is not ours or does not open, and give the key of a protected file."""
        return self._state(path)[0]

    def check_copy(self, original: Path, copy: Path) -> FileKey | None:
        """Refuse as `check` does a copy made elsewhere; what is said and asked names the original."""
        return self._state(copy, original)[0]

    def back_up(self, database: Database, occasion: Occasion) -> MadeBackup:
        """Back an open ledger up before something great is done to it."""
        database.look()
        return self.backups.make(database.path, database.key, occasion)

    def _database(self, path: Path, key: FileKey | None = None) -> Database:
        return Database(path, REFUSALS, key, Opening(self.label, self.clock.now))

    def _state(self, path: Path, named: Path | None = None) -> tuple[FileKey | None, SchemaState]:
        named = named or path
        if not path.is_file():
            raise FileMissingError(named)
        key = self._key(path, named)
        try:
            state = schema_state(path, key)
        except driver.OperationalError as error:
            refusals = (refusal for words, refusal in REFUSALS.items() if words in str(error))
            raise next(refusals, NotALedgerError)(named) from error
        if state is SchemaState.FOREIGN:
            raise NotALedgerError(named) if key is None else WrongPasswordError(named)
        if state is SchemaState.NEWER:
            raise NewerSchemaError(named)
        if named is path and state is SchemaState.CURRENT and holds_changes_only(path, key):
            raise ChangesOnlyError(path)
        return key, state

    def _key(self, path: Path, named: Path) -> FileKey | None:
        try:
            if not looks_protected(path):
                return None
            password = self.password(named)
            if not password:
                raise PasswordNeededError(named)
            return key_of_file(path, password)
        except OSError as error:
            raise NotALedgerError(named) from error

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
