"""What the rule service gives and takes: every rule with its name and its history of dated values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from models.enums import LabelledEnum, SessionKind
from models.keys import Key


class RuleGroup(LabelledEnum):
    """规则类别."""

    HOURS = "hours", "学时"
    ORGANIZATION_LIFE = "organization_life", "组织生活"
    TERM = "term", "任期"
    FUNDING = "funding", "经费"
    LECTURE_PAY = "lecture_pay", "讲课费"
    TRAINING_COST = "training_cost", "培训费"
    TRAINING = "training", "培训要求"
    ABSENCE = "absence", "组织生活缺席"
    STUDY_APP = "study_app", "学习强国"
    ATTACHMENTS = "attachments", "附件"
    CHANGE_LOG = "change_log", "修改记录"


class ValueKind(StrEnum):
    """What a rule's value is: a number, a whole one, a share of 1, kinds of session, or how many sessions are owed."""

    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    SESSION_KINDS = "session_kinds"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class DutyDemand:
    """So many sessions a period, from so many formal members on (0: whatever their number)."""

    required: int
    minimum_formal: int = 0


RuleValue: TypeAlias = Decimal | tuple[SessionKind, ...] | DutyDemand | None
"""None: not set."""


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """A rule as people name it; `code` is its key, or duty:organisation kind/session kind/period."""

    code: str
    name: str
    group: RuleGroup
    kind: ValueKind
    unit: str


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One dated value: holds from `valid_from` (empty: always) to the day before `valid_to` (empty: still)."""

    key: Key
    value: RuleValue
    basis: str
    clause: str
    own: bool
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    @property
    def is_own(self) -> bool:
        """Tell whether the unit itself has set it: 单位自定, until a basis is entered."""
        return self.own or not self.basis


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """A rule with all its values, the oldest first."""

    subject: RuleSubject
    versions: tuple[RuleVersion, ...]

    def on(self, day: date) -> RuleVersion | None:
        """Give the version in force on a day: of several the one that began last."""
        holding = [version for version in self.versions if version.holds(day)]
        return max(holding, key=lambda version: version.valid_from or date.min) if holding else None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Another value from a day on, with what it rests on (empty basis: 单位自定)."""

    value: RuleValue
    since: date
    basis: str = ""
    clause: str = ""
