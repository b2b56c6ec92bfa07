"""The change notifier: a write tells which tables it touched, and the pages hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # not for the first paint
    from services.changes import Changes


class ChangeNotifier(QObject):
    """Passes the changes of a write on to all pages."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Tell everybody what a write touched."""
        self.changed.emit(changes)
