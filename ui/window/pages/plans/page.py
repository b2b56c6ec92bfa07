"""计划: the plans of a year, their items and how far they came, next year's draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from models.enums import PlanKind, PlanLevel, WorkState
from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from services.figures.rows import Record
from services.needs.rows import AskedSubject, NeedTally
from services.needs.service import NeedService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.plans.rows import (
    ItemSession,
    PlanDraft,
    PlanFilter,
    PlanItemDraft,
    PlanItemRow,
    PlanRow,
    PlanTotals,
    item_of_need,
)
from services.plans.service import PlanService
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.plans.dialogs import DraftDialog, LinkDialog
from ui.window.pages.plans.forms import PlanForm, PlanItemForm
from ui.window.pages.plans.needs_panel import NeedsPanel
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice
from ui.window.widgets.table import Column

CONCERNS: Final = frozenset(
    {
        "plans",
        "plan_items",
        "plan_item_sessions",
        "campaigns",
        "sessions",
        "shortcomings",
        "duty_rules",
        "organizations",
        "training_needs",
    }
)
STATE_TONES: Final = {
    WorkState.NOT_STARTED: Tone.NEUTRAL,
    WorkState.IN_PROGRESS: Tone.WAITING,
    WorkState.DONE: Tone.GOOD,
}
SHOWN_DAYS: Final = 4
NO_PLANS: Final = ("这一年还没有计划", "点“新增”，或在上一年点“起草下一年计划”。")
NO_ITEMS: Final = ("这份计划还没有事项", "点“新增事项”逐项录入。")


def _state_text(row: PlanItemRow) -> str:
    return f"逾期{row.days_late}天" if row.days_late else row.shown_state.label


def _state_tone(row: PlanItemRow) -> Tone:
    return Tone.BAD if row.days_late else STATE_TONES[row.shown_state]


PLAN_COLUMNS: Final[tuple[Column[PlanRow], ...]] = (
    Column("计划", lambda row: row.draft.name, width=170),
    Column("完成", lambda row: f"{row.done}/{len(row.items)}", lambda row: row.done, 60, numeric=True),
)
ITEM_COLUMNS: Final[tuple[Column[PlanItemRow], ...]] = (
    Column("事项", lambda row: row.draft.title, width=200),
    Column("类型", lambda row: row.draft.kind, width=92),
    Column("完成时限", lambda row: row.draft.deadline, width=94),
    Column("进度", lambda row: f"{row.held}/{row.needed} 次", lambda row: row.held / row.needed, 76, numeric=True),
    Column("状态", _state_text, width=86, tone=_state_tone),
    Column("责任单位", lambda row: row.draft.responsible_unit, width=100),
    Column(
        "预算（元）", lambda row: yuan_text(row.draft.budget_fen), lambda row: row.draft.budget_fen, 92, numeric=True
    ),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    campaigns: tuple[CampaignRow, ...]
    plans: tuple[PlanRow, ...]
    totals: PlanTotals
    needs: NeedTally


@dataclass(frozen=True, slots=True)
class PlanPageServices:
    """What the page reads from and writes to."""

    plans: PlanService
    organizations: OrganizationService
    sessions: SessionService
    needs: NeedService
    campaigns: CampaignService


class PlansPage(Page):
    """A year and a scope above; the plans at the left, the items of the chosen one beside them."""

    def __init__(self, desk: Desk, services: PlanPageServices) -> None:
        super().__init__(desk, "计划", "关联已举行的活动，事项按次数自动完成", CONCERNS)
        self._plans = services.plans
        self._organizations = services.organizations
        self._sessions = services.sessions
        self._needs = services.needs
        self._campaigns = services.campaigns
        self._offered: tuple[OrganizationRow, ...] = ()
        self._named: tuple[CampaignRow, ...] = ()
        self._suggested: Mapping[Key, tuple[ItemSession, ...]] = {}
        self._build_choices()
        self._build_lists()
        self._connect()

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.draft_button = primary_button("起草下一年计划…", Icon.SPARKLES, self.ask_draft)
        for made in (self.year, self.organization, self.draft_button):
            self.buttons.addWidget(made)

    def _build_lists(self) -> None:
        self.totals = label("", "hint")
        self.plan_list = Listing("计划列表", PLAN_COLUMNS, 0, NO_PLANS, Icon.GOOD)
        self.plan_list.tools.addWidget(button("新增…", Icon.PLUS, self.ask_add_plan))
        self.plan_list.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_plan))
        self.plan_list.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_plan))
        self.items = Listing("计划事项", ITEM_COLUMNS, 0, NO_ITEMS, Icon.GOOD)
        self.items.add_row_button(button("关联活动…", Icon.CALENDAR, self.ask_link))
        self.items.add_row_button(button("修改事项…", Icon.PENCIL, self.ask_change_item))
        self.items.add_row_button(button("删除事项…", Icon.TRASH, self.ask_delete_item))
        self._build_suggestion()
        self.add_item_button = button("新增事项…", Icon.PLUS, self.ask_add_item)
        self.items.tools.addWidget(self.add_item_button)
        self.needs = NeedsPanel()
        self.plan_need_button = button("列为事项…", Icon.PLUS, self.ask_plan_need)
        self.needs.add_row_button(self.plan_need_button, self._can_plan)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.items)
        right.addWidget(self.needs)
        right.setChildrenCollapsible(False)
        right.setSizes([380, 200])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.plan_list)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 820])
        self.body.addWidget(self.totals)
        self.body.addWidget(split, 1)

    def _build_suggestion(self) -> None:
        """Build the line that offers to link what fits the chosen item, in one click."""
        self.suggestion = label("", "hint")
        self.suggestion.setMinimumWidth(1)  # a long title gives way, not the window
        self.link_suggested_button = button("关联这些活动", Icon.CHECK, self.link_suggested)
        policy = self.link_suggested_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else the rows would jump under the pointer
        self.link_suggested_button.setSizePolicy(policy)
        self.items.filters.addWidget(self.suggestion, 1)
        self.items.filters.addWidget(self.link_suggested_button)
        self._show_suggestion()

    def _connect(self) -> None:
        self.year.chosen.connect(self.load)
        self.organization.chosen.connect(self.load)
        self.plan_list.table.selectionModel().selectionChanged.connect(lambda: self._show_items())
        self.plan_list.table.activated_row.connect(lambda _: self.ask_change_plan())
        self.items.table.activated_row.connect(lambda _: self.ask_change_item())
        self.items.table.selectionModel().selectionChanged.connect(lambda: self._show_suggestion())

    @override
    def load(self) -> None:
        year, organization = self.year.year, self.organization.choice()
        plans, organizations, needs = self._plans, self._organizations, self._needs
        campaigns = self._campaigns

        def find() -> _Found:
            asked = needs.tally(year, organization)
            return _Found(
                plans.years(),
                organizations.tree(),
                campaigns.list(),
                plans.plans(PlanFilter(year, organization_id=organization)),
                plans.totals(year, organization),
                asked if asked.rows else needs.tally(year - 1, organization),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self._offered = found.organizations
        self._named = found.campaigns
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        self.totals.setText(f"计划项目 {found.totals.items} 项，已完成 {found.totals.done} 项")
        self.plan_list.show_rows(found.plans, lambda row: row.key)
        self._show_items()
        self.needs.show_tally(found.needs)

    def _show_items(self) -> None:
        plan = self.plan_list.chosen()
        self.add_item_button.setEnabled(plan is not None)
        asked = self.needs.chosen()
        self.plan_need_button.setEnabled(asked is not None and self._can_plan(asked))
        items = () if plan is None else plan.items
        self.items.show_rows(items, lambda row: row.key)
        late = sum(row.days_late > 0 for row in items)
        self.items.summary.setText(f"共 {len(items)} 项" + (f"，逾期 {late} 项" if late else ""))
        self._suggested = {}
        self._show_suggestion()
        if plan is not None:
            self.read(lambda: self._plans.suggestions(plan.key), self._take_suggestions)

    def _take_suggestions(self, found: Mapping[Key, tuple[ItemSession, ...]]) -> None:
        self._suggested = found
        self._show_suggestion()

    def _show_suggestion(self) -> None:
        row = self.items.chosen()
        fitting = () if row is None else self._suggested.get(row.key, ())
        for made in (self.suggestion, self.link_suggested_button):
            made.setVisible(bool(fitting))
        days = "、".join(f"{one.held_on.month}月{one.held_on.day}日" for one in fitting[:SHOWN_DAYS])
        days += "等" if len(fitting) > SHOWN_DAYS else ""
        self.suggestion.setText(f"有 {len(fitting)} 次已举行的同类活动没有关联：{days}")
        self.suggestion.setToolTip("\n".join(f"{one.held_on.isoformat()} {one.title}" for one in fitting))

    def link_suggested(self) -> None:
        """Link what is suggested for the chosen item."""
        row = self.items.chosen()
        keys = [] if row is None else [session.key for session in self._suggested.get(row.key, ())]
        if row is not None and keys:
            self.write(lambda: self._plans.link(row.key, keys), f"已关联 {len(keys)} 次活动，可在“关联活动”中去掉。")

    @override
    def seek(self, record: Record) -> None:
        self.year.turn_to(record.year)
        self.organization.prefer(None)

    @override
    def open_record(self, record: Record) -> None:
        if self.plan_list.choose(lambda row: row.key == (record.owner or record.key)) and (
            self.items.choose(lambda row: row.key == record.key)
        ):
            self.ask_change_item()

    def ask_add_plan(self) -> None:
        """Open the form for a new plan of the year shown."""
        draft = PlanDraft(self.year.year, "", PlanKind.TRAINING, PlanLevel.COMMITTEE, self.organization.choice())
        self.open_form(PlanForm(self.desk, self._plans, draft, self._offered, self._named, parent=self))

    def ask_change_plan(self) -> None:
        """Open the form of the chosen plan."""
        row = self.plan_list.chosen()
        if row is not None:
            self.open_form(
                PlanForm(self.desk, self._plans, row.draft, self._offered, self._named, key=row.key, parent=self)
            )

    def ask_delete_plan(self) -> None:
        """Delete the chosen plan with its items, once confirmed."""
        row = self.plan_list.chosen()
        words = "" if row is None else f"删除“{row.draft.name}”和它的 {len(row.items)} 个事项？活动记录不受影响。"
        if row is not None and confirmed(self, "删除计划", words, "删除"):
            self.write(lambda: self._plans.delete_plan(row.key), "计划已删除。")

    def ask_add_item(self) -> None:
        """Open the form for a new item of the chosen plan."""
        plan = self.plan_list.chosen()
        if plan is not None:
            draft = PlanItemDraft("", responsible_unit=plan.organization_name)
            self.open_form(PlanItemForm(self.desk, self._plans, plan.key, draft, parent=self))

    def _can_plan(self, row: AskedSubject) -> bool:
        return not row.planned and self.plan_list.chosen() is not None

    def ask_plan_need(self) -> None:
        """Open the form for an item of the chosen plan, filled in from the chosen need."""
        plan, asked = self.plan_list.chosen(), self.needs.chosen()
        if plan is not None and asked is not None:
            draft = item_of_need(asked, plan.draft.year, plan.organization_name)
            self.open_form(PlanItemForm(self.desk, self._plans, plan.key, draft, parent=self))

    def ask_change_item(self) -> None:
        """Open the form of the chosen item."""
        row = self.items.chosen()
        if row is not None:
            self.open_form(PlanItemForm(self.desk, self._plans, row.plan, row.draft, key=row.key, parent=self))

    def ask_delete_item(self) -> None:
        """Delete the chosen item, once confirmed."""
        row = self.items.chosen()
        if row is not None and confirmed(self, "删除事项", f"删除“{row.draft.title}”？活动记录不受影响。", "删除"):
            self.write(lambda: self._plans.delete_item(row.key), "事项已删除。")

    def ask_link(self) -> None:
        """Open the dialog that links sessions to the chosen item."""
        row = self.items.chosen()
        if row is not None:
            self.open_form(LinkDialog(self.desk, self._plans, self._sessions, row, year=self.year.year, parent=self))

    def ask_draft(self) -> None:
        """Open the draft of the plans of the year after the one shown."""
        self.open_form(DraftDialog(self.desk, self._plans, self.year.year, self))
