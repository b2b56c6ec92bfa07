"""The page of hours: who has met the target of a year, who is behind, and which branches."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.enums import HoursState
from models.keys import Key
from models.typing_override import override
from services.hours.rows import HoursRow, HoursTable
from services.hours.service import HoursService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from ui.window.desk import Desk
from ui.window.dialogs.form import scrolled
from ui.window.dialogs.hours_sources import HoursSourcesDialog
from ui.window.hours_summary import BranchHours, by_branch, count_state
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.texts import NONE, number_text
from ui.window.widgets.bar_chart import Bar, BarChart
from ui.window.widgets.buttons import button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.labels import Pill, label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.table import Column, RowModel, TableView

CONCERNS: Final = frozenset(
    {
        "people", "memberships", "stages", "appointments", "exemptions", "organizations", "rules",
        "sessions", "session_further_kinds", "session_topics", "sittings", "sitting_misses", "attendance",
    }
)  # fmt: skip
YEARS_BACK: Final = 10
GOOD_SHARE: Final = 0.9
POOR_SHARE: Final = 0.6

STATE_TONES: Final = {
    HoursState.MET: Tone.GOOD,
    HoursState.BEHIND: Tone.BAD,
    HoursState.EXEMPT: Tone.NEUTRAL,
    HoursState.LEFT: Tone.NEUTRAL,
}


def missing(row: HoursRow) -> Decimal | None:
    """Give the hours that a person still lacks, None where there is no target."""
    return None if row.target is None else max(row.target - row.earned, Decimal(0))


COLUMNS: Final = (
    Column[HoursRow]("姓名", lambda row: row.name, width=84),
    Column[HoursRow]("党支部", lambda row: row.branch_name, width=146),
    Column[HoursRow]("类别", lambda row: row.member_class.label, width=122),
    Column[HoursRow]("应学", lambda row: number_text(row.target), lambda row: row.target, 62, numeric=True),
    Column[HoursRow]("已学", lambda row: number_text(row.earned), lambda row: row.earned, 62, numeric=True),
    Column[HoursRow]("还差", lambda row: number_text(missing(row)), missing, 62, numeric=True),
    Column[HoursRow](
        "状态",
        lambda row: row.state.label,
        lambda row: row.state.value,
        88,
        tone=lambda row: STATE_TONES[row.state],
    ),
    Column[HoursRow]("编号", lambda row: row.number or NONE, width=84),
)


class HoursPage(Page):
    """A year and a scope are chosen above; the table lists everybody, the chart the branches."""

    def __init__(self, desk: Desk, hours: HoursService, organizations: OrganizationService) -> None:
        super().__init__(desk, "学时", "谁已达标、谁还差多少；双击一人查看学时来自哪些活动。", CONCERNS)
        self._hours = hours
        self._organizations = organizations
        self._rows: tuple[HoursRow, ...] = ()
        self._branches: list[BranchHours] = []
        self.model = RowModel[HoursRow](COLUMNS)
        self.table = TableView("学时表")
        self.chart = BarChart("各支部达标情况")
        self._build_choices()
        self._build_content()
        self._connect()

    def _build_choices(self) -> None:
        this_year = self.desk.clock.today().year
        years = [(f"{year}年", year) for year in range(this_year, this_year - YEARS_BACK, -1)]
        self.year = Choice("年度", years, this_year)
        self.scope: Choice[Key] = Choice("范围")
        self.scope.setMinimumWidth(240)
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.scope)

    def _build_content(self) -> None:
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
        bar.addWidget(button("学时来源", Icon.SEARCH, self.open_selected))
        left.body.addLayout(bar)
        states = QHBoxLayout()
        states.setSpacing(8)
        self.pills = {state: Pill("", STATE_TONES[state]) for state in HoursState}
        for pill in self.pills.values():
            states.addWidget(pill)
        states.addStretch(1)
        left.body.addLayout(states)
        self.table.show_model(self.model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(Icon.CLOCK, "这一年没有要列的人", "先录入人员和学习活动，学时会自动算出。"))
        left.body.addWidget(self._stack, 1)
        right = Card("各支部达标情况")
        right.setMinimumWidth(270)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addWidget(self.chart)
        inner.addStretch(1)
        right.body.addWidget(label("点一个支部，只看这个支部。", "hint"))
        right.body.addWidget(scrolled(holder), 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setAccessibleName("学时分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([740, 310])
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.year.chosen.connect(self._load_hours)
        self.scope.chosen.connect(self._load_hours)
        self.search.searched.connect(self._filter)
        self.only_behind.toggled.connect(self._filter)
        self.table.activated_row.connect(lambda number: self.open_sources(self.model.rows[number]))
        self.chart.clicked_bar.connect(lambda number: self.scope.choose(self._branches[number].branch))

    @override
    def load(self) -> None:
        self.read(self._organizations.tree, self._offer_scopes)

    def _offer_scopes(self, tree: Sequence[OrganizationRow]) -> None:
        self.scope.offer(organization_options(tree), self.scope.choice())
        self._load_hours()

    def _load_hours(self) -> None:
        year, scope = self.year.choice(), self.scope.choice()
        if year is not None:
            self.read(lambda: self._hours.hours(year, scope), self._show)

    def _show(self, table: HoursTable) -> None:
        self._rows = table.rows
        for state, pill in self.pills.items():
            number = count_state(table.rows, state)
            pill.say(f"{state.label} {number}", STATE_TONES[state])
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

    def open_selected(self) -> None:
        """Show where the selected person's hours come from."""
        number = self.table.selected_row()
        if number is not None:
            self.open_sources(self.model.rows[number])

    def open_sources(self, row: HoursRow) -> None:
        """Show where a person's hours come from."""
        year = self.year.choice()
        if year is not None:
            self.sources_dialog = HoursSourcesDialog(self.desk, self._hours, row, year, self)
            self.sources_dialog.open()


def _bar(branch: BranchHours) -> Bar:
    tone = Tone.GOOD if branch.share >= GOOD_SHARE else Tone.BAD if branch.share < POOR_SHARE else Tone.WAITING
    return Bar(branch.name, branch.share, f"{branch.met}/{branch.counted}", tone)
