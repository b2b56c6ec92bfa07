"""Counting in calendar months."""

import calendar
from datetime import date
from typing import Final

_MONTHS_OF_YEAR: Final = 12


def months_later(day: date, months: int) -> date:
    """Give the same day so many months later (earlier where negative); in a shorter month its last day.

    Days beyond the calendar become its first or last day.
    """
    place = day.year * _MONTHS_OF_YEAR + day.month - 1 + months
    year, month = place // _MONTHS_OF_YEAR, place % _MONTHS_OF_YEAR + 1
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
