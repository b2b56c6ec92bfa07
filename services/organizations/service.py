"""Use cases of party organisations: the tree, adding, changing, dissolving, deleting, finding by name or path."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, false, func, select
from sqlalchemy.orm import Session

from models.change_log.steps import Step
from models.database import Database
from models.enums import OrganizationKind, StepKind
from models.keys import Key
from models.organizations import Organization, top_organization
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_order
from services.errors import (
    DuplicateError,
    InUseError,
    InvalidFieldError,
    OrganizationAmbiguousError,
    OrganizationUnknownError,
    RecordMissingError,
)
from services.organizations.rows import OrganizationDraft, OrganizationRow
from services.people.roster import places

WHAT: Final = "党组织"
PATH_SEPARATOR: Final = "/"
_CHANGES: Final = frozenset({Organization.__tablename__})


@dataclass(frozen=True, slots=True)
class OrganizationService:
    """The tree of party organisations."""

    database: Database
    clock: Clock

    def tree(self, day: date | None = None) -> tuple[OrganizationRow, ...]:
        """List all organisations, each before those below it; members are counted on `day` (empty: today)."""
        with self.database.reading() as connection:
            return _tree(connection, day or self.clock.today())

    def top_name(self) -> str:
        """Name the organisation at the top; empty where there is none."""
        with self.database.reading() as connection:
            top = top_organization(connection)
            return connection.execute(select(Organization.name).where(Organization.id == top)).scalar() or ""

    def get(self, key: Key) -> OrganizationRow:
        """Give one organisation; RecordMissingError if it is gone."""
        for row in self.tree():
            if row.key == key:
                return row
        raise RecordMissingError(what=WHAT)

    def resolve(self, name: str) -> OrganizationRow:
        """Find an organisation by its name or its path (上级/名称).

        OrganizationUnknownError if there is none, OrganizationAmbiguousError if there are several.
        """
        wanted = [part.strip() for part in name.split(PATH_SEPARATOR)]
        found = [row for row in self.tree() if row.path.split(PATH_SEPARATOR)[-len(wanted) :] == wanted]
        if not found:
            raise OrganizationUnknownError(name=name)
        if len(found) > 1:
            raise OrganizationAmbiguousError(name=name)
        return found[0]

    def add(self, draft: OrganizationDraft) -> Changes:
        """Add an organisation below another."""
        with self.database.transaction(Step(StepKind.ADD_ORGANIZATION, draft.name)) as session:
            _check(session, draft, own_key=None)
            organization = Organization(**field_values(draft))
            session.add(organization)
            session.flush()
            return Changes(_CHANGES, organization.id)

    def change(self, key: Key, draft: OrganizationDraft) -> Changes:
        """Change an organisation; it can be moved, but not below itself."""
        with self.database.transaction(Step(StepKind.CHANGE_ORGANIZATION, draft.name)) as session:
            organization = live(session, Organization, key, WHAT)
            _check(session, draft, own_key=key)
            fill(organization, field_values(draft))
            return Changes(_CHANGES, key)

    def dissolve(self, key: Key, on: date) -> Changes:
        """End an organisation: `on` is the first day it exists no more; its records stay."""
        with self.database.transaction(StepKind.DISSOLVE_ORGANIZATION) as session:
            organization = live(session, Organization, key, WHAT)
            require_order(WHAT, organization.founded_on, on)
            organization.dissolved_on = on
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete an organisation entered by mistake; InUseError while anything hangs on it."""
        with self.database.transaction(StepKind.DELETE_ORGANIZATION) as session:
            organization = live(session, Organization, key, WHAT)
            used_by = tuple(label for label, column in _hanging() if _count(session, column, key))
            if used_by:
                raise InUseError(what=WHAT, name=organization.name, used_by=used_by)
            organization.deleted = True
            return Changes(_CHANGES, key)


