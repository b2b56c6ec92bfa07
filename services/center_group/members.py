"""Members of the centre group and their terms: reading, checking, ending."""

from dataclasses import fields
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Session

from models.center_group import CenterGroupMember
from models.enums import CenterGroupRole
from models.keys import Key
from models.organizations import Organization
from models.people import Person
from services.center_group.rows import CenterGroupMemberDraft, CenterGroupMemberRow
from services.drafts import live, require_order
from services.errors import OverlapError

WHAT: Final = "中心组成员"
RANK: Final = {role: rank for rank, role in enumerate(CenterGroupRole)}
_DRAFT_FIELDS: Final = tuple(field.name for field in fields(CenterGroupMemberDraft))


def load_terms(connection: Connection, organization_id: Key) -> tuple[CenterGroupMemberRow, ...]:
    """List every term of a committee's centre group: by role, then as they began."""
    table = CenterGroupMember.__table__
    rows = connection.execute(
        select(table, Person.name.label("person_name"), Person.number, Person.administrative_post)
        .join(Person, Person.id == table.c.person_id)
        .where(table.c.organization_id == organization_id, table.c.deleted == false(), Person.deleted == false())
    )
    terms = [
        CenterGroupMemberRow(
            key=row.id,
            draft=CenterGroupMemberDraft(**{name: getattr(row, name) for name in _DRAFT_FIELDS}),
            name=row.person_name,
            number=row.number,
            administrative_post=row.administrative_post,
        )
        for row in rows
    ]
    return tuple(sorted(terms, key=_order))


def _order(row: CenterGroupMemberRow) -> tuple[int, date, str, Key]:
    return (RANK[row.draft.role], row.draft.starts_on or date.min, row.number, row.key)


def check_term(session: Session, draft: CenterGroupMemberDraft, own_key: Key | None = None) -> None:
    """Refuse unknown people and organisations, days out of order, and two terms of a person on one day."""
    live(session, Person, draft.person_id, "人员")
    live(session, Organization, draft.organization_id, "党组织")
    require_order(WHAT, draft.starts_on, draft.ends_on)
    others = session.scalars(
        select(CenterGroupMember).where(
            CenterGroupMember.person_id == draft.person_id,
            CenterGroupMember.organization_id == draft.organization_id,
            CenterGroupMember.deleted == false(),
        )
    )
    for other in others:
        if other.id != own_key and _overlap(draft, other):
            raise OverlapError(
                what=f"{WHAT}任期",
                starts_on="最初" if other.starts_on is None else other.starts_on.isoformat(),
                ends_on="今" if other.ends_on is None else other.ends_on.isoformat(),
            )


def _overlap(draft: CenterGroupMemberDraft, other: CenterGroupMember) -> bool:
    first, other_first = draft.starts_on or date.min, other.starts_on or date.min
    return first < (other.ends_on or date.max) and other_first < (draft.ends_on or date.max)
