"""What every page and dialog is given besides its services."""

from typing import NamedTuple

from services.clock import Clock
from ui.window.files import FileChooser
from ui.window.notifier import ChangeNotifier
from ui.window.tasks import TaskRunner


class Desk(NamedTuple):
    """The worker for the database, the one that paints documents, the notifier, the clock, and the file dialogs."""

    runner: TaskRunner
    painter: TaskRunner
    notifier: ChangeNotifier
    clock: Clock
    files: FileChooser

    def stop(self) -> None:
        """End both workers and remove copies of attachments, at the end of the program."""
        self.painter.stop()
        self.runner.stop()
        self.files.remove_copies()
