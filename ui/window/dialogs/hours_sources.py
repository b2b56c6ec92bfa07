"""Where a person's hours come from: every session of the year with what it earned."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.enums import AttendanceStatus
from models.typing_override import override
from services.hours.rows import HoursRow, HoursSource
from services.hours.service import HoursService
from ui.window.desk import Desk
from ui.window.look import Tone
from ui.window.texts import NONE, day_text, number_text
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import label
from ui.window.widgets.table import Column, RowModel, TableView

STATUS_TONES: Final = {
    AttendanceStatus.PRESENT: Tone.GOOD,
    AttendanceStatus.MADE_UP: Tone.WAITING,
    AttendanceStatus.LEAVE: Tone.WAITING,
    AttendanceStatus.ABSENT: Tone.BAD,
    AttendanceStatus.OBSERVER: Tone.NEUTRAL,
}

COLUMNS: Final = (
    Column[HoursSource]("日期", lambda row: day_text(row.held_on), lambda row: row.held_on, 110),
    Column[HoursSource]("活动", lambda row: row.title, width=270),
    Column[HoursSource]("类型", lambda row: "、".join(kind.label for kind in row.kinds), width=160),
    Column[HoursSource](
        "出勤",
        lambda row: row.status.label,
        lambda row: row.status.value,
        90,
        tone=lambda row: STATUS_TONES[row.status],
    ),
    Column[HoursSource]("学时", lambda row: number_text(row.hours), lambda row: row.hours, 70, numeric=True),
)


class HoursSourcesDialog(QDialog):
    """Lists the sessions behind one person's total of a year."""

    def __init__(
        self, desk: Desk, service: HoursService, row: HoursRow, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(f"{row.name}：{year}年学时来源")
        self.setAccessibleName(self.windowTitle())
        self.resize(780, 520)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.addWidget(label(f"{row.name}　{year}年", "cardTitle"))
        target = NONE if row.target is None else number_text(row.target)
        outer.addWidget(label(f"{row.branch_name}　应学 {target}　已学 {number_text(row.earned)} 学时", "hint"))
        self.model = RowModel[HoursSource](COLUMNS)
        self.table = TableView("学时来源表")
        self.table.show_model(self.model)
        outer.addWidget(self.table, 1)
        foot = QHBoxLayout()
        self._total = label("", "hint")
        foot.addWidget(self._total, 1)
        foot.addWidget(button("关闭", None, self.accept))
        outer.addLayout(foot)
        desk.runner.run(self, lambda: service.sources(row.person, year), self._show)

    def _show(self, sources: Sequence[HoursSource]) -> None:
        self.model.show_rows(sources)
        self._total.setText(f"共 {len(sources)} 次")

    @override
    def done(self, result: int) -> None:
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()
