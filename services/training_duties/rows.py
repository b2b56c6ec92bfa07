"""What the service of training duties gives: a duty of a person with its deadline, and how it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from models.enums import DutyState, LabelledEnum
from models.keys import Key


class TrainingDutyKind(LabelledEnum):
    """个人培训要求."""

    NEW_SECRETARY = "new_secretary", "新任书记培训"
    PROBATIONARY_MEMBER = "probationary_member", "预备期集中培训"
    NEW_MEMBER = "new_member", "转正后集中培训"
    DEVELOPMENT_TARGET = "development_target", "发展对象培训"
    LEADER_CLASS = "leader_class", "班子集中培训"
    SECRETARY_LECTURE = "secretary_lecture", "书记讲党课"
    CERTIFICATE = "certificate", "支部书记认证"


class CertificateState(LabelledEnum):
    """How a branch secretary stands with certificates on a day."""

    NONE = "none", "未取得"
    VALID = "valid", "有效"
    EXPIRING = "expiring", "即将到期"
    EXPIRED = "expired", "已过期"


class Measure(Enum):
    """What a duty counts by; the value is the Chinese unit."""

    TIMES = "次"
    HOURS = "学时"
    DAYS = "天"


@dataclass(frozen=True, slots=True)
class Demand:
    """So much of a measure is asked for, and so much was reached; of several demands one is enough."""

    measure: Measure
    required: Decimal
    reached: Decimal


@dataclass(frozen=True, slots=True)
class MeetingSession:
    """The session by which a duty was met, or would have been had it come in time."""

    key: Key
    number: str
    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class TrainingDutyRow:
    """A duty of a person from a first day to its deadline, both included (`until` empty: no deadline is set yet).

    `session` met it, or in the state MISSED came after the deadline; `rule` names the rule and `basis` what it rests
    on (empty: set by the unit itself). The branch is that of the deadline, or of the day asked about.
    """

    person: Key
    name: str
    number: str
    organization: Key
    organization_name: str
    kind: TrainingDutyKind
    first_day: date
    until: date | None
    state: DutyState
    demands: tuple[Demand, ...]
    session: MeetingSession | None
    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A branch secretary's certificate that runs longest; `name` and days are empty where there is none."""

    person: Key
    name: str
    number: str
    branch: Key
    branch_name: str
    certificate: str
    obtained_on: date | None
    valid_until: date | None
    state: CertificateState


@dataclass(frozen=True, slots=True)
class TrainingDutyTable:
    """The duties of a year, by organisation in the order of the tree, kind and name; certificates on the last day."""

    year: int
    day: date
    scope: Key
    scope_name: str
    rows: tuple[TrainingDutyRow, ...]
    certificates: tuple[CertificateRow, ...]
