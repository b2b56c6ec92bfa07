"""Which backups stay: all of two days, one a day for two weeks, one a week for ten, one a month for a year."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

ALL_FOR: Final = timedelta(days=2)
DAILY_FOR: Final = timedelta(weeks=2)
WEEKLY_FOR: Final = timedelta(weeks=10)
MONTHLY_FOR: Final = timedelta(days=365)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Choose the moments to keep: of a day, week or month its newest; the newest of all and future ones always stay."""
    newest_first = sorted(moments, reverse=True)
    chosen: dict[tuple[object, ...], datetime] = {}
    for moment in newest_first:
        period = _period(moment, now)
        if period is not None:
            chosen.setdefault(period, moment)
    return frozenset(chosen.values()) | frozenset(newest_first[:1])


def _period(moment: datetime, now: datetime) -> tuple[object, ...] | None:
    """Name the span of which one backup is kept; None beyond a year."""
    age = now - moment
    if age <= ALL_FOR:
        return ("all", moment)
    if age <= DAILY_FOR:
        return ("day", moment.date())
    if age <= WEEKLY_FOR:
        return ("week", *moment.isocalendar()[:2])
    if age <= MONTHLY_FOR:
        return ("month", moment.year, moment.month)
    return None
