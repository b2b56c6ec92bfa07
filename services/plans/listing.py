"""Reading plans with their items and progress, and the sessions of an item."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import Audience, SessionState
from models.key_lists import among
from models.keys import Key
from models.plans import Plan, PlanItem, PlanItemSession
from models.sessions import SessionAudience, StudySession
from services.errors import RecordMissingError
from services.follow_up.deadlines import days_late
from services.organizations.tree import OrganizationTree, load_tree
from services.plans.kinds import kind_of
from services.plans.matching import Matching
from services.plans.progress import held_for_items, is_item_done, needed_times
from services.plans.rows import ItemSession, ItemSessions, PlanDraft, PlanFilter, PlanItemDraft, PlanItemRow, PlanRow
from services.sessions.held import HeldSession, load_held_sessions

_ITEM_FIELDS = tuple(PlanItemDraft.__dataclass_fields__)
_PLAN_FIELDS = tuple(PlanDraft.__dataclass_fields__)


def list_plans(connection: Connection, wanted: PlanFilter, today: date) -> tuple[PlanRow, ...]:
    """List the plans that the filter lets through, the newest year first, then as entered."""
    table = Plan.__table__.c
    exact = ((table.year, wanted.year), (table.level, wanted.level), (table.campaign_id, wanted.campaign_id))
    query = select(Plan.__table__).where(
        table.deleted == false(), *(column == value for column, value in exact if value is not None)
    )
    rows = connection.execute(query.order_by(table.year.desc(), table.id)).all()
    tree = load_tree(connection)
    items = _items(connection, rows, today)
    plans = (
        PlanRow(
            row.id,
            PlanDraft(*(getattr(row, field) for field in _PLAN_FIELDS)),
            tree.name(row.organization_id or tree.top or b""),
            tuple(items[row.id]),
        )
        for row in rows
    )
    inside = _in_scope(tree, wanted.organization_id)
    return tuple(
        plan
        for plan in plans
        if wanted.kind in {None, kind_of(plan.draft)} and (inside is None or _touches(plan, inside, tree))
    )


def _in_scope(tree: OrganizationTree, organization: Key | None) -> frozenset[Key] | None:
    root = tree.root(organization) if organization is not None else tree.top
    return None if root is None or root == tree.top else tree.subtree(root)


def _touches(plan: PlanRow, inside: frozenset[Key], tree: OrganizationTree) -> bool:
    """Tell whether the plan is an organisation's of these, or one of them answers for an item."""
    units = {tree.name(key) for key in inside}
    return plan.draft.organization_id in inside or any(item.draft.responsible_unit in units for item in plan.items)


def _items(connection: Connection, plans: Any, today: date) -> dict[Key, list[PlanItemRow]]:
    table = PlanItem.__table__.c
    found: dict[Key, list[PlanItemRow]] = defaultdict(list)
    if not plans:
        return found
    years = [plan.year for plan in plans]
    held = held_for_items(connection, range(min(years), max(years) + 1), today)
    query = (
        select(PlanItem.__table__)
        .where(table.deleted == false(), among(table.plan_id, [plan.id for plan in plans]))
        .order_by(table.position, table.id)
    )
    for row in connection.execute(query):
        found[row.plan_id].append(_item(row, held.get(row.id, 0), today))
    return found


def _item(row: Any, held: int, today: date) -> PlanItemRow:
    draft = PlanItemDraft(*(getattr(row, field) for field in _ITEM_FIELDS))
    done = is_item_done(row.state, row.times, held)
    late = 0 if done else days_late(row.deadline, row.state, today)
    return PlanItemRow(row.id, row.plan_id, draft, held, needed_times(row.times), done, late)


def load_item_sessions(connection: Connection, key: Key, today: date) -> ItemSessions:
    """Give the sessions linked to an item, and the held ones that fit it and are not linked."""
    plan = connection.execute(
        select(PlanItem.plan_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(PlanItem.id == key, PlanItem.deleted == false(), Plan.deleted == false())
    ).scalar_one_or_none()
    if plan is None:
        raise RecordMissingError(what="计划事项")
    suggested = load_suggestions(connection, plan, today).get(key, ())
    return ItemSessions(_linked(connection, key, load_tree(connection), today), suggested)


def load_suggestions(connection: Connection, plan: Key, today: date) -> dict[Key, tuple[ItemSession, ...]]:
    """Give the held sessions of the year that fit each item of a plan and are linked to none of its items."""
    about = connection.execute(
        select(Plan.year, Plan.organization_id).where(Plan.id == plan, Plan.deleted == false())
    ).one_or_none()
    if about is None:
        raise RecordMissingError(what="计划")
    tree = load_tree(connection)
    linked = _linked_to_plan(connection, plan)
    last = min(today, date(about.year, 12, 31))
    held = load_held_sessions(connection, date(about.year, 1, 1), last)
    free = [session for session in held.values() if session.key not in linked]
    matching = Matching(tree, about.organization_id, _audiences(connection))
    table = PlanItem.__table__.c
    items = connection.execute(select(PlanItem.__table__).where(table.plan_id == plan, table.deleted == false())).all()
    found = {}
    for row in items:
        item = PlanItemDraft(*(getattr(row, field) for field in _ITEM_FIELDS))
        found[row.id] = tuple(_suggested(session, item.kind, tree) for session in matching.fitting(item, free))
    return {key: sessions for key, sessions in found.items() if sessions}


def _suggested(session: HeldSession, kind: str, tree: OrganizationTree) -> ItemSession:
    return ItemSession(session.key, session.starts_on, session.title, kind, tree.name(session.organization), held=True)


def _linked_to_plan(connection: Connection, plan: Key) -> frozenset[Key]:
    query = (
        select(PlanItemSession.session_id)
        .join(PlanItem, PlanItem.id == PlanItemSession.plan_item_id)
        .where(PlanItem.plan_id == plan, PlanItemSession.deleted == false())
    )
    return frozenset(connection.execute(query).scalars())


def _audiences(connection: Connection) -> dict[Key, frozenset[Audience]]:
    found: dict[Key, set[Audience]] = defaultdict(set)
    query = select(SessionAudience.session_id, SessionAudience.audience).where(SessionAudience.deleted == false())
    for session, audience in connection.execute(query):
        found[session].add(audience)
    return {session: frozenset(audiences) for session, audiences in found.items()}


def _linked(connection: Connection, item: Key, tree: OrganizationTree, today: date) -> tuple[ItemSession, ...]:
    table = StudySession.__table__.c
    query = (
        select(table.id, table.starts_on, table.title, table.kind, table.organization_id, table.state)
        .join(PlanItemSession.__table__, PlanItemSession.session_id == table.id)
        .where(PlanItemSession.plan_item_id == item, PlanItemSession.deleted == false(), table.deleted == false())
        .order_by(table.starts_on, table.id)
    )
    return tuple(
        ItemSession(
            row.id,
            row.starts_on,
            row.title,
            row.kind.label,
            tree.name(row.organization_id),
            held=row.state is SessionState.HELD and row.starts_on <= today,
        )
        for row in connection.execute(query)
    )
