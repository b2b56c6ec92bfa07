"""What every page and dialog is given besides its services."""

from dataclasses import dataclass

from services.clock import Clock
from ui.window.files import FileChooser
from ui.window.notifier import ChangeNotifier
from ui.window.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """The worker for the database, the notifier of changes, the clock, and the file dialogs."""

    runner: TaskRunner
    notifier: ChangeNotifier
    clock: Clock
    files: FileChooser
