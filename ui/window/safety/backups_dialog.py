"""备份与恢复: the list of backups, one made now, and the way back to one of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.backups.rows import BackupRow, MadeBackup
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.files import LEDGERS
from ui.window.look import Icon, Tone
from ui.window.safety.restore_form import RestoreForm
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.message_bar import MessageBar
from ui.window.widgets.table import Column, RowModel, TableView

if TYPE_CHECKING:  # it names what brings SQLAlchemy
    from ui.window.services import Services

COLUMNS: Final = (
    Column[BackupRow]("时间", lambda row: f"{row.made_at:%Y-%m-%d %H:%M:%S}", lambda row: row.made_at, 180),
    Column[BackupRow]("原因", lambda row: row.occasion.label, width=110),
    Column[BackupRow]("大小", lambda row: size_text(row.size), lambda row: row.size, 110, numeric=True),
    Column[BackupRow]("文件", lambda row: row.path.name, width=240),
)


class BackupsDialog(QDialog):
    """Shows the backups of the open ledger; `restore_confirmed` carries the path of the one to go back to."""

    restore_confirmed = Signal(object)

    def __init__(self, desk: Desk, services: "Services", parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._services = services
        self.setWindowTitle("备份与恢复")
        self.setAccessibleName("备份与恢复")
        self.resize(820, 520)
        self.message_bar = MessageBar(self)
        self.model = RowModel[BackupRow](COLUMNS)
        self.table = TableView("备份列表")
        self.back_up_button = primary_button("立即备份", Icon.SAVE, self.back_up)
        self.restore_button = button("恢复到所选备份…", Icon.ARROW_BACK, self.ask_restore)
        self._build()
        self._load()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(label("备份与恢复", "cardTitle"))
        second = self._services.files.second_backup_folder
        also = f"，并另存到 {second}" if second else "；可以在“设置”里再选一个存放位置"
        layout.addWidget(wrapped_label(f"每天第一次打开，以及升级、导入、合并、恢复之前自动备份{also}。", "hint"))
        layout.addWidget(self.message_bar)
        self.table.show_model(self.model)
        self.table.activated_row.connect(lambda _: self.ask_restore())
        self.table.selectionModel().selectionChanged.connect(lambda: self._allow())
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore_button)
        buttons.addWidget(button("用别的文件恢复…", Icon.FOLDER, self.ask_other))
        buttons.addStretch(1)
        buttons.addWidget(button("关闭", None, self.reject))
        buttons.addWidget(self.back_up_button)
        layout.addLayout(buttons)
        self._allow()

    def _allow(self) -> None:
        self.restore_button.setEnabled(self.table.selected_row() is not None)

    def _load(self) -> None:
        files, path = self._services.files, self._services.path
        self.desk.runner.run(self, lambda: files.backups.rows(path), self._show, self._refused)

    def _show(self, rows: list[BackupRow]) -> None:
        self.model.show_rows(rows)
        self.back_up_button.setEnabled(True)
        self._allow()

    def back_up(self) -> None:
        """Make a backup now."""
        self.back_up_button.setEnabled(False)
        self.desk.runner.run(self, self._services.back_up, self._made, self._refused)

    def _made(self, made: MadeBackup) -> None:
        if made.second_failed:
            self.message_bar.say("已备份并检验；第二个位置这次写不进去，请看看它在不在。", Tone.WAITING)
        else:
            self.message_bar.say(f"已备份并检验：{made.path}", Tone.GOOD)
        self._load()

    def _refused(self, error: AppError | None) -> None:
        self.back_up_button.setEnabled(True)
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    def ask_restore(self) -> None:
        """Show what going back to the selected backup would change."""
        number = self.table.selected_row()
        if number is not None:
            row = self.model.rows[number]
            self._ask(row.path, f"{row.made_at:%Y年%m月%d日 %H:%M} 的备份（{row.occasion.label}）")

    def ask_other(self) -> None:
        """Choose a file that lies elsewhere, and show what going back to it would change."""
        path = self.desk.files.to_open(self, "用哪个文件恢复", LEDGERS)
        if path is not None:
            self._ask(path, f"文件 {path.name}")

    def _ask(self, backup: Path, name: str) -> None:
        form = RestoreForm(self.desk, self._services, backup, name, self)
        form.confirmed.connect(lambda: self._confirmed(backup))
        form.open()

    def _confirmed(self, backup: Path) -> None:
        self.accept()
        self.restore_confirmed.emit(backup)

    @override
    def done(self, result: int) -> None:
        self.desk.runner.release(self)
        super().done(result)
        self.deleteLater()


def size_text(size: int) -> str:
    """Write a size in bytes as people read it."""
    megabyte = 1024 * 1024
    return f"{size / megabyte:.1f} MB" if size >= megabyte else f"{max(1, size // 1024)} KB"
