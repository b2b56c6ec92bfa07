"""One side of first_window: the program with a ledger, up to the page of people with its rows on screen."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from models.typing_override import override
from services.clock import SystemClock
from services.folders import Folders
from ui.window.application import make_window, prepare
from ui.window.files import FileChooser


class RowsPainted(QObject):
    """Ends the process once a table that has rows has painted."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main() -> None:
    """Open the ledger named at its page of people; settings and backups go to the folder named."""
    folder, ledger = Path(sys.argv[1]), Path(sys.argv[2])
    Path(f"{ledger}.lock").unlink(missing_ok=True)  # the run before ended without a word
    application = prepare()
    window = make_window(Folders(folder), SystemClock(), FileChooser())
    window.settings.setValue("window/page", "organizations")
    painted = RowsPainted()

    def watch() -> None:
        from ui.window.pages.organizations import OrganizationsPage  # noqa: PLC0415 - after the first paint

        page = window.workspace.page("organizations")
        if isinstance(page, OrganizationsPage):
            page.model.modelReset.connect(lambda: page.table.viewport().installEventFilter(painted))

    window.ledger_opened.connect(watch)
    window.painted.connect(lambda: window.open_ledger(ledger))
    window.show()
    application.exec()


main()
