"""学时: who has met the target of a year, who is behind, and which branches."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.enums import HoursState
from services.hours.rows import HoursRow, HoursTable
from ui.window.dialogs.form import scrolled
from ui.window.hours_summary import BranchHours, by_branch, count_state
from ui.window.look import Icon, Tone
from ui.window.pages.hours.columns import HOURS_COLUMNS, HOURS_TONES
from ui.window.widgets.bar_chart import Bar, BarChart
from ui.window.widgets.buttons import button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import SearchEdit
from ui.window.widgets.labels import Pill, label
from ui.window.widgets.table import RowModel, TableView

GOOD_SHARE: Final = 0.9
POOR_SHARE: Final = 0.6


class PeopleTab(QWidget):
    """The table lists everybody, the chart the branches."""

    sources_wanted = Signal(object)  # HoursRow
    branch_wanted = Signal(object)  # Key

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("学时")
        self._rows: tuple[HoursRow, ...] = ()
        self._branches: list[BranchHours] = []
        self.model = RowModel[HoursRow](HOURS_COLUMNS)
        self.table = TableView("学时表")
        self.chart = BarChart("各支部达标情况")
        self._build()
        self._connect()

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setAccessibleName("学时分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(self._list())
        splitter.addWidget(self._branch_card())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([740, 310])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(splitter, 1)

    def _list(self) -> QWidget:
        left = Card()
        bar = QHBoxLayout()
        bar.setSpacing(10)
        self.search = SearchEdit("按姓名或编号查找")
        self.search.setMinimumWidth(160)
        self.only_behind = QCheckBox("只看未达标")
        self.only_behind.setAccessibleName("只看未达标")
        bar.addWidget(self.search)
        bar.addWidget(self.only_behind)
        bar.addStretch(1)
        bar.addWidget(button("学时来源", Icon.SEARCH, self._open_selected))
        left.body.addLayout(bar)
        states = QHBoxLayout()
        states.setSpacing(8)
        self.pills = {state: Pill("", HOURS_TONES[state]) for state in HoursState}
        for pill in self.pills.values():
            states.addWidget(pill)
        states.addStretch(1)
        left.body.addLayout(states)
        self.table.show_model(self.model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(Icon.CLOCK, "这一年没有要列的人", "先录入人员和学习活动，学时会自动算出。"))
        left.body.addWidget(self._stack, 1)
        return left

    def _branch_card(self) -> QWidget:
        right = Card("各支部达标情况")
        right.setMinimumWidth(270)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addWidget(self.chart)
        inner.addStretch(1)
        right.body.addWidget(label("点一个支部，只看这个支部。", "hint"))
        right.body.addWidget(scrolled(holder), 1)
        return right

    def _connect(self) -> None:
        self.search.searched.connect(self._filter)
        self.only_behind.toggled.connect(self._filter)
        self.table.activated_row.connect(lambda number: self.sources_wanted.emit(self.model.rows[number]))
        self.chart.clicked_bar.connect(lambda number: self.branch_wanted.emit(self._branches[number].branch))

    def _open_selected(self) -> None:
        number = self.table.selected_row()
        if number is not None:
            self.sources_wanted.emit(self.model.rows[number])

    def show_hours(self, table: HoursTable) -> None:
        """Show the hours list of a year."""
        self._rows = table.rows
        for state, pill in self.pills.items():
            number = count_state(table.rows, state)
            pill.say(f"{state.label} {number}", HOURS_TONES[state])
            pill.setVisible(number > 0)
        self._branches = by_branch(table.rows)
        self.chart.show_bars([_bar(branch) for branch in self._branches])
        self._filter()

    def _filter(self) -> None:
        text = self.search.text().strip().casefold()
        behind = self.only_behind.isChecked()
        shown = [
            row
            for row in self._rows
            if (not behind or row.state is HoursState.BEHIND)
            and (not text or text in row.name.casefold() or text in row.number.casefold())
        ]
        self.model.show_rows(shown)
        self._stack.setCurrentIndex(0 if self._rows else 1)


def _bar(branch: BranchHours) -> Bar:
    tone = Tone.GOOD if branch.share >= GOOD_SHARE else Tone.BAD if branch.share < POOR_SHARE else Tone.WAITING
    return Bar(branch.name, branch.share, f"{branch.met}/{branch.counted}", tone)
