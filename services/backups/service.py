"""Backups of a ledger: made by SQLite's backup interface, verified, named by moment and occasion, thinned."""

import errno
import filecmp
import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path
from typing import Final

from models import driver
from models.file_key import FileKey
from models.upgrade import SchemaState, schema_state
from services.backups.errors import BackupFaultyError
from services.backups.rows import BackupRow, MadeBackup, Occasion
from services.backups.thinning import kept
from services.clock import Clock
from services.errors import FileInUseError, FileNotWritableError
from services.files import flush_folder

_MOMENT: Final = "%Y%m%d-%H%M%S-%f"
_MOMENT_PATTERN: Final = "????????-??????-??????"
_DIGEST_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class BackupService:
    """Keeps the backups of every ledger in a folder of its own below `folder`, copies of them below `second`."""

    folder: Path
    clock: Clock
    second: Path | None = None

    def make(self, path: Path, key: FileKey | None, occasion: Occasion) -> MadeBackup:
        """Copy, verify, thin; BackupFaultyError when the copy is not sound, FileNotWritableError without room."""
        now = self._free_moment(path)
        name = f"{path.stem}.{now.strftime(_MOMENT)}.{occasion.value}.db"
        target = write_backup(path, key, self._home(self.folder, path) / name)
        _thin(self.rows(path), now)
        if self.second is None:
            return MadeBackup(target)
        try:
            other = _copy_file(target, self._home(self.second, path) / name)
            _thin(self.second_rows(path), now)
        except OSError:
            # The second place is often a stick or a share that is not there today: told, never in the way.
            return MadeBackup(target, second_failed=True)
        return MadeBackup(target, other)

    def make_daily(self, path: Path, key: FileKey | None) -> MadeBackup | None:
        """Make today's backup unless there is one."""
        today = self.clock.today()
        if any(row.made_at.date() == today for row in self.rows(path)):
            return None
        return self.make(path, key, Occasion.DAILY)

    def rows(self, path: Path) -> list[BackupRow]:
        """List the backups of a ledger, the newest first."""
        return self._rows(self.folder, path)

    def second_rows(self, path: Path) -> list[BackupRow]:
        """List the copies of a ledger's backups on the second place, the newest first; none where it is not there."""
        return [] if self.second is None else self._rows(self.second, path)

    def _rows(self, folder: Path, path: Path) -> list[BackupRow]:
        home = self._home(folder, path)
        found = [_row(file, path.stem) for file in home.glob(f"{escape(path.stem)}.{_MOMENT_PATTERN}.*.db")]
        return sorted((row for row in found if row), key=lambda row: row.made_at, reverse=True)

    def _free_moment(self, path: Path) -> datetime:
        """Give the moment, or the next microsecond that no backup has: none is ever written over."""
        taken = {row.made_at for row in self.rows(path)}
        moment = self.clock.now().replace(tzinfo=None)
        while moment in taken:
            moment += timedelta(microseconds=1)
        return moment

    @staticmethod
    def _home(folder: Path, path: Path) -> Path:
        """Give each ledger a folder of its own: files of one name lie in many places."""
        digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:_DIGEST_LENGTH]
        return folder / f"{path.stem}-{digest}"


def _thin(rows: list[BackupRow], now: datetime) -> None:
    staying = kept((row.made_at for row in rows), now)
    for row in rows:
        if row.made_at not in staying:
            row.path.unlink(missing_ok=True)


def write_backup(path: Path, key: FileKey | None, target: Path) -> Path:
    """Write one verified copy; under its name it is whole or not there."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        driver.copy_database(path, unfinished, key)
        # What cannot be opened and read through is no backup; an older schema is upgraded at its opening.
        if driver.copy_faults(unfinished, key):
            raise BackupFaultyError(path)
        if schema_state(unfinished, key) not in {SchemaState.CURRENT, SchemaState.OLDER}:
            raise BackupFaultyError(path)
        _put_in_place(unfinished, target)
    except OSError as error:
        raise FileNotWritableError(target) from error
    except driver.OperationalError as error:
        if "locked" in str(error):
            raise FileInUseError(path) from error
        raise FileNotWritableError(target) from error
    except driver.DatabaseError as error:
        raise BackupFaultyError(path) from error
    finally:
        with suppress(OSError):  # the folder may be what failed
            unfinished.unlink(missing_ok=True)
    return target


def _put_in_place(unfinished: Path, target: Path) -> None:
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    flush_folder(target.parent)


def _copy_file(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        shutil.copyfile(source, unfinished)
        _put_in_place(unfinished, target)
        if not filecmp.cmp(source, target, shallow=False):
            target.unlink()
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target


def _row(file: Path, stem: str) -> BackupRow | None:
    moment, _, occasion = file.name.removeprefix(f"{stem}.").removesuffix(".db").partition(".")
    try:
        return BackupRow(file, datetime.strptime(moment, _MOMENT), Occasion(occasion), file.stat().st_size)  # noqa: DTZ007 - local time, as the name says
    except (ValueError, OSError):
        return None
