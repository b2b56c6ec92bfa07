"""What the checks of money find: warnings with what they rest on, never a block. All amounts in whole fen."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import LabelledEnum
from models.keys import Key

OWN_RULE: Final = "单位自定"


class CheckKind(LabelledEnum):
    """What is checked."""

    BUDGET_SHARE = "budget_share", "工作经费预算额度"
    DEDUCTIBLE = "deductible", "税前扣除额度"
    CARRY_OVER = "carry_over", "累计结转"
    DUES_DECISION = "dues_decision", "党费集体决定"
    DUES_USE = "dues_use", "党费使用范围"
    DUES_FIRST = "dues_first", "先用党费"
    TRAINING_COST = "training_cost", "培训费标准"
    LECTURE_PAY = "lecture_pay", "讲课费标准"
    PAPERS = "papers", "报销凭证"


class FindingState(LabelledEnum):
    """Whether something is wrong, or cannot be told."""

    WARNING = "warning", "提醒"
    UNKNOWN = "unknown", "无法核对"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a check rests on; `rule` is the key of the rule that gave its number, empty where there is none."""

    text: str = ""
    clause: str = ""
    own: bool = False
    rule: str = ""

    @property
    def cited(self) -> str:
        """Name document and clause, or 单位自定."""
        return OWN_RULE if self.own or not self.text else f"{self.text}{self.clause}"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that a finding is about: its table, key and words."""

    table: str
    key: Key
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what it is about, what was found against which limit (empty where none is a sum)."""

    kind: CheckKind
    basis: Basis
    subject: str
    text: str
    amount_fen: int | None = None
    limit_fen: int | None = None
    rows: tuple[FoundRow, ...] = ()
    state: FindingState = FindingState.WARNING


@dataclass(frozen=True, slots=True)
class MoneyCheck:
    """The findings of a year in a scope, up to a day."""

    year: int
    scope: Key
    scope_name: str
    asof: date
    findings: tuple[Finding, ...]
