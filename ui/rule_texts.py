"""How the values of rules are written, on the screen and on the command line."""

from decimal import Decimal
from typing import Final

from services.rulebook.rows import DutyDemand, RuleSubject, RuleValue, ValueKind

NOT_SET: Final = "未设定"
OWN: Final = "单位自定"
PERCENT: Final = 100


def value_text(subject: RuleSubject, value: RuleValue) -> str:
    """Write a value with its unit: 32 学时/年, 1%, 1 次/月（正式党员满 7 人）."""
    match value:
        case None:
            return NOT_SET
        case DutyDemand():
            return demand_text(subject, value)
        case tuple():
            return "、".join(kind.label for kind in value) or "（无）"
        case Decimal():
            shown = value * PERCENT if subject.kind is ValueKind.SHARE else value
            gap = "" if subject.kind is ValueKind.SHARE else " "
            return f"{shown.normalize():,f}{gap}{subject.unit}"


def demand_text(subject: RuleSubject, demand: DutyDemand) -> str:
    """Write how many sessions are owed, and from how many formal members on."""
    if demand.required == 0:
        return "不要求"
    condition = f"（正式党员满 {demand.minimum_formal} 人）" if demand.minimum_formal else ""
    return f"{demand.required} {subject.unit}{condition}"
