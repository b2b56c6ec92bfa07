"""Long absence from organisation life, as a pure rule: months since a person was last there, and what that means."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.enums import AbsenceState, SessionKind
from services.people.standing import Span, merged

ORGANIZATION_LIFE: Final = frozenset(
    {
        SessionKind.BRANCH_CONGRESS,
        SessionKind.BRANCH_COMMITTEE,
        SessionKind.GROUP_MEETING,
        SessionKind.PARTY_LECTURE,
        SessionKind.THEME_DAY,
        SessionKind.ORGANIZATION_LIFE,
        SessionKind.DEMOCRATIC_APPRAISAL,
    }
)
FOR_EVERYBODY: Final = ORGANIZATION_LIFE - {SessionKind.BRANCH_COMMITTEE}
"""What every member of a branch is expected at."""
MONTHS_OF_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class AbsenceLimits:
    """From how many months on an absence is warned of, and grave; None: not set."""

    warning: int | None = 3
    grave: int | None = 6

    @property
    def least(self) -> int | None:
        """Give the fewest months that are spoken of."""
        return min((months for months in (self.warning, self.grave) if months is not None), default=None)


@dataclass(frozen=True, slots=True)
class Excuse:
    """A dated reason to be away (不计入应到, 免): while it holds, no month counts."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Away:
    """What is known of a member on a day.

    `last_day` is the last day of organisation life attended, `member_since` the first day of the membership that
    runs. `held` are the days on which the person's branch held organisation life for everybody: what lies before
    the first of them is not on record and counts for nothing.
    """

    last_day: date | None
    member_since: date
    held: Sequence[date]
    excuses: Sequence[Excuse] = ()


@dataclass(frozen=True, slots=True)
class LongAbsence:
    """Whole months since a day, and how grave that is; `reason` where the person is excused."""

    since: date
    months: int
    state: AbsenceState
    reason: str = ""


def long_absence(away: Away, asof: date, limits: AbsenceLimits) -> LongAbsence | None:
    """Judge a member's absence on a day; None where it is not long, or the branch held nothing in that time.

    Who is excused on the day is listed with the reason, however grave it would be; days excused before do not count.
    """
    if not away.held or limits.least is None:
        return None
    since, _ = _since(away)
    if not missed_since(away, asof):
        return None
    holding = next((excuse for excuse in away.excuses if excuse.span.holds(asof)), None)
    if holding is not None:
        months = whole_months(since, asof)
        return LongAbsence(since, months, AbsenceState.EXCUSED, holding.reason) if months >= limits.least else None
    months = whole_months(since, asof - timedelta(days=excused_days(away.excuses, since, asof)))
    if months < limits.least:
        return None
    grave = limits.grave is not None and months >= limits.grave
    return LongAbsence(since, months, AbsenceState.GRAVE if grave else AbsenceState.WARNED)


def missed_since(away: Away, asof: date) -> int:
    """Count what the branch held for everybody since the person was last there."""
    _, first_missed = _since(away)
    return sum(first_missed <= day <= asof for day in away.held)


def _since(away: Away) -> tuple[date, date]:
    """Give the day to count from, and the first day on which a session was missed."""
    if away.last_day is not None and away.last_day >= away.member_since:
        return away.last_day, away.last_day + timedelta(days=1)
    begin = max(away.member_since, min(away.held))
    return begin, begin


def excused_days(excuses: Iterable[Excuse], since: date, asof: date) -> int:
    """Count the days after `since` and up to `asof` that are excused."""
    absent = Span(since + timedelta(days=1), asof + timedelta(days=1))
    return sum(span.days for span in merged(excuse.span.within(absent) for excuse in excuses))


def surely_recent(day: date, months: int) -> date:
    """Give a day since which so many whole months have surely not passed; months differ by three days."""
    years, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 - months, MONTHS_OF_YEAR)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1])) + timedelta(days=3)


def whole_months(first: date, last: date) -> int:
    """Count the whole months from one day to another: 30 November to 28 February are three."""
    if last <= first:
        return 0
    months = (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month
    anniversary = min(first.day, calendar.monthrange(last.year, last.month)[1])
    return months if last.day >= anniversary else months - 1
