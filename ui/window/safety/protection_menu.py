"""The menu 密码保护: set, change, remove the password of the open ledger, and its recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.window.look import Tone
from ui.window.safety.rework import Rework

if TYPE_CHECKING:  # not for the first paint
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from services.ledger_file import LedgerFiles
    from services.protection.service import ProtectionChange
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow
    from ui.window.safety.lock import IdleLock
    from ui.window.services import Services


class ProtectionMenu(QObject):
    """Offers what the open ledger allows; `rework_wanted` carries a Rework, which the main window does."""

    rework_wanted = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._services: Services | None = None
        self._lock: IdleLock | None = None
        self.menu = menu.addMenu("密码保护(&P)")
        self.lock_now = self._add("立即锁定(&L)", self.lock)
        self.lock_now.setProperty("shortcut", "Ctrl+L")  # setShortcut imports the Qt namespace, 25 ms
        self.set = self._add("设置密码(&S)…", self.ask_set)
        self.change = self._add("修改密码(&M)…", self.ask_change)
        self.remove = self._add("取消密码(&R)…", self.ask_remove)
        self.sheet = self._add("恢复单(&H)…", self.ask_sheet)
        self.close()

    def _add(self, text: str, act: Callable[[], None]) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda: act())
        return action

    def open(self, services: Services, idle_minutes: int) -> None:
        """Act on a ledger; a protected one is locked after so many minutes without input (0: never by itself)."""
        self._services = services
        self._allow()
        if services.protected:
            from ui.window.safety.lock import IdleLock  # noqa: PLC0415 - not for the first paint

            self._lock = IdleLock(self._window, self._desk, services.check_password, idle_minutes)

    def lock(self) -> None:
        """Lock the windows at once."""
        if self._lock is not None:
            self._lock.lock()

    @property
    def idle_lock(self) -> IdleLock | None:
        """Give what locks the open ledger; None where it has no password."""
        return self._lock

    def close(self) -> None:
        """Act on nothing."""
        if self._lock is not None:
            self._lock.end()
        self._services = self._lock = None
        self._allow()

    def _allow(self) -> None:
        protected = self._services is not None and self._services.protected
        self.menu.menuAction().setEnabled(self._services is not None)
        for_work = self._services is not None and not self._services.read_only
        for action in (self.set, self.change, self.remove):
            action.setEnabled(for_work)
        self.set.setVisible(not protected)
        for action in (self.lock_now, self.change, self.remove, self.sheet):
            action.setVisible(protected)

    def ask_set(self) -> None:
        """Ask for the first password."""
        from ui.window.safety.password_dialogs import NewPasswordForm  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            form = NewPasswordForm(self._desk, "设置密码", None, self._window)
            form.chosen.connect(self.set_password)
            form.open()

    def ask_change(self) -> None:
        """Ask for the present and for another password."""
        from ui.window.safety.password_dialogs import NewPasswordForm  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            form = NewPasswordForm(self._desk, "修改密码", self._services.check_password, self._window)
            form.chosen.connect(self.change_password)
            form.open()

    def ask_remove(self) -> None:
        """Ask for the present password before it is taken away."""
        from ui.window.safety.password_dialogs import PresentPasswordForm  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            hint = "取消后，谁拿到这个文件都能打开；备份的密码也一并取消。"
            form = PresentPasswordForm(
                self._desk, ("取消密码", hint, "取消密码"), self._services.check_password, self._window
            )
            form.confirmed.connect(self.remove_password)
            form.open()

    def ask_sheet(self) -> None:
        """Ask for the present password before the recovery sheet is shown."""
        from ui.window.safety.password_dialogs import PresentPasswordForm  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            hint = "恢复单上的恢复码可以代替密码打开台账，请先确认是您本人。"
            form = PresentPasswordForm(
                self._desk, ("恢复单", hint, "查看恢复单"), self._services.check_password, self._window
            )
            form.confirmed.connect(self.show_sheet)
            form.open()

    def set_password(self, password: str) -> None:
        """Protect the ledger and its backups, then show the recovery sheet."""
        self._rework(
            "正在给台账加密…",
            lambda files, path: _service(files).set_password(path, password),
            lambda change: self._changed("密码已设置", change),
            password,
        )

    def change_password(self, password: str) -> None:
        """Give the ledger and its backups another password, then show the new recovery sheet."""
        self._rework(
            "正在修改密码…",
            lambda files, path: _service(files).change_password(path, password),
            lambda change: self._changed("密码已修改，旧的恢复单从此无效", change),
            password,
        )

    def remove_password(self) -> None:
        """Take the protection from the ledger and its backups."""
        self._rework(
            "正在取消密码…",
            lambda files, path: _service(files).remove_password(path),
            lambda change: self._changed("密码已取消", change),
            "",
        )

    def _rework(
        self,
        text: str,
        work: Callable[[LedgerFiles, Path], ProtectionChange],
        done: Callable[[ProtectionChange], None],
        password: str,
    ) -> None:
        if self._services is not None:
            path = self._services.path
            self.rework_wanted.emit(Rework(text, lambda files: work(files, path), done, password))

    def _changed(self, text: str, change: ProtectionChange) -> None:
        also = f"，{change.backups_changed} 份备份也已一并处理" if change.backups_changed else ""
        left = f"；另有 {change.backups_left} 份备份用别的密码保护或已损坏，保持原样" if change.backups_left else ""
        self._window.workspace.say(f"{text}{also}{left}。", Tone.NEUTRAL if left else Tone.GOOD)
        if change.recovery_code:
            self.show_sheet()

    def show_sheet(self) -> None:
        """Show the recovery sheet, to be printed or saved."""
        from ui.window.safety.recovery_sheet import RecoverySheetDialog  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            RecoverySheetDialog(self._desk, self._services.documents, self._window).open()


def _service(files: LedgerFiles) -> Any:
    from services.protection.service import ProtectionService  # noqa: PLC0415 - not for the first paint

    return ProtectionService(files)
