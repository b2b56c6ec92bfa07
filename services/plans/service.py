"""Use cases of plans: plans and items, the sessions held for them, next year's draft."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, func, select
from sqlalchemy.orm import Session

from models.change_log.steps import Step
from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.organizations import Organization
from models.plans import Plan, PlanItem, PlanItemSession
from models.sessions import Campaign, StudySession
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_number
from services.duties.service import DutyService
from services.errors import InvalidFieldError
from services.figures.ledger import Ledger
from services.figures.plans import plan_figures
from services.needs.listing import load_tally
from services.organizations.tree import load_tree
from services.plans.drafting import DraftingFacts, count_items, identity, propose
from services.plans.listing import list_plans, load_item_sessions, load_suggestions
from services.plans.progress import sessions_for_items
from services.plans.rows import (
    ItemSession,
    ItemSessions,
    PlanDraft,
    PlanFilter,
    PlanItemDraft,
    PlanItemRow,
    PlanRow,
    PlanTotals,
    ProposedItem,
)
from services.shortcomings.listing import list_shortcomings

_PLAN: Final = "计划"
_ITEM: Final = "计划事项"
_FIRST_YEAR: Final = 1949
_LAST_YEAR: Final = 2999
_QUARTERS: Final = range(1, 5)
_TABLES: Final = frozenset({Plan.__tablename__, PlanItem.__tablename__, PlanItemSession.__tablename__})


@dataclass(frozen=True, slots=True)
class PlanService:
    """Plans of every year; progress and lateness are told as of the clock's today."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years that have plans, and this year, the newest first."""
        with self.database.reading() as connection:
            found = connection.execute(select(Plan.year).where(Plan.deleted == false()).distinct()).scalars()
            return tuple(sorted({*found, self.clock.today().year}, reverse=True))

    def plans(self, wanted: PlanFilter) -> tuple[PlanRow, ...]:
        """List the plans that the filter lets through with their items, the newest year first."""
        with self.database.reading() as connection:
            return list_plans(connection, wanted, self.clock.today())

    def counted_sessions(self, year: int) -> Mapping[Key, tuple[ItemSession, ...]]:
        """Give the held sessions that count for each item of the year's plans, by the item's key."""
        with self.database.reading() as connection:
            return sessions_for_items(connection, range(year, year + 1), self.clock.today())

    def overdue(self, organization_id: Key | None = None) -> tuple[PlanItemRow, ...]:
        """List the items of all years whose day has passed and that are not done, the latest first."""
        plans = self.plans(PlanFilter(organization_id=organization_id))
        late = [item for plan in plans for item in plan.items if item.days_late]
        return tuple(sorted(late, key=lambda item: -item.days_late))

    def totals(self, year: int, organization_id: Key | None = None) -> PlanTotals:
        """Give the figures plan.items and plan.done of the catalogue."""
        with self.database.reading() as connection:
            ledger = Ledger(connection, range(year, year + 1), organization_id, self.clock.today())
            values = {key: measure.value for key, measure in plan_figures(ledger).items()}
            return PlanTotals(int(values["plan.items"] or 0), int(values["plan.done"] or 0))

    def add_plan(self, draft: PlanDraft) -> Changes:
        """Add a plan without items."""
        with self.database.transaction(Step(StepKind.PLAN, draft.name)) as session:
            return Changes(_TABLES, _add_plan(session, draft))

    def change_plan(self, key: Key, draft: PlanDraft) -> Changes:
        """Change what is said of a plan."""
        with self.database.transaction(Step(StepKind.PLAN, draft.name)) as session:
            plan = live(session, Plan, key, _PLAN)
            _check_plan(session, draft)
            fill(plan, field_values(draft))
            return Changes(_TABLES, key)

    def delete_plan(self, key: Key) -> Changes:
        """Delete a plan entered by mistake, with its items."""
        with self.database.transaction(StepKind.PLAN) as session:
            plan = live(session, Plan, key, _PLAN)
            items = select(PlanItem).where(PlanItem.plan_id == key, PlanItem.deleted == false())
            for item in session.scalars(items).all():
                _delete_item(session, item)
            plan.deleted = True
            return Changes(_TABLES, key)

    def add_item(self, plan: Key, draft: PlanItemDraft) -> Changes:
        """Add an item at the end of a plan."""
        with self.database.transaction(StepKind.PLAN) as session:
            live(session, Plan, plan, _PLAN)
            return Changes(_TABLES, _add_item(session, plan, draft))

    def change_item(self, key: Key, draft: PlanItemDraft) -> Changes:
        """Change an item."""
        with self.database.transaction(StepKind.PLAN) as session:
            item = live(session, PlanItem, key, _ITEM)
            _check_item(draft)
            fill(item, field_values(draft))
            return Changes(_TABLES, key)

    def delete_item(self, key: Key) -> Changes:
        """Delete an item entered by mistake; its sessions stay and are linked to it no more."""
        with self.database.transaction(StepKind.PLAN) as session:
            _delete_item(session, live(session, PlanItem, key, _ITEM))
            return Changes(_TABLES, key)

    def sessions(self, item: Key) -> ItemSessions:
        """Give the sessions linked to an item and those that look like it; nothing counts before it is linked."""
        with self.database.reading() as connection:
            return load_item_sessions(connection, item, self.clock.today())

    def suggestions(self, plan: Key) -> Mapping[Key, tuple[ItemSession, ...]]:
        """Give the sessions that look as if they were held for each item of a plan, by the item's key."""
        with self.database.reading() as connection:
            return load_suggestions(connection, plan, self.clock.today())

    def link(self, item: Key, sessions: Collection[Key]) -> Changes:
        """Say that these sessions were held for an item; those linked already stay so."""
        with self.database.transaction(StepKind.PLAN_PROGRESS) as session:
            live(session, PlanItem, item, _ITEM)
            for key in sessions:
                live(session, StudySession, key, "学习活动")
                _set_link(session, item, key, deleted=False)
            return Changes(_TABLES, item)

    def unlink(self, item: Key, sessions: Collection[Key]) -> Changes:
        """Take back that these sessions were held for an item."""
        with self.database.transaction(StepKind.PLAN_PROGRESS) as session:
            live(session, PlanItem, item, _ITEM)
            for key in sessions:
                _set_link(session, item, key, deleted=True)
            return Changes(_TABLES, item)

    def choose_sessions(self, item: Key, sessions: Collection[Key]) -> Changes:
        """Say that these sessions and no others were held for an item."""
        with self.database.transaction(StepKind.PLAN_PROGRESS) as session:
            live(session, PlanItem, item, _ITEM)
            links = select(PlanItemSession.session_id).where(
                PlanItemSession.plan_item_id == item, PlanItemSession.deleted == false()
            )
            linked = set(session.scalars(links))
            for key in linked - set(sessions):
                _set_link(session, item, key, deleted=True)
            for key in sessions:
                if key not in linked:
                    live(session, StudySession, key, "学习活动")
                    _set_link(session, item, key, deleted=False)
            return Changes(_TABLES, item)

    def propose_next_year(self, year: int) -> tuple[ProposedItem, ...]:
        """Draft the plans of the year after: what is there already is not proposed again; nothing is written."""
        duties = DutyService(self.database, self.clock).duties(year + 1)
        today = self.clock.today()
        with self.database.reading() as connection:
            facts = DraftingFacts(
                year,
                load_tree(connection),
                list_plans(connection, PlanFilter(year), today),
                list_plans(connection, PlanFilter(year + 1), today),
                duties,
                tuple(row for row in list_shortcomings(connection, year, None, today) if row.is_open),
                load_tally(connection, year, None, today).subjects,
            )
        return propose(facts)

    def save_proposals(self, kept: Collection[ProposedItem]) -> Changes:
        """Write the proposals that the officer kept, in one step; one that is there by now is left out."""
        with self.database.transaction(StepKind.PLAN) as session:
            connection = session.connection()
            top = load_tree(connection).top
            plans = _plans_of_years(connection, {one.plan.year for one in kept}, self.clock.today())
            there = count_items(plans, top)
            keys = {(one.draft.year, one.draft.name, one.draft.organization_id or top): one.key for one in plans}
            for one in kept:
                if there[identity(one.plan, one.item, top)] >= one.ordinal:
                    continue
                place = (one.plan.year, one.plan.name, one.plan.organization_id or top)
                if place not in keys:
                    keys[place] = _add_plan(session, one.plan)
                _add_item(session, keys[place], one.item)
            return Changes(_TABLES)


