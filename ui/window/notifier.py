"""The change notifier: a write tells which tables it touched, and the pages hear of it."""

from PySide6.QtCore import QObject, Signal

from services.changes import Changes


class ChangeNotifier(QObject):
    """Passes the changes of a write on to all pages."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Tell everybody what a write touched."""
        self.changed.emit(changes)
