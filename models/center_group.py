"""中心组: its members and their terms."""

from datetime import date

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
