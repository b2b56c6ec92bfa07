"""What the people service gives and takes. Dated records end on `ends_on`, the first day they hold no more."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from models.enums import Gender, Post, Rank, StageKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a line of the list, on the day asked for; of a former member the last branch is named.

    `branch_id` is the organisation of the membership, or its parent where that is a group (`group_name` names it).
    """

    key: Key
    number: str
    name: str
    gender: Gender | None
    category: StageKind
    branch_id: Key | None
    branch_name: str
    group_name: str
    posts: tuple[str, ...]
    rank: Rank | None
    administrative_post: str
    joined_on: date | None
    phone: str
    identity_number: str
    former: bool


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as entered; what is dated about them is in records of their own."""

    name: str
    category: StageKind
    number: str = ""
    gender: Gender | None = None
    ethnicity: str = ""
    born_on: date | None = None
    identity_number: str = ""
    education: str = ""
    administrative_post: str = ""
    rank: Rank | None = None
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MembershipDraft:
    """组织关系: a person in a branch or one of its groups; `starts_on` empty: since joining, else always."""

    organization_id: Key
    starts_on: date | None = None
    ends_on: date | None = None
    source: str = ""
    destination: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageDraft:
    """发展阶段: the day it was reached (入党日期 is that of 预备党员, 转正日期 that of 正式党员)."""

    kind: StageKind
    reached_on: date


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """任职: `portfolio` is 组织, 宣传, 纪检 and so on, of a committee member."""

    organization_id: Key
    post: Post
    portfolio: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExemptionDraft:
    """免学时: no target of hours while it holds."""

    reason: str
    starts_on: date | None = None
    ends_on: date | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class ExclusionDraft:
    """不计入应到: not expected at meetings while it holds, with the approval."""

    reason: str
    starts_on: date | None = None
    ends_on: date | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """认证证书: valid up to and including `valid_until` (empty: without end)."""

    name: str
    obtained_on: date
    valid_until: date | None = None


RecordDraft: TypeAlias = (
    MembershipDraft | StageDraft | AppointmentDraft | ExemptionDraft | ExclusionDraft | CertificateDraft
)


class RecordKind(Enum):
    """The kinds of dated record; the value is the Chinese word for it."""

    MEMBERSHIP = "组织关系"
    STAGE = "发展阶段"
    APPOINTMENT = "任职"
    EXEMPTION = "免学时"
    EXCLUSION = "不计入应到"
    CERTIFICATE = "认证证书"


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A membership with the name of its organisation."""

    key: Key
    draft: MembershipDraft
    organization_name: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage."""

    key: Key
    draft: StageDraft


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment with the name of its organisation."""

    key: Key
    draft: AppointmentDraft
    organization_name: str


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """An exemption."""

    key: Key
    draft: ExemptionDraft


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """An exclusion."""

    key: Key
    draft: ExclusionDraft


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate."""

    key: Key
    draft: CertificateDraft


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with everything dated about them, each list in the order of its days."""

    key: Key
    draft: PersonDraft
    memberships: tuple[MembershipRow, ...]
    stages: tuple[StageRow, ...]
    appointments: tuple[AppointmentRow, ...]
    exemptions: tuple[ExemptionRow, ...]
    exclusions: tuple[ExclusionRow, ...]
    certificates: tuple[CertificateRow, ...]
