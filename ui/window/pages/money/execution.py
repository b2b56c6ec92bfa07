"""执行情况 on the money page: by source and category, quarter, month, organisation; what was handed down."""

from enum import StrEnum
from fractions import Fraction
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.documents.plots.of_records import money_plot
from services.money.rows import AllocationLine, Execution, ExecutionLine, FundingTotals, PeriodLine
from ui.window.pages.money.overview import Overview
from ui.window.texts import share_text, yuan_text
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label
from ui.window.widgets.plot import PlotView
from ui.window.widgets.table import Column, RowModel, TableView


class View(StrEnum):
    """From which side the execution is shown."""

    SPLIT = "按来源和类别"
    QUARTERS = "按季度"
    MONTHS = "按月"
    ORGANIZATIONS = "按单位"
    ALLOCATIONS = "下拨支部"
    PLOT = "支出进度图"


NOTES: Final = {
    View.SPLIT: "",
    View.QUARTERS: "执行率为年初以来的支出占全年预算的比例",
    View.MONTHS: "执行率为年初以来的支出占全年预算的比例",
    View.ORGANIZATIONS: "党小组的计入所在支部，没有写单位的计入本级；支部没有单列预算的，用的是下拨经费",
    View.ALLOCATIONS: "已用：该单位用同一来源经费的支出；下拨本身不算支出",
    View.PLOT: "",
}
PERIOD_COLUMNS: Final[tuple[Column[PeriodLine], ...]] = (
    Column("期间", lambda row: row.label, width=150),
    Column("支出（元）", lambda row: yuan_text(row.spent_fen), width=140, numeric=True),
    Column("草稿（元）", lambda row: yuan_text(row.draft_fen), width=140, numeric=True),
    Column("年初以来（元）", lambda row: yuan_text(row.since_january_fen), width=150, numeric=True),
    Column("执行率", lambda row: share_text(row.execution), width=100, numeric=True),
    Column("", lambda _: "", width=40),
)
LINE_COLUMNS: Final[tuple[Column[ExecutionLine], ...]] = (
    Column("单位", lambda row: row.label, width=260),
    Column("预算（元）", lambda row: yuan_text(row.budget_fen), width=130, numeric=True),
    Column("支出（元）", lambda row: yuan_text(row.spent_fen), width=130, numeric=True),
    Column("草稿（元）", lambda row: yuan_text(row.draft_fen), width=120, numeric=True),
    Column("结余（元）", lambda row: yuan_text(row.balance_fen), width=130, numeric=True),
    Column("执行率", lambda row: share_text(row.execution), width=90, numeric=True),
    Column("", lambda _: "", width=40),
)
ALLOCATION_COLUMNS: Final[tuple[Column[AllocationLine], ...]] = (
    Column("下拨到", lambda row: row.organization_name, width=260),
    Column("下拨（元）", lambda row: yuan_text(row.handed_down_fen), width=140, numeric=True),
    Column("已用（元）", lambda row: yuan_text(row.spent_fen), width=140, numeric=True),
    Column("结余（元）", lambda row: yuan_text(row.left_fen), width=140, numeric=True),
    Column("使用率", lambda row: share_text(_used(row)), width=100, numeric=True),
    Column("", lambda _: "", width=40),
)


def _used(row: AllocationLine) -> Fraction | None:
    return Fraction(row.spent_fen, row.handed_down_fen) if row.handed_down_fen else None


class ExecutionTab(QWidget):
    """One table at a time, chosen above it; the split by source and category is two beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("执行情况")
        self.overview = Overview()
        self.quarters = RowModel(PERIOD_COLUMNS, self)
        self.months = RowModel(PERIOD_COLUMNS, self)
        self.organizations = RowModel(LINE_COLUMNS, self)
        self.allocations = RowModel(ALLOCATION_COLUMNS, self)
        self.view = Choice("查看方式", [(view.value, view) for view in View])
        self._note = label("", "hint")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        for view, model in (
            (View.QUARTERS, self.quarters),
            (View.MONTHS, self.months),
            (View.ORGANIZATIONS, self.organizations),
            (View.ALLOCATIONS, self.allocations),
        ):
            table = TableView(view.value)
            table.show_model(model, sortable=False)
            self._stack.addWidget(table)
        self.plot = PlotView(View.PLOT.value)
        self._stack.addWidget(self.plot)
        self._lay_out()
        self.view.chosen.connect(self._turn)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.view)
        head.addWidget(self._note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def show_year(self, totals: FundingTotals, told: Execution) -> None:
        """Show a year from every side."""
        self.overview.show_totals(totals)
        self.quarters.show_rows(told.quarters)
        self.months.show_rows(told.months)
        self.organizations.show_rows((*told.by_organization, told.whole))
        self.allocations.show_rows(told.allocations)
        self.plot.show_plot(money_plot(told))

    def _turn(self) -> None:
        view = self.view.choice() or View.SPLIT
        self._stack.setCurrentIndex(list(View).index(view))
        self._note.setText(NOTES[view])
