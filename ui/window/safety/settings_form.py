"""The form 设置: what belongs to the person at this PC and not to the ledger."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.typing_override import override
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.look import Icon
from ui.window.own_settings import OwnChoices
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice, TextEdit
from ui.window.widgets.labels import wrapped_label

IDLE_MINUTES: Final = (0, 5, 10, 15, 30, 60)


class SettingsForm(FormDialog):
    """`chosen` carries the OwnChoices."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, choices: OwnChoices, parent: QWidget | None = None) -> None:
        super().__init__(desk, "设置", parent)
        self.person = self.add("您的姓名", TextEdit("设置", "您的姓名", choices.person))
        self.person.setPlaceholderText("修改记录里写明是谁改的")
        self.folder = TextEdit("设置", "备份的第二个位置", str(choices.second_backup_folder or ""))
        self.folder.setPlaceholderText("不另存")
        self.add("备份的第二个位置", self._folder_row())
        minutes = sorted({*IDLE_MINUTES, choices.idle_minutes})
        self.idle = Choice("多久不用就锁定", [(_idle_words(one), one) for one in minutes], choices.idle_minutes)
        self.add("多久不用就锁定", self.idle)
        self.content.addWidget(
            wrapped_label(
                "每次备份再存一份到第二个位置（另一块硬盘、移动硬盘），当时不在也不碍事。\n"
                "只有设了密码的台账才会锁定，锁定时填了一半的内容都还在。\n"
                "这些设置只属于这台电脑，不写进台账。",
                "hint",
            )
        )
        self.person.setFocus()
        self.setMinimumWidth(560)

    def _folder_row(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(button("浏览…", Icon.FOLDER, self._browse))
        holder = QWidget()
        holder.setLayout(row)
        holder.setMinimumHeight(holder.sizeHint().height())
        holder.setAccessibleName("备份的第二个位置")
        return holder

    def _browse(self) -> None:
        chosen = self.desk.files.folder(self, "备份的第二个位置")
        if chosen is not None:
            self.folder.setText(str(chosen))

    @override
    def save(self) -> None:
        folder = self.folder.value()
        self.chosen.emit(OwnChoices(self.person.value(), Path(folder) if folder else None, self.idle.choice() or 0))
        self.accept()


def _idle_words(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes else "不自动锁定"
