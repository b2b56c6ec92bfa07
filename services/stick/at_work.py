"""A working copy with its open database: state, handing back, and what somebody else wrote to the stick meanwhile."""

from dataclasses import dataclass

from models.database import Database
from services.clock import Clock
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.stick.rows import HandedBack, Newer, StickState
from services.stick.working_copy import WorkingCopy


@dataclass(frozen=True, slots=True)
class StickWork:
    """What can be done with a ledger from a stick while it is open."""

    copy: WorkingCopy
    database: Database
    clock: Clock
    files: LedgerFiles

    def state(self) -> StickState:
        """Tell whether the stick is there, and what is not on it yet."""
        return StickState(self.copy.stick_is_there, self.copy.has_news(self.database), self.copy.handed_back)

    def hand_back(self) -> HandedBack | None:
        """Write the ledger to the stick as a new generation; None where nothing is new."""
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
