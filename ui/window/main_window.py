"""The main window: start page or workspace, menus, the status bar; it opens and closes ledgers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from models.typing_override import override
from ui.window.desk import Desk
from ui.window.edit_menu import EditMenu
from ui.window.files import LEDGERS, documents_folder
from ui.window.look import Tone
from ui.window.opening import LedgerOpener, Reopened
from ui.window.own_settings import OwnChoices, OwnSettings
from ui.window.safety.backup_menu import BackupMenu
from ui.window.safety.protection_menu import ProtectionMenu
from ui.window.safety.rework import Rework
from ui.window.services import Services
from ui.window.start_page import StartPage
from ui.window.status_line import StatusLine
from ui.window.stick.choices import StickChoice
from ui.window.stick.menu import StickMenu
from ui.window.unpacking import ask_unpack

if TYPE_CHECKING:  # every class of Qt that is named costs up to 2 ms of the first paint
    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent
    from PySide6.QtWidgets import QMenu, QMessageBox

    from services.errors import AppError, HeldError
    from services.holding import Holder
    from ui.window.workspace import Workspace

WARM_UP_AFTER_MILLISECONDS: Final = 250  # both threads share one interpreter: earlier, the first rows would wait


class MainWindow(QMainWindow):
    """Shows the start page until a ledger is open, then the workspace with its pages.

    `painted` comes once, from the event loop after the first paint: what is heavy waits for it.
    """

    painted = Signal()
    _demo_progress = Signal(int, int)
    ledger_opened = Signal()

    def __init__(self, desk: Desk, opener: LedgerOpener, settings: QSettings, log: Path) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.own = OwnSettings(settings)
        opener = opener._replace(stick=opener.stick.with_choices_of(settings))
        self._opener = self.own.choices().applied_to(opener)
        self._log = log
        self._has_painted = False
        self.services: Services | None = None
        self.crash_dialog: QMessageBox | None = None
        self.start_page = StartPage()
        self._workspace: Workspace | None = None
        self._build()
        self._build_menus()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("学习台账")
        room = self.screen().availableSize()
        self.setMinimumSize(QSize(1080, 660).boundedTo(room))  # a small screen at 150 % has less
        self.resize(QSize(1240, 800).boundedTo(room))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        self.status = StatusLine(self.statusBar())
        if self.settings.contains("window/geometry"):
            from PySide6.QtCore import QByteArray  # noqa: PLC0415 - not for the very first paint

            geometry = self.settings.value("window/geometry")
            if isinstance(geometry, QByteArray):
                self.restoreGeometry(geometry)

    def _build_menus(self) -> None:
        file_menu = self.menuBar().addMenu("文件(&F)")
        self._add(file_menu, "新建台账(&N)…", self.ask_new, "Ctrl+N")
        self._add(file_menu, "打开台账(&O)…", self.ask_open, "Ctrl+O")
        self._add(file_menu, "从交换包建立台账(&U)…", lambda: ask_unpack(self.desk, self, self.unpack))
        self._add(file_menu, "打开演示数据(&D)…", self.ask_demo)
        file_menu.addSeparator()
        self.stick = StickMenu(self, self.desk, file_menu)
        self._close_action = self._add(file_menu, "关闭台账(&C)", self.close_ledger)
        self._close_action.setEnabled(False)
        file_menu.addSeparator()
        self.protection = ProtectionMenu(self, self.desk, file_menu)
        self.backups = BackupMenu(self, self.desk, file_menu)
        file_menu.addSeparator()
        self._add(file_menu, "设置(&T)…", self.ask_settings)
        file_menu.addSeparator()
        self._add(file_menu, "退出(&Q)", self.close, "Ctrl+Q")
        self.protection.rework_wanted.connect(self.rework)
        self.backups.rework_wanted.connect(self.rework)
        self.stick.place_changed.connect(self.status.show_place)
        self.stick.choice_wanted.connect(self.choose_way)
        self.stick.moved.connect(self._show_path)
        self.edit = EditMenu(self, self.desk, self._say)
        help_menu = self.menuBar().addMenu("帮助(&H)")
        self._add(help_menu, "使用帮助(&U)", self.show_help, "F1")
        self._add(help_menu, "关于学习台账(&A)", self.show_about)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], key: str = "") -> QAction:
        action = menu.addAction(text)
        if key:
            action.setProperty("shortcut", key)  # setShortcut imports the Qt namespace, 25 ms
        action.triggered.connect(lambda: act())
        return action

    def _connect(self) -> None:
        self.start_page.new_wanted.connect(self.ask_new)
        self.start_page.open_wanted.connect(self.ask_open)
        self.start_page.demo_wanted.connect(self.ask_demo)
        self.desk.runner.busy_changed.connect(self.status.show_busy)
        self._demo_progress.connect(
            lambda done, total: self.start_page.show_waiting("正在生成演示数据…", share=done / total)
        )
        for runner in (self.desk.runner, self.desk.painter):
            runner.refused.connect(self.show_refusal)
            runner.crashed.connect(self.show_crash)

    @property
    def workspace(self) -> Workspace:
        """Give the workspace, made when the first ledger is open: the first paint does not wait for it."""
        if self._workspace is None:
            from ui.window.workspace import Workspace  # noqa: PLC0415 - not for the first paint

            self._workspace = Workspace(self.desk)
            self._workspace.navigation.add_tools(self.edit.undo, self.edit.redo)
            self._workspace.went.connect(lambda key: self.settings.setValue("window/page", key))
            self._stack.addWidget(self._workspace)
        return self._workspace

    def ask_settings(self) -> None:
        """Ask for the settings of the person at this PC."""
        from ui.window.safety.settings_form import SettingsForm  # noqa: PLC0415 - not for the first paint

        form = SettingsForm(self.desk, self.own.choices(), self)
        form.chosen.connect(self.keep_settings)
        form.open()

    def keep_settings(self, choices: OwnChoices) -> None:
        """Keep settings; a ledger open for work is opened again to go by them."""
        self.own.keep(choices)
        self._opener = choices.applied_to(self._opener)
        if self.services is not None and not self.services.read_only:
            self.rework(Rework("正在按新的设置重新打开…", lambda _files: None, lambda _none: None))

    def choose_way(self, path: Path, choice: StickChoice) -> None:
        """Open the ledger again: on a copy, or straight on the stick."""
        self._opener = self._opener._replace(stick=self._opener.stick.chosen(path, choice, self.settings))
        self.rework(Rework("正在重新打开…", lambda _files: None, lambda _none: None))

    def open_last(self) -> None:
        """Open the ledger of the last time, if it is still there; one on a stick is kept on this PC."""
        last = str(self.settings.value("ledger/last", "") or "")
        if last and (Path(last).is_file() or self._opener.stick.is_copied(Path(last))):
            self.open_ledger(Path(last))

    def ask_new(self) -> None:
        """Ask for the name and place of a new ledger, and make it."""
        from ui.window.dialogs.new_ledger import NewLedgerDialog  # noqa: PLC0415 - not for the first paint

        dialog = NewLedgerDialog(self.desk, documents_folder(), self)
        dialog.wanted.connect(self.create_ledger)
        dialog.open()

    def ask_open(self) -> None:
        """Ask for a ledger and open it."""
        path = self.desk.files.to_open(self, "打开台账", LEDGERS)
        if path is not None:
            self.open_ledger(path)

    def ask_demo(self) -> None:
        """Ask where the made-up ledger goes, and make it."""
        folder = self.desk.files.folder(self, "演示数据存放的文件夹")
        if folder is not None:
            self.make_demo(folder)

    def make_demo(self, folder: Path) -> None:
        """Make the made-up ledger in a folder and open it."""
        if self.services is not None and self._is_open(self._opener.demo_path(folder)):
            self.close_ledger()  # the demo that is open is about to be replaced
        self._begin("正在生成演示数据…", lambda _: self._opener.make_demo(folder, self._demo_progress.emit))

    def open_ledger(self, path: Path) -> None:
        """Open a ledger in place of the one that is open; that one stays open where the other does not open."""
        if self._is_open(path):
            self.workspace.say("这个台账已经打开。", Tone.NEUTRAL)
            return
        self._begin(f"正在打开 {path.name}…", lambda password: self._opener.open(path, password))

    def ask_password(self, path: Path, open_it: Callable[[str], Services]) -> None:
        """Ask for the password of a protected ledger and open it; what is open stays where none is given."""
        from ui.window.safety.password_dialogs import OpeningForm  # noqa: PLC0415 - not for the first paint

        form = OpeningForm(self.desk, path, open_it, self)
        form.opened.connect(self._opened)
        form.open()

    def rework(self, wanted: Rework) -> None:
        """Work on the file of the open ledger while it is closed, and open it again; the page shown is the same."""
        services = self.services
        if services is None:
            return
        self._leave()
        self._stack.setCurrentWidget(self.start_page)
        self.start_page.show_waiting(wanted.text)
        self.desk.runner.run(
            self,
            lambda: self._opener.rework(services, wanted.work, wanted.password),
            lambda reopened: self._reworked(reopened, wanted),
            self._not_opened,
        )

    def _reworked(self, reopened: Reopened, wanted: Rework) -> None:
        self._opened(reopened.services)
        if reopened.refusal is not None:
            self.show_refusal(reopened.refusal)
        else:
            wanted.done(reopened.result)

    def open_read_only(self, path: Path) -> None:
        """Open a ledger to be read only, while somebody else has it open."""
        self._begin(f"正在打开 {path.name}…", lambda password: self._opener.open_read_only(path, password))

    def take_over(self, path: Path, seen: Holder) -> None:
        """Open a ledger that another PC left held; the officer has said that nobody is at it."""
        self._begin(f"正在打开 {path.name}…", lambda password: self._opener.take_over(path, seen, password))

    def create_ledger(self, path: Path, top_organization: str) -> None:
        """Make a ledger and open it."""
        self._begin(f"正在建立 {path.name}…", lambda _: self._opener.create(path, top_organization))

    def unpack(self, package: Path, target: Path) -> None:
        """Make a ledger out of a package and open it."""
        self._begin(f"正在建立 {target.name}…", lambda password: self._opener.unpack(package, target, password))

    def _is_open(self, path: Path) -> bool:
        opened = None if self.services is None else self.services.opened_from
        return opened is not None and (path == opened or (path.exists() and opened.exists() and path.samefile(opened)))

    def _begin(self, text: str, open_it: Callable[[str], Services]) -> None:
        """Open a ledger; `open_it` is given the password: none at first, and again what the officer enters."""
        self._stack.setCurrentWidget(self.start_page)
        self.start_page.show_waiting(text)
        self.desk.runner.run(self, lambda: open_it(""), self._opened, lambda error: self._not_opened(error, open_it))

    def _opened(self, services: Services) -> None:
        self.close_ledger()
        self.services = services
        self.start_page.show_ready()
        self.start_page.message_bar.hide()
        self.workspace.open(services, str(self.settings.value("window/page", "")))
        self._stack.setCurrentWidget(self.workspace)
        self._close_action.setEnabled(True)
        self.edit.open(services)
        self.backups.open(services)
        self.protection.open(services, self.own.choices().idle_minutes)
        self.stick.open(services)
        path = services.opened_from
        self._show_path(path)
        self.setWindowTitle(f"{path.stem}{'（只读）' if services.read_only else ''} - 学习台账")
        self.desk.runner.busy_changed.connect(self._warm_up)
        self.ledger_opened.emit()

    def _show_path(self, path: Path) -> None:
        """Show where the ledger lies, and open it there the next time."""
        self.status.file.setText(str(path))
        self.settings.setValue("ledger/last", str(path))

    def _warm_up(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Once the first page has its rows, and has painted them, let the worker import what the other pages need."""
        if not busy and self.services is not None:
            self.desk.runner.busy_changed.disconnect(self._warm_up)
            QTimer.singleShot(WARM_UP_AFTER_MILLISECONDS, self, self._import_the_rest)

    def _import_the_rest(self) -> None:
        if self.services is not None:
            self.desk.runner.run(self, self.services.warm_up, lambda _: None)

    def _not_opened(self, error: AppError | None, open_it: Callable[[str], Services] | None = None) -> None:
        from services.errors import HeldError, PasswordNeededError  # noqa: PLC0415 - not for the first paint

        self.start_page.show_ready()
        if self.services is not None:
            self._stack.setCurrentWidget(self.workspace)
        if isinstance(error, PasswordNeededError) and open_it is not None:
            self.ask_password(error.path, open_it)
        elif error is not None:
            self.show_refusal(error)
            if isinstance(error, HeldError):
                self._offer_reading(error)

    def _offer_reading(self, error: HeldError) -> None:
        from ui.window.dialogs.held import HeldDialog  # noqa: PLC0415 - not for the first paint

        dialog = HeldDialog(self.desk, error, self)
        dialog.read_wanted.connect(self.open_read_only)
        dialog.take_over_wanted.connect(self.take_over)
        dialog.open()

    def close_ledger(self) -> None:
        """Close the open ledger and show the start page."""
        self._stack.setCurrentWidget(self.start_page)
        if self.services is not None:
            straight = self.services.straight is not None
            self.desk.runner.run(self, self.services.close, lambda refusal: self._closed(refusal, straight=straight))
            self._leave()

    def _closed(self, refusal: AppError | None, *, straight: bool) -> None:
        """Say what a stick did not take; the work is kept here."""
        if refusal is not None:
            from ui.window.stick.words import kept_words  # noqa: PLC0415 - only for ledgers on sticks

            self._say(kept_words(refusal, straight=straight), Tone.WAITING)

    def _leave(self) -> None:
        """Let go of the open ledger, which somebody closes."""
        self.stick.close()
        self.workspace.close_pages()
        self.edit.close()
        self.protection.close()
        self.backups.close()
        self.services = None
        self._close_action.setEnabled(False)
        self.status.show_no_file()
        self.setWindowTitle("学习台账")

    def show_refusal(self, error: AppError) -> None:
        """Say what was refused where no page took it."""
        from ui.error_texts import sentence  # noqa: PLC0415 - not for the first paint

        self._say(sentence(error), Tone.BAD)

    def _say(self, text: str, tone: Tone) -> None:
        (self.start_page.message_bar if self.services is None else self.workspace).say(text, tone)

    def show_crash(self, error: BaseException) -> None:
        """Log a bug and tell of it; the program stays up."""
        from ui.window.crash import crash_box, log_bug  # noqa: PLC0415 - not for the first paint

        log_bug(error)
        self.crash_dialog = crash_box(self, error, self._log)
        self.crash_dialog.open()

    def show_help(self) -> None:
        """Show the help beside the window; the work goes on."""
        from ui.window.dialogs.help import HelpDialog  # noqa: PLC0415 - not for the first paint

        HelpDialog(self).show()

    def show_about(self) -> None:
        """Tell what the program is."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - not for the first paint

        QMessageBox.about(
            self,
            "关于学习台账",
            "学习台账 0.1.0\n\n党员学习教育台账：计划、活动、学时、经费与总结。\n"
            "只在本机工作，不连接网络。涉密信息不得录入。",
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.stick.may_close():
            event.ignore()
            return
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.close_ledger()
        super().closeEvent(event)
