"""What people did towards their training duties: concentrated training they learned in, lectures they gave."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from sqlalchemy import Connection, Integer, Select, false, func, select, type_coerce

from models.enums import SessionKind
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, Sitting, SittingMiss
from models.types import from_thousandths
from services.classes.rules import CONCENTRATED_KINDS
from services.hours.rules import LEARNED, HoursRules, LearnedRow, earned_hours
from services.organizations.tree import OrganizationTree
from services.people.lecturers import resolve_lecturers
from services.people.standing import PersonStanding
from services.rules import RuleBook
from services.sessions.held import HeldSession
from services.training_duties.rows import Measure
from services.training_duties.rules import Occasion

Occasions: TypeAlias = Mapping[Key, list[Occasion]]


@dataclass(frozen=True, slots=True)
class Learning:
    """By person: the classes they learned in, the party lectures they gave."""

    classes: Occasions
    lectures: Occasions


def load_learning(
    connection: Connection,
    sessions: Collection[HeldSession],
    people: Mapping[Key, PersonStanding],
    tree: OrganizationTree,
    book: RuleBook,
) -> Learning:
    """Read what was done in these sessions."""
    classes = {session.key: session for session in sessions if session.kinds & CONCENTRATED_KINDS}
    lectures = [session for session in sessions if SessionKind.PARTY_LECTURE in session.kinds]
    return Learning(
        _learned(connection, classes, book),
        _given(lectures, resolve_lecturers(connection, lectures, people, tree)),
    )


def _learned(connection: Connection, sessions: Mapping[Key, HeldSession], book: RuleBook) -> Occasions:
    rules = {year: HoursRules.of_year(book, year) for year in {one.starts_on.year for one in sessions.values()}}
    missed = {(key, person): hours for key, person, hours in connection.execute(_missed(sessions)).all()}
    found: dict[Key, list[Occasion]] = {}
    for key, person, hours, minutes, made_up_on in connection.execute(_rows(sessions)).all():
        session = sessions[key]
        row = LearnedRow(
            own_hours=hours,
            minutes=minutes,
            session_hours=session.hours,
            session_days=session.days,
            calendar_days=session.calendar_days,
            missed_hours=from_thousandths(missed.get((key, person), 0)),
        )
        earned = earned_hours(row, rules[session.starts_on.year])
        found.setdefault(person, []).append(_occasion(session, earned, made_up_on or session.starts_on))
    return found


def _occasion(session: HeldSession, earned: Decimal, day: date) -> Occasion:
    amounts = (
        (Measure.TIMES, Fraction(1)),
        (Measure.DAYS, days_attended(session.days, session.hours, earned)),
        (Measure.HOURS, Fraction(earned)),
    )
    return Occasion(session.key, day, amounts)


def days_attended(days: Decimal | None, hours: Decimal | None, earned: Decimal) -> Fraction:
    """Give the days of a class that a person attended: all of them, less what their hours fall short by."""
    whole = Fraction(days or 0)
    return whole * min(Fraction(1), Fraction(earned) / Fraction(hours)) if hours else whole


def _rows(sessions: Iterable[Key]) -> Select[Any, Any, *tuple[Any, ...]]:
    columns = (Attendance.hours, Attendance.minutes, Attendance.made_up_on)
    return select(Attendance.session_id, Attendance.person_id, *columns).where(
        among(Attendance.session_id, sessions), Attendance.status.in_(LEARNED), Attendance.deleted == false()
    )


def _missed(sessions: Iterable[Key]) -> Select[Any, Any, *tuple[Any, ...]]:
    return (
        select(Sitting.session_id, SittingMiss.person_id, func.sum(type_coerce(Sitting.hours, Integer)))
        .join(SittingMiss, SittingMiss.sitting_id == Sitting.id)
        .where(among(Sitting.session_id, sessions), Sitting.deleted == false(), SittingMiss.deleted == false())
        .group_by(Sitting.session_id, SittingMiss.person_id)
    )


def _given(lectures: Iterable[HeldSession], lecturers: Mapping[Key, frozenset[Key]]) -> Occasions:
    found: dict[Key, list[Occasion]] = {}
    for lecture in lectures:
        for person in lecturers.get(lecture.key, ()):
            found.setdefault(person, []).append(Occasion(lecture.key, lecture.starts_on))
    return found
