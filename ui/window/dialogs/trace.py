"""Where a number comes from: the rows behind each figure, the way to their page, and who changed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from models.typing_override import override
from services.figures.behind import Behind, FigureAudit
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Record, Trace, TraceRow
from services.figures.text import plain, shown_with_unit
from ui.window.desk import Desk
from ui.window.history.lines import COLUMNS as CHANGE_COLUMNS
from ui.window.history.lines import RECORD_COLUMN, ChangeLine, change_lines
from ui.window.look import Icon
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column, RowModel, TableView


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
NO_CHANGES: Final = ("没有修改记录", "这些记录在开始记录修改之前就有，之后没有人改过。")


class TraceDialog(QDialog):
    """A figure is chosen above; below are its rows and, on the second tab, who changed them."""

    record_wanted = Signal(object)

    def __init__(self, desk: Desk, behind: Behind, figures: Sequence[str], chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._behind = behind
        self.setWindowTitle("数据来源")
        self.setAccessibleName(self.windowTitle())
        self.resize(900, 580)
        known = [(CATALOGUE[key].label, key) for key in dict.fromkeys(figures)]
        self.figure: Choice[str] = Choice("数据", known, chosen)
        self.value = label("", "cardTitle")
        self.note = wrapped_label("", "hint")
        self.model = RowModel[_Line](COLUMNS)
        self.table = TableView("数据来源表")
        self.table.show_model(self.model, sortable=False)
        self.changes: Listing[ChangeLine] = Listing(
            "修改记录表", CHANGE_COLUMNS, RECORD_COLUMN, NO_CHANGES, Icon.HISTORY
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("数据来源")
        self.tabs.addTab(self.table, "由哪些记录得来")
        self.tabs.addTab(self.changes, "谁改过这个数")
        self.open_button = primary_button("打开这条记录", None, self._open)
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
        outer.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", None, self.accept))
        foot.addWidget(self.open_button)
        outer.addLayout(foot)

    def _load(self) -> None:
        key = self.figure.choice()
        if key is not None:
            self._desk.runner.run(self, lambda: self._behind.trace(key), self._show)

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
        self._desk.runner.run(self, lambda: self._behind.audit(trace), lambda audit: self._show_changes(key, audit))

    def _show_changes(self, key: str, audit: FigureAudit) -> None:
        if key != self.figure.choice():
            return
        lines = change_lines(audit.entries)
        self.changes.show_rows(lines, lambda line: f"{line}".encode())
        first = f"，这里只看前 {audit.looked_at} 条记录" if audit.records > audit.looked_at else ""
        self.changes.summary.setText(f"{len(lines)} 处改动，最近的在前{first}")

    def show_changes(self) -> None:
        """Show who changed the figure first."""
        self.tabs.setCurrentWidget(self.changes)

    def _open(self) -> None:
        place = self.table.selected_row()
        if place is not None:
            row = self.model.rows[place].row
            self._desk.runner.run(self, lambda: self._behind.find(row), self._lead)

    def _lead(self, record: Record) -> None:
        self.accept()
        self.record_wanted.emit(record)

    @override
    def done(self, result: int) -> None:
        self._desk.runner.release(self)
        super().done(result)
        self.deleteLater()


def _amount(trace: Trace, row: TraceRow) -> str:
    return yuan_text(int(row.amount)) if trace.definition.kind is FigureKind.MONEY else plain(row.amount)
