"""Values of rules: as stored, as people enter them, and which ones are refused."""

import json
from decimal import Decimal
from typing import Any, Final

from models.enums import SessionKind
from services.drafts import require_number
from services.errors import InvalidFieldError
from services.rulebook.rows import DutyDemand, RuleSubject, RuleValue, ValueKind

WHAT: Final = "规则"
_MOST_SESSIONS: Final = 99
_MOST_MEMBERS: Final = 9999


def from_stored(kind: ValueKind, stored: Any) -> RuleValue:
    """Read what the JSON of a rule says."""
    if stored is None:
        return None
    if kind is ValueKind.SESSION_KINDS:
        return tuple(map(SessionKind, stored))
    return Decimal(str(stored))


def to_stored(value: RuleValue) -> str:
    """Write a value as the JSON of a rule: numbers as texts, kinds as codes."""
    if isinstance(value, Decimal):
        return json.dumps(f"{value.normalize():f}")
    return json.dumps([kind.value for kind in value] if isinstance(value, tuple) else None)


def check_value(subject: RuleSubject, value: RuleValue) -> None:
    """Refuse a value that cannot be right: InvalidFieldError names the rule."""
    match value:
        case None if subject.kind is not ValueKind.DEMAND:
            return
        case DutyDemand() if subject.kind is ValueKind.DEMAND:
            _check_demand(subject, value)
        case tuple() if subject.kind is ValueKind.SESSION_KINDS:
            _refuse_unless(all(isinstance(kind, SessionKind) for kind in value), subject, value, "应为活动类型")
        case Decimal() if subject.kind in (ValueKind.NUMBER, ValueKind.WHOLE, ValueKind.SHARE):
            _check_number(subject, value)
        case _:
            _refuse_unless(False, subject, value, "请重新填写")  # noqa: FBT003 - the words say which


def _check_number(subject: RuleSubject, value: Decimal) -> None:
    _refuse_unless(value.is_finite(), subject, value, "应为不小于0、至多三位小数的数")
    if subject.kind is ValueKind.SHARE:
        _refuse_unless(0 <= value <= 1, subject, value, "应在 0 到 100% 之间")
        return
    require_number(WHAT, subject.name, value)
    if subject.kind is ValueKind.WHOLE:
        _refuse_unless(value == int(value), subject, value, "应为整数")


def _check_demand(subject: RuleSubject, demand: DutyDemand) -> None:
    fits = 0 <= demand.required <= _MOST_SESSIONS
    _refuse_unless(fits, subject, demand.required, f"次数应在 0 到 {_MOST_SESSIONS} 之间")
    fits = 0 <= demand.minimum_formal <= _MOST_MEMBERS
    _refuse_unless(fits, subject, demand.minimum_formal, f"正式党员人数应在 0 到 {_MOST_MEMBERS} 之间")


def _refuse_unless(fits: bool, subject: RuleSubject, value: object, remedy: str) -> None:  # noqa: FBT001 - one caller
    if not fits:
        raise InvalidFieldError(what=WHAT, field=subject.name, value=str(value), remedy=remedy)
