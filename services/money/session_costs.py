"""What sessions cost: per session, per person who was there, per hour earned."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, false, func, select

from models.enums import AttendanceStatus, ExpenseCategory, ExpenseState
from models.key_lists import among
from models.keys import Key
from models.money import Expense
from models.organizations import Organization
from models.sessions import Attendance, StudySession
from services.hours.earnings import StudyYear, earned_rows, summed
from services.hours.rules import HoursRules
from services.money.flows import Scope
from services.money.rows import SessionCost
from services.people.standing import load_standings
from services.rules import RuleBook
from services.sessions.held import counts_between, load_held_sessions

THERE = (AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER)


def load_session_costs(
    connection: Connection, scope: Scope, first_year: int, last_year: int, asof: date
) -> tuple[SessionCost, ...]:
    """List the held sessions of these years that cost anything by a day, by date; handed-down money is no cost."""
    last = min(asof, date(last_year, 12, 31))
    cost = func.sum(Expense.amount_fen).label("cost")
    query = (
        select(
            StudySession.id,
            StudySession.number,
            StudySession.title,
            StudySession.kind,
            StudySession.starts_on,
            StudySession.organization_id,
            Organization.name,
            cost,
        )
        .join(Expense, Expense.session_id == StudySession.id)
        .join(Organization, Organization.id == StudySession.organization_id)
        .where(
            counts_between(date(first_year, 1, 1), last),
            Expense.deleted == false(),
            Expense.state == ExpenseState.REIMBURSED,
            Expense.category != ExpenseCategory.ALLOCATION,
            Expense.spent_on <= asof,
        )
        .group_by(StudySession.id)
        .order_by(StudySession.starts_on, StudySession.id)
    )
    rows = [row for row in connection.execute(query).all() if row.organization_id in scope.inside]
    people = people_there(connection, {row.id for row in rows})
    hours: dict[Key, Decimal] = {}
    for year in {row.starts_on.year for row in rows}:
        hours |= _hours(connection, scope, year, asof, {row.id for row in rows if row.starts_on.year == year})
    return tuple(
        SessionCost(*row[:5], row.name, row.cost, people.get(row.id, 0), hours.get(row.id, Decimal())) for row in rows
    )


def people_there(connection: Connection, sessions: Collection[Key]) -> dict[Key, int]:
    """Count who was there, observers too, by session."""
    query = (
        select(Attendance.session_id, func.count().label("people"))
        .where(Attendance.deleted == false(), Attendance.status.in_(THERE), among(Attendance.session_id, sessions))
        .group_by(Attendance.session_id)
    )
    return {row.session_id: row.people for row in connection.execute(query)}


def _hours(
    connection: Connection, scope: Scope, year: int, asof: date, sessions: Collection[Key]
) -> dict[Key, Decimal]:
    last_day = min(asof, date(year, 12, 31))
    study = StudyYear(
        year=year,
        asof=asof,
        rules=HoursRules.of_year(RuleBook.load(connection), year),
        sessions=load_held_sessions(connection, date(year, 1, 1), last_day),
        people=load_standings(connection),
        tree=scope.tree,
    )
    rows = earned_rows(connection, study, sessions=sessions)
    return summed((row.session.key, row.hours) for row in rows)
