"""In the menu 文件: backups and restoring, and the check of a ledger's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.window.look import Tone
from ui.window.safety.rework import Rework

if TYPE_CHECKING:  # not for the first paint
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from services.backups.rows import Restored
    from services.checking.rows import CheckReport
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow
    from ui.window.services import Services


class BackupMenu(QObject):
    """Acts on the open ledger; `rework_wanted` carries a Rework, which the main window does."""

    rework_wanted = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._services: Services | None = None
        self.backups = menu.addAction("备份与恢复(&B)…")
        self.backups.triggered.connect(lambda: self.show_backups())
        self.check = menu.addAction("检查台账(&K)…")
        self.check.triggered.connect(lambda: self.show_check())
        self.close()

    def open(self, services: Services) -> None:
        """Act on a ledger."""
        self._services = services
        self.backups.setEnabled(not services.read_only)
        self.check.setEnabled(not services.read_only)

    def close(self) -> None:
        """Act on nothing."""
        self._services = None
        self.backups.setEnabled(False)
        self.check.setEnabled(False)

    def show_backups(self) -> None:
        """Show the backups of the open ledger."""
        from ui.window.safety.backups_dialog import BackupsDialog  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            dialog = BackupsDialog(self._desk, self._services, self._window)
            dialog.restore_confirmed.connect(self.restore)
            dialog.open()

    def restore(self, backup: Path) -> None:
        """Put a backup in the open ledger's place."""
        if self._services is None:
            return
        from services.backups.restoring import RestoreService  # noqa: PLC0415 - not for the first paint

        path = self._services.path
        self.rework_wanted.emit(
            Rework("正在恢复…", lambda files: RestoreService(files).restore(backup, path), self._restored)
        )

    def _restored(self, restored: Restored) -> None:
        kept = f"；被替换的内容保存为备份 {restored.replaced.name}" if restored.replaced else ""
        self._window.workspace.say(f"已恢复{kept}，随时可以再换回来。", Tone.GOOD)

    def show_check(self) -> None:
        """Check the open ledger and show what is wrong with it."""
        from ui.window.safety.check_dialog import CheckDialog  # noqa: PLC0415 - not for the first paint

        if self._services is not None:
            dialog = CheckDialog(self._desk, self._services, self._window)
            dialog.repair_wanted.connect(self.repair)
            dialog.open()

    def repair(self) -> None:
        """Mend what needs no guess, then show what is left."""
        if self._services is None:
            return
        from services.checking.service import CheckService  # noqa: PLC0415 - not for the first paint

        path = self._services.path
        self.rework_wanted.emit(Rework("正在修复…", lambda files: CheckService(files).repair(path), self._repaired))

    def _repaired(self, report: CheckReport) -> None:
        from ui.fault_words import fault_words  # noqa: PLC0415 - not for the first paint

        mended = "、".join(fault_words(fault) for fault in report.repaired)
        left = f"；还有 {len(report.faults)} 个问题不能自动修复" if report.faults else ""
        text = f"已修复：{mended}{left}。" if mended else f"没有可以自动修复的问题{left}。"
        self._window.workspace.say(text, Tone.WAITING if report.faults else Tone.GOOD)
