"""Where a number of a document comes from: the rows behind each of its figures, and the way to their page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Trace, TraceRow
from services.figures.text import plain, shown_with_unit
from ui.window.desk import Desk
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.table import Column, RowModel, TableView

PAGES: Final = {
    "sessions": "sessions",
    "study_items": "sessions",
    "attendance": "sessions",
    "people": "organizations",
    "organizations": "organizations",
    "certificates": "organizations",
    "budget_lines": "money",
    "expenses": "money",
    "payrolls": "money",
    "plan_items": "plans",
    "plans": "plans",
    "shortcomings": "shortcomings",
    "follow_up_projects": "first_topic",
    "follow_up_measures": "first_topic",
    "materials": "publicity",
    "study_app_scores": "publicity",
}
"""Which page has the records of a table."""


@dataclass(frozen=True, slots=True)
class _Line:
    part: str
    amount: str
    row: TraceRow


COLUMNS: Final = (
    Column[_Line]("部分", lambda line: line.part, width=70),
    Column[_Line]("数量", lambda line: line.amount, width=110, numeric=True),
    Column[_Line]("依据", lambda line: line.row.description, width=520),
)


class TraceDialog(QDialog):
    """The figures of a document are chosen above, the rows of the chosen one are listed below."""

    page_wanted = Signal(str)

    def __init__(
        self, desk: Desk, trace: Callable[[str], Trace], figures: Sequence[str], chosen: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._trace = trace
        self.setWindowTitle("数据来源")
        self.setAccessibleName(self.windowTitle())
        self.resize(820, 560)
        known = [(CATALOGUE[key].label, key) for key in dict.fromkeys(figures)]
        self.figure: Choice[str] = Choice("数据", known, chosen)
        self.value = label("", "cardTitle")
        self.note = wrapped_label("", "hint")
        self.model = RowModel[_Line](COLUMNS)
        self.table = TableView("数据来源表")
        self.table.show_model(self.model, sortable=False)
        self.open_button = primary_button("打开所在页面", None, self._open)
        self._lay_out()
        self.figure.chosen.connect(self._load)
        self.table.activated_row.connect(lambda _: self._open())
        self._load()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(10)
        outer.addWidget(self.figure)
        outer.addWidget(self.value)
        outer.addWidget(self.note)
        outer.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", None, self.accept))
        foot.addWidget(self.open_button)
        outer.addLayout(foot)

    def _load(self) -> None:
        key = self.figure.choice()
        if key is not None:
            self._desk.runner.run(self, lambda: self._trace(key), self._show)

    def _show(self, trace: Trace) -> None:
        key = trace.definition.key
        if key != self.figure.choice():
            return
        parts = (("", trace.rows), ("分子", trace.numerator), ("分母", trace.denominator))
        lines = [_Line(part, _amount(trace, row), row) for part, rows in parts for row in rows]
        self.value.setText(f"{trace.definition.label}：{shown_with_unit(key, trace.value)}")
        counts = "，".join(f"{part}{len(rows)} 条" for part, rows in parts if rows)
        self.note.setText(f"由以下记录得出：{counts}。" if lines else "没有记录，数值由此而来。")
        self.model.show_rows(lines)
        if lines:
            self.table.selectRow(0)
        self.open_button.setEnabled(bool(lines))

    def _open(self) -> None:
        place = self.table.selected_row()
        page = None if place is None else PAGES.get(self.model.rows[place].row.table)
        if page is not None:
            self.accept()
            self.page_wanted.emit(page)

    @override
    def done(self, result: int) -> None:
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()


def _amount(trace: Trace, row: TraceRow) -> str:
    return yuan_text(int(row.amount)) if trace.definition.kind is FigureKind.MONEY else plain(row.amount)
