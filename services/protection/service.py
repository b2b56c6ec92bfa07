"""Set, change and remove the password of a ledger: a verified copy under the new key takes the file's place."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models import driver
from models.file_key import FileKey, looks_protected, new_file_key
from services.errors import FileInUseError, FileNotWritableError, PasswordNeededError
from services.files import flush_folder
from services.ledger_file import LedgerFiles
from services.protection.errors import (
    AlreadyProtectedError,
    NotProtectedError,
    ProtectionFailedError,
)
from services.protection.rules import refuse_short

_UNREADABLE: Final = (driver.DatabaseError, FileInUseError, FileNotWritableError, PasswordNeededError)


@dataclass(frozen=True, slots=True)
class ProtectionChange:
    """What was done: the recovery code of the new password (empty without one), and the backups.

    `backups_changed` now have the new protection; `backups_left` opened neither without a password nor with the old
    one and are as they were.
    """

    recovery_code: str
    backups_changed: int
    backups_left: int


@dataclass(frozen=True, slots=True)
class ProtectionService:
    """Works on a ledger that is not open; `files` knows the present password and where the backups are."""

    files: LedgerFiles

    def set_password(self, path: Path, password: str) -> ProtectionChange:
        """Protect a ledger that has no password yet, its backups too."""
        if self.files.check(path) is not None:
            raise AlreadyProtectedError(path)
        return self._exchange(path, None, _new_key(password))

    def change_password(self, path: Path, password: str) -> ProtectionChange:
        """Give a protected ledger another password."""
        key = self.files.check(path)
        if key is None:
            raise NotProtectedError(path)
        return self._exchange(path, key, _new_key(password))

    def remove_password(self, path: Path) -> ProtectionChange:
        """Take the protection from a ledger and its backups."""
        key = self.files.check(path)
        if key is None:
            raise NotProtectedError(path)
        return self._exchange(path, key, None)

    def recovery_code(self, path: Path) -> str:
        """Give the code that opens the file when the password is forgotten."""
        key = self.files.check(path)
        if key is None:
            raise NotProtectedError(path)
        return key.recovery_code

    def _exchange(self, path: Path, old: FileKey | None, new: FileKey | None) -> ProtectionChange:
        _replace(path, old, new)
        changed = left = 0
        for backup in (row.path for row in self.files.backups.rows(path)):
            try:
                _replace(backup, _key_of_backup(backup, old), new)
            except (*_UNREADABLE, ProtectionFailedError):
                left += 1
            else:
                changed += 1
        return ProtectionChange(new.recovery_code if new else "", changed, left)


def _new_key(password: str) -> FileKey:
    refuse_short(password)
    return new_file_key(password)


def _key_of_backup(backup: Path, old: FileKey | None) -> FileKey | None:
    if not looks_protected(backup):
        return None
    if old is None:
        raise PasswordNeededError(backup)
    with backup.open("rb") as file:
        return FileKey(old.key, file.read(len(old.salt)))


def _replace(path: Path, old: FileKey | None, new: FileKey | None) -> None:
    """Write the copy beside the file, compare it, and let it take the file's place in one step."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".protecting-") as folder:
            copy = Path(folder) / path.name
            driver.export_database(path, old, copy, new)
            if driver.faults(copy, new) or driver.row_counts(copy, new) != driver.row_counts(path, old):
                raise ProtectionFailedError(path)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
            copy.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise FileNotWritableError(path) from error
    except driver.OperationalError as error:
        if "locked" in str(error):
            raise FileInUseError(path) from error
        raise FileNotWritableError(path) from error
