"""The forecast, as a pure rule: where today's pace leads by the year's end, and what is still needed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.enums import ForecastState
from services.hours.rules import NO_HOURS
from services.people.standing import Span

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the pace so far leads to.

    `projected` are the hours by the year's end, in half hours, rounded down so that nobody seems to reach a target
    that the pace misses; None before the person's own part of the year has begun. `monthly` are the hours a month
    that would still reach the target, in half hours, rounded up; None when no day is left.
    """

    state: ForecastState
    projected: Decimal | None
    needed: Decimal
    monthly: Decimal | None


def outlook(earned: Decimal, target: Decimal, as_member: Sequence[Span], asof: date) -> Outlook:
    """Look ahead from the end of a day: `as_member` are the days of the person's own part of the year."""
    until = Span(end=asof + timedelta(days=1))
    passed = sum(span.within(until).days for span in as_member)
    days = sum(span.days for span in as_member)
    needed = max(NO_HOURS, target - earned)
    pace = Fraction(earned) * days / passed if passed else None
    projected = None if pace is None else Decimal(math.floor(pace * 2)) / 2
    if not needed:
        return Outlook(ForecastState.MET, projected, NO_HOURS, NO_HOURS)
    monthly = monthly_hours(needed, days - passed, _days_of_year(asof.year))
    if pace is None:
        return Outlook(ForecastState.NOT_BEGUN, None, needed, monthly)
    state = ForecastState.SHORT if pace < Fraction(target) else ForecastState.ON_TRACK
    return Outlook(state, projected, needed, monthly)


def monthly_hours(needed: Decimal, days_left: int, days_of_year: int) -> Decimal | None:
    """Spread hours over the days left, in half hours a month, rounded up; less than a month is asked for at once."""
    if days_left <= 0:
        return None
    months = max(Fraction(1), Fraction(days_left * MONTHS, days_of_year))
    return Decimal(math.ceil(Fraction(needed) / months * 2)) / 2


def _days_of_year(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
