"""The rules of hours, as pure functions: what a row earns, whose target is how high, who is a leader."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.enums import AttendanceStatus, MemberClass, SessionKind
from services.people.standing import Span, common_days
from services.rules import RuleBook

LEARNED: Final = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER, AttendanceStatus.MADE_UP})
LEAST_TARGET: Final = Decimal("0.5")
NO_HOURS: Final = Decimal(0)
QUARTER_HOUR: Final = 15  # minutes
HALF_HOUR: Final = 30  # minutes
HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class HoursRules:
    """The settings of a year, as they hold on its last day; None: not set."""

    member_target: Decimal | None = Decimal(32)
    leader_target: Decimal | None = Decimal(56)
    half_day_cap: Decimal | None = Decimal(4)
    day_cap: Decimal | None = Decimal(8)
    online_cap: Decimal | None = None
    lecturing_factor: Decimal = Decimal(1)
    kinds_without: frozenset[SessionKind] = frozenset({SessionKind.EXAM})

    @classmethod
    def of_year(cls, book: RuleBook, year: int) -> "HoursRules":
        """Read the settings of a year."""
        day = date(year, 12, 31)
        kinds = book.value("hours.kinds_without", day)
        factor = book.number("hours.lecturing_factor", day)
        return cls(
            member_target=book.number("hours.target.member", day),
            leader_target=book.number("hours.target.leader", day),
            half_day_cap=book.number("hours.half_day_cap", day),
            day_cap=book.number("hours.day_cap", day),
            online_cap=book.number("hours.online_cap", day),
            lecturing_factor=Decimal(1) if factor is None else factor,
            kinds_without=frozenset(map(SessionKind, kinds)) if isinstance(kinds, list) else frozenset(),
        )

    def target(self, member_class: MemberClass) -> Decimal | None:
        """Give the whole year's target of a class, in hours."""
        return self.leader_target if member_class is MemberClass.LEADER else self.member_target


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """What a row of attendance says of a person who learned; `own_hours` and `minutes` are the person's own."""

    own_hours: Decimal | None = None
    minutes: int | None = None
    session_hours: Decimal | None = None
    session_days: Decimal | None = None
    calendar_days: int = 1
    missed_hours: Decimal = NO_HOURS
    is_lecturer: bool = False


def earned_hours(row: LearnedRow, rules: HoursRules) -> Decimal:
    """Tell what a row earns, before the yearly cap on online hours: hours entered for the person stand as entered."""
    if row.own_hours is not None:
        return row.own_hours
    if row.minutes is not None:
        hours = hours_of_minutes(row.minutes, row.session_days, row.calendar_days, rules)
    else:
        hours = max(NO_HOURS, (row.session_hours or NO_HOURS) - row.missed_hours)
    return hours * rules.lecturing_factor if row.is_lecturer else hours


def hours_of_minutes(minutes: int, days: Decimal | None, calendar_days: int, rules: HoursRules) -> Decimal:
    """Turn minutes into half hours (ties up), at most what the session's days allow; days unknown: calendar days."""
    hours = Decimal((minutes + QUARTER_HOUR) // HALF_HOUR) / 2
    cap = cap_of_days(Decimal(calendar_days) if days is None else days, rules)
    return hours if cap is None else min(hours, cap)


def cap_of_days(days: Decimal, rules: HoursRules) -> Decimal | None:
    """Give the most hours that minutes can make in so many days: whole days and at most one half day."""
    if rules.day_cap is None:
        return None
    whole = int(days)
    rest = days - whole
    if not rest:
        return whole * rules.day_cap
    return whole * rules.day_cap + (rules.day_cap if rules.half_day_cap is None or rest > HALF else rules.half_day_cap)


def to_half_hours(hours: Fraction) -> Decimal:
    """Round to the nearest half hour, ties up."""
    return Decimal(math.floor(hours * 2 + HALF)) / 2


def part_year_target(target: Decimal, member_days: int, days_of_year: int) -> Decimal:
    """Cut a year's target to the days as a member: nearest half hour, ties up, never below half an hour."""
    if member_days >= days_of_year:
        return target
    return max(LEAST_TARGET, to_half_hours(Fraction(target) * member_days / days_of_year))


def member_class(as_member: Sequence[Span], in_post: Sequence[Span]) -> MemberClass:
    """Tell the class: leader where leading posts were held on more than half of the days as a member."""
    days = sum(span.days for span in as_member)
    return MemberClass.LEADER if 2 * common_days(as_member, in_post) > days else MemberClass.MEMBER


def is_met(earned: Decimal, target: Decimal | None) -> bool | None:
    """Tell whether the target is reached; None where there is none."""
    return None if target is None else earned >= target
