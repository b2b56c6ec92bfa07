"""Who is where on a day: each person's category and organisation, for lists, sheets and counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from models.enums import OrganizationKind, StageKind
from models.keys import Key
from models.organizations import Organization
from services.people.standing import category_on, is_member_on, load_standings, membership_on


@dataclass(frozen=True, slots=True)
class Place:
    """A person on a day: the organisation of the running membership, and its branch (the parent of a group)."""

    person_id: Key
    category: StageKind | None
    organization_id: Key | None
    branch_id: Key | None
    is_member: bool


def places(connection: Connection, day: date) -> dict[Key, Place]:
    """Find where everybody stands on a day, also those who are nowhere any more."""
    groups = _parents_of_groups(connection)
    found: dict[Key, Place] = {}
    for key, person in load_standings(connection).items():
        membership = membership_on(person, day)
        organization_id = None if membership is None else membership.organization
        branch_id = None if organization_id is None else groups.get(organization_id, organization_id)
        found[key] = Place(key, category_on(person, day), organization_id, branch_id, is_member_on(person, day))
    return found


def _parents_of_groups(connection: Connection) -> dict[Key, Key]:
    rows = connection.execute(
        select(Organization.id, Organization.parent_id).where(
            Organization.kind == OrganizationKind.GROUP, Organization.parent_id.is_not(None)
        )
    )
    return {group_id: parent_id for group_id, parent_id in rows if parent_id is not None}
