"""How a ledger was opened: from where, on a copy or straight on the stick, and what is to be given free."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # not for the first paint
    from services.errors import AppError
    from services.stick.elsewhere import Elsewhere
    from services.stick.straight import StraightWork
    from services.stick.working_copy import WorkingCopy
    from ui.window.services import Services


def _nothing() -> None:
    """Hold nothing, so give nothing free."""


def _nowhere(_path: Path) -> None:
    """Hold nothing."""


def _no_places() -> list[Path]:
    """Know no place."""
    return []


class Opened(NamedTuple):
    """`path` is what the officer opened; `copy` is what a ledger from a stick is worked on in.

    Of a ledger on a stick, `hold` moves who holds it to another place, `places` are those where sticks may be.
    """

    path: Path
    release: Callable[[], None] = _nothing
    copy: WorkingCopy | None = None
    hold: Callable[[Path], None] = _nowhere
    places: Callable[[], list[Path]] = _no_places

    def place(self, straight: StraightWork | None) -> Path:
        """Tell where the ledger lies now: its stick may have another place than at the opening."""
        if self.copy is not None:
            return self.copy.base
        return self.path if straight is None else straight.database.path

    @property
    def elsewhere(self) -> Elsewhere:
        """Give what finds a ledger whose stick has another place now."""
        from services.stick.elsewhere import Elsewhere  # noqa: PLC0415 - at first use

        return Elsewhere(self.hold, self.places)

    def hand_over(self, services: Services) -> AppError | None:
        """Hand a working copy back to its stick, or back up what is edited on the stick; tell what was refused."""
        from services.backups.rows import Occasion  # noqa: PLC0415 - at first use
        from services.errors import AppError  # noqa: PLC0415 - at first use

        try:
            if services.stick is not None:
                services.stick.hand_back()
            elif services.straight is not None:
                services.back_up(Occasion.CLOSED)
        except AppError as error:
            return error
        return None
