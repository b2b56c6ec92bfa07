"""Sittings of a session as a small table: add, fill in, take away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from models.enums import DayPart
from models.keys import Key
from services.errors import RequiredFieldError
from services.sessions.rows import SittingDraft
from ui.window.look import Icon
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice, DayEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT = "场次"
TITLES = ("日期", "时段", "内容", "主讲人", "学时")
WIDTHS = (130, 90, 220, 110, 80)
HINT = "一次活动分几个半天或几门课时才填；活动的学时留空时，按各场次之和计算，缺课的人扣除该场次。"


@dataclass(frozen=True, slots=True)
class _Cells:
    """The inputs of one row, and the key of the stored sitting."""

    key: Key | None
    held_on: DayEdit
    part: Choice[DayPart | None]
    content: TextEdit
    lecturer: TextEdit
    hours: NumberEdit

    def widgets(self) -> tuple[QWidget, ...]:
        """List the inputs in the order of the columns."""
        return (self.held_on, self.part, self.content, self.lecturer, self.hours)


class SittingsEditor(QWidget):
    """A row a sitting, numbered from the top."""

    def __init__(self, sittings: Sequence[SittingDraft]) -> None:
        super().__init__()
        self._rows: list[_Cells] = []
        self.table = QTableWidget(0, len(TITLES))
        self.table.setAccessibleName("场次表")
        self.table.horizontalHeader().setAccessibleName("场次表表头")
        self.table.verticalHeader().setAccessibleName("场次号")
        self.table.setHorizontalHeaderLabels(list(TITLES))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().setDefaultSectionSize(38)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 4)
        layout.addWidget(wrapped_label(HINT, "hint"))
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button("增加场次", Icon.PLUS, self.add_row))
        buttons.addWidget(button("去掉所选场次", Icon.TRASH, self.remove_row))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        for sitting in sittings:
            self.add_row(sitting)

    def add_row(self, sitting: SittingDraft | None = None) -> None:
        """Add a row, empty or with a sitting."""
        row = self.table.rowCount()
        self.table.insertRow(row)
        parts: list[tuple[str, DayPart | None]] = [("", None), *((part.label, part) for part in DayPart)]
        cells = _Cells(
            None if sitting is None else sitting.key,
            DayEdit(WHAT, "日期", None if sitting is None else sitting.held_on, required=True),
            Choice("时段", parts, None if sitting is None else sitting.part),
            TextEdit(WHAT, "内容", "" if sitting is None else sitting.content),
            TextEdit(WHAT, "主讲人", "" if sitting is None else sitting.lecturer),
            NumberEdit(WHAT, "学时", None if sitting is None else sitting.hours, required=True),
        )
        self._rows.append(cells)
        for column, cell in enumerate(cells.widgets()):
            cell.setAccessibleName(f"第{row + 1}场{TITLES[column]}")
            self.table.setCellWidget(row, column, cell)

    def remove_row(self) -> None:
        """Take the chosen row away."""
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            del self._rows[row]

    def drafts(self) -> tuple[SittingDraft, ...]:
        """Give the sittings; refuse a wrong cell by its label."""
        return tuple(_draft(number, cells) for number, cells in enumerate(self._rows, start=1))


def _draft(number: int, cells: _Cells) -> SittingDraft:
    hours = cells.hours.number()
    if hours is None:
        raise RequiredFieldError(what=WHAT, field="学时")
    return SittingDraft(
        number=number,
        held_on=cells.held_on.required_day(),
        hours=hours,
        part=cells.part.choice(),
        content=cells.content.value(),
        lecturer=cells.lecturer.value(),
        key=cells.key,
    )
