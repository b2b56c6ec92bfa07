"""The window paints before anything heavy is imported (decision 9)."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
PAINT = """
import os, sys
from pathlib import Path
from services.clock import SystemClock
from services.folders import Folders
from ui.window.application import make_window, prepare
from ui.window.files import FileChooser

application = prepare()
window = make_window(Folders(Path(sys.argv[1])), SystemClock(), FileChooser())

def tell():
    heavy = {"sqlalchemy", "reportlab", "docx", "openpyxl", "python_calamine", "alembic", "pypdfium2", "sqlcipher3"}
    print("loaded:", *sorted(heavy & set(sys.modules)), flush=True)
    os._exit(0)

window.painted.connect(tell)
window.show()
application.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", PAINT, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == "loaded:"


READ_SOURCES = """
import linecache
from ui.window.application import prepare

application = prepare()
import services.organizations.service
print("read:", *sorted(name for name in linecache.cache if name.endswith(".py") and "sqlalchemy" in name))
"""


def test_no_source_text_is_read_for_the_features_of_qt() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", READ_SOURCES], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == "read:"


LEAVE_GARBAGE = """
import gc, threading, weakref
import ui.window.application as program

program.GARBAGE_AFTER, program.GARBAGE_EVERY_MILLISECONDS = 100, 1
application = program.prepare()
collected_on = []

class Widget:
    def __del__(self):
        collected_on.append(threading.current_thread().name)

widget = Widget()
widget.itself = widget
del widget

def work():
    kept = [[] for _ in range(200_000)]

worker = threading.Thread(target=work, name="worker")
worker.start()
worker.join()
while not collected_on:
    application.processEvents()
print("collected on:", *collected_on)
"""


def test_no_worker_ever_destroys_what_the_window_left_behind() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", LEAVE_GARBAGE], cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60
    )
    assert finished.stdout.strip() == "collected on: MainThread"
