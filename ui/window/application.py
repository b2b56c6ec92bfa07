"""The window program: Qt set up in Chinese, the first paint, then the last ledger."""

import builtins
import faulthandler
import gc
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from services.clock import Clock, SystemClock
from services.folders import Folders
from ui.window.desk import Desk
from ui.window.files import FileChooser
from ui.window.look import font, palette, style_sheet
from ui.window.main_window import MainWindow
from ui.window.notifier import ChangeNotifier
from ui.window.opening import LedgerOpener
from ui.window.stick.choices import StickWays
from ui.window.tasks import TaskRunner

STYLE: Final = "fusion"
GARBAGE_AFTER: Final = 50_000  # new objects; at Python's 700, what is imported is searched for garbage all along, 60 ms
GARBAGE_EVERY_MILLISECONDS: Final = 10_000
ROUNDS_BEFORE_ALL: Final = 10  # looking through all objects takes 0.1 s a million
LIGHT: Final = 1  # Qt.ColorScheme.Light by its number: the Qt namespace, 25 ms, is not for the first paint


def run(arguments: list[str], started_at: float | None = None) -> int:
    """Run the window until it is closed; `arguments` may name a ledger to open.

    `started_at` (time.perf_counter) is when the process began, for the log line on the first paint.
    """
    application = prepare()
    folders = Folders.of_this_pc()
    window = make_window(folders, SystemClock(), FileChooser())
    _send_bugs_to(window)
    _after_paint(window, folders.log_file, arguments, started_at)
    window.show()
    code = application.exec()
    window.desk.stop()
    return code


def import_plainly() -> None:
    """Take Qt for Python's feature hook off the import statement.

    It reads the source text of every module imported later, SQLAlchemy's 200 too (0.1 s), to see whether that module
    may ask for `__feature__`, which nothing here does. What the hook itself falls back to takes its place.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def prepare() -> QApplication:
    """Make the application: Fusion with our own light look, a Chinese font, Qt's own words in Chinese."""
    import_plainly()
    gc.disable()
    QLocale.setDefault(QLocale("zh_CN"))
    # Named here, for setStyle() would give the style to Python, whose many enums take 9 ms.
    application = QApplication(["study-ledger", "-style", STYLE])
    application.setApplicationName("StudyLedger")
    application.setApplicationDisplayName("")
    dress(application)
    _collect_garbage_here(application)
    return application


def _collect_garbage_here(application: QApplication) -> None:
    """Look for garbage on the GUI thread only, and in its pauses.

    Python looks on whichever thread makes objects: a worker would destroy widgets while Qt is using them.
    """

    def collect() -> None:
        young, _, rounds = gc.get_count()
        if young > GARBAGE_AFTER:
            gc.collect(2 if rounds > ROUNDS_BEFORE_ALL else 1)

    timer = QTimer(application)
    timer.setInterval(GARBAGE_EVERY_MILLISECONDS)
    timer.timeout.connect(collect)
    timer.start()


def dress(application: QApplication) -> None:
    """Give an application the look and the language."""
    application.styleHints().setProperty("colorScheme", LIGHT)
    application.setPalette(palette())
    application.setFont(font())
    application.setStyleSheet(style_sheet())
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def make_window(folders: Folders, clock: Clock, files: FileChooser) -> MainWindow:
    """Make the main window with all it needs."""
    desk = Desk(TaskRunner("database"), TaskRunner("painting"), ChangeNotifier(), clock, files)
    settings = QSettings(str(folders.data / "settings.ini"), QSettings.Format.IniFormat)
    return MainWindow(
        desk, LedgerOpener(folders.backups, clock, stick=StickWays(folders.working)), settings, folders.log_file
    )


def _send_bugs_to(window: MainWindow) -> None:
    """Send what nobody caught on the GUI thread to the log and the crash dialog."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            window.show_crash(error)

    sys.excepthook = hook


def _remove_leftovers(desk: Desk) -> int:
    from services.leftovers import remove_leftovers  # noqa: PLC0415 - not for the first paint

    return remove_leftovers(desk.clock.now())


def _after_paint(window: MainWindow, log: Path, arguments: list[str], started_at: float | None) -> None:
    def begin() -> None:
        from ui.window.crash import LOGGER, start_log  # noqa: PLC0415 - not for the first paint

        start_log(log)
        if started_at is not None:
            import time  # noqa: PLC0415 - only where it is measured

            LOGGER.info("first paint after %.0f ms", (time.perf_counter() - started_at) * 1000)
        named = [Path(argument) for argument in arguments if not argument.startswith("-")]
        if named:
            window.open_ledger(named[0])
        else:
            window.open_last()
        desk = window.desk  # after the ledger: nobody waits for it
        desk.runner.run(window, lambda: _remove_leftovers(desk), lambda _: None)

    if sys.stderr is not None:
        faulthandler.enable()
    window.painted.connect(begin)
