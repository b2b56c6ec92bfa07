"""The list of people on a day, as the roster page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import OrganizationKind, Post, StageKind
from models.keys import Key
from models.organizations import Organization, subtree
from models.people import Appointment, Membership, Person, Stage
from services.people.roster import places
from services.people.rows import PersonRow


@dataclass(frozen=True, slots=True)
class OrganizationNames:
    """Organisations by key: name, kind, parent."""

    name: Mapping[Key, str]
    kind: Mapping[Key, OrganizationKind]
    parent: Mapping[Key, Key | None]

    @classmethod
    def load(cls, connection: Connection) -> "OrganizationNames":
        """Read all, also deleted ones: old records name them."""
        rows = connection.execute(
            select(Organization.id, Organization.name, Organization.kind, Organization.parent_id)
        ).all()
        return cls(
            {row.id: row.name for row in rows},
            {row.id: row.kind for row in rows},
            {row.id: row.parent_id for row in rows},
        )

    def branch(self, key: Key | None) -> Key | None:
        """Give the branch of an organisation: itself, or the parent of a group."""
        return self.parent[key] if key is not None and self.kind[key] is OrganizationKind.GROUP else key

    def branch_name(self, key: Key | None) -> str:
        """Name the branch, empty for none."""
        branch = self.branch(key)
        return "" if branch is None else self.name[branch]

    def group_name(self, key: Key | None) -> str:
        """Name the group, empty where the organisation is none."""
        return self.name[key] if key is not None and self.kind[key] is OrganizationKind.GROUP else ""


def post_label(post: Post, portfolio: str) -> str:
    """Say a post as people do: 组织委员 for a committee member with that portfolio."""
    return f"{portfolio}{post.label}" if post is Post.COMMITTEE_MEMBER and portfolio else post.label


def list_people(connection: Connection, day: date, organization_id: Key | None) -> list[PersonRow]:
    """List everybody, also former members, of an organisation and all below it (empty: all), by branch and number."""
    names = OrganizationNames.load(connection)
    standing = places(connection, day)
    last = _last_organizations(connection, day)
    posts = _posts(connection, day)
    joined = _joined(connection)
    wanted = None if organization_id is None else subtree(connection, organization_id)
    rows: list[PersonRow] = []
    table = Person.__table__
    for person in connection.execute(select(table).where(table.c.deleted == false())):
        place = standing[person.id]
        organization, former = (place.organization_id, False)
        if organization is None:
            organization, former = last.get(person.id, (None, True))
        if wanted is not None and organization not in wanted:
            continue
        own = {organization, names.branch(organization)}
        held = tuple(
            label if where in own else f"{names.kind[where].label}{label}" for where, label in posts.get(person.id, ())
        )
        category = place.category or person.category
        facts = _Facts(organization, category, held, joined.get(person.id), former)
        rows.append(_row(person, names, facts))
    return sorted(rows, key=lambda row: (row.branch_id or b"", row.number, row.key))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What holds of a person on the day."""

    organization: Key | None
    category: StageKind
    posts: tuple[str, ...]
    joined_on: date | None
    former: bool


def _row(person: Any, names: OrganizationNames, facts: _Facts) -> PersonRow:
    return PersonRow(
        key=person.id,
        number=person.number,
        name=person.name,
        gender=person.gender,
        category=facts.category,
        branch_id=names.branch(facts.organization),
        branch_name=names.branch_name(facts.organization),
        group_name=names.group_name(facts.organization),
        posts=facts.posts,
        rank=person.rank,
        administrative_post=person.administrative_post,
        joined_on=facts.joined_on,
        phone=person.phone,
        identity_number=person.identity_number,
        former=facts.former,
    )


def _last_organizations(connection: Connection, day: date) -> dict[Key, tuple[Key, bool]]:
    """Map people to the organisation of their latest membership, and whether it ended by that day."""
    rows = connection.execute(
        select(Membership.person_id, Membership.organization_id, Membership.starts_on, Membership.ends_on)
        .where(Membership.deleted == false())
        .order_by(Membership.starts_on.nulls_first(), Membership.id)
    )
    return {row.person_id: (row.organization_id, row.ends_on is not None and row.ends_on <= day) for row in rows}


def _posts(connection: Connection, day: date) -> dict[Key, list[tuple[Key, str]]]:
    rows = connection.execute(
        select(Appointment.person_id, Appointment.organization_id, Appointment.post, Appointment.portfolio)
        .where(
            Appointment.deleted == false(),
            (Appointment.starts_on.is_(None)) | (Appointment.starts_on <= day),
            (Appointment.ends_on.is_(None)) | (Appointment.ends_on > day),
        )
        .order_by(Appointment.id)
    )
    posts: dict[Key, list[tuple[Key, str]]] = {}
    for row in rows:
        posts.setdefault(row.person_id, []).append((row.organization_id, post_label(row.post, row.portfolio)))
    return posts


def _joined(connection: Connection) -> dict[Key, date]:
    rows = connection.execute(
        select(Stage.person_id, Stage.reached_on).where(Stage.kind == StageKind.PROBATIONARY, Stage.deleted == false())
    )
    return {row.person_id: row.reached_on for row in rows}
