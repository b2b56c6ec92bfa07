"""Dated records of a person: their tables, their checks, reading them as rows."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Session

from models.enums import StageKind
from models.keys import Key
from models.organizations import Organization
from models.people import Appointment, Certificate, Exclusion, Exemption, Membership, Person, Stage
from services.drafts import live, require, require_order
from services.errors import DatesOutOfOrderError, DuplicateError, OverlapError, RecordMissingError
from services.people.listing import OrganizationNames
from services.people.rows import (
    AppointmentDraft,
    AppointmentRow,
    CertificateDraft,
    CertificateRow,
    ExclusionDraft,
    ExclusionRow,
    ExemptionDraft,
    ExemptionRow,
    MembershipDraft,
    MembershipRow,
    PersonDetail,
    PersonDraft,
    RecordDraft,
    RecordKind,
    StageDraft,
    StageRow,
)

Record: TypeAlias = Membership | Stage | Appointment | Exemption | Exclusion | Certificate

TABLES: Final[dict[RecordKind, Any]] = {
    RecordKind.MEMBERSHIP: Membership,
    RecordKind.STAGE: Stage,
    RecordKind.APPOINTMENT: Appointment,
    RecordKind.EXEMPTION: Exemption,
    RecordKind.EXCLUSION: Exclusion,
    RecordKind.CERTIFICATE: Certificate,
}
_DRAFTS: Final[dict[type[RecordDraft], RecordKind]] = {
    MembershipDraft: RecordKind.MEMBERSHIP,
    StageDraft: RecordKind.STAGE,
    AppointmentDraft: RecordKind.APPOINTMENT,
    ExemptionDraft: RecordKind.EXEMPTION,
    ExclusionDraft: RecordKind.EXCLUSION,
    CertificateDraft: RecordKind.CERTIFICATE,
}


def record_kind(draft: RecordDraft) -> RecordKind:
    """Tell which kind of record a draft is for."""
    return _DRAFTS[type(draft)]


def draft_of(kind: type[Any], stored: Any) -> Any:
    """Make a draft of a class from a stored record (an entity or a row of its columns)."""
    return kind(**{field.name: getattr(stored, field.name) for field in fields(kind)})


def check_record(session: Session, person_id: Key, draft: RecordDraft, own_key: Key | None) -> None:
    """Refuse what cannot be right: empty fields, dates out of order, two memberships or the same post at once."""
    what = record_kind(draft).value
    match draft:
        case StageDraft():
            _check_stage(session, person_id, draft, own_key)
        case CertificateDraft(name, obtained_on, valid_until):
            require(what, name=("证书", name))
            require_order(what, obtained_on, valid_until)
        case MembershipDraft() | AppointmentDraft():
            live(session, Organization, draft.organization_id, "党组织")
            _check_dates(session, person_id, draft, own_key)
        case ExemptionDraft() | ExclusionDraft():
            require(what, reason=("原因", draft.reason))
            _check_dates(session, person_id, draft, own_key)


def _check_stage(session: Session, person_id: Key, draft: StageDraft, own_key: Key | None) -> None:
    what = RecordKind.STAGE.value
    order = tuple(StageKind)
    for other in others(session, Stage, person_id, own_key):
        if other.kind is draft.kind:
            raise DuplicateError(what=what, field="阶段", value=draft.kind.label)
        first, second = sorted(
            ((other.kind, other.reached_on), (draft.kind, draft.reached_on)), key=lambda stage: order.index(stage[0])
        )
        if second[1] < first[1]:
            raise DatesOutOfOrderError(
                what=f"{first[0].label}到{second[0].label}",
                starts_on=first[1].isoformat(),
                ends_on=second[1].isoformat(),
            )


def _check_dates(
    session: Session,
    person_id: Key,
    draft: MembershipDraft | AppointmentDraft | ExemptionDraft | ExclusionDraft,
    own_key: Key | None,
) -> None:
    kind = record_kind(draft)
    require_order(kind.value, draft.starts_on, draft.ends_on)
    for other in others(session, TABLES[kind], person_id, own_key):
        if isinstance(draft, AppointmentDraft) and (
            (other.organization_id, other.post, other.portfolio)
            != (draft.organization_id, draft.post, draft.portfolio.strip())
        ):
            continue
        if _overlap(draft.starts_on, draft.ends_on, other.starts_on, other.ends_on):
            raise OverlapError(
                what=kind.value, starts_on=_text(other.starts_on, "最初"), ends_on=_text(other.ends_on, "今")
            )


def others(session: Session, table: Any, person_id: Key, own_key: Key | None) -> list[Any]:
    """Give a person's live records of one table but the one of that key."""
    found = session.scalars(select(table).where(table.person_id == person_id, table.deleted == false()))
    return [record for record in found if record.id != own_key]


def _overlap(start: date | None, end: date | None, other_start: date | None, other_end: date | None) -> bool:
    begins_before_other_ends = other_end is None or (start or date.min) < other_end
    return begins_before_other_ends and (end is None or (other_start or date.min) < end)


def _text(day: date | None, without: str) -> str:
    return without if day is None else day.isoformat()


def load_detail(connection: Connection, key: Key) -> PersonDetail:
    """Read a person with all dated records; RecordMissingError if gone."""
    table = Person.__table__
    person = connection.execute(select(table).where(table.c.id == key, table.c.deleted == false())).one_or_none()
    if person is None:
        raise RecordMissingError(what="人员")
    names = OrganizationNames.load(connection).name

    def rows(kind: RecordKind, draft: type[Any], make: Callable[[Key, Any], Any]) -> tuple[Any, ...]:
        columns = TABLES[kind].__table__
        dated = columns.c.get("starts_on", columns.c.get("reached_on", columns.c.get("obtained_on")))
        records = select(columns).where(columns.c.person_id == key, columns.c.deleted == false())
        return tuple(
            make(row.id, draft_of(draft, row)) for row in connection.execute(records.order_by(dated, columns.c.id))
        )

    return PersonDetail(
        key=key,
        draft=draft_of(PersonDraft, person),
        memberships=rows(
            RecordKind.MEMBERSHIP, MembershipDraft, lambda k, d: MembershipRow(k, d, names[d.organization_id])
        ),
        stages=rows(RecordKind.STAGE, StageDraft, StageRow),
        appointments=rows(
            RecordKind.APPOINTMENT, AppointmentDraft, lambda k, d: AppointmentRow(k, d, names[d.organization_id])
        ),
        exemptions=rows(RecordKind.EXEMPTION, ExemptionDraft, ExemptionRow),
        exclusions=rows(RecordKind.EXCLUSION, ExclusionDraft, ExclusionRow),
        certificates=rows(RecordKind.CERTIFICATE, CertificateDraft, CertificateRow),
    )
