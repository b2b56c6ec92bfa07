"""The page 组织生活: which branch has held what it owes, period by period; what is due, what fell out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTabBar, QVBoxLayout

from models.enums import DutyState, OrganizationKind, SessionKind
from models.keys import Key
from models.typing_override import override
from services.documents.plots.of_records import duties_plot
from services.duties.matrix import (
    MATRIX_KINDS,
    SHORT_NAMES,
    Agenda,
    DutyMatrix,
    by_kind,
    by_period,
    kinds_of,
    last_day_of_month,
)
from services.duties.rows import DutyRow, DutySession
from services.duties.service import DutyService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from ui.window.desk import Desk
from ui.window.look import Icon
from ui.window.pages.duties.matrix_view import TONES, MatrixView, duty_text
from ui.window.pages.page import Page
from ui.window.texts import NONE, day_text
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import Pill, label
from ui.window.widgets.plot import PlotView
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice
from ui.window.widgets.table import Column, RowModel, TableView

CONCERNS: Final = frozenset(
    {"organizations", "people", "memberships", "stages", "duty_rules", "sessions", "session_further_kinds"}
)
YEARS_BACK: Final = 10
MONTHS: Final = range(1, 13)
OVERVIEW: Final = "一览"
BY_MONTH: Final = "逐月热图"
SIDE_WIDTHS: Final = (226, 340)
SESSIONS_HEIGHT: Final = 150
HINT: Final = "点一格，看是哪几次活动。"
SESSION_COLUMNS: Final[tuple[Column[DutySession], ...]] = (
    Column("日期", lambda row: day_text(row.held_on), lambda row: row.held_on, 100),
    Column("活动", lambda row: row.title, width=220),
    Column("类型", lambda row: "、".join(kind.label for kind in row.kinds), width=150),
    Column("编号", lambda row: row.number or NONE, width=60),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    tree: tuple[OrganizationRow, ...]
    rows: tuple[DutyRow, ...]
    agenda: Agenda


class DutiesPage(Page):
    """Year and scope above; a tab a kind of duty; the matrix, the sessions behind a cell, two lists beside."""

    def __init__(self, desk: Desk, duties: DutyService, organizations: OrganizationService) -> None:
        super().__init__(desk, "组织生活", "三会一课、主题党日等按期开展的情况；一次活动可以同时算作几项。", CONCERNS)
        self._duties = duties
        self._organizations = organizations
        self._rows: tuple[DutyRow, ...] = ()
        self._names: Mapping[Key, str] = {}
        self.kinds: tuple[SessionKind, ...] = MATRIX_KINDS
        self._build_choices()
        self._build_tabs()
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._matrix_card(), 3)
        row.addLayout(self._side(), 1)
        self.body.addWidget(self.tabs)
        self.body.addLayout(row, 1)
        self._connect()

    def _build_choices(self) -> None:
        today = self.desk.clock.today()
        self.month = Choice("月份", [(f"{month}月", month) for month in MONTHS], today.month)
        self.year = YearChoice(today.year)
        self.year.offer_years(range(today.year - YEARS_BACK + 1, today.year + 1))
        self.scope = ScopeChoice()
        for choice in (self.month, self.year, self.scope):
            self.buttons.addWidget(choice)

    def _build_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("组织生活项目")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(OVERVIEW)
        for kind in self.kinds:
            self.tabs.addTab(kind.label)
        self.tabs.addTab(BY_MONTH)

    def _matrix_card(self) -> Card:
        card = Card()
        states = QHBoxLayout()
        states.setSpacing(8)
        self.pills = {state: Pill("", TONES[state]) for state in DutyState}
        for pill in self.pills.values():
            states.addWidget(pill)
        states.addStretch(1)
        self.summary = label("", "hint")
        states.addWidget(self.summary)
        card.body.addLayout(states)
        self.matrix = MatrixView("组织生活开展情况")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.matrix)
        self._stack.addWidget(
            EmptyState(Icon.TABLE, "没有要开展这一项的组织", "先在“组织与人员”中建立党支部和党小组。")
        )
        self.by_month = PlotView("组织生活逐月热图")
        self._stack.addWidget(self.by_month)
        card.body.addWidget(self._stack, 1)
        self.behind = label(HINT, "hint")
        card.body.addWidget(self.behind)
        self.sessions = RowModel(SESSION_COLUMNS, self)
        self._sessions_table = TableView("这一格的活动")
        self._sessions_table.show_model(self.sessions)
        self._sessions_table.setFixedHeight(SESSIONS_HEIGHT)
        self._sessions_table.hide()
        card.body.addWidget(self._sessions_table)
        return card

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(14)
        columns = (
            Column[DutyRow]("党组织", self._name, width=116),
            Column[DutyRow]("项目", lambda row: SHORT_NAMES.get(row.kind, row.kind.label), width=86),
        )
        self.due, self.missed = RowModel(columns, self), RowModel(columns, self)
        self.due_title, self.missed_title = label("", "cardTitle"), label("", "cardTitle")
        for title, model, name in (
            (self.due_title, self.due, "本月应开展"),
            (self.missed_title, self.missed, "上月未开展"),
        ):
            card = Card()
            card.setMinimumWidth(SIDE_WIDTHS[0])
            card.setMaximumWidth(SIDE_WIDTHS[1])
            card.body.setContentsMargins(12, 12, 12, 12)
            card.body.addWidget(title)
            table = TableView(name)
            table.show_model(model)
            table.horizontalHeader().setStretchLastSection(False)
            table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            card.body.addWidget(table, 1)
            side.addWidget(card, 1)
        return side

    def _connect(self) -> None:
        self.year.chosen.connect(self.load)
        self.scope.chosen.connect(self.load)
        self.month.chosen.connect(self._show_matrix)
        self.tabs.currentChanged.connect(lambda _: self._show_matrix())
        self.matrix.chosen.connect(self._ask_sessions)

    def _name(self, row: DutyRow) -> str:
        return self._names.get(row.organization, row.organization_name)

    @override
    def load(self) -> None:
        year, scope = self.year.year, self.scope.choice()
        duties, organizations = self._duties, self._organizations

        def find() -> _Found:
            tree = organizations.tree()
            known = scope if any(row.key == scope for row in tree) else None
            return _Found(tree, duties.duties(year, scope=known), duties.agenda(known))

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self.scope.offer_organizations(found.tree)
        self._rows = found.rows
        self._names = telling_names(found.tree)
        self._offer_kinds(kinds_of(found.rows))
        self.due.show_rows(found.agenda.due)
        self.missed.show_rows(found.agenda.missed)
        self.due_title.setText(f"本月应开展 {len(found.agenda.due)} 项")
        self.missed_title.setText(f"上月未开展 {len(found.agenda.missed)} 项")
        self._show_matrix()

    def _offer_kinds(self, kinds: tuple[SessionKind, ...]) -> None:
        if kinds != self.kinds:
            while self.tabs.count() > 1:
                self.tabs.removeTab(1)
            for kind in kinds:
                self.tabs.addTab(kind.label)
            self.tabs.addTab(BY_MONTH)
            self.kinds = kinds

    def _show_matrix(self) -> None:
        matrix = self._chosen_matrix()
        self.matrix.show_matrix(matrix, self._names)
        is_plot = self.tabs.currentIndex() > len(self.kinds)
        if is_plot:
            own = [row for row in self._rows if row.organization not in self._names]
            self.by_month.show_plot(duties_plot(own, self.scope.currentText(), self.year.year, self.desk.clock.today()))
        self._stack.setCurrentIndex(2 if is_plot else 0 if matrix.lines else 1)
        for state, pill in self.pills.items():
            number = matrix.count(state)
            pill.say(f"{state.label} {number}", TONES[state])
            pill.setVisible(number > 0)
        share = f"，完成率 {matrix.counted / matrix.required:.1%}" if matrix.required else ""
        self.summary.setText(f"应开展 {matrix.required} 次，已开展 {matrix.counted} 次{share}")
        self.behind.setText(HINT if matrix.lines and not is_plot else "")
        self._sessions_table.hide()

    def _chosen_matrix(self) -> DutyMatrix:
        number = self.tabs.currentIndex()
        self.month.setVisible(number == 0)
        if 0 < number <= len(self.kinds):
            return by_period(self._rows, self.kinds[number - 1])
        # Groups owe their meetings alone, and have a tab of their own for them.
        return by_kind([row for row in self._rows if row.organization not in self._names], self._day())

    def _day(self) -> date:
        today = self.desk.clock.today()
        return last_day_of_month(self.year.year, self.month.choice() or today.month)

    def _ask_sessions(self, row: DutyRow) -> None:
        self.behind.setText(f"{self._name(row)}　{duty_text(row)}")
        self.read(lambda: self._duties.sessions(row), self._show_sessions)

    def _show_sessions(self, sessions: Sequence[DutySession]) -> None:
        self.sessions.show_rows(sessions)
        self._sessions_table.setVisible(bool(sessions))


def telling_names(tree: Sequence[OrganizationRow]) -> dict[Key, str]:
    """Name groups with the branch above them: they are called the same in every branch."""
    by_key = {row.key: row.name for row in tree}
    return {
        row.key: f"{by_key[row.parent_id]}·{row.name}"
        for row in tree
        if row.kind is OrganizationKind.GROUP and row.parent_id in by_key
    }
