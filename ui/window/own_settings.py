"""What belongs to the person at this PC, kept in QSettings: name, second place of backups, idle minutes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # not for the first paint
    from PySide6.QtCore import QSettings

    from ui.window.opening import LedgerOpener

DEFAULT_IDLE_MINUTES: Final = 15
LONGEST_IDLE_MINUTES: Final = 24 * 60


class OwnChoices(NamedTuple):
    """The choices; `idle_minutes` 0: a protected ledger is never locked by itself."""

    person: str = ""
    second_backup_folder: Path | None = None
    idle_minutes: int = DEFAULT_IDLE_MINUTES

    def applied_to(self, opener: LedgerOpener) -> LedgerOpener:
        """Give an opener that follows the choices."""
        return opener._replace(person=self.person, second_backup_folder=self.second_backup_folder)


class OwnSettings:
    """Reads and keeps the choices; on the GUI thread only."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def choices(self) -> OwnChoices:
        """Read the choices; what a hand wrote wrongly into the file counts as not chosen."""
        folder = self._text("own/second_backup_folder")
        minutes = self._text("own/idle_minutes")
        whole = int(minutes) if minutes.isdecimal() else DEFAULT_IDLE_MINUTES
        return OwnChoices(self._text("own/person"), Path(folder) if folder else None, min(whole, LONGEST_IDLE_MINUTES))

    def keep(self, choices: OwnChoices) -> None:
        """Write the choices."""
        self._settings.setValue("own/person", choices.person)
        self._settings.setValue("own/second_backup_folder", str(choices.second_backup_folder or ""))
        self._settings.setValue("own/idle_minutes", str(choices.idle_minutes))

    def _text(self, key: str) -> str:
        return str(self._settings.value(key, "") or "")
