"""One side of first_window: the program's own window up to its first paint, then the process ends."""

import os
import sys
from pathlib import Path

from services.clock import SystemClock
from services.folders import Folders
from ui.window.application import make_window, prepare
from ui.window.files import FileChooser


def main() -> None:
    """Paint the first window; settings and log go to the folder named."""
    application = prepare()
    window = make_window(Folders(Path(sys.argv[1])), SystemClock(), FileChooser())
    window.painted.connect(lambda: os._exit(0))
    window.show()
    application.exec()


main()
