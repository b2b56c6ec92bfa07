"""Opening a ledger for the window: takes the lock, opens the database, makes the services; on the worker thread.

Everything heavy (SQLAlchemy, the services) is imported inside the functions, after the first paint (decision 9).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QLockFile

from services.clock import Clock
from services.folders import this_pc
from ui.window.services import Services

DEMO_SEED: Final = 1


class LedgerOpener(NamedTuple):
    """Opens and makes ledgers; backups go into the folder given."""

    backup_folder: Path
    clock: Clock

    def open(self, path: Path) -> Services:
        """Open a ledger for work; refused while another window has it open."""
        from services.ledger_file import LedgerFiles  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        lock = _lock(path)
        try:
            files = LedgerFiles(self.backup_folder, self.clock, label=this_pc())
            return Services(files.open(path), self.clock, lock.unlock, files)
        except BaseException:
            lock.unlock()
            raise

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
