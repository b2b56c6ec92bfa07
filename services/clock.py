"""Time comes in through constructors: the clock that services are given."""

from datetime import date, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """Tells the day and the moment, in local time."""

    def today(self) -> date:
        """Tell today's date."""

    def now(self) -> datetime:
        """Tell the moment, in local time with its zone."""


class SystemClock:
    """The PC's own clock."""

    def today(self) -> date:
        """Tell today's date."""
        return self.now().date()

    def now(self) -> datetime:
        """Tell the moment, in local time with its zone."""
        return datetime.now().astimezone()


class FixedClock(NamedTuple):
    """A clock that stands still, for `--asof` and for tests."""

    moment: datetime

    def today(self) -> date:
        """Tell the fixed date."""
        return self.moment.date()

    def now(self) -> datetime:
        """Tell the fixed moment."""
        return self.moment
