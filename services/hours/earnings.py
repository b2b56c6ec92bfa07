"""What people earned in a year: the sum per person by one query, or row by row where the rules need it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, Select, and_, false, func, or_, select, type_coerce

from models.enums import AttendanceStatus, Delivery
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, Sitting, SittingMiss, StudySession
from models.types import from_thousandths
from services.hours.rules import LEARNED, NO_HOURS, HoursRules, LearnedRow, earned_hours
from services.organizations.tree import OrganizationTree
from services.people.lecturers import resolve_lecturers
from services.people.standing import PersonStanding
from services.sessions.held import HeldSession, counts_between


class EarnedRow(NamedTuple):
    """A row of attendance of someone who learned, with what it earned."""

    session: HeldSession
    person: Key
    status: AttendanceStatus
    hours: Decimal


class DerivedHours(NamedTuple):
    """What a row adds to the plain sum of what was entered.

    Minutes are not in that sum at all; who missed a sitting is in it with the whole session.
    """

    session: Key
    person: Key
    change: Decimal


@dataclass(frozen=True, slots=True)
class StudyYear:
    """What hours of a year are counted from; `sessions` are those held in the year up to the as-of date."""

    year: int
    asof: date
    rules: HoursRules
    sessions: Mapping[Key, HeldSession]
    people: Mapping[Key, PersonStanding]
    tree: OrganizationTree

    @property
    def last_day(self) -> date:
        """Give the last day whose sessions count."""
        return min(self.asof, date(self.year, 12, 31))

    @property
    def needs_rows(self) -> bool:
        """Tell whether a sum per person would not do: a yearly cap, or lecturers who earn more or less."""
        return self.rules.online_cap is not None or self.rules.lecturing_factor != 1

    def earns(self, session: HeldSession) -> bool:
        """Tell whether sessions of this primary kind earn hours."""
        return session.kind not in self.rules.kinds_without


def earned_by_person(
    connection: Connection, study: StudyYear, derived: Iterable[DerivedHours] | None = None
) -> dict[Key, Decimal]:
    """Sum what everyone earned in the year; `derived` are its derived hours where they are known already."""
    if study.needs_rows:
        return summed((row.person, row.hours) for row in earned_rows(connection, study))
    plain = [(person, from_thousandths(total)) for person, total in connection.execute(plain_sums(study)).all()]
    changes = derived_hours(connection, study) if derived is None else derived
    return summed((*plain, *((one.person, one.change) for one in changes)))


def earned_rows(
    connection: Connection, study: StudyYear, person: Key | None = None, sessions: Collection[Key] | None = None
) -> list[EarnedRow]:
    """Tell what every row of the year earned, by date; online hours stop counting at the yearly cap.

    `sessions` narrows what is told; the cap is counted over the whole year all the same.
    """
    query = _learned(study.year, Attendance.status, Attendance.hours, Attendance.minutes)
    if person is not None:
        query = query.where(Attendance.person_id == person)
    if sessions is not None and study.rules.online_cap is None:
        query = query.where(among(Attendance.session_id, sessions))
    missed = _missed_hours(connection, study.year)
    lecturers: Mapping[Key, frozenset[Key]] = {}
    if study.rules.lecturing_factor != 1:
        lecturers = resolve_lecturers(connection, study.sessions.values(), study.people, study.tree)
    rows = []
    for key, learner, status, own_hours, minutes in connection.execute(query).all():
        session = study.sessions.get(key)
        if session is not None and study.earns(session):
            learned = _row_of(
                session,
                own_hours=own_hours,
                minutes=minutes,
                missed_hours=missed.get((key, learner), NO_HOURS),
                is_lecturer=learner in lecturers.get(key, ()),
            )
            rows.append(EarnedRow(session, learner, status, earned_hours(learned, study.rules)))
    told = _capped(sorted(rows, key=lambda row: (row.session.starts_on, row.session.key)), study.rules.online_cap)
    return told if sessions is None else [row for row in told if row.session.key in sessions]


def derived_hours(connection: Connection, study: StudyYear) -> list[DerivedHours]:
    """Tell where rows do not earn just what was entered: minutes, and sittings that were missed."""
    return [*_from_minutes(connection, study), *_less_missed_sittings(connection, study)]


def _from_minutes(connection: Connection, study: StudyYear) -> list[DerivedHours]:
    query = _learned(study.year, Attendance.minutes).where(Attendance.hours.is_(None), Attendance.minutes.is_not(None))
    known: dict[tuple[Key, int], Decimal] = {}
    derived = []
    for key, person, minutes in connection.execute(query).all():
        session = study.sessions.get(key)
        if session is not None and study.earns(session):
            # Most people at a session have the same minutes.
            if (key, minutes) not in known:
                known[key, minutes] = earned_hours(_row_of(session, minutes=minutes), study.rules)
            derived.append(DerivedHours(key, person, known[key, minutes]))
    return derived


def _less_missed_sittings(connection: Connection, study: StudyYear) -> list[DerivedHours]:
    missed = _missed_hours(connection, study.year)
    if not missed:
        return []
    query = _learned(study.year).where(
        Attendance.hours.is_(None),
        Attendance.minutes.is_(None),
        among(Attendance.session_id, {session for session, _ in missed}),
    )
    derived = []
    for key, person in connection.execute(query).all():
        session = study.sessions.get(key)
        if session is not None and study.earns(session) and (key, person) in missed:
            hours = earned_hours(_row_of(session, missed_hours=missed[key, person]), study.rules)
            derived.append(DerivedHours(key, person, hours - (session.hours or NO_HOURS)))
    return derived


def session_hours() -> Any:
    """Give the thousandths that a row earns as entered: the person's own, else the session's, else its sittings'."""
    of_sittings = (
        select(func.sum(type_coerce(Sitting.hours, Integer)))
        .where(Sitting.session_id == StudySession.id, Sitting.deleted == false())
        .correlate(StudySession)
        .scalar_subquery()
    )
    return func.coalesce(
        type_coerce(Attendance.hours, Integer), type_coerce(StudySession.hours, Integer), of_sittings, 0
    )


