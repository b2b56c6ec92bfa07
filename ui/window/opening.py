"""Opening a ledger for the window: holds it, opens the database, makes the services; on the worker thread.

Everything heavy (SQLAlchemy, the services) is imported inside the functions, after the first paint (decision 9).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from services.clock import Clock
from services.folders import this_pc, this_seat
from ui.window.opened import Opened
from ui.window.services import Services
from ui.window.stick.choices import StickWays

if TYPE_CHECKING:  # see above
    from services.errors import AppError
    from services.holding import Holder, Holding
    from services.ledger_file import LedgerFiles

DEMO_SEED: Final = 1


class Reopened(NamedTuple):
    """A ledger opened again after work on its closed file: what came of the work, or why it was refused."""

    services: Services
    result: Any
    refusal: AppError | None


class LedgerOpener(NamedTuple):
    """Opens and makes ledgers; backups go into the folder given and, where one is set, to a second place.

    `person` is who is at this PC, for the change log and for those who find a ledger held; empty: the account.
    """

    backup_folder: Path
    clock: Clock
    person: str = ""
    second_backup_folder: Path | None = None
    stick: StickWays = StickWays()

    def files(self, password: str = "") -> LedgerFiles:
        """Give what opens ledgers, with the password (or recovery code) for the protected ones."""
        from services.ledger_file import LedgerFiles  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        return LedgerFiles(
            self.backup_folder, self.clock, lambda _path: password, this_pc(self.person), self.second_backup_folder
        )

    def open(self, path: Path, password: str = "") -> Services:
        """Open a ledger for work, one on a stick on a copy; HeldError while it is open elsewhere.

        `password` (or recovery code) is for a protected one, and for other protected files that its work meets.
        """
        from services.holding import take  # noqa: PLC0415 - not for the first paint

        place = self._place(path)
        return self._open_held(place, take(place, this_seat(self.person), self.clock.now()), password)

    def take_over(self, path: Path, seen: Holder, password: str = "") -> Services:
        """Open a ledger that another PC left held, once its heartbeat stands still."""
        from services.holding import take_over  # noqa: PLC0415 - not for the first paint

        place = self._place(path)
        holding = take_over(place, seen, this_seat(self.person), self.clock.now())
        return self._open_held(place, holding, password)

    def open_read_only(self, path: Path, password: str = "") -> Services:
        """Open a ledger to be read only, beside whoever holds it: on a stick the newest generation."""
        from services.stick.generations import generations, without_number  # noqa: PLC0415 - not for the first paint

        there = [] if path.is_file() else generations(without_number(path))
        files = self.files(password)
        database = files.open_read_only(there[0].path if there else path)
        return Services(database, self.clock, Opened(path), files)

    def _place(self, path: Path) -> Path:
        """Name what is held: of a ledger on a stick the family; edited straight there, its newest file."""
        from services.stick.generations import generations, without_number  # noqa: PLC0415 - not for the first paint

        if self.stick.is_copied(path):
            return without_number(path)
        if path.is_file() or not path.parent.is_dir():
            return path
        there = generations(without_number(path))
        return there[0].path if there else path

    def _open_held(self, path: Path, holding: Holding, password: str) -> Services:
        files = self.files(password)
        try:
            if self.stick.is_copied(path):
                return self._open_copy(path, holding, files)
            on_stick = holding.look if self.stick.is_straight(path) else None
            database = files.open(path, holding.require, on_stick=on_stick)
            opened = Opened(path, holding.release, hold=holding.hold, places=self.stick.places)
            return Services(database, self.clock, opened, files)
        except BaseException:
            holding.release()
            raise

    def _open_copy(self, path: Path, holding: Holding, files: LedgerFiles) -> Services:
        from services.holding import take  # noqa: PLC0415 - not for the first paint
        from services.stick.working_copy import WorkingCopies  # noqa: PLC0415 - not for the first paint

        copies = WorkingCopies(self.stick.folder, files)
        # Without the stick two windows would meet on the copy alone.
        here = take(copies.path_of(path), this_seat(self.person), self.clock.now())

        def release() -> None:
            here.release()
            holding.release()

        try:
            copy = copies.open(path)
            database = files.open(copy.path, holding.require)
        except BaseException:
            here.release()
            raise
        opened = Opened(path, release, copy, holding.hold, self.stick.places)
        return Services(database, self.clock, opened, files)

    def rework(self, services: Services, work: Callable[[LedgerFiles], Any], password: str | None = None) -> Reopened:
        """Close a ledger, do `work` on its file, open it again: with `password` where the work changed it."""
        from services.errors import AppError  # noqa: PLC0415 - not for the first paint

        path, files = services.opened_from, services.files
        services.close()
        before = files.password(path)
        try:
            result = work(files)
        except AppError as error:
            return Reopened(self.open(path, before), None, error)
        return Reopened(self.open(path, before if password is None else password), result, None)

    def create(self, path: Path, top_organization: str) -> Services:
        """Make a new ledger with its top organisation, and open it."""
        self.files().create(path, top_organization).close()
        return self.open(path)

    def unpack(self, package: Path, target: Path, password: str = "") -> Services:
        """Make a ledger out of a package and open it; the package's password is then the ledger's."""
        from services.packages.unpacking import UnpackService  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        UnpackService(self.files(password)).unpack(package, target)
        return self.open(target, password)

    def demo_path(self, folder: Path) -> Path:
        """Name the file that the made-up committee in a folder is kept in."""
        from services.demo.service import DATABASE_NAME  # noqa: PLC0415 - SQLAlchemy comes after the first paint

        return folder / DATABASE_NAME

    def make_demo(self, folder: Path, progress: Callable[[int, int], None]) -> Services:
        """Make the made-up committee in a folder (an older demo there is replaced), and open it."""
        from services.demo.service import DemoService  # noqa: PLC0415 - SQLAlchemy comes after the first paint
        from services.holding import take  # noqa: PLC0415 - not for the first paint

        if self.demo_path(folder).is_file():  # an older demo may be open in another window
            take(self.demo_path(folder), this_seat(self.person), self.clock.now()).release()
        return self.open(DemoService().make(folder, "small", DEMO_SEED, self.clock.today(), progress).path)
