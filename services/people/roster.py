"""Who is where on a day: each person's category and organisation, for lists, sheets and counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, false, select

from models.enums import OrganizationKind, StageKind
from models.keys import Key
from models.organizations import Organization
from models.people import Membership, Person, Stage

_ORDER = tuple(StageKind)
MEMBERS = (StageKind.PROBATIONARY, StageKind.FORMAL)


@dataclass(frozen=True, slots=True)
class Place:
    """A person on a day: the organisation of the running membership, and its branch (the parent of a group)."""

    person_id: Key
    category: StageKind | None
    organization_id: Key | None
    branch_id: Key | None

    @property
    def is_member(self) -> bool:
        """Tell whether this is a party member with a membership on the day."""
        return self.category in MEMBERS and self.organization_id is not None


def places(connection: Connection, day: date) -> dict[Key, Place]:
    """Find where everybody stands on a day, also those who are nowhere any more."""
    categories = _categories(connection, day)
    organizations = _organizations(connection, day)
    groups = _parents_of_groups(connection)
    found: dict[Key, Place] = {}
    for person_id, category in categories.items():
        organization_id = organizations.get(person_id)
        branch_id = None if organization_id is None else groups.get(organization_id, organization_id)
        found[person_id] = Place(person_id, category, organization_id, branch_id)
    return found


def _categories(connection: Connection, day: date) -> dict[Key, StageKind | None]:
    stages: dict[Key, dict[StageKind, date]] = {}
    columns = select(Stage.person_id, Stage.kind, Stage.reached_on).where(Stage.deleted == false())
    for person_id, kind, reached_on in connection.execute(columns):
        stages.setdefault(person_id, {})[kind] = reached_on
    people = connection.execute(select(Person.id, Person.category).where(Person.deleted == false()))
    return {person_id: _category(declared, stages.get(person_id, {}), day) for person_id, declared in people}


def _category(declared: StageKind, reached: dict[StageKind, date], day: date) -> StageKind | None:
    begun = [kind for kind, reached_on in reached.items() if reached_on <= day]
    if declared not in reached:
        joined = reached.get(StageKind.PROBATIONARY) if declared is StageKind.FORMAL else None
        if joined is None or joined <= day:
            begun.append(declared)
    return max(begun, key=_ORDER.index, default=None)


def _organizations(connection: Connection, day: date) -> dict[Key, Key]:
    rows = connection.execute(
        select(Membership.person_id, Membership.organization_id).where(
            Membership.deleted == false(),
            (Membership.starts_on.is_(None)) | (Membership.starts_on <= day),
            (Membership.ends_on.is_(None)) | (Membership.ends_on > day),
        )
    )
    return {person_id: organization_id for person_id, organization_id in rows}  # noqa: C416 - rows are not tuples to mypy


def _parents_of_groups(connection: Connection) -> dict[Key, Key]:
    rows = connection.execute(
        select(Organization.id, Organization.parent_id).where(
            Organization.kind == OrganizationKind.GROUP, Organization.parent_id.is_not(None)
        )
    )
    return {group_id: parent_id for group_id, parent_id in rows if parent_id is not None}
