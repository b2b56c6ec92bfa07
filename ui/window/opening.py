"""Opening a ledger for the window: takes the lock, opens the database, makes the services; on the worker thread.

Everything heavy (SQLAlchemy, the services) is imported inside the functions, after the first paint (decision 9).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QLockFile

from services.clock import Clock
from services.folders import this_pc
from ui.window.services import Services

if TYPE_CHECKING:  # see above
    from services.errors import AppError
    from services.ledger_file import LedgerFiles

DEMO_SEED: Final = 1


class Reopened(NamedTuple):
    """A ledger opened again after work on its closed file: what came of the work, or why it was refused."""

    services: Services
    result: Any
    refusal: AppError | None


class LedgerOpener(NamedTuple):
    """Opens and makes ledgers; backups go into the folder given."""

    backup_folder: Path
    clock: Clock

    def open(self, path: Path, password: str = "") -> Services:
        """Open a ledger for work; refused while another window has it open.

        `password` (or recovery code) is for a protected one, and for other protected files that its work meets.
        """
        from services.ledger_file import LedgerFiles  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        lock = _lock(path)
        try:
            files = LedgerFiles(self.backup_folder, self.clock, lambda _path: password, this_pc())
            return Services(files.open(path), self.clock, lock.unlock, files)
        except BaseException:
            lock.unlock()
            raise

    def rework(self, services: Services, work: Callable[[LedgerFiles], Any], password: str | None = None) -> Reopened:
        """Close a ledger, do `work` on its file, open it again: with `password` where the work changed it."""
        from services.errors import AppError  # noqa: PLC0415 - not for the first paint

        path, files = services.path, services.files
        services.close()
        before = files.password(path)
        try:
            result = work(files)
        except AppError as error:
            return Reopened(self.open(path, before), None, error)
        return Reopened(self.open(path, before if password is None else password), result, None)

    def create(self, path: Path, top_organization: str) -> Services:
        """Make a new ledger with its top organisation, and open it."""
        from services.ledger_file import LedgerFiles  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        LedgerFiles(self.backup_folder, self.clock, label=this_pc()).create(path, top_organization).close()
        return self.open(path)

    def demo_path(self, folder: Path) -> Path:
        """Name the file that the made-up committee in a folder is kept in."""
        from services.demo.service import DATABASE_NAME  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        return folder / DATABASE_NAME

    def make_demo(self, folder: Path, progress: Callable[[int, int], None]) -> Services:
        """Make the made-up committee in a folder (an older demo there is replaced), and open it."""
        from services.demo.service import DemoService  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        return self.open(DemoService().make(folder, "small", DEMO_SEED, self.clock.today(), progress).path)


def _lock(path: Path) -> QLockFile:
    from services.errors import FileInUseError  # noqa: PLC0415 - not for the first paint

    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)
    # A folder that cannot be written has no lock; opening then says what is wrong.
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        raise FileInUseError(path)
    return lock
