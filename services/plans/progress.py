"""When a plan item is done: the one rule, for figures and lists alike."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, false, func, select

from models.enums import WorkState
from models.keys import Key
from models.plans import Plan, PlanItem, PlanItemSession
from models.sessions import StudySession
from services.sessions.held import counts_between


def needed_times(times: int | None) -> int:
    """Give how many held sessions make an item done: once where nothing is said."""
    return max(1, times or 1)


def is_item_done(state: WorkState, times: int | None, held: int) -> bool:
    """Tell whether an item is done: marked so, or linked to enough held sessions."""
    return state is WorkState.DONE or held >= needed_times(times)


def held_for_items(connection: Connection, years: range, asof: date) -> Mapping[Key, int]:
    """Count the held sessions linked to each item of the plans of these years; items without one are left out."""
    query = (
        select(PlanItemSession.plan_item_id, func.count())
        .join(PlanItem, PlanItem.id == PlanItemSession.plan_item_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .join(StudySession, StudySession.id == PlanItemSession.session_id)
        .where(Plan.year.in_(list(years)), PlanItemSession.deleted == false(), counts_between(date.min, asof))
        .group_by(PlanItemSession.plan_item_id)
    )
    return dict(connection.execute(query).all())
