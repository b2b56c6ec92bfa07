"""What the service of 学习强国 scores gives and takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.keys import Key


@dataclass(frozen=True, slots=True)
class ScoreDraft:
    """The score of a person as of a day."""

    person_id: Key
    scored_on: date
    score: Decimal


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A member with the latest score of the year up to a day; `key` and `draft` are empty where there is none.

    `below` says whether it is below the mark, None without a score or without a mark.
    """

    person_id: Key
    name: str
    number: str
    branch_name: str
    key: Key | None
    draft: ScoreDraft | None
    below: bool | None


@dataclass(frozen=True, slots=True)
class ScoreList:
    """The members on a day; `threshold` is the mark of that day; average and below are the whole year's figures."""

    day: date
    threshold: Decimal | None
    rows: tuple[ScoreRow, ...]
    year_average: Fraction | None
    year_below: int | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A member of a branch with the score of exactly that day, empty where none is entered."""

    person_id: Key
    name: str
    number: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """A person's score to be stored; None takes a stored one back."""

    person_id: Key
    score: Decimal | None
