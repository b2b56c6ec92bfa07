"""Who is long away from organisation life on a day, and which branches held none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, false, select

from models.enums import AbsenceState
from models.key_lists import among
from models.keys import Key
from models.people import Exclusion, Exemption
from models.sessions import StudySession
from services.absences.life import LastThere, held_for_everybody, last_there
from services.absences.people import Office
from services.absences.rows import LastSession, LongAbsenceRow, Member, SilentBranch
from services.absences.rules import (
    AbsenceLimits,
    Away,
    Excuse,
    LongAbsence,
    long_absence,
    missed_since,
    surely_recent,
    whole_months,
)
from services.people.standing import ALWAYS, STILL, PersonStanding, Span, is_member_on

_GRAVEST_FIRST: Final = (AbsenceState.GRAVE, AbsenceState.WARNED, AbsenceState.EXCUSED)


@dataclass(frozen=True, slots=True)
class _Record:
    """What is on record of everybody up to the day."""

    office: Office
    held: Mapping[Key, list[date]]
    last: Mapping[Key, LastThere]
    excuses: Mapping[Key, list[Excuse]]

    def away(self, person: PersonStanding) -> Away:
        """Put together what is known of a member on the day."""
        last = self.last.get(person.key)
        return Away(
            last_day=None if last is None else last.day,
            member_since=next(span.first for span in person.as_member if span.holds(self.office.day)),
            held=self.held_for(person),
            excuses=self.excuses.get(person.key, ()),
        )

    def held_for(self, person: PersonStanding) -> list[date]:
        """List the days on which the person's branch, or own group, held something for everybody."""
        days = []
        for membership in person.memberships:
            places = {membership.organization, self.office.tree.branch_of(membership.organization)}
            days += [day for place in places for day in self.held.get(place, ()) if membership.span.holds(day)]
        return sorted(days)


def find_long_absences(
    connection: Connection, office: Office, limits: AbsenceLimits
) -> tuple[tuple[LongAbsenceRow, ...], tuple[SilentBranch, ...]]:
    """Judge every member in scope, and list the branches that held nothing for as long."""
    members = {
        key: member for key, member in office.members_inside().items() if is_member_on(office.people[key], office.day)
    }
    record = _Record(
        office,
        held_for_everybody(connection, office.day),
        last_there(connection, members, office.day, surely_recent(office.day, limits.least or 0)),
        _excuses(connection),
    )
    found: dict[Key, tuple[LongAbsence, int]] = {}
    for key in members:
        away = record.away(office.people[key])
        judged = long_absence(away, office.day, limits)
        if judged is not None:
            found[key] = (judged, missed_since(away, office.day))
    lasts = _last_sessions(connection, {key: record.last[key] for key in found if key in record.last})
    rows = [
        LongAbsenceRow(members[key], one.since, one.months, one.state, one.reason, lasts.get(key), missed)
        for key, (one, missed) in found.items()
    ]
    rows.sort(key=lambda row: (_GRAVEST_FIRST.index(row.state), -row.months, office.order(row.member)))
    return tuple(rows), _silent(office, record.held, members.values(), limits)


def _silent(
    office: Office, held: Mapping[Key, list[date]], members: Iterable[Member], limits: AbsenceLimits
) -> tuple[SilentBranch, ...]:
    belonging: dict[Key, list[Member]] = {}
    for member in members:
        belonging.setdefault(member.branch, []).append(member)
    found = []
    for branch in sorted(belonging, key=office.tree.position):
        last = max(held.get(branch, ()), default=None)
        since = last or office.tree.nodes[branch].founded_on or ALWAYS
        if limits.least is not None and whole_months(since, office.day) >= limits.least:
            found.append(SilentBranch(branch, office.tree.name(branch), len(belonging[branch]), last))
    return tuple(found)


def _last_sessions(connection: Connection, lasts: Mapping[Key, LastThere]) -> dict[Key, LastSession]:
    wanted = {last.session for last in lasts.values()}
    query = select(StudySession.id, StudySession.title).where(among(StudySession.id, wanted))
    titles = {row.id: row.title for row in connection.execute(query)}
    return {key: LastSession(last.session, titles[last.session], last.day) for key, last in lasts.items()}


def _excuses(connection: Connection) -> dict[Key, list[Excuse]]:
    tables: tuple[Any, ...] = (Exclusion, Exemption)
    found: dict[Key, list[Excuse]] = {}
    for table in tables:
        query = select(table.person_id, table.reason, table.starts_on, table.ends_on).where(table.deleted == false())
        for person, reason, first, end in connection.execute(query.order_by(table.id)).all():
            found.setdefault(person, []).append(Excuse(reason, Span(first or ALWAYS, end or STILL)))
    return found
