"""The form for a new ledger: the name of the committee, and where the file goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.typing_override import override
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.files import LEDGERS
from ui.window.look import Icon
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import TextEdit
from ui.window.widgets.labels import wrapped_label


class NewLedgerDialog(FormDialog):
    """Speaks the path and the name once both are entered; the main window makes the file."""

    wanted = Signal(object, str)

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, "新建台账", parent, save_text="建立")
        self.name = self.add("党组织名称", TextEdit("新建台账", "党组织名称", required=True), required=True)
        self.name.setPlaceholderText("例如：中共某某公司委员会")
        self.path = TextEdit("新建台账", "存放位置", str(folder / "学习台账.db"), required=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(button("浏览…", Icon.FOLDER, self._browse))
        holder = QWidget()
        holder.setLayout(row)
        holder.setAccessibleName("存放位置")
        self.add("存放位置", holder, required=True)
        self.content.addWidget(wrapped_label("涉密信息不得录入。身份证号、电话默认隐去中间几位。", "hint"))
        self.setMinimumWidth(560)

    @override
    def save(self) -> None:
        try:
            name, path = self.name.value(), Path(self.path.value())
        except AppError as error:
            self.show_refusal(error)
            return
        self.wanted.emit(path if path.suffix else path.with_suffix(".db"), name)
        self.accept()

    def _browse(self) -> None:
        chosen = self.desk.files.to_save(self, "台账存放位置", Path(self.path.text()), LEDGERS)
        if chosen is not None:
            self.path.setText(str(chosen))
