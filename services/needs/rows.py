"""What the service of training needs gives and takes: what was asked for, summed up, and lines read from a paste."""

from dataclasses import dataclass
from typing import Final

from models.enums import Audience, Topic
from models.keys import Key
from services.errors import AppError

MOST_ASKED: Final = 8  # subjects that next year's draft offers


def item_title(subject: str) -> str:
    """Give the title of the plan item that a subject becomes."""
    return f"专题培训：{subject}"


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A subject asked for in the survey of a year; without organisation it is the top one's own tally."""

    year: int
    subject: str
    votes: int
    topic: Topic | None = None
    audience: Audience | None = None
    organization_id: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A stored need."""

    key: Key
    draft: NeedDraft
    organization_name: str


@dataclass(frozen=True, slots=True)
class AskedSubject:
    """A subject with all its votes of a year; `served` counts this year's held sessions that carry its topic.

    `audiences` are the classes of person that asked; `planned`: an item of a plan of this or the next year names it.
    """

    subject: str
    topic: Topic | None
    votes: int
    audiences: tuple[Audience, ...]
    organizations: tuple[str, ...]
    served: int
    planned: bool


@dataclass(frozen=True, slots=True)
class VoteSum:
    """The votes of one topic, class of person or organisation; `label` is empty where none was named."""

    label: str
    subjects: int
    votes: int


@dataclass(frozen=True, slots=True)
class NeedTally:
    """A year's survey, everything most asked first."""

    year: int
    scope_name: str
    rows: tuple[NeedRow, ...]
    subjects: tuple[AskedSubject, ...]
    by_topic: tuple[VoteSum, ...]
    by_audience: tuple[VoteSum, ...]
    by_organization: tuple[VoteSum, ...]

    @property
    def votes(self) -> int:
        """Sum all votes."""
        return sum(row.draft.votes for row in self.rows)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line of a paste: either a draft, or what is in doubt and the officer must settle; never both."""

    number: int
    text: str
    draft: NeedDraft | None = None
    doubt: AppError | None = None
