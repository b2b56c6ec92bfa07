"""Who is expected at a session (应到): by its kind, its organiser and its day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select

from models.center_group import EXPECTED_ROLES, roles_on
from models.enums import Audience, Post, Rank, SessionKind, StageKind
from models.keys import Key
from models.organizations import subtree
from models.people import Appointment, Exclusion, Person
from services.people.audiences import AudienceBook
from services.people.listing import OrganizationNames
from services.people.roster import Place, places
from services.sessions.rows import ExpectedPerson

COMMITTEE_POSTS: Final = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER)
COMMITTEE_KINDS: Final = (SessionKind.FIRST_TOPIC, SessionKind.BRANCH_COMMITTEE, SessionKind.CENTER_GROUP)


@dataclass(frozen=True, slots=True)
class PeopleOnDay:
    """Everybody as on a day, ready to be put on a sheet."""

    day: date
    people: dict[Key, ExpectedPerson]
    places: dict[Key, Place]
    executives: frozenset[Key]

    @classmethod
    def load(cls, connection: Connection, day: date) -> "PeopleOnDay":
        """Read names, branches and categories as of a day; former members without a branch."""
        names = OrganizationNames.load(connection)
        standing = places(connection, day)
        rows = connection.execute(
            select(Person.id, Person.number, Person.name, Person.category, Person.rank).where(Person.deleted == false())
        ).all()
        people: dict[Key, ExpectedPerson] = {}
        for row in rows:
            place = standing[row.id]
            people[row.id] = ExpectedPerson(
                person_id=row.id,
                number=row.number,
                name=row.name,
                branch_name=names.branch_name(place.organization_id),
                category=place.category or row.category,
                has_vote=place.is_member and place.category is StageKind.FORMAL,
            )
        return cls(day, people, standing, frozenset(row.id for row in rows if row.rank is Rank.EXECUTIVE))


def expected_people(
    connection: Connection,
    everybody: PeopleOnDay,
    kind: SessionKind,
    organization_id: Key,
    audiences: Collection[Audience] = (),
) -> tuple[ExpectedPerson, ...]:
    """List who of everybody is expected on their day, by branch and number.

    Committee meetings (第一议题, 支部委员会) expect the organiser's committee. The centre group expects its members
    whose term holds; where none had been recorded by then, the committee and the executives of its subtree. Everything
    else expects the audience it names, else the members, of the organiser's subtree. Approved exclusions are left out.
    """
    below = subtree(connection, organization_id)
    members = {key for key, place in everybody.places.items() if place.is_member and place.organization_id in below}
    group = roles_on(connection, organization_id, everybody.day) if kind is SessionKind.CENTER_GROUP else None
    if group is not None:
        found = {person for person, role in group.items() if role in EXPECTED_ROLES}
    elif kind in COMMITTEE_KINDS:
        found = _committee(connection, organization_id, everybody.day)
        if kind is SessionKind.CENTER_GROUP:
            found |= members & everybody.executives
    elif audiences:
        found = {person.key for person in AudienceBook.load(connection).of(audiences, everybody.day, below)}
    else:
        found = members
    excluded = _excluded(connection, everybody.day)
    expected = [everybody.people[key] for key in found - excluded if key in everybody.people]
    return tuple(sorted(expected, key=sheet_order))


def standing_observers(connection: Connection, day: date, kind: SessionKind, organization_id: Key) -> frozenset[Key]:
    """Collect who sits in at the centre group by standing order: its secretary, the observers."""
    group = roles_on(connection, organization_id, day) if kind is SessionKind.CENTER_GROUP else None
    return frozenset(person for person, role in (group or {}).items() if role not in EXPECTED_ROLES)


def sheet_order(person: ExpectedPerson) -> tuple[str, str, Key]:
    """Order people on a sheet: by branch, number, age of the record."""
    return (person.branch_name, person.number, person.person_id)


def _committee(connection: Connection, organization_id: Key, day: date) -> set[Key]:
    rows = connection.execute(
        select(Appointment.person_id).where(
            Appointment.organization_id == organization_id,
            Appointment.post.in_(COMMITTEE_POSTS),
            Appointment.deleted == false(),
            (Appointment.starts_on.is_(None)) | (Appointment.starts_on <= day),
            (Appointment.ends_on.is_(None)) | (Appointment.ends_on > day),
        )
    )
    return set(rows.scalars())


def _excluded(connection: Connection, day: date) -> set[Key]:
    rows = connection.execute(
        select(Exclusion.person_id).where(
            Exclusion.deleted == false(),
            (Exclusion.starts_on.is_(None)) | (Exclusion.starts_on <= day),
            (Exclusion.ends_on.is_(None)) | (Exclusion.ends_on > day),
        )
    )
    return set(rows.scalars())
