"""The rules of duties, as pure functions: periods of a year, who owes what, and how it stands."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import DutyState, OrganizationKind, PeriodKind, SessionKind

MONTHS: Final = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True)
class DutyRuleRow:
    """How many sessions of a kind an organisation of a kind owes per period, while the rule is in force."""

    organization_kind: OrganizationKind
    session_kind: SessionKind
    required: int
    period: PeriodKind
    minimum_formal: int = 0
    discussion_only: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the rule is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half year or year; both days belong to it."""

    name: str
    first_day: date
    last_day: date


def periods_of(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """Cut a year into its periods."""
    months = MONTHS[kind]
    return tuple(
        Period(
            _name(year, kind, first // months + 1),
            date(year, first + 1, 1),
            date(year, first + months, calendar.monthrange(year, first + months)[1]),
        )
        for first in range(0, 12, months)
    )


def period_around(day: date, kind: PeriodKind) -> str:
    """Name the month, quarter, half year or year that a day lies in."""
    return _name(day.year, kind, (day.month - 1) // MONTHS[kind] + 1)


def _name(year: int, kind: PeriodKind, number: int) -> str:
    match kind:
        case PeriodKind.MONTH:
            return f"{year}-{number:02d}"
        case PeriodKind.QUARTER:
            return f"{year}-Q{number}"
        case PeriodKind.HALF_YEAR:
            return f"{year}-H{number}"
        case PeriodKind.YEAR:
            return str(year)


def rules_in_force(rules: Iterable[DutyRuleRow], day: date) -> tuple[DutyRuleRow, ...]:
    """Give the rules in force on a day; of several for the same duty and period, the one that began last."""
    newest: dict[tuple[OrganizationKind, SessionKind, PeriodKind], DutyRuleRow] = {}
    for rule in sorted((rule for rule in rules if rule.holds(day)), key=lambda rule: rule.valid_from or date.min):
        newest[rule.organization_kind, rule.session_kind, rule.period] = rule
    return tuple(newest.values())


def duty_state(required: int, held: int, last_day: date, asof: date) -> DutyState:
    """Tell how a duty stands: due while its period is not over and it is not yet met."""
    if required == 0:
        return DutyState.NOT_REQUIRED
    if held >= required:
        return DutyState.MET
    return DutyState.DUE if asof <= last_day else DutyState.MISSED
