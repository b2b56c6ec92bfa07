"""A working copy with its open database: state, handing back, and what somebody else wrote to the stick meanwhile."""

from dataclasses import dataclass

from models.database import Database
from services.clock import Clock
from services.errors import AppError
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.stick.elsewhere import Elsewhere
from services.stick.rows import HandedBack, Newer, StickState
from services.stick.working_copy import WorkingCopy


@dataclass(frozen=True, slots=True)
class StickWork:
    """What can be done with a ledger from a stick while it is open."""

    copy: WorkingCopy
    database: Database
    clock: Clock
    files: LedgerFiles
    elsewhere: Elsewhere

    def state(self) -> StickState:
        """Tell whether the stick is there (found again where its place is another one), and what is not on it yet."""
        there, moved_to, refusal = self.copy.stick_is_there, None, None
        if not there:
            moved_to = self.elsewhere.find(self.copy.base, self._origin(), self.database.key)
        if moved_to is not None:
            try:
                self.elsewhere.hold(moved_to)
                self.copy.move(moved_to)
                there = True
            except AppError as error:
                moved_to, refusal = None, error
        return StickState(there, self.copy.has_news(self.database), self.copy.handed_back, moved_to, refusal)

    def _origin(self) -> int:
        with self.database.reading() as connection:
            return int(connection.exec_driver_sql("SELECT origin FROM change_clock").scalar_one())

    def hand_back(self) -> HandedBack | None:
        """Write the ledger to the stick as a new generation; None where nothing is new."""
        if self.copy.stick_is_there:
            self.elsewhere.hold(self.copy.base)  # it may have been opened without its stick
        return self.copy.hand_back(self.database, f"{self.clock.now():%Y-%m-%d %H:%M}")

    def newer(self) -> Newer | None:
        """Find what somebody else wrote to the stick; `known` where merging it would bring nothing."""
        found = self.copy.newer()
        if found is None:
            return None
        report = MergeService(self.database, self.clock, self.files).preview(found[0].path)
        return Newer(*found, known=not report.applied)

    def merged(self, newer: Newer) -> None:
        """Note that what somebody else wrote is in ours now, so that ours can follow it."""
        self.copy.merged((newer.generation, newer.digest))
