"""The page of exchange: workbooks in, workbooks and empty forms out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from models.typing_override import override
from ui.window.desk import Desk
from ui.window.dialogs.form import scrolled
from ui.window.dialogs.import_workbook import ImportDialog
from ui.window.files import WORKBOOKS
from ui.window.look import Colour, Icon, Tone
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button, quiet_button
from ui.window.widgets.card import Card, picture
from ui.window.widgets.labels import label, wrapped_label
from ui.window.workbooks import Workbooks

COLUMNS: Final = 3


class ExchangePage(Page):
    """Import above, export below; nothing is written before its preview was seen."""

    def __init__(self, desk: Desk, workbooks: Workbooks) -> None:
        super().__init__(desk, "导入导出", "从电子表格导入，或把台账导出成电子表格。", frozenset())
        self._workbooks = workbooks
        self._sheets: dict[str, QCheckBox] = {}
        self._build_import()
        self._build_export()
        self.body.addStretch(1)

    def _build_import(self) -> None:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture(Icon.TABLE_IMPORT, 32, Colour.ACCENT))
        words = QWidget()
        inner = QGridLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setVerticalSpacing(4)
        inner.addWidget(label("导入电子表格", "cardTitle"), 0, 0)
        inner.addWidget(
            wrapped_label(
                "先预览每一行是新增、更改还是被拒绝，确认后一次写入；有一行不对就都不写。同一份文件导入两次不会重复。",
                "hint",
            ),
            1,
            0,
        )
        row.addWidget(words, 1)
        row.addWidget(primary_button("选择文件…", Icon.FOLDER, self.ask_import), 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _build_export(self) -> None:
        card = Card("导出电子表格")
        card.head.addWidget(quiet_button("全选", None, lambda: self._check(checked=True)))
        card.head.addWidget(quiet_button("全不选", None, lambda: self._check(checked=False)))
        card.body.addWidget(label("勾选要导出的表；空白模板带有下拉选项和填写说明。", "hint"))
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setVerticalSpacing(10)
        card.body.addWidget(scrolled(holder), 1)
        foot = QHBoxLayout()
        self.full_numbers = QCheckBox("身份证号、手机号导出全部数字（平时隐去中间几位；带全号的文件请妥善保管）")
        self.full_numbers.setAccessibleName("导出完整的身份证号和手机号")
        foot.addWidget(self.full_numbers)
        foot.addStretch(1)
        foot.addWidget(button("导出空白模板…", Icon.DOWNLOAD, self.export_templates))
        foot.addWidget(primary_button("导出数据…", Icon.TABLE_EXPORT, self.export_data))
        card.body.addLayout(foot)
        card.setMinimumHeight(380)
        self.body.addWidget(card)

    @override
    def load(self) -> None:
        if not self._sheets:
            self.read(self._workbooks.sheet_names, self._offer)

    def _offer(self, names: Sequence[str]) -> None:
        for place, name in enumerate(names):
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setChecked(True)
            self._sheets[name] = box
            self._grid.addWidget(box, place // COLUMNS, place % COLUMNS)

    def _check(self, *, checked: bool) -> None:
        for box in self._sheets.values():
            box.setChecked(checked)

    def chosen(self) -> list[str]:
        """List the sheets that are ticked."""
        return [name for name, box in self._sheets.items() if box.isChecked()]

    def ask_import(self) -> None:
        """Ask for a workbook and show what importing it would do."""
        path = self.desk.files.to_open(self, "选择要导入的电子表格", WORKBOOKS)
        if path is not None:
            self.import_dialog = ImportDialog(self.desk, self._workbooks, path, self)
            self.import_dialog.accepted.connect(lambda: self.message_bar.say(f"已导入 {path.name}。", Tone.GOOD))
            self.import_dialog.open()

    def export_data(self) -> None:
        """Export the ticked sheets."""
        names, full = self._ticked(), self.full_numbers.isChecked()
        path = (
            self.desk.files.to_save(self, "导出数据", Path.home() / "学习台账数据.xlsx", WORKBOOKS) if names else None
        )
        if path is not None:
            self.read(
                lambda: self._workbooks.export(names, path, full=full),
                lambda rows: self.message_bar.say(f"已导出 {rows:,} 行到 {path}", Tone.GOOD),
            )

    def export_templates(self) -> None:
        """Export empty forms of the ticked sheets."""
        names = self._ticked()
        path = (
            self.desk.files.to_save(self, "导出空白模板", Path.home() / "学习台账模板.xlsx", WORKBOOKS)
            if names
            else None
        )
        if path is not None:
            self.read(
                lambda: self._workbooks.write_templates(names, path),
                lambda _: self.message_bar.say(f"模板已保存到 {path}", Tone.GOOD),
            )

    def _ticked(self) -> list[str]:
        names = self.chosen()
        if not names:
            self.message_bar.say("请至少勾选一张表。", Tone.WAITING)
        return names
