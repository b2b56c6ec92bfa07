"""When a plan item is done: the one rule, for figures and lists alike."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, false, func, select

from models.enums import WorkState
from models.keys import Key
from models.plans import Plan, PlanItem, PlanItemSession
from models.sessions import StudySession
from services.organizations.tree import load_tree
from services.plans.rows import ItemSession
from services.sessions.held import counts_between


def needed_times(times: int | None) -> int:
    """Give how many held sessions make an item done: once where nothing is said."""
    return max(1, times or 1)


def is_item_done(state: WorkState, times: int | None, held: int) -> bool:
    """Tell whether an item is done: marked so, or linked to enough held sessions."""
    return state is WorkState.DONE or held >= needed_times(times)


def held_for_items(connection: Connection, years: range, asof: date) -> Mapping[Key, int]:
    """Count the held sessions linked to each item of the plans of these years; items without one are left out."""
    query = _counted(select(PlanItemSession.plan_item_id, func.count()), years, asof)
    return dict(connection.execute(query.group_by(PlanItemSession.plan_item_id)).all())


def sessions_for_items(connection: Connection, years: range, asof: date) -> Mapping[Key, tuple[ItemSession, ...]]:
    """Name the held sessions that `held_for_items` counts, by date; items without one are left out."""
    columns = select(
        PlanItemSession.plan_item_id,
        StudySession.id,
        StudySession.starts_on,
        StudySession.title,
        StudySession.kind,
        StudySession.organization_id,
    )
    tree = load_tree(connection)
    found: dict[Key, list[ItemSession]] = defaultdict(list)
    query = _counted(columns, years, asof).order_by(StudySession.starts_on, StudySession.id)
    for item, key, held_on, title, kind, organization in connection.execute(query):
        found[item].append(ItemSession(key, held_on, title, kind.label, tree.name(organization), held=True))
    return {item: tuple(sessions) for item, sessions in found.items()}


def _counted(columns: Any, years: range, asof: date) -> Select[Any]:
    query: Select[Any] = (
        columns.select_from(PlanItemSession)
        .join(PlanItem, PlanItem.id == PlanItemSession.plan_item_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .join(StudySession, StudySession.id == PlanItemSession.session_id)
        .where(Plan.year.in_(list(years)), PlanItemSession.deleted == false(), counts_between(date.min, asof))
    )
    return query