def _hanging() -> tuple[tuple[str, Any], ...]:
    """List what can hang on an organisation; these tables are imported for a deletion only, not for the tree."""
    from models.center_group import CenterGroupMember  # noqa: PLC0415
    from models.materials import Material  # noqa: PLC0415
    from models.money import BudgetLine, Expense  # noqa: PLC0415
    from models.people import Appointment, Membership  # noqa: PLC0415
    from models.plans import Plan  # noqa: PLC0415
    from models.sessions import StudySession  # noqa: PLC0415

    return (
        ("下级组织", Organization.parent_id),
        ("组织关系", Membership.organization_id),
        ("任职", Appointment.organization_id),
        ("中心组成员", CenterGroupMember.organization_id),
        ("学习活动", StudySession.organization_id),
        ("预算", BudgetLine.organization_id),
        ("支出", Expense.organization_id),
        ("计划", Plan.organization_id),
        ("宣传与资料", Material.organization_id),
    )


def _count(session: Session, column: Any, key: Key) -> int:
    hanging = select(func.count()).where(column == key, column.class_.deleted == false())
    return session.execute(hanging).scalar_one()


def _check(session: Session, draft: OrganizationDraft, own_key: Key | None) -> None:
    name = draft.name.strip()
    require(WHAT, name=("组织名称", name))
    require_order(WHAT, draft.founded_on, draft.dissolved_on)
    if PATH_SEPARATOR in name:
        raise InvalidFieldError(what=WHAT, field="组织名称", value=name, remedy="名称中不能有“/”，它用来表示上下级")
    _check_parent(session, draft, own_key)
    same_name = select(Organization.id).where(
        Organization.name == name,
        Organization.parent_id.is_not_distinct_from(draft.parent_id),
        Organization.deleted == false(),
    )
    if any(other != own_key for other in session.execute(same_name).scalars()):
        raise DuplicateError(what=WHAT, field="组织名称", value=name)


def _check_parent(session: Session, draft: OrganizationDraft, own_key: Key | None) -> None:
    if draft.parent_id is None:
        return
    parent: Organization | None = live(session, Organization, draft.parent_id, "上级组织")
    parent_name = parent.name if parent else ""
    if draft.kind is OrganizationKind.GROUP and parent and parent.kind is not OrganizationKind.BRANCH:
        raise InvalidFieldError(what=WHAT, field="上级组织", value=parent_name, remedy="党小组的上级应是党支部")
    while parent is not None:
        if parent.id == own_key:
            raise InvalidFieldError(what=WHAT, field="上级组织", value=parent_name, remedy="不能移到本组织或其下级之下")
        parent = session.get(Organization, parent.parent_id) if parent.parent_id else None


def _tree(connection: Connection, day: date) -> tuple[OrganizationRow, ...]:
    table = Organization.__table__
    rows = connection.execute(select(table).where(Organization.deleted == false()).order_by(Organization.id)).all()
    below: dict[Key | None, list[Any]] = {}
    keys = {row.id for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in keys else None, []).append(row)
    members = Counter(place.organization_id for place in places(connection, day).values() if place.is_member)
    ordered: list[OrganizationRow] = []

    def visit(siblings: Iterable[Any], path: str, depth: int) -> int:
        total = 0
        for row in siblings:
            index = len(ordered)
            own_path = f"{path}{PATH_SEPARATOR}{row.name}" if path else row.name
            ordered.append(_row(row, own_path, depth))
            count = members[row.id] + visit(below.get(row.id, ()), own_path, depth + 1)
            ordered[index] = replace(ordered[index], members=count)
            total += count
        return total

    visit(below.get(None, ()), "", 0)
    return tuple(ordered)


def _row(row: Any, path: str, depth: int) -> OrganizationRow:
    return OrganizationRow(
        key=row.id,
        name=row.name,
        kind=row.kind,
        parent_id=row.parent_id,
        path=path,
        depth=depth,
        founded_on=row.founded_on,
        dissolved_on=row.dissolved_on,
        term_ends_on=row.term_ends_on,
        note=row.note,
        members=0,
    )
