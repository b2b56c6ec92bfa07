"""中心组: its members and their terms."""

from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, reference
from models.enums import CenterGroupRole
from models.keys import Key


class CenterGroupMember(Entity, Base):
    """A person's place in the centre group of a committee, to the day before `ends_on`."""

    __tablename__ = "center_group_members"

    person_id: Mapped[Key] = reference("people.id", index=True)
    organization_id: Mapped[Key] = reference("organizations.id", index=True)
    role: Mapped[CenterGroupRole] = mapped_column(code(CenterGroupRole, "role"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


EXPECTED_ROLES: Final = frozenset({CenterGroupRole.LEADER, CenterGroupRole.DEPUTY_LEADER, CenterGroupRole.MEMBER})
"""Who is expected at a session (应到); the secretary who serves the group and the observers stand apart."""


def roles_on(connection: Connection, organization_id: Key, day: date) -> dict[Key, CenterGroupRole] | None:
    """Map who has a place in the group on a day to the role; None where no term was recorded as begun by then."""
    rows = connection.execute(
        select(CenterGroupMember.person_id, CenterGroupMember.role, CenterGroupMember.ends_on).where(
            CenterGroupMember.organization_id == organization_id,
            CenterGroupMember.deleted == false(),
            (CenterGroupMember.starts_on.is_(None)) | (CenterGroupMember.starts_on <= day),
        )
    ).all()
    if not rows:
        return None
    return {person: role for person, role, end in rows if end is None or day < end}
