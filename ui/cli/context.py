"""What every command is given: the clock, the folders, the database that was named."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from services.clock import Clock, FixedClock
from services.folders import Folders


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one command; `database` is the file that --db named."""

    clock: Clock
    folders: Folders
    database: Path

    def clock_as_of(self, day: date | None) -> Clock:
        """Give the clock that stands on the day of --asof, or the PC's own."""
        if day is None:
            return self.clock
        return FixedClock(datetime.combine(day, time(12), tzinfo=self.clock.now().tzinfo))
