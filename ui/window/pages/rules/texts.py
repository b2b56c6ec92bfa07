"""How rules are written on the screen: values with their units, spans, how a value stands today."""

from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from services.rulebook.rows import DutyDemand, RuleSubject, RuleValue, RuleVersion, ValueKind
from ui.window.look import Tone
from ui.window.texts import day_text, number_text

NOT_SET: Final = "未设定"
OWN: Final = "单位自定"
PERCENT: Final = 100


class Standing(Enum):
    """How a value stands on a day."""

    PAST = "已失效"
    IN_FORCE = "现行"
    TO_COME = "将生效"

    @property
    def tone(self) -> Tone:
        """Give the tone of its pill."""
        tones = {Standing.PAST: Tone.NEUTRAL, Standing.IN_FORCE: Tone.GOOD, Standing.TO_COME: Tone.WAITING}
        return tones[self]


def standing(version: RuleVersion, day: date) -> Standing:
    """Tell how a value stands."""
    if version.holds(day):
        return Standing.IN_FORCE
    return Standing.TO_COME if version.valid_from is not None and version.valid_from > day else Standing.PAST


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
            return f"{number_text(shown)}{gap}{subject.unit}"


def demand_text(subject: RuleSubject, demand: DutyDemand) -> str:
    """Write how many sessions are owed, and from how many formal members on."""
    if demand.required == 0:
        return "不要求"
    condition = f"（正式党员满 {demand.minimum_formal} 人）" if demand.minimum_formal else ""
    return f"{demand.required} {subject.unit}{condition}"


def from_text(version: RuleVersion) -> str:
    """Write the first day of a value."""
    return "一直" if version.valid_from is None else day_text(version.valid_from)


def to_text(version: RuleVersion, day: date) -> str:
    """Write the last day of a value, as seen on a day."""
    if version.valid_to is not None:
        return day_text(version.valid_to - timedelta(days=1))
    return "至今" if version.holds(day) else "长期"
