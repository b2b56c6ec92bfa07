"""A ledger edited straight on a stick: what is told while the stick is out, and what must hold when it is back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.change_log.steps import Opening
from models.database import Database, Guard, Refusals
from models.file_key import FileKey
from models.removable import Losses, RemovableDatabase
from services.changes import Changes
from services.errors import AppError, FileInUseError
from services.stick.elsewhere import Elsewhere
from services.stick.errors import (
    LedgerChangedError,
    LedgerGoneError,
    LedgerGotThroughError,
    LedgerHasNoRoomError,
    LedgerNotTakenError,
    StickGoneError,
)
from services.stick.generations import generations, without_number
from services.stick.rows import StraightState

# What the driver says of a stick that is there, and what the user is told.
_REFUSALS: Final[Refusals] = {
    "locked": FileInUseError,
    "readonly": LedgerNotTakenError,
    "is full": LedgerHasNoRoomError,
    "disk I/O error": LedgerNotTakenError,
    "unable to open": LedgerNotTakenError,
}


def open_on_stick(path: Path, key: FileKey | None, opening: Opening, guard: Guard, returned: Guard) -> Database:
    """Open a ledger to be edited on its stick; `guard` is asked before each write, `returned` when it is back."""

    def check() -> None:
        returned()
        try:
            there = generations(without_number(database.path))
        except StickGoneError as error:  # out again already
            raise LedgerGoneError(database.path) from error
        if there and there[0].path.name != database.path.name:
            raise LedgerChangedError(database.path)  # somebody handed a newer one back meanwhile

    losses = Losses(_missing, LedgerChangedError, LedgerGotThroughError)
    database = RemovableDatabase(path, _REFUSALS, losses, key, opening, guard=guard, returned=check)
    database.look()  # how it stands now is what must be there when it comes back
    return database


def _missing(path: Path) -> AppError:
    """Tell a stick that is out from one where somebody handed the same ledger back under a new number."""
    try:
        there = generations(without_number(path))
    except AppError:
        there = []
    return LedgerChangedError(path) if there else LedgerGoneError(path)


@dataclass(frozen=True, slots=True)
class StraightWork:
    """What can be told of an open ledger that is edited straight on a stick."""

    database: RemovableDatabase
    elsewhere: Elsewhere

    @classmethod
    def of(cls, database: Database, elsewhere: Elsewhere) -> "StraightWork | None":
        """Give what can be told of an open ledger; None where it is not edited on a stick."""
        return cls(database, elsewhere) if isinstance(database, RemovableDatabase) else None

    def state(self) -> StraightState:
        """Look whether the stick is there, or in another place; what stands against going on is told as it is."""
        try:
            moved_to = self._look()
        except (LedgerGoneError, StickGoneError):
            return StraightState(is_there=False)
        except AppError as error:
            return StraightState(is_there=True, refusal=error)
        told, self.database.got_through = self.database.got_through, False
        return StraightState(is_there=True, got_through=told, moved_to=moved_to)

    def _look(self) -> Path | None:
        try:
            self.database.look()
        except LedgerGoneError:
            path = self.database.path
            found = self.elsewhere.find(without_number(path), self.database.origin, self.database.key)
            if found is None:
                raise
            self.elsewhere.hold(found)
            self.database.move(found.with_name(path.name))
            self.database.look()
            return self.database.path
        return None

    def came_back(self) -> Changes:
        """Name all tables: what was read while the stick was out has to be read again."""
        from models.schema import metadata  # noqa: PLC0415 - opening a ledger does not wait for all tables

        return Changes(frozenset(metadata.tables))
