"""Purging what is personal of somebody: what goes is ticked, a word is typed, and nothing brings it back."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.keys import Key
from models.typing_override import override
from services.errors import AppError
from services.purging.rows import PersonalField, Purged, PurgeDraft
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.look import Tone
from ui.window.widgets.inputs import TextEdit
from ui.window.widgets.labels import wrapped_label

if TYPE_CHECKING:  # it brings SQLAlchemy
    from services.purging.service import PurgeService

WORD: Final = "清除"


class PurgeForm(FormDialog):
    """`purged` carries what came of it."""

    purged = Signal(object)

    def __init__(self, desk: Desk, service: "PurgeService", person: Key, name: str, parent: QWidget) -> None:
        super().__init__(desk, "彻底清除个人信息", parent, save_text="彻底清除")
        self._service = service
        self._person = person
        self.setMinimumWidth(560)
        warning = wrapped_label(
            f"“{name}”的以下内容将从台账和修改记录里彻底抹去，不能撤销，也不能从回收站、历史里找回。"
            "别的电脑上的台账与本台账合并后也会一并清除。备份等副本里的，清除之后逐份列出，由您决定。"
        )
        warning.setProperty("tone", Tone.WAITING.value)
        warning.setMargin(10)
        self.content.insertWidget(0, warning)
        self.fields = {field: QCheckBox(field.label) for field in PersonalField}
        self.whole = QCheckBox("整个人：姓名写成“已清除”，次数和学时保留")
        ticks = QVBoxLayout()
        for box in (*self.fields.values(), self.whole):
            box.setAccessibleName(box.text())
            box.toggled.connect(lambda: self._allow())
            ticks.addWidget(box)
        ticks.addWidget(wrapped_label("整个人清除时，记事、附件和只关于本人的已印发文件也全部抹去。", "hint"))
        self.content.insertLayout(1, ticks)
        self.word = self.add(f"请输入“{WORD}”二字", TextEdit("清除", "确认", required=True), required=True)
        self.word.textChanged.connect(lambda: self._allow())
        self.save_button.setProperty("tone", "restore")
        self._allow()

    def _allow(self) -> None:
        whole = self.whole.isChecked()
        for box in self.fields.values():
            box.setEnabled(not whole)
        ticked = whole or any(box.isChecked() for box in self.fields.values())
        self.save_button.setEnabled(ticked and self.word.text().strip() == WORD)

    @override
    def save(self) -> None:
        if not self.save_button.isEnabled():
            return
        chosen = frozenset(field for field, box in self.fields.items() if box.isChecked())
        draft = PurgeDraft(self._person, chosen, self.whole.isChecked())
        self.save_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.desk.runner.run(self, lambda: self._service.purge(draft), self._done, self.show_refusal)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        self.cancel_button.setEnabled(True)
        super().show_refusal(error)

    @override
    def reject(self) -> None:
        """Close; while it is being done the form waits for how that ends."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _done(self, purged: Purged) -> None:
        self.desk.notifier.announce(purged.changes)
        self.accept()
        self.purged.emit(purged)
