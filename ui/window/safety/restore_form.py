"""What a restore would change, in words, before anything is written; it asks by a word to be typed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.typing_override import override
from services.backups.rows import RestorePreview, TableDifference
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.look import Tone
from ui.window.widgets.inputs import TextEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.table import Column, RowModel, TableView

if TYPE_CHECKING:  # it names what brings SQLAlchemy
    from ui.window.services import Services

WORD: Final = "恢复"


class RestoreForm(FormDialog):
    """Compares first; `confirmed` comes once the word was typed and the button pressed."""

    confirmed = Signal()

    def __init__(self, desk: Desk, services: "Services", backup: Path, name: str, parent: QWidget) -> None:
        super().__init__(desk, "恢复备份", parent, save_text="恢复，替换现有台账")
        from services.history.words import table_label  # noqa: PLC0415 - it brings SQLAlchemy

        self.model = RowModel[TableDifference](
            (
                Column[TableDifference]("记录", lambda row: table_label(row.table), width=150),
                Column[TableDifference]("恢复回来", lambda row: f"{row.returning:,}", width=90, numeric=True),
                Column[TableDifference]("变回旧值", lambda row: f"{row.changed:,}", width=90, numeric=True),
                Column[TableDifference]("消失", lambda row: f"{row.vanishing:,}", width=90, numeric=True),
            )
        )
        self.summary = label("正在比较…")
        self.table = TableView("恢复会改变什么")
        self.word = TextEdit("恢复备份", "确认", required=True)
        self._build_content(name)
        self.save_button.setEnabled(False)
        self.save_button.setProperty("tone", "restore")
        self._compared = False
        self.word.textChanged.connect(lambda: self._allow())
        desk.runner.run(self, lambda: services.care.preview_restore(backup), self._show, self.show_refusal)

    def _build_content(self, name: str) -> None:
        self.setMinimumWidth(620)
        warning = wrapped_label(
            f"恢复不是合并：整个台账换成{name}，那以后记的都不在里面。现有台账会先另存为一份备份，可以再换回来。"
        )
        warning.setProperty("tone", Tone.WAITING.value)
        warning.setMargin(10)
        self.content.insertWidget(0, warning)
        self.content.insertWidget(1, self.summary)
        self.table.show_model(self.model, sortable=False)
        self.content.insertWidget(2, self.table, 1)
        self.add(f"请输入“{WORD}”二字", self.word, required=True)
        self.word.setAccessibleName("确认")

    def _show(self, preview: RestorePreview | None) -> None:
        self._compared = True
        if preview is None:
            self.summary.setText("现有台账读不出来，无法比较；它会原样保留在旁边。")
        elif preview.tables:
            self.summary.setText("和现有台账相比：")
            self.model.show_rows(preview.tables)
        else:
            self.summary.setText("备份和现有台账的记录完全相同。")
        if preview is not None and not preview.same_ledger:
            self.message_bar.say("注意：备份和现有台账的最上级党组织不是同一个。", Tone.BAD)
        self.table.setVisible(self.model.rowCount() > 0)
        self._allow()

    def _allow(self) -> None:
        self.save_button.setEnabled(self._compared and self.word.text().strip() == WORD)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        super().show_refusal(error)
        self.summary.setText("")
        self.table.hide()
        self.save_button.setEnabled(False)

    @override
    def save(self) -> None:
        if self.save_button.isEnabled():
            self.accept()
            self.confirmed.emit()
