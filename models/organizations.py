"""Party organisations: a tree from the committee down to the groups."""

from datetime import date

from sqlalchemy import CheckConstraint, Connection, String, false, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, reference
from models.enums import OrganizationKind
from models.keys import Key


class Organization(Entity, Base):
    """党组织; `dissolved_on` is the first day it exists no more."""

    __tablename__ = "organizations"
    __table_args__ = (CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),)

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganizationKind] = mapped_column(code(OrganizationKind, "kind"))
    parent_id: Mapped[Key | None] = reference("organizations.id", index=True, nullable=True)
    founded_on: Mapped[date | None]
    dissolved_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String, default="", server_default="")


def children_by_parent(connection: Connection) -> dict[Key | None, list[Key]]:
    """Map each organisation (None: above the top) to those directly below it."""
    children: dict[Key | None, list[Key]] = {}
    rows = connection.execute(select(Organization.id, Organization.parent_id).where(Organization.deleted == false()))
    for key, parent in rows:
        children.setdefault(parent, []).append(key)
    return children


def subtree(connection: Connection, root: Key) -> frozenset[Key]:
    """Collect an organisation and everything below it, at any depth."""
    children = children_by_parent(connection)
    found: set[Key] = set()
    waiting = [root]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(children.get(key, ()))
    return frozenset(found)


def top_organization(connection: Connection) -> Key | None:
    """Find the organisation at the top: the oldest one without a parent; keys sort by birth."""
    top = select(Organization.id).where(Organization.parent_id.is_(None), Organization.deleted == false())
    return connection.execute(top.order_by(Organization.id).limit(1)).scalar()
