"""Where a ledger's stick is now: its drive's letter or its mount may change while the ledger is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models import driver
from models.file_key import FileKey
from services.errors import AppError
from services.stick.generations import generations, is_there


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Looks through the places where sticks may be, as the system names them at that moment.

    `hold` has others see the ledger held where it lies now, and refuses where somebody else has it there.
    """

    hold: Callable[[Path], None]
    places: Callable[[], list[Path]]

    def find(self, base: Path, origin: int, key: FileKey | None) -> Path | None:
        """Find the same ledger (by its name and origin) in another place; nothing is written there."""
        for candidate in self._candidates(base):
            if _origin(candidate, key) == origin:
                return candidate
        return None

    def _candidates(self, base: Path) -> Iterator[Path]:
        """Name what the ledger may be called now: below each place, by the longest end of its folders that is there."""
        parts = base.parts[1:]
        for place in self.places():
            for start in range(len(parts)):
                candidate = place.joinpath(*parts[start:])
                if candidate != base and is_there(candidate):
                    yield candidate
                    break


def _origin(base: Path, key: FileKey | None) -> int | None:
    try:
        return driver.origin(generations(base)[0].path, key)
    except (driver.DatabaseError, AppError):  # no ledger of ours, or another password
        return None
