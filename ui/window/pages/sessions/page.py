"""学习活动: the list with its filters, the forms, and the attendance of one session."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.enums import OrganizationKind, SessionKind, SessionState
from models.keys import Key
from models.typing_override import override
from services.attachments.rows import Holder, HolderKind
from services.attachments.service import AttachmentService
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.figures.rows import Record
from services.history.service import HistoryService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.service import PeopleService
from services.sessions.rows import AttendanceCounts, SessionDraft, SessionFilter, SessionRow
from services.sessions.service import SessionService
from services.study_resources.rows import ResourceRow
from services.study_resources.service import StudyResourceService
from ui.window.attachments.panel import AttachmentsPanel
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.history.panel import HistoryPanel
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.sessions.session_form import SessionForm
from ui.window.pages.sessions.sheet_view import SheetView
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.labels import label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.table import EMPTY, Column, RowModel, TableView

ALL_YEARS: Final = "全部年度"
ALL_KINDS: Final = "全部类型"
ALL_STATES: Final = "全部状态"
ALL_ORGANIZATIONS: Final = "全部组织"
CONCERNS: Final = frozenset(
    {"sessions", "session_further_kinds", "attendance", "organizations", "people", "campaigns", "study_resources"}
)
STATE_TONES: Final = {
    SessionState.HELD: Tone.GOOD,
    SessionState.PLANNED: Tone.WAITING,
    SessionState.CANCELLED: Tone.NEUTRAL,
    SessionState.DRAFT: Tone.NEUTRAL,
}


def kinds_text(row: SessionRow) -> str:
    """Name the primary kind, then the further ones."""
    return "、".join(kind.label for kind in (row.kind, *row.further_kinds))


def _hours_text(row: SessionRow) -> str:
    return "" if row.hours is None else f"{row.hours:f}"


def _count_text(row: SessionRow, count: int) -> str:
    return str(count) if row.counts != AttendanceCounts() else EMPTY


def _expected(row: SessionRow) -> int:
    return row.counts.expected


def _present(row: SessionRow) -> int:
    return row.counts.present


NOTHING: Final = ("没有符合条件的活动", "点“新增活动”登记，或放宽筛选条件。")
TITLE_COLUMN: Final = 2
COLUMNS: Final[tuple[Column[SessionRow], ...]] = (
    Column("编号", lambda row: row.number, width=116),
    Column("日期", lambda row: row.starts_on.isoformat(), lambda row: row.starts_on, width=104),
    Column("主题", lambda row: row.title, width=240),
    Column("类型", kinds_text, width=140),
    Column("组织单位", lambda row: row.organization_name, width=140),
    Column("学时", _hours_text, lambda row: row.hours, width=60, numeric=True),
    Column("应到", lambda row: _count_text(row, row.counts.expected), _expected, width=60, numeric=True),
    Column("实到", lambda row: _count_text(row, row.counts.present), _present, width=60, numeric=True),
    Column("状态", lambda row: row.state.label, width=86, tone=lambda row: STATE_TONES[row.state]),
)


def _names(organizations: Sequence[OrganizationRow]) -> dict[Key, str]:
    """Name organisations; a group with its branch, for every branch has a 第一党小组."""
    names = {row.key: row.name for row in organizations}
    groups = [row for row in organizations if row.kind is OrganizationKind.GROUP and row.parent_id in names]
    return names | {row.key: "/".join(row.path.split("/")[-2:]) for row in groups}


@dataclass(frozen=True, slots=True)
class SessionServices:
    """What the page reads from and writes to."""

    sessions: SessionService
    organizations: OrganizationService
    people: PeopleService
    campaigns: CampaignService
    resources: StudyResourceService
    attachments: AttachmentService
    history: HistoryService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    campaigns: tuple[CampaignRow, ...]
    rows: tuple[SessionRow, ...]
    resources: tuple[ResourceRow, ...]


class SessionsPage(Page):
    """The list of sessions, and in its place the attendance of one."""

    def __init__(self, desk: Desk, services: SessionServices) -> None:
        super().__init__(desk, "学习活动", "会议、学习、培训及出勤", CONCERNS)
        self._sessions = services.sessions
        self._campaigns = services.campaigns
        self._organizations = services.organizations
        self._resources = services.resources
        self._attachments = services.attachments
        self._history = services.history
        self._found = _Found((), (), (), (), ())
        self.model = RowModel(COLUMNS, self)
        self.table = TableView("学习活动列表")
        self.sheet = SheetView(desk, services.sessions, services.people, self.message_bar)
        self.form: SessionForm | None = None
        self._saved: Key | None = None
        self._count = label("", "hint")
        self._build_filters()
        self._build_buttons()
        self._build_body()
        self._connect()

    def _build_filters(self) -> None:
        self.year = Choice[int | None]("年度", [(ALL_YEARS, None)])
        kinds: list[tuple[str, SessionKind | None]] = [(ALL_KINDS, None), *((kind.label, kind) for kind in SessionKind)]
        self.kind = Choice("活动类型筛选", kinds)
        states: list[tuple[str, SessionState | None]] = [(ALL_STATES, None)]
        self.state = Choice("状态筛选", [*states, *((state.label, state) for state in SessionState)])
        self.organization = Choice[Key | None]("组织筛选", [(ALL_ORGANIZATIONS, None)])
        self.search = SearchEdit("搜索主题、编号、主讲人、地点")
        this_year = self.desk.clock.today().year
        self.year.offer([(f"{this_year}年", this_year)], this_year)

    def _build_buttons(self) -> None:
        self.attendance_button = button("登记出勤", Icon.ID_BADGE, self.open_sheet)
        self.change_button = button("修改…", Icon.PENCIL, self.ask_change)
        self.cancel_button = button("取消活动…", Icon.CLOSE, self.ask_cancel)
        self.delete_button = button("删除…", Icon.TRASH, self.ask_delete)
        self.add_button = primary_button("新增活动…", Icon.PLUS, self.ask_add)
        for made in self._row_buttons():
            made.setEnabled(False)
            self.buttons.addWidget(made)
        self.buttons.addWidget(self.add_button)

    def _row_buttons(self) -> tuple[QPushButton, ...]:
        return (self.attendance_button, self.change_button, self.cancel_button, self.delete_button)

    def _build_body(self) -> None:
        self.table.show_model(self.model)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(TITLE_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for field in (self.year, self.kind, self.organization, self.state):
            field.setMaximumWidth(190)
            filters.addWidget(field)
        filters.addWidget(self.search, 1)
        column.addLayout(filters)
        column.addWidget(self._count)
        self._rows_or_nothing = QStackedWidget()
        self._rows_or_nothing.addWidget(self.table)
        self._rows_or_nothing.addWidget(EmptyState(Icon.CALENDAR, *NOTHING))
        column.addWidget(self._rows_or_nothing, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self.sheet)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for field in (self.year, self.kind, self.organization, self.state):
            field.chosen.connect(self.load)
        self.search.searched.connect(lambda _: self.load())
        self.table.activated_row.connect(lambda _: self.open_sheet())
        self.table.selectionModel().selectionChanged.connect(lambda: self._allow())
        self.model.modelReset.connect(self._allow)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.open_sheet)
        self.sheet.left.connect(self.show_list)

    @override
    def load(self) -> None:
        wanted = SessionFilter(
            self.year.choice(), self.organization.choice(), self.kind.choice(), self.state.choice(), self.search.text()
        )
        sessions, organizations, resources = self._sessions, self._organizations, self._resources
        campaigns = self._campaigns

        def find() -> _Found:
            listed = sessions.list(wanted)
            return _Found(sessions.years(), organizations.tree(), campaigns.list(), listed, resources.resources())

        self.read(find, self._show)
        if self.sheet.session_key is not None and not self.sheet.model.is_touched:
            self.sheet.open(self.sheet.session_key)

    def _show(self, found: _Found) -> None:
        self._found = found
        self.year.offer([(ALL_YEARS, None), *((f"{year}年", year) for year in found.years)], self.year.choice())
        self.organization.offer(
            [(ALL_ORGANIZATIONS, None), *organization_options(found.organizations)], self.organization.choice()
        )
        row = self._chosen()
        wanted = self._saved or (None if row is None else row.key)
        self._saved = None
        names = _names(found.organizations)
        self.model.show_rows([replace(row, organization_name=names[row.organization_id]) for row in found.rows])
        keys = [row.key for row in self.model.rows]
        if wanted in keys:
            self.table.selectRow(keys.index(wanted))
        elif keys:
            self.table.selectRow(0)
        self._count.setText(
            f"共 {len(keys)} 次活动" if keys else "没有符合条件的活动，可点“新增活动”登记，或放宽筛选条件"
        )

    def _choose_saved(self, changes: Changes) -> None:
        self._saved = changes.key

    def _chosen(self) -> SessionRow | None:
        number = self.table.selected_row()
        return self.model.rows[number] if number is not None and number < len(self.model.rows) else None

    def _allow(self) -> None:
        row = self._chosen()
        for made in self._row_buttons():
            made.setEnabled(row is not None)
        self.cancel_button.setEnabled(row is not None and row.state is not SessionState.CANCELLED)

    @override
    def seek(self, record: Record) -> None:
        self.show_list()
        with ExitStack() as quiet:
            for field in (self.kind, self.organization, self.state, self.search):
                quiet.enter_context(QSignalBlocker(field))
            self.search.clear()
            self.kind.choose(None)
            self.organization.choose(None)
            self.state.choose(None)
            self.year.offer([(ALL_YEARS, None), (f"{record.year}年", record.year)], record.year)

    @override
    def open_record(self, record: Record) -> None:
        keys = [row.key for row in self.model.rows]
        session = record.owner or record.key
        if session in keys:
            self.table.selectRow(keys.index(session))
            if record.table == "attendance":
                self.open_sheet()
            else:
                self.ask_change()

    def open_sheet(self) -> None:
        """Show the attendance of the chosen session."""
        row = self._chosen()
        if row is not None:
            self.sheet.open(row.key)
            self._stack.setCurrentWidget(self.sheet)
            self._show_buttons(shown=False)

    def show_list(self) -> None:
        """Show the list again."""
        self._stack.setCurrentIndex(0)
        self._show_buttons(shown=True)
        self.table.setFocus()

    def _show_buttons(self, *, shown: bool) -> None:
        for made in (*self._row_buttons(), self.add_button):
            made.setVisible(shown)

    def ask_add(self) -> None:
        """Open the form for a new session, on today and for the organisation that is filtered."""
        if not self._found.organizations:
            return
        organization = self.organization.choice() or self._found.organizations[0].key
        kind = self.kind.choice() or SessionKind.THEME_DAY
        self._open_form(SessionDraft(kind, "", organization, self.desk.clock.today()), None)

    def ask_change(self) -> None:
        """Open the form of the chosen session."""
        row = self._chosen()
        if row is not None:
            key = row.key
            self.read(lambda: self._sessions.get(key), lambda detail: self._open_form(detail.draft, key))

    def _open_form(self, draft: SessionDraft, key: Key | None) -> None:
        found = self._found
        self.form = SessionForm(
            self.desk,
            self._sessions,
            draft,
            found.organizations,
            found.campaigns,
            resources=found.resources,
            key=key,
            parent=self,
        )
        if key is not None:
            holder = Holder(HolderKind.SESSION, key)
            self.form.add_attachments(AttachmentsPanel(self.desk, self._attachments, holder))
            self.form.tabs.addTab(HistoryPanel(self.desk, self._history, "sessions", key), "历史")
        self.form.saved.connect(self._choose_saved)
        self.form.open()

    def ask_cancel(self) -> None:
        """Call the chosen session off, once confirmed."""
        row = self._chosen()
        question = "取消后活动仍留在列表中，但不计入任何统计。"
        if row is not None and confirmed(self, "取消活动", f"取消“{row.title}”？{question}", "取消活动"):
            self.write(lambda: self._sessions.cancel(row.key), "活动已取消。")

    def ask_delete(self) -> None:
        """Delete the chosen session, once confirmed."""
        row = self._chosen()
        question = "它的出勤记录一并删除。没有举行的活动请用“取消活动”。"
        if row is not None and confirmed(self, "删除活动", f"删除“{row.title}”？{question}", "删除"):
            self.write(lambda: self._sessions.delete(row.key), "活动已删除。")
