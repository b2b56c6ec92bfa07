"""Real windows, offscreen, over real files; only the clock and the file dialogs are stood in for."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.clock import FixedClock
from services.demo.service import DemoService
from services.folders import Folders
from services.ledger_file import LedgerFiles
from ui.window.application import dress, make_window
from ui.window.crash import LOGGER, start_log
from ui.window.files import FileChooser
from ui.window.main_window import MainWindow

TODAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


@dataclass
class AnsweringChooser(FileChooser):
    """Answers the file dialogs in the officer's place."""

    answer: Path | None = None
    asked: list[str] = field(default_factory=list)

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.answer

    def to_open_several(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        self.asked.append(title)
        return [] if self.answer is None else [self.answer]

    def to_save(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.answer

    def folder(self, parent: QWidget, title: str) -> Path | None:
        self.asked.append(title)
        return self.answer


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    if qapp.style().objectName() != "fusion" or not qapp.styleSheet():
        qapp.setStyle("Fusion")
        dress(qapp)
    return qapp


@pytest.fixture
def chooser() -> AnsweringChooser:
    return AnsweringChooser()


@pytest.fixture
def main_window(
    application: QApplication, qtbot: QtBot, tmp_path: Path, chooser: AnsweringChooser
) -> Iterator[MainWindow]:
    window = make_window(Folders(tmp_path / "data"), FixedClock(TODAY), chooser)
    window.settings.setValue("window/page", "exchange")  # the one page that reads nothing
    start_log(tmp_path / "data" / "logs" / "study-ledger.log")
    bugs: list[BaseException] = []
    window.desk.runner.crashed.connect(bugs.append)
    window.desk.painter.crashed.connect(bugs.append)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close_ledger()  # the window's own closing would wait for a stick
    window.close()
    window.desk.stop()
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()
    window.deleteLater()
    assert bugs == []


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new ledger of 某某公司党委 once; tests work on copies."""
    folder = tmp_path_factory.mktemp("ledger")
    LedgerFiles(folder / "backups", FixedClock(TODAY)).create(folder / "台账.db", "某某公司党委").close()
    return folder / "台账.db"


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small demo once; tests work on copies."""
    folder = tmp_path_factory.mktemp("demo")
    return DemoService().make(folder, "small", 1, TODAY.date(), lambda _done, _total: None).path


@pytest.fixture
def open_window(main_window: MainWindow, qtbot: QtBot, tmp_path: Path, new_ledger: Path) -> MainWindow:
    """Open a new ledger of 某某公司党委."""
    return opened(main_window, qtbot, new_ledger, tmp_path / "台账.db")


@pytest.fixture
def demo_window(main_window: MainWindow, qtbot: QtBot, tmp_path: Path, demo_ledger: Path) -> MainWindow:
    """Open a small demo."""
    return opened(main_window, qtbot, demo_ledger, tmp_path / "演示.db")


def opened(window: MainWindow, qtbot: QtBot, source: Path, path: Path) -> MainWindow:
    shutil.copy(source, path)
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        window.open_ledger(path)
    return window


Settled = Callable[[], None]


@pytest.fixture
def settled(main_window: MainWindow, qtbot: QtBot) -> Settled:
    """Wait until the worker has nothing left to do."""

    def wait() -> None:
        desk = main_window.desk
        qtbot.waitUntil(lambda: not desk.runner.busy and not desk.painter.busy, timeout=10_000)

    return wait
