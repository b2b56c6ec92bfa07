"""Forms of plans and their items."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.enums import PlanKind, PlanLevel, SessionKind, WorkState
from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.changes import Changes
from services.organizations.rows import OrganizationRow
from services.plans.rows import PlanDraft, PlanItemDraft
from services.plans.service import PlanService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, MoneyEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

PLAN: Final = "计划"
ITEM: Final = "计划事项"
OWN: Final = "（党委本级）"
QUARTERS: Final = ((("（不分季度）"), None), *((f"第{name}季度", number) for number, name in enumerate("一二三四", 1)))


class PlanForm(RecordForm):
    """Adds a plan (`key` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        plans: PlanService,
        draft: PlanDraft,
        organizations: Sequence[OrganizationRow],
        campaigns: Sequence[CampaignRow],
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增计划" if key is None else "修改计划", parent)
        self._plans = plans
        self._draft = draft
        self._key = key
        self.year = self.add("年度", NumberEdit(PLAN, "年度", draft.year, required=True), required=True)
        self.name = self.add("计划名称", TextEdit(PLAN, "计划名称", draft.name, required=True), required=True)
        kinds: list[tuple[str, PlanKind | None]] = [("（未分类）", None), *((kind.label, kind) for kind in PlanKind)]
        self.kind = self.add("种类", Choice("种类", kinds, draft.kind))
        levels: list[tuple[str, PlanLevel | None]] = [("（未填）", None), *((one.label, one) for one in PlanLevel)]
        self.level = self.add("层级", Choice("层级", levels, draft.level))
        units: list[tuple[str, Key | None]] = [(OWN, None), *organization_options(organizations)]
        self.organization = self.add("所属组织", Choice("所属组织", units, draft.organization_id))
        named: list[tuple[str, Key | None]] = [("（无）", None), *((row.name, row.key) for row in campaigns)]
        self.campaign = self.add("专题教育", Choice("专题教育", named, draft.campaign_id))
        self.campaign.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            year=self.year.whole() or 0,
            name=self.name.value(),
            kind=self.kind.choice(),
            level=self.level.choice(),
            organization_id=self.organization.choice(),
            campaign_id=self.campaign.choice(),
        )
        key, plans = self._key, self._plans
        return (lambda: plans.add_plan(draft)) if key is None else (lambda: plans.change_plan(key, draft))


class PlanItemForm(RecordForm):
    """Adds an item to a plan (`key` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - an item belongs to a plan
        self,
        desk: Desk,
        plans: PlanService,
        plan: Key,
        draft: PlanItemDraft,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增事项" if key is None else "修改事项", parent)
        self._plans = plans
        self._plan = plan
        self._draft = draft
        self._key = key
        self.setMinimumWidth(820)
        self._add_what(draft)
        self.start_column()
        self._add_how(draft)
        words = "类型与活动类型一致时，关联活动时会建议当年的同类活动；关联的已举行活动达到次数，事项自动完成。"
        self.content.addWidget(wrapped_label(words, "hint"))

    def _text(self, field: str, value: str, *, required: bool = False) -> TextEdit:
        return self.add(field, TextEdit(ITEM, field, value, required=required), required=required)

    def _add_what(self, draft: PlanItemDraft) -> None:
        self.title = self._text("事项", draft.title, required=True)
        words = ["", *SessionKind.labels()]
        if draft.kind not in words:
            words.append(draft.kind)  # a word of the officer's own
        self.kind = self.add("类型", Choice("类型", [(word or "（无）", word) for word in words], draft.kind))
        self.audience = self._text("对象", draft.audience)
        self.deadline = self._text("完成时限", draft.deadline)
        self.deadline.setPlaceholderText("2026-12-31，或“长期坚持”")
        self.times = self.add("次数", NumberEdit(ITEM, "次数", draft.times))
        self.hours = self.add("学时", NumberEdit(ITEM, "学时", draft.hours))
        self.budget = self.add("预算（元）", MoneyEdit(ITEM, "预算", draft.budget_fen))

    def _add_how(self, draft: PlanItemDraft) -> None:
        self.unit = self._text("责任单位", draft.responsible_unit)
        states = [(state.label, state) for state in WorkState]
        self.state = self.add("标记状态", Choice("标记状态", states, draft.state))
        self.quarter = self.add("季度", Choice("季度", QUARTERS, draft.quarter))
        self.texts = self.add("学习书目", QPlainTextEdit(draft.texts))
        self.texts.setAccessibleName("学习书目")
        self.texts.setTabChangesFocus(True)
        self.texts.setFixedHeight(76)
        self.speakers = self._text("重点发言", draft.speakers)
        self.way = self._text("形式", draft.form)
        self.observers = self._text("列席范围", draft.observers)

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            title=self.title.value(),
            kind=self.kind.choice() or "",
            audience=self.audience.value(),
            deadline=self.deadline.value(),
            times=self.times.whole(),
            hours=self.hours.number(),
            budget_fen=self.budget.fen(),
            responsible_unit=self.unit.value(),
            state=self.state.choice() or WorkState.NOT_STARTED,
            quarter=self.quarter.choice(),
            texts=self.texts.toPlainText(),
            speakers=self.speakers.value(),
            form=self.way.value(),
            observers=self.observers.value(),
        )
        key, plans, plan = self._key, self._plans, self._plan
        return (lambda: plans.add_item(plan, draft)) if key is None else (lambda: plans.change_item(key, draft))
