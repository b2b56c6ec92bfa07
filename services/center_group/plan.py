"""The centre group's plan of a year: what each item asks for, and the sessions that answer it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, or_, select

from models.enums import PlanKind, SessionKind, WorkState
from models.keys import Key
from models.plans import Plan, PlanItem, PlanItemSession
from services.center_group.rows import PlannedSession, PlannedStudyRow
from services.plans.kinds import kind_of
from services.plans.rows import PlanDraft
from services.sessions.held import HeldSession, load_held_sessions

_LAST_QUARTER = 4


def load_planned(
    connection: Connection, organization_id: Key, top: Key | None, year: int, today: date
) -> tuple[PlannedStudyRow, ...]:
    """List the items of the year's centre group plans of a committee, by quarter; a plan of nobody is the top one's."""
    held = load_held_sessions(connection, date(year, 1, 1), today)
    own = [
        session
        for session in held.values()
        if session.organization == organization_id
        and SessionKind.CENTER_GROUP in session.kinds
        and session.starts_on.year == year
    ]
    links = _links(connection, year)
    rows = [
        _row(item, [held[key] for key in links.get(item.id, ()) if key in held], own)
        for item in _items(connection, organization_id, top, year)
    ]
    return tuple(sorted(rows, key=lambda row: row.quarter or _LAST_QUARTER + 1))


def _items(connection: Connection, organization_id: Key, top: Key | None, year: int) -> Sequence[Any]:
    mine = Plan.organization_id == organization_id
    whose = or_(mine, Plan.organization_id.is_(None)) if organization_id == top else mine
    items = PlanItem.__table__
    rows = connection.execute(
        select(items, Plan.name, Plan.kind.label("plan_kind"), Plan.level, Plan.campaign_id)
        .join(Plan, Plan.id == items.c.plan_id)
        .where(
            items.c.deleted == false(),
            Plan.deleted == false(),
            Plan.year == year,
            whose,
        )
        .order_by(Plan.id, items.c.position, items.c.id)
    ).all()
    # A workbook names no kind of plan: its name tells.
    return [row for row in rows if kind_of(_plan(row, year)) is PlanKind.CENTER_GROUP]


def _plan(row: Any, year: int) -> PlanDraft:
    return PlanDraft(year, row.name, row.plan_kind, row.level, campaign_id=row.campaign_id)


def _links(connection: Connection, year: int) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    rows = connection.execute(
        select(PlanItemSession.plan_item_id, PlanItemSession.session_id)
        .join(PlanItem, PlanItem.id == PlanItemSession.plan_item_id)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(PlanItemSession.deleted == false(), Plan.year == year)
    )
    for item, session in rows:
        found.setdefault(item, []).append(session)
    return found


def _row(item: Any, linked: Sequence[HeldSession], own: Sequence[HeldSession]) -> PlannedStudyRow:
    in_quarter = [session for session in own if (session.starts_on.month - 1) // 3 + 1 == item.quarter]
    shown = sorted(linked or in_quarter, key=lambda session: (session.starts_on, session.key))
    return PlannedStudyRow(
        key=item.id,
        quarter=item.quarter,
        title=item.title,
        texts=item.texts,
        speakers=item.speakers,
        form=item.form,
        observers=item.observers,
        state=item.state,
        sessions=tuple(PlannedSession(session.key, session.title, session.starts_on) for session in shown),
        linked=bool(linked),
        done=item.state is WorkState.DONE or (bool(linked) and len(linked) >= (item.times or 1)),
    )
