"""Rules by name: those of resources/rule_names.json, and the duties by their kinds."""

from functools import cache
from typing import Final

from models.enums import OrganizationKind, PeriodKind, SessionKind
from models.rules import DutyRule
from services.resources import load_json
from services.rulebook.rows import RuleGroup, RuleSubject, ValueKind

DUTY: Final = "duty:"
_SEPARATOR: Final = "/"


@cache
def named_subjects() -> dict[str, RuleSubject]:
    """Give the rules that have a name, by key, in the order in which they are shown."""
    entries = load_json("rule_names.json")["rules"]
    return {
        entry["key"]: RuleSubject(
            entry["key"], entry["name"], RuleGroup(entry["group"]), ValueKind(entry["kind"]), entry["unit"]
        )
        for entry in entries
    }


def duty_code(rule: DutyRule) -> str:
    """Give the code of a duty rule: the same for all its versions."""
    return duty_subject(rule.organization_kind, rule.session_kind, rule.period).code


def duty_subject(
    organization: OrganizationKind, kind: SessionKind, period: PeriodKind, *, discussion_only: bool = False
) -> RuleSubject:
    """Name a duty: 党支部主题党日, 次/月."""
    return RuleSubject(
        DUTY + _SEPARATOR.join((organization.value, kind.value, period.value)),
        f"{organization.label}·{kind.label}" + ("（集体研讨）" if discussion_only else ""),
        RuleGroup.ORGANIZATION_LIFE,
        ValueKind.DEMAND,
        f"次/{period.label}",
    )


def order_of(subject: RuleSubject) -> tuple[int, ...]:
    """Give the place of a rule in the list: by group, then as named, or as the vocabulary lists the duty's kinds."""
    group = tuple(RuleGroup).index(subject.group)
    if not subject.code.startswith(DUTY):
        return group, list(named_subjects()).index(subject.code)
    organization, kind, period = subject.code.removeprefix(DUTY).split(_SEPARATOR)
    return (
        group,
        tuple(OrganizationKind).index(OrganizationKind(organization)),
        tuple(SessionKind).index(SessionKind(kind)),
        tuple(PeriodKind).index(PeriodKind(period)),
    )
