"""What every part of the generator is given."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.demo.chance import Chance
from services.demo.scale import Scale
from services.demo.texts import DemoTexts
from services.demo.writer import BulkWriter

COMPLETE_YEARS: Final = 5
FOREVER: Final = date.max


@dataclass(frozen=True, slots=True)
class DemoRun:
    """One making of a demo; five complete years before the one of `as_of`, which is under way."""

    scale: Scale
    seed: int
    as_of: date
    texts: DemoTexts
    writer: BulkWriter

    @property
    def first_year(self) -> int:
        """Give the first of the complete years."""
        return self.as_of.year - COMPLETE_YEARS

    @property
    def years(self) -> range:
        """Give the complete years and the running one."""
        return range(self.first_year, self.as_of.year + 1)

    @property
    def begins_on(self) -> date:
        """Give the first day that is told."""
        return date(self.first_year, 1, 1)

    def chance(self, *names: object) -> Chance:
        """Give a stream of chance of its own, so that one part's changes leave the others as they were."""
        return Chance(self.seed, *names)


def or_none(day: date) -> date | None:
    """Give the day a record ends on, nothing where it still runs."""
    return None if day == FOREVER else day
