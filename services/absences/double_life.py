"""双重组织生活: how leading cadres took part among the leaders, and as members in their branch."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import Final

from sqlalchemy import Connection, false, select

from models.enums import AttendanceStatus, OrganizationKind, Post, Rank, SessionKind
from models.key_lists import among
from models.keys import Key
from models.people import Person
from models.sessions import Attendance
from services.absences.life import held_for_everybody
from services.absences.people import Office
from services.absences.rows import DoubleLifeRow, Taken
from services.absences.rules import ORGANIZATION_LIFE
from services.people.standing import LEADING_POSTS, PersonStanding, Span, year_span
from services.sessions.held import HeldSession, load_held_sessions

OF_LEADERS: Final = frozenset({OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH})
LEADERS_KINDS: Final = frozenset({SessionKind.FIRST_TOPIC, SessionKind.CENTER_GROUP})
LEADERS_LIFE: Final = frozenset({SessionKind.ORGANIZATION_LIFE, SessionKind.DEMOCRATIC_APPRAISAL})
_RANK: Final = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER)


class Side(Enum):
    """The two sides of it."""

    LEADER = "leader"
    MEMBER = "member"


def side_of(session: HeldSession, organizer: OrganizationKind) -> Side | None:
    """Tell which side a session belongs to.

    Among the leaders: first topics, the centre group, and the organisation life that a committee or general branch
    holds for itself; as a member: the organisation life of a branch or group.
    """
    if session.kinds & LEADERS_KINDS:
        return Side.LEADER
    if organizer in OF_LEADERS:
        return Side.LEADER if session.kinds & LEADERS_LIFE else None
    return Side.MEMBER if session.kinds & ORGANIZATION_LIFE else None


def find_double_life(connection: Connection, office: Office, year: int) -> tuple[DoubleLifeRow, ...]:
    """Count both sides for every leading cadre in scope who was a member in the year."""
    seen = year_span(year).within(Span(end=date.fromordinal(office.day.toordinal() + 1)))
    roles = _roles(connection, office, seen)
    members = {key: member for key, member in office.members_inside().items() if key in roles}
    sessions = load_held_sessions(connection, seen.first, office.day)
    taken = _taken(connection, office, year, sessions, members)
    held = held_for_everybody(connection, office.day)
    nothing: Mapping[Side, Taken] = {}
    return tuple(
        DoubleLifeRow(
            member=member,
            role=roles[member.person],
            as_leader=taken.get(member.person, nothing).get(Side.LEADER, Taken()),
            as_member=taken.get(member.person, nothing).get(Side.MEMBER, Taken()),
            branch_held=_held_for(office, office.people[member.person], held, seen),
        )
        for member in sorted(members.values(), key=office.order)
    )


def _roles(connection: Connection, office: Office, seen: Span) -> dict[Key, str]:
    """Name what makes a person a leading cadre: a post in a committee or general branch, else the rank."""
    ranks = select(Person.id).where(Person.rank == Rank.EXECUTIVE, Person.deleted == false())
    executives = set(connection.execute(ranks).scalars())
    bodies = {node.key: node.kind for node in office.tree.of_kind(*OF_LEADERS)}
    roles = {}
    for person in office.people.values():
        if not any(span.within(seen).days for span in person.as_member):
            continue
        posts = [
            held
            for held in person.posts
            if held.organization in bodies and held.post in LEADING_POSTS and held.span.within(seen).days
        ]
        if posts:
            first = min(posts, key=lambda held: (office.tree.position(held.organization), _RANK.index(held.post)))
            roles[person.key] = f"{bodies[first.organization].label}{first.post.label}"
        elif person.key in executives:
            roles[person.key] = Rank.EXECUTIVE.label
    return roles


def _taken(
    connection: Connection, office: Office, year: int, sessions: Mapping[Key, HeldSession], people: Collection[Key]
) -> dict[Key, dict[Side, Taken]]:
    query = select(Attendance.person_id, Attendance.session_id, Attendance.status).where(
        Attendance.year == year, Attendance.deleted == false(), among(Attendance.person_id, people)
    )
    kinds = {key: node.kind for key, node in office.tree.nodes.items()}
    marks: dict[Key, dict[Side, list[tuple[date, AttendanceStatus]]]] = {}
    for person, key, status in connection.execute(query).all():
        session = sessions.get(key)
        side = None if session is None else side_of(session, kinds.get(session.organization, OrganizationKind.BRANCH))
        if session is not None and side is not None:
            marks.setdefault(person, {}).setdefault(side, []).append((session.starts_on, status))
    return {person: {side: _count(rows) for side, rows in sides.items()} for person, sides in marks.items()}


def _count(marks: list[tuple[date, AttendanceStatus]]) -> Taken:
    statuses = [status for _, status in marks]
    observers = statuses.count(AttendanceStatus.OBSERVER)
    there = (AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER)
    return Taken(
        expected=len(statuses) - observers,
        present=statuses.count(AttendanceStatus.PRESENT),
        made_up=statuses.count(AttendanceStatus.MADE_UP),
        sat_in=observers,
        last_day=max((day for day, status in marks if status in there), default=None),
    )


def _held_for(office: Office, person: PersonStanding, held: Mapping[Key, list[date]], seen: Span) -> int:
    count = 0
    for membership in person.memberships:
        belonging = membership.span.within(seen)
        places = {membership.organization, office.tree.branch_of(membership.organization)}
        count += sum(belonging.holds(day) for place in places for day in held.get(place, ()))
    return count
