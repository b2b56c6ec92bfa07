"""Who came to the centre group's sessions: a pure count of the sheets by person, and its loader."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select

from models.center_group import EXPECTED_ROLES
from models.enums import AttendanceStatus, CenterGroupRole
from models.keys import Key
from models.people import Exclusion, Person
from models.sessions import Attendance
from services.center_group.members import RANK, load_terms
from services.center_group.rows import (
    CenterGroupMemberDraft,
    CenterGroupYear,
    MemberAttendance,
    ObserverAttendance,
)

_OBSERVER: Final = AttendanceStatus.OBSERVER
_NO_ROLE: Final = len(CenterGroupRole)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a session's sheet."""

    session: Key
    person: Key
    status: AttendanceStatus
    spoke: bool = False
    reflections: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """不计入应到: days on which a person is not expected."""

    person: Key
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sessions held with their days, what their sheets say, the terms, and the approved exclusions."""

    days: Mapping[Key, date]
    marks: Sequence[Mark]
    terms: Sequence[CenterGroupMemberDraft]
    exclusions: Sequence[Absence] = ()

    def unrecorded(self, person: Key, seen: Collection[Key]) -> int:
        """Count the sessions of a person's terms whose sheet does not have the person."""
        return sum(self._expects(person, day) for session, day in self.days.items() if session not in seen)

    def _expects(self, person: Key, day: date) -> bool:
        member = any(
            term.person_id == person and term.role in EXPECTED_ROLES and term.holds(day) for term in self.terms
        )
        return member and not any(away.person == person and away.first <= day < away.end for away in self.exclusions)


def count_members(
    sheets: Sheets, names: Mapping[Key, tuple[str, str]], first: date, last: date
) -> tuple[MemberAttendance, ...]:
    """Count by person: members whose term runs in these days, and whoever a sheet expects without one.

    By role and number; people without a term come last.
    """
    terms = [term for term in sheets.terms if _runs(term, first, last)]
    own = [term for term in terms if term.role in EXPECTED_ROLES]
    expected = {mark.person for mark in sheets.marks if mark.status is not _OBSERVER}
    rows = []
    for person in {*expected, *(term.person_id for term in own)} & names.keys():
        marks = [mark for mark in sheets.marks if mark.person == person]
        mine = [term for term in own if term.person_id == person]
        counts = [mark.status for mark in marks]
        rows.append(
            MemberAttendance(
                person_id=person,
                name=names[person][0],
                number=names[person][1],
                roles=_roles(mine),
                present=counts.count(AttendanceStatus.PRESENT),
                leave=counts.count(AttendanceStatus.LEAVE),
                absent=counts.count(AttendanceStatus.ABSENT),
                made_up=counts.count(AttendanceStatus.MADE_UP),
                unrecorded=sheets.unrecorded(person, {mark.session for mark in marks}),
                speeches=sum(mark.spoke for mark in marks if mark.status is not _OBSERVER),
                reflections=sum(mark.reflections for mark in marks if mark.status is not _OBSERVER),
                whole_year=not mine or (_through(mine, first) and _through(mine, last)),
            )
        )
    return tuple(sorted(rows, key=_order))


def count_observers(
    sheets: Sheets, names: Mapping[Key, tuple[str, str]], first: date, last: date
) -> tuple[ObserverAttendance, ...]:
    """Count who sat in, and the standing observers and secretaries who never came."""
    standing = [term for term in sheets.terms if term.role not in EXPECTED_ROLES and _runs(term, first, last)]
    sat_in = [mark for mark in sheets.marks if mark.status is _OBSERVER]
    rows = []
    for person in {*(mark.person for mark in sat_in), *(term.person_id for term in standing)} & names.keys():
        marks = [mark for mark in sat_in if mark.person == person]
        spoke, written = sum(mark.spoke for mark in marks), sum(mark.reflections for mark in marks)
        rows.append(ObserverAttendance(person, *names[person], len(marks), spoke, written))
    return tuple(sorted(rows, key=lambda row: (-row.sessions, row.number, row.person_id)))


def _runs(term: CenterGroupMemberDraft, first: date, last: date) -> bool:
    return (term.starts_on is None or term.starts_on <= last) and (term.ends_on is None or first < term.ends_on)


def _through(terms: Iterable[CenterGroupMemberDraft], day: date) -> bool:
    return any(term.holds(day) for term in terms)


def _roles(terms: Iterable[CenterGroupMemberDraft]) -> tuple[CenterGroupRole, ...]:
    in_time = sorted(terms, key=lambda term: term.starts_on or date.min)
    return tuple(dict.fromkeys(term.role for term in in_time))


def _order(row: MemberAttendance) -> tuple[int, str, Key]:
    return (RANK[row.roles[-1]] if row.roles else _NO_ROLE, row.number, row.person_id)


def load_attendance(
    connection: Connection, organization_id: Key, told: CenterGroupYear
) -> tuple[tuple[MemberAttendance, ...], tuple[ObserverAttendance, ...]]:
    """Read the sheets of the sessions held and count them by person."""
    days = {row.key: row.starts_on for row in told.held}
    terms = [row.draft for row in load_terms(connection, organization_id)]
    marks = _marks(connection, list(days))
    sheets = Sheets(days, marks, terms, _exclusions(connection))
    names = _names(connection)
    first = date(told.year, 1, 1)
    return count_members(sheets, names, first, told.asof), count_observers(sheets, names, first, told.asof)


def _marks(connection: Connection, sessions: Sequence[Key]) -> tuple[Mark, ...]:
    rows = connection.execute(
        select(
            Attendance.session_id,
            Attendance.person_id,
            Attendance.status,
            Attendance.speech,
            Attendance.reflections,
        ).where(Attendance.session_id.in_(sessions), Attendance.deleted == false())
    )
    return tuple(
        Mark(row.session_id, row.person_id, row.status, row.speech is not None, row.reflections or 0) for row in rows
    )


def _exclusions(connection: Connection) -> tuple[Absence, ...]:
    rows = connection.execute(
        select(Exclusion.person_id, Exclusion.starts_on, Exclusion.ends_on).where(Exclusion.deleted == false())
    )
    return tuple(Absence(row.person_id, row.starts_on or date.min, row.ends_on or date.max) for row in rows)


def _names(connection: Connection) -> dict[Key, tuple[str, str]]:
    rows = connection.execute(select(Person.id, Person.name, Person.number).where(Person.deleted == false()))
    return {row.id: (row.name, row.number) for row in rows}