def earns_as_entered() -> Any:
    """Give the condition on `attendance`: the person learned, and nothing is derived from minutes."""
    return and_(
        Attendance.status.in_(LEARNED),
        or_(Attendance.hours.is_not(None), Attendance.minutes.is_(None)),
    )


def plain_sums(study: StudyYear) -> Select[Any]:
    """Sum thousandths per person as entered, for rows that derive nothing."""
    return (
        select(Attendance.person_id, func.sum(session_hours()))
        .join(StudySession, StudySession.id == Attendance.session_id)
        .where(
            Attendance.year == study.year,
            Attendance.deleted == false(),
            earns_as_entered(),
            counts_between(date(study.year, 1, 1), study.last_day),
            StudySession.kind.not_in(study.rules.kinds_without),
        )
        .group_by(Attendance.person_id)
    )


def _learned(year: int, *columns: Any) -> Select[Any, Any, *tuple[Any, ...]]:
    return select(Attendance.session_id, Attendance.person_id, *columns).where(
        Attendance.year == year, Attendance.deleted == false(), Attendance.status.in_(LEARNED)
    )


def _missed_hours(connection: Connection, year: int) -> dict[tuple[Key, Key], Decimal]:
    query = (
        select(Sitting.session_id, SittingMiss.person_id, func.sum(type_coerce(Sitting.hours, Integer)))
        .join(SittingMiss, SittingMiss.sitting_id == Sitting.id)
        .join(StudySession, StudySession.id == Sitting.session_id)
        .where(
            Sitting.deleted == false(),
            SittingMiss.deleted == false(),
            StudySession.starts_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Sitting.session_id, SittingMiss.person_id)
    )
    return {(session, person): from_thousandths(hours) for session, person, hours in connection.execute(query)}


def _row_of(
    session: HeldSession,
    *,
    own_hours: Decimal | None = None,
    minutes: int | None = None,
    missed_hours: Decimal = NO_HOURS,
    is_lecturer: bool = False,
) -> LearnedRow:
    return LearnedRow(
        own_hours=own_hours,
        minutes=minutes,
        session_hours=session.hours,
        session_days=session.days,
        calendar_days=session.calendar_days,
        missed_hours=missed_hours,
        is_lecturer=is_lecturer,
    )


def _capped(rows: list[EarnedRow], online_cap: Decimal | None) -> list[EarnedRow]:
    if online_cap is None:
        return rows
    left: dict[Key, Decimal] = {}
    capped = []
    for row in rows:
        counted = row
        if row.session.delivery is Delivery.ONLINE:
            rest = left.get(row.person, online_cap)
            counted = row._replace(hours=min(row.hours, rest))
            left[row.person] = rest - counted.hours
        capped.append(counted)
    return capped


def summed(*amounts: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """Sum hours by key."""
    totals: dict[Key, Decimal] = {}
    for key, amount in chain(*amounts):
        totals[key] = totals.get(key, NO_HOURS) + amount
    return totals
