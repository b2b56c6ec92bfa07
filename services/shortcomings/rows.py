"""What the shortcoming service gives and takes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import ShortcomingState
from models.keys import Key

_ORIGIN: Final = re.compile(r"（结转自\d{4}年[^）]*）$")


def text_without_origin(problem: str) -> str:
    """Give a problem's text without the words that say which year it was carried from."""
    return _ORIGIN.sub("", problem)


@dataclass(frozen=True, slots=True)
class ShortcomingDraft:
    """A shortcoming as entered; `deadline` is an ISO date or words; an empty `number` is given."""

    year: int
    problem: str
    number: str = ""
    responsible_unit: str = ""
    deadline: str = ""
    state: ShortcomingState = ShortcomingState.OPEN
    completed_on: date | None = None
    measures: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Give the words that mark it in the year it is carried into."""
        return f"（结转自{self.year}年{self.number}）"


@dataclass(frozen=True, slots=True)
class ShortcomingRow:
    """A stored shortcoming; `carried`: it stands in the next year too; `days_late` is 0 while not overdue."""

    key: Key
    draft: ShortcomingDraft
    carried: bool
    days_late: int

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be mended."""
        return self.draft.state is not ShortcomingState.CLOSED

    @property
    def text_without_origin(self) -> str:
        """Give the problem as it was first entered."""
        return text_without_origin(self.draft.problem)


@dataclass(frozen=True, slots=True)
class ShortcomingTotals:
    """The catalogue's problems.open and problems.closed of a year and scope."""

    still_open: int
    closed: int