def _plans_of_years(connection: Connection, years: set[int], today: date) -> list[PlanRow]:
    return [plan for year in sorted(years) for plan in list_plans(connection, PlanFilter(year), today)]


def _add_plan(session: Session, draft: PlanDraft) -> Key:
    _check_plan(session, draft)
    plan = Plan(id=new_key(), **field_values(draft))
    session.add(plan)
    session.flush()
    return plan.id


def _add_item(session: Session, plan: Key, draft: PlanItemDraft) -> Key:
    _check_item(draft)
    last = select(func.max(PlanItem.position)).where(PlanItem.plan_id == plan, PlanItem.deleted == false())
    item = PlanItem(id=new_key(), plan_id=plan, position=(session.scalar(last) or 0) + 1, **field_values(draft))
    session.add(item)
    session.flush()
    return item.id


def _check_plan(session: Session, draft: PlanDraft) -> None:
    require(_PLAN, name=("计划名称", draft.name))
    if not _FIRST_YEAR <= draft.year <= _LAST_YEAR:
        raise InvalidFieldError(_PLAN, "年度", str(draft.year), "请填写四位数的年份")
    if draft.organization_id is not None:
        live(session, Organization, draft.organization_id, "党组织")
    if draft.campaign_id is not None:
        live(session, Campaign, draft.campaign_id, "专题教育")


def _check_item(draft: PlanItemDraft) -> None:
    require(_ITEM, title=("事项", draft.title))
    for label, number in (("次数", draft.times), ("学时", draft.hours), ("预算", draft.budget_fen)):
        require_number(_ITEM, label, number)
    if draft.quarter is not None and draft.quarter not in _QUARTERS:
        raise InvalidFieldError(_ITEM, "季度", str(draft.quarter), "应为1至4")


def _delete_item(session: Session, item: PlanItem) -> None:
    links = select(PlanItemSession).where(PlanItemSession.plan_item_id == item.id, PlanItemSession.deleted == false())
    for link in session.scalars(links).all():
        link.deleted = True
    item.deleted = True


def _set_link(session: Session, item: Key, key: Key, *, deleted: bool) -> None:
    link = session.get(PlanItemSession, (item, key))
    if link is not None:
        link.deleted = deleted
    elif not deleted:
        session.add(PlanItemSession(plan_item_id=item, session_id=key))
        session.flush()
