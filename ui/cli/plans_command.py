"""`plans`: a year's plans, a row an item, with its progress and the sessions that count."""

from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing
from typing import Final

from models.enums import PlanKind
from models.keys import Key
from services.money.amounts import format_yuan
from services.organizations.service import OrganizationService
from services.plans.kinds import kind_of
from services.plans.rows import ItemSession, PlanFilter, PlanItemRow, PlanRow
from services.plans.service import PlanService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table

SHOWN_DAYS: Final = 4
Counted = Mapping[Key, tuple[ItemSession, ...]]


def run(context: Context, arguments: Namespace) -> int:
    """Print the plans of a year with their items."""
    with closing(context.files.open_for_reading(context.database)) as database:
        wanted = PlanFilter(
            arguments.year,
            PlanKind(arguments.kind) if arguments.kind else None,
            organization_id=scope_key(OrganizationService(database, context.clock), arguments.scope),
        )
        service = PlanService(database, context.clock_as_of(arguments.asof))
        plans, counted = service.plans(wanted), service.counted_sessions(arguments.year)
    if arguments.json:
        print_json({"year": arguments.year, "plans": [_plan(plan, counted) for plan in plans]})
        return 0
    headings = ("计划", "事项", "对象", "完成时限", "进度", "状态", "责任单位", "计入的活动")
    print_table(headings, [_cells(plan, item, counted) for plan in plans for item in plan.items], numbers=(4,))
    return 0


def _cells(plan: PlanRow, item: PlanItemRow, counted: Counted) -> tuple[str, ...]:
    draft = item.draft
    state = f"逾期{item.days_late}天" if item.days_late else item.shown_state.label
    sessions = counted.get(item.key, ())
    days = "、".join(session.held_on.isoformat() for session in sessions[:SHOWN_DAYS])
    days += f"等{len(sessions)}次" if len(sessions) > SHOWN_DAYS else ""
    progress = f"{item.held}/{item.needed}"
    return (plan.draft.name, draft.title, draft.audience, draft.deadline, progress, state, draft.responsible_unit, days)


def _plan(plan: PlanRow, counted: Counted) -> dict[str, object]:
    return {
        "name": plan.draft.name,
        "kind": kind_of(plan.draft).value,
        "level": None if plan.draft.level is None else plan.draft.level.value,
        "organization": plan.organization_name,
        "done": plan.done,
        "items": [_item(item, counted.get(item.key, ())) for item in plan.items],
    }


def _item(item: PlanItemRow, sessions: tuple[ItemSession, ...]) -> dict[str, object]:
    draft = item.draft
    return {
        "title": draft.title,
        "kind": draft.kind,
        "audience": draft.audience,
        "quarter": draft.quarter,
        "deadline": draft.deadline,
        "times": draft.times,
        "hours": None if draft.hours is None else float(draft.hours),
        "budget": None if draft.budget_fen is None else format_yuan(draft.budget_fen, grouped=False),
        "responsible_unit": draft.responsible_unit,
        "state": item.shown_state.value,
        "needed": item.needed,
        "held": item.held,
        "done": item.done,
        "days_late": item.days_late,
        "sessions": [
            {
                "date": session.held_on.isoformat(),
                "title": session.title,
                "kind": session.kind,
                "organization": session.organization_name,
            }
            for session in sessions
        ],
    }
