"""中心组: its members and their terms, the year's study, who came, and the plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QTabWidget

from models.enums import OrganizationKind
from models.keys import Key
from models.typing_override import override
from services.center_group.rows import CenterGroupMemberRow, CenterGroupYear, PlannedStudyRow
from services.center_group.service import CenterGroupService
from services.documents.service import DocumentRequest, DocumentService
from services.files import write_whole
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.service import PeopleService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.files import PDFS
from ui.window.look import Icon, Tone
from ui.window.pages.center_group.columns import (
    DUTY_TONES,
    MEMBER_COLUMNS,
    OBSERVER_COLUMNS,
    PLAN_COLUMNS,
    QUARTERS,
    SESSION_COLUMNS,
    TERM_COLUMNS,
    planned_line,
    term_line,
)
from ui.window.pages.center_group.forms import EndTermForm, MemberForm, MemberServices, RoleForm
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import Pill, label
from ui.window.widgets.listing import Listing
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.scope_choices import YearChoice

CONCERNS: Final = frozenset(
    {
        "center_group_members", "people", "exclusions", "organizations", "sessions", "session_further_kinds",
        "study_items", "attendance", "plans", "plan_items", "plan_item_sessions", "duty_rules",
    }
)  # fmt: skip
YEARS_BACK: Final = 10
COMMITTEES: Final = frozenset({OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH})
REPORT: Final = "center_group_attendance"
NO_MEMBERS: Final = ("还没有登记中心组成员", "点“新增成员”登记；登记前，应到按党委班子和领导班子成员确定。")
NO_SESSIONS: Final = ("这一年没有中心组学习", "在“学习活动”中登记类型为“中心组学习”的活动。")
NO_ATTENDANCE: Final = ("这一年没有成员出勤", "登记成员和学习活动的出勤后，这里按人统计。")
NO_OBSERVERS: Final = ("这一年没有列席旁听", "在出勤表中把列席的人标为“列席”。")
NO_PLAN: Final = ("这一年没有中心组学习计划", "建立种类为“中心组学习计划”的年度计划，并填写各项的季度。")


@dataclass(frozen=True, slots=True)
class CenterGroupServices:
    """What the page reads from and writes to."""

    center_group: CenterGroupService
    organizations: OrganizationService
    people: PeopleService
    documents: DocumentService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    tree: tuple[OrganizationRow, ...]
    members: tuple[CenterGroupMemberRow, ...]
    year: CenterGroupYear | None
    plan: tuple[PlannedStudyRow, ...]


class CenterGroupPage(Page):
    """A year and a committee above; tabs for members, study, attendance, observers and the plan."""

    def __init__(self, desk: Desk, services: CenterGroupServices) -> None:
        super().__init__(desk, "中心组", "成员任期、学习与出勤、每季度的交流研讨和学习计划", CONCERNS)
        self._services = services
        self._build_choices()
        self._build_duties()
        self._build_tabs()
        self._build_member_tools()
        for choice in (self.year, self.organization):
            choice.chosen.connect(self.load)

    def _build_choices(self) -> None:
        this_year = self.desk.clock.today().year
        self.year = YearChoice(this_year)
        self.year.offer_years(range(this_year - YEARS_BACK + 1, this_year + 2))  # the plan of next year comes early
        self.organization: Choice[Key] = Choice("党组织")
        self.organization.setMinimumWidth(260)
        self.report_button = button("保存出勤通报…", Icon.FILE, self.save_report)
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)
        self.buttons.addWidget(self.report_button)

    def _build_duties(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("交流研讨", "fieldLabel"))
        self.duties = tuple(Pill() for _ in QUARTERS)
        for pill in self.duties:
            row.addWidget(pill)
        self.no_duties = label("这个组织没有每季度交流研讨的要求。", "hint")
        row.addWidget(self.no_duties)
        row.addStretch(1)
        self.body.addLayout(row)

    def _build_tabs(self) -> None:
        self.members = Listing("成员任期表", TERM_COLUMNS, 3, NO_MEMBERS, Icon.USERS)
        self.sessions = Listing("学习情况表", SESSION_COLUMNS, 1, NO_SESSIONS, Icon.CALENDAR)
        self.attendance = Listing("成员出勤表", MEMBER_COLUMNS, 1, NO_ATTENDANCE, Icon.USERS)
        self.observers = Listing("列席旁听表", OBSERVER_COLUMNS, 4, NO_OBSERVERS, Icon.USERS)
        self.plan = Listing("学习计划表", PLAN_COLUMNS, 1, NO_PLAN, Icon.CALENDAR)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("中心组")
        self.tabs.addTab(self.members, "成员")
        self.tabs.addTab(self.sessions, "学习")
        self.tabs.addTab(self.attendance, "出勤")
        self.tabs.addTab(self.observers, "列席旁听")
        self.tabs.addTab(self.plan, "计划")
        self.body.addWidget(self.tabs, 1)
        self.sessions.tools.addWidget(button("到学习活动登记", Icon.CALENDAR, lambda: self.go_wanted.emit("sessions")))

    def _build_member_tools(self) -> None:
        listing = self.members
        listing.add_row_button(button("变更身份…", Icon.PENCIL, self.ask_change_role), lambda line: line.running)
        listing.add_row_button(button("结束任期…", Icon.USER_MINUS, self.ask_end), lambda line: line.running)
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete))
        listing.tools.addWidget(primary_button("新增成员…", Icon.USER_PLUS, self.ask_add))
        listing.table.activated_row.connect(lambda _: self.ask_change_role())

    @override
    def load(self) -> None:
        year, wanted, services = self.year.year, self.organization.choice(), self._services

        def find() -> _Found:
            tree = tuple(row for row in services.organizations.tree() if row.kind in COMMITTEES)
            keys = [row.key for row in tree]
            if not keys:
                return _Found((), (), None, ())
            key = wanted if wanted in keys else keys[0]
            group = services.center_group
            return _Found(tree, group.members(key), group.year(year, key), group.plan(year, key))

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        today = self.desk.clock.today()
        self.organization.offer(organization_options(found.tree), self.organization.choice())
        self.report_button.setEnabled(found.year is not None)
        lines = [term_line(row, today) for row in found.members]
        lines.sort(key=lambda line: line.tone is Tone.NEUTRAL)
        self.members.show_rows(lines, lambda line: line.row.key)
        self.members.summary.setText(f"在任 {sum(line.running for line in lines)} 人，任期记录 {len(lines)} 条")
        self.plan.show_rows([planned_line(row, self.year.year, today) for row in found.plan], lambda line: line.row.key)
        self.plan.summary.setText(f"共 {len(found.plan)} 项，已完成 {sum(row.done for row in found.plan)} 项")
        if found.year is not None:
            self._show_year(found.year)

    def _show_year(self, told: CenterGroupYear) -> None:
        held = told.held
        self.sessions.show_rows(told.sessions, lambda row: row.key)
        discussions = sum(row.discussion for row in held)
        self.sessions.summary.setText(f"已举行 {len(held)} 次，其中交流研讨 {discussions} 次")
        self.attendance.show_rows(told.members, lambda row: row.person_id)
        expected, present = (sum(getattr(row, name) for row in told.members) for name in ("expected", "present"))
        self.attendance.summary.setText(
            f"应到 {expected} 人次，实到 {present} 人次；补学算学过，不算实到" if expected else "按学习活动的出勤表统计"
        )
        self.observers.show_rows(told.observers, lambda row: row.person_id)
        self.observers.summary.setText(f"列席旁听 {sum(row.sessions for row in told.observers)} 人次")
        required = {duty.quarter: duty for duty in told.duties if duty.required}
        for quarter, pill in enumerate(self.duties, start=1):
            pill.setVisible(quarter in required)
            if quarter in required:
                duty = required[quarter]
                words = f"{QUARTERS[quarter - 1]} {duty.held}/{duty.required} {duty.state.label}"
                pill.say(words, DUTY_TONES[duty.state])
        self.no_duties.setVisible(not required)

    def ask_add(self) -> None:
        """Open the form for a new member."""
        key = self.organization.choice()
        if key is not None:
            services = MemberServices(self._services.center_group, self._services.people)
            self.open_form(MemberForm(self.desk, services, key, self))

    def ask_change_role(self) -> None:
        """Open the form that changes the chosen member's role."""
        line = self.members.chosen()
        if line is not None and line.running:
            self.open_form(RoleForm(self.desk, self._services.center_group, line.row, self))

    def ask_end(self) -> None:
        """Open the form that ends the chosen member's term."""
        line = self.members.chosen()
        if line is not None:
            self.open_form(EndTermForm(self.desk, self._services.center_group, line.row, self))

    def ask_delete(self) -> None:
        """Delete the chosen term, once confirmed."""
        line = self.members.chosen()
        if line is None:
            return
        words = f"删除{line.row.name}的这一条任期？只有录错了才删除，不再担任请用“结束任期”。"
        if confirmed(self, "删除任期", words, "删除"):
            self.write(lambda: self._services.center_group.delete_member(line.row.key), "任期已删除。")

    def save_report(self) -> None:
        """Save the year's report on attendance as a file."""
        request = DocumentRequest(REPORT, self.year.year, self.organization.choice())
        proposed = Path.home() / f"中心组学习出勤情况通报（{self.year.year}年）.pdf"
        path = self.desk.files.to_save(self, "保存出勤通报", proposed, PDFS)
        if path is None:
            return

        def write() -> Path:
            write_whole(path, self._services.documents.render(request))
            return path

        self.desk.runner.run(
            self, write, lambda saved: self.message_bar.say(f"已保存到 {saved}", Tone.GOOD), self.show_refusal
        )
