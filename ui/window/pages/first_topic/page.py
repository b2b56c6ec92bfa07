"""第一议题: what was studied, what was decided on it, who is late, what has been closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from models.enums import ProjectState, SessionKind, WorkState
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.figures.rows import Figures, Record
from services.figures.service import FigureService
from services.follow_up.rows import FollowUpFilter, MeasureRow, ProjectDraft, ProjectRow, StudiedItem
from services.follow_up.service import FollowUpService
from services.sessions.rows import SessionFilter, SessionRow
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.form import scrolled
from ui.window.look import Icon
from ui.window.pages.first_topic.columns import ITEM_COLUMNS, MEASURE_COLUMNS, PROJECT_COLUMNS, SOON_COLUMNS
from ui.window.pages.first_topic.forms import (
    CloseForm,
    CompleteForm,
    ItemForm,
    MeasureForm,
    ProgressForm,
    ProjectForm,
    Work,
)
from ui.window.pages.first_topic.panels import FigureRow, LateCard
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import YearChoice

CONCERNS: Final = frozenset(
    {
        "follow_up_projects", "follow_up_measures", "follow_up_progress", "sessions", "session_further_kinds",
        "study_items", "organizations",
    }
)  # fmt: skip
TABS_HEIGHT: Final = 470
UNIT_WIDTH: Final = 190
NO_PROJECTS: Final = ("没有符合条件的落实项目", "点“新增项目”登记党委会研究确定的事项，或放宽筛选条件。")
NO_MEASURES: Final = ("这个项目还没有举措", "点“新增举措”，写明责任单位和完成时限。")
NONE_SOON: Final = ("30天内没有到期的举措", "完成时限在今后30天内的举措会列在这里。")
NO_ITEMS: Final = ("这一年还没有第一议题学习", "在“学习活动”中登记类型为第一议题的活动和学习内容。")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    projects: tuple[ProjectRow, ...]
    late: tuple[MeasureRow, ...]
    soon: tuple[MeasureRow, ...]
    items: tuple[StudiedItem, ...]
    sessions: tuple[SessionRow, ...]


class FirstTopicPage(Page):
    """A year above; its figures, what is overdue, then tabs for the projects, what is due soon, what was studied."""

    def __init__(
        self, desk: Desk, follow_up: FollowUpService, figures: FigureService, sessions: SessionService
    ) -> None:
        super().__init__(desk, "第一议题", "传达、研究、落实、办结；项目表含往年还没有办结的", CONCERNS)
        self._follow_up = follow_up
        self._figure_service = figures
        self._session_service = sessions
        self._sessions: Sequence[SessionRow] = ()
        self._saved: Key | None = None
        self._build_upper_part()
        self._build_tabs()
        self._build_project_tools()
        self._build_measure_tools()
        self._build_due_tools()
        self._connect()

    def _build_upper_part(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        states: list[tuple[str, ProjectState | None]] = [("全部状态", None)]
        self.state = Choice("状态筛选", [*states, *((state.label, state) for state in ProjectState)])
        self.unit = SearchEdit("搜索责任单位、责任人")
        self.unit.setMinimumWidth(UNIT_WIDTH)
        for control in (self.year, self.state, self.unit):
            self.buttons.addWidget(control)
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(12)
        self.figures = FigureRow()
        self.late = LateCard()
        self.figures.past_wanted.connect(self.show_changes_of)
        self._content.addWidget(self.figures)
        self._content.addWidget(self.late)
        self.body.addWidget(scrolled(content), 1)

    def _build_tabs(self) -> None:
        self.projects = Listing("落实项目表", PROJECT_COLUMNS, 1, NO_PROJECTS, Icon.FLAG)
        self.measures = Listing("举措表", MEASURE_COLUMNS, 1, NO_MEASURES, Icon.FLAG)
        self.soon = Listing("近期到期举措", SOON_COLUMNS, 1, NONE_SOON, Icon.CLOCK)
        self.items = Listing("学习内容表", ITEM_COLUMNS, 1, NO_ITEMS, Icon.CALENDAR)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.projects)
        both.addWidget(self.measures)
        both.setChildrenCollapsible(False)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("第一议题")
        self.tabs.setMinimumHeight(TABS_HEIGHT)
        self.tabs.addTab(both, "落实项目")
        self.tabs.addTab(self.soon, "30天内到期")
        self.tabs.addTab(self.items, "学习内容")
        self._content.addWidget(self.tabs, 1)

    def _build_project_tools(self) -> None:
        listing = self.projects
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_project))
        listing.add_row_button(
            button("办结…", Icon.CHECK, self.ask_close), lambda row: row.state is not ProjectState.CLOSED
        )
        listing.add_row_button(
            button("撤销办结", Icon.REFRESH, self.reopen), lambda row: row.state is ProjectState.CLOSED
        )
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_project))
        listing.tools.addWidget(primary_button("新增项目…", Icon.PLUS, self.ask_add_project))

    def _build_measure_tools(self) -> None:
        listing = self.measures
        self._add_work_buttons(listing, "举措")
        change = button("修改…", Icon.PENCIL, self.ask_change_measure)
        delete = button("删除…", Icon.TRASH, self.ask_delete_measure)
        for made, name in ((change, "修改举措"), (delete, "删除举措")):
            made.setAccessibleName(name)
            listing.add_row_button(made, lambda row: not row.is_closed)
        self.add_measure_button = button("新增举措…", Icon.PLUS, self.ask_add_measure)
        listing.tools.addWidget(self.add_measure_button)

    def _build_due_tools(self) -> None:
        for listing, where in ((self.late.listing, "逾期举措"), (self.soon, "到期举措")):
            self._add_work_buttons(listing, where)
            show = button("查看项目", Icon.SEARCH, partial(self.show_project_of, listing))
            show.setAccessibleName(f"查看{where}的项目")
            listing.add_row_button(show)
        self.items.add_row_button(button("补录来源…", Icon.PENCIL, self.ask_change_item))

    def _add_work_buttons(self, listing: Listing[MeasureRow], where: str) -> None:
        note = button("登记进展…", Icon.FILE, lambda: self.ask_progress(listing))
        note.setAccessibleName(f"登记{where}的进展")
        listing.add_row_button(note, lambda row: not row.is_closed)
        done = button("完成…", Icon.GOOD, lambda: self.ask_complete(listing))
        done.setAccessibleName(f"完成{where}")
        listing.add_row_button(done, lambda row: not row.is_closed and row.draft.state is not WorkState.DONE)

    def _connect(self) -> None:
        for choice in (self.year, self.state):
            choice.chosen.connect(self.load)
        self.unit.searched.connect(lambda _: self.load())
        self.projects.table.selectionModel().selectionChanged.connect(lambda: self._show_measures())
        self.projects.table.activated_row.connect(lambda _: self.ask_change_project())
        for listing in (self.measures, self.late.listing, self.soon):
            listing.table.activated_row.connect(lambda _, listing=listing: self.ask_progress(listing))
        self.items.table.activated_row.connect(lambda _: self.ask_change_item())

    def show_changes_of(self, figure: str) -> None:
        """Show who changed a figure of the year shown."""
        self.show_past(self._figure_service.behind(self.year.year), tuple(self.figures.cards), figure)

    @override
    def load(self) -> None:
        year = self.year.year
        wanted = FollowUpFilter(year, carried=True, state=self.state.choice(), unit=self.unit.text())
        self.read(lambda: self._find(year, wanted), self._show)
        self.read(lambda: self._figure_service.figures(year), self._show_figures)

    def _find(self, year: int, wanted: FollowUpFilter) -> _Found:
        follow_up = self._follow_up
        meetings = follow_up.meetings(year)
        return _Found(
            years=follow_up.years(),
            projects=follow_up.projects(wanted),
            late=follow_up.overdue(),
            soon=follow_up.due_soon(),
            items=tuple(item for meeting in reversed(meetings) for item in meeting.items),
            sessions=self._session_service.list(SessionFilter(year=year, kind=SessionKind.FIRST_TOPIC)),
        )

    def _show(self, found: _Found) -> None:
        self._sessions = found.sessions
        self.year.offer_years(found.years)
        self.late.show_late(found.late)
        self.projects.show_rows(found.projects, lambda row: row.key)
        saved, self._saved = self._saved, None
        if saved is not None:
            self.projects.choose(lambda row: row.key == saved)
        self._show_measures()
        self.soon.show_rows(found.soon, lambda row: row.key)
        self.items.show_rows(found.items, lambda row: row.key)
        closed = sum(row.state is ProjectState.CLOSED for row in found.projects)
        self.projects.summary.setText(f"共 {len(found.projects)} 项，已办结 {closed} 项")
        self.soon.summary.setText(f"共 {len(found.soon)} 条，不分年度")
        unsourced = sum(not item.source.source for item in found.items)
        self.items.summary.setText(f"共 {len(found.items)} 项，{unsourced} 项没有来源")

    def _show_figures(self, figures: Figures) -> None:
        self.figures.show_values(figures.values)

    def _show_measures(self) -> None:
        project = self.projects.chosen()
        self.measures.setVisible(project is not None)
        self.measures.show_rows(() if project is None else project.measures, lambda row: row.key)
        self.measures.summary.setText("" if project is None else f"举措：{project.draft.name}")
        self.add_measure_button.setEnabled(project is not None and project.closed_on is None)

    def _work(self) -> Work:
        return Work(self.desk, self._follow_up, self)

    def _choose_saved(self, changes: Changes) -> None:
        self._saved = changes.key

    def _default_day(self) -> date:
        today = self.desk.clock.today()
        return today if today.year == self.year.year else date(self.year.year, 12, 31)

    def ask_add_project(self) -> None:
        """Open the form for a new project; the latest first-topic session of the year is proposed."""
        today = self.desk.clock.today()
        session = next((one for one in self._sessions if one.starts_on <= today), None)
        day = self._default_day() if session is None else session.starts_on
        draft = ProjectDraft("", day, None if session is None else session.key)
        form = ProjectForm(self._work(), draft, self._sessions)
        form.saved.connect(self._choose_saved)
        self.open_form(form)

    def ask_change_project(self) -> None:
        """Open the form of the chosen project."""
        row = self.projects.chosen()
        if row is not None:
            self.open_form(ProjectForm(self._work(), row.draft, self._sessions, row))

    def ask_close(self) -> None:
        """Open the form that closes the chosen project."""
        row = self.projects.chosen()
        if row is not None:
            self.open_form(CloseForm(self._work(), row, self.desk.clock.today()))

    def reopen(self) -> None:
        """Take back that the chosen project was closed."""
        row = self.projects.chosen()
        if row is not None:
            self.write(lambda: self._follow_up.reopen_project(row.key), "已撤销办结。")

    def ask_delete_project(self) -> None:
        """Delete the chosen project, once confirmed."""
        row = self.projects.chosen()
        if row is None:
            return
        words = f"删除“{row.draft.name}”和它的 {len(row.measures)} 条举措？只有录错了才删除。"
        if confirmed(self, "删除项目", words, "删除"):
            self.write(lambda: self._follow_up.delete_project(row.key), "项目已删除。")

    def ask_add_measure(self) -> None:
        """Open the form for a new measure of the chosen project."""
        row = self.projects.chosen()
        if row is not None:
            self.open_form(MeasureForm(self._work(), row.key))

    def ask_change_measure(self) -> None:
        """Open the form of the chosen measure."""
        row = self.measures.chosen()
        if row is not None:
            self.open_form(MeasureForm(self._work(), row.project, row))

    def ask_delete_measure(self) -> None:
        """Delete the chosen measure, once confirmed."""
        row = self.measures.chosen()
        if row is not None and confirmed(
            self, "删除举措", f"删除举措“{row.draft.content}”？只有录错了才删除。", "删除"
        ):
            self.write(lambda: self._follow_up.delete_measure(row.key), "举措已删除。")

    def ask_progress(self, listing: Listing[MeasureRow]) -> None:
        """Open the form that notes how the chosen measure of a list comes on."""
        row = listing.chosen()
        if row is not None:
            self.open_form(ProgressForm(self._work(), row, self.desk.clock.today()))

    def ask_complete(self, listing: Listing[MeasureRow]) -> None:
        """Open the form that marks the chosen measure of a list as done."""
        row = listing.chosen()
        if row is not None:
            self.open_form(CompleteForm(self._work(), row, self.desk.clock.today()))

    def show_project_of(self, listing: Listing[MeasureRow]) -> None:
        """Show the project of the chosen measure of a list, in the year in which it was decided."""
        row = listing.chosen()
        if row is None:
            return
        self._saved = row.project
        self.tabs.setCurrentIndex(0)
        self.unit.clear()
        with QSignalBlocker(self.year), QSignalBlocker(self.state):  # one reading for both
            self.year.choose(row.decided_on.year)
            self.state.choose(None)
        self.load()

    @override
    def seek(self, record: Record) -> None:
        self.tabs.setCurrentIndex(0)
        self.unit.clear()
        self.year.turn_to(record.year)
        self.state.prefer(None)

    @override
    def open_record(self, record: Record) -> None:
        if self.projects.choose(lambda row: row.key == (record.owner or record.key)):
            if self.measures.choose(lambda row: row.key == record.key):
                self.ask_change_measure()
            elif record.owner is None:
                self.ask_change_project()

    def ask_change_item(self) -> None:
        """Open the form of the chosen study item's source."""
        row = self.items.chosen()
        if row is not None:
            self.open_form(ItemForm(self._work(), row))
