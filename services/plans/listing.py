"""Reading plans with their items and progress, and the sessions of an item."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import SessionState
from models.key_lists import among
from models.keys import Key
from models.plans import Plan, PlanItem, PlanItemSession
from models.sessions import StudySession
from services.errors import RecordMissingError
from services.follow_up.deadlines import days_late
from services.organizations.tree import OrganizationTree, load_tree
from services.plans.kinds import kind_of
from services.plans.progress import held_for_items, is_item_done, needed_times
from services.plans.rows import ItemSession, ItemSessions, PlanDraft, PlanFilter, PlanItemDraft, PlanItemRow, PlanRow
from services.sessions.held import load_held_sessions

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
    """Give the sessions linked to an item, and the held ones of its year, kind and unit that are not linked."""
    item = connection.execute(
        select(PlanItem.kind, PlanItem.responsible_unit, Plan.year, Plan.organization_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(PlanItem.id == key, PlanItem.deleted == false(), Plan.deleted == false())
    ).one_or_none()
    if item is None:
        raise RecordMissingError(what="计划事项")
    tree = load_tree(connection)
    linked = _linked(connection, key, tree, today)
    keys = {session.key for session in linked}
    inside = _organisers(tree, item.responsible_unit, item.organization_id)
    last = min(today, date(item.year, 12, 31))
    suggested = tuple(
        ItemSession(
            session.key, session.starts_on, session.title, item.kind, tree.name(session.organization), held=True
        )
        for session in load_held_sessions(connection, date(item.year, 1, 1), last).values()
        if session.key not in keys
        and session.organization in inside
        and item.kind in {kind.label for kind in session.kinds}
    )
    return ItemSessions(linked, suggested)


def _organisers(tree: OrganizationTree, unit: str, plan_organization: Key | None) -> frozenset[Key]:
    """Give the organisers that fit: the unit and what is below it; where it is no organisation, the plan's own."""
    named = [key for key, node in tree.nodes.items() if node.name == unit]
    root = plan_organization or tree.top
    roots = named or ([] if root is None else [root])
    return frozenset(key for one in roots for key in tree.subtree(one))


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
