"""Figures of plans, shortcomings and the follow-up of first-topic items."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, false, select

from models.enums import ShortcomingState, WorkState
from models.follow_up import FollowUpMeasure, FollowUpProject
from models.keys import Key
from models.plans import Plan, PlanItem, Shortcoming
from models.sessions import StudySession
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, count_of
from services.figures.rows import TraceRow
from services.plans.progress import held_for_items, is_item_done


class _Measure(NamedTuple):
    key: Key
    project: Key
    content: str
    state: WorkState
    completed_on: date | None


def follow_up_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count the projects decided in the period and their measures; those without a session are the top's own."""
    organiser = select(StudySession.organization_id).where(StudySession.id == FollowUpProject.session_id)
    query = select(FollowUpProject.id, FollowUpProject.name, organiser.scalar_subquery()).where(
        FollowUpProject.deleted == false(), FollowUpProject.decided_on.between(ledger.first_day, ledger.state_date)
    )
    projects = {key: name for key, name, owner in ledger.connection.execute(query) if ledger.owns(owner)}
    decided = _measures(ledger.connection, ledger.first_day, ledger.state_date)
    measures = [one for one in decided if one.project in projects]
    done = [one for one in measures if one.state is WorkState.DONE and _by(one.completed_on, ledger.state_date)]

    def project_row(key: Key) -> TraceRow:
        return TraceRow("follow_up_projects", (key,), projects[key], 1)

    def measure_row(row: _Measure) -> TraceRow:
        words = f"{projects[row.project]}：{row.content} {row.state.label}"
        return TraceRow("follow_up_measures", (row.key,), words, 1)

    return {
        "first_topic.projects": count_of(projects, project_row),
        "first_topic.measures": count_of(measures, measure_row),
        "first_topic.measures_done": count_of(done, measure_row),
    }


def _measures(connection: Connection, first: date, last: date) -> list[_Measure]:
    query = (
        select(
            FollowUpMeasure.id,
            FollowUpMeasure.project_id,
            FollowUpMeasure.content,
            FollowUpMeasure.state,
            FollowUpMeasure.completed_on,
        )
        .join(FollowUpProject, FollowUpProject.id == FollowUpMeasure.project_id)
        .where(FollowUpMeasure.deleted == false(), FollowUpProject.decided_on.between(first, last))
        .order_by(FollowUpMeasure.id)
    )
    return [_Measure(*row) for row in connection.execute(query)]


def _by(completed_on: date | None, day: date) -> bool:
    return completed_on is None or completed_on <= day


def _units(ledger: Ledger) -> frozenset[str]:
    """Give the names of the organisations in scope, as they are written for a responsible unit."""
    return frozenset(ledger.tree.name(key) for key in ledger.inside)


class _PlannedItem(NamedTuple):
    key: Key
    plan_name: str
    title: str
    unit: str
    organization: Key | None
    times: int | None
    state: WorkState


def plan_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count plan items of the period and those done: marked so, or linked to enough held sessions."""
    query = (
        select(
            PlanItem.id,
            Plan.name,
            PlanItem.title,
            PlanItem.responsible_unit,
            Plan.organization_id,
            PlanItem.times,
            PlanItem.state,
        )
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(PlanItem.deleted == false(), Plan.deleted == false(), Plan.year.in_(list(ledger.years)))
        .order_by(Plan.year, PlanItem.plan_id, PlanItem.position)
    )
    units = _units(ledger)
    rows = (_PlannedItem(*row) for row in ledger.connection.execute(query))
    items = [row for row in rows if ledger.is_whole or row.unit in units or row.organization in ledger.inside]
    held = held_for_items(ledger.connection, ledger.years, ledger.asof)

    def row_of(item: _PlannedItem) -> TraceRow:
        return TraceRow("plan_items", (item.key,), f"{item.plan_name}：{item.title} {item.state.label}", 1)

    all_items = count_of(items, row_of)
    done = count_of(
        (item for item in items if is_item_done(item.state, item.times, held.get(item.key, 0))),
        row_of,
    )
    return {"plan.items": all_items, "plan.done": done, "plan.rate": Ratio(done, all_items)}


class _Problem(NamedTuple):
    key: Key
    problem: str
    unit: str
    state: ShortcomingState
    completed_on: date | None


def problem_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count the shortcomings recorded in the period: closed by the state date, and those still to be mended."""
    query = (
        select(
            Shortcoming.id,
            Shortcoming.problem,
            Shortcoming.responsible_unit,
            Shortcoming.state,
            Shortcoming.completed_on,
        )
        .where(Shortcoming.deleted == false(), Shortcoming.year.in_(list(ledger.years)))
        .order_by(Shortcoming.year, Shortcoming.id)
    )
    units = _units(ledger)
    rows = (_Problem(*row) for row in ledger.connection.execute(query))
    found = [row for row in rows if ledger.is_whole or row.unit in units]
    closed = [row for row in found if row.state is ShortcomingState.CLOSED and _by(row.completed_on, ledger.state_date)]
    still = [row for row in found if row not in closed]

    def row_of(row: _Problem) -> TraceRow:
        return TraceRow("shortcomings", (row.key,), f"{row.problem} {row.state.label}", 1)

    return {"problems.open": count_of(still, row_of), "problems.closed": count_of(closed, row_of)}
