"""What the hours service hands out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import AttendanceStatus, ForecastState, HoursState, MemberClass, SessionKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A person's hours in a year.

    `target` and `met` are None for who is exempt. The branch is that of 31 December, of those who left their last.
    """

    person: Key
    name: str
    number: str
    branch: Key
    branch_name: str
    member_class: MemberClass
    target: Decimal | None
    earned: Decimal
    met: bool | None
    state: HoursState


@dataclass(frozen=True, slots=True)
class HoursTable:
    """The hours list of a year: by branch in the order of the tree, then by name."""

    year: int
    scope: Key
    scope_name: str
    rows: tuple[HoursRow, ...]


@dataclass(frozen=True, slots=True)
class HoursSource:
    """One row that an earned total comes from; the hours of all of a person's rows sum to the total."""

    session: Key
    number: str
    title: str
    held_on: date
    kinds: tuple[SessionKind, ...]
    status: AttendanceStatus
    hours: Decimal


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A session that a person learned at: the roles there, the hours earned and what these are taken from, in words."""

    session: Key
    number: str
    title: str
    held_on: date
    kinds: tuple[SessionKind, ...]
    roles: tuple[str, ...]
    hours: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A person's year: `standing` is the line of the hours list, None for who was no member on any day of it."""

    person: Key
    name: str
    number: str
    branch_name: str
    year: int
    standing: HoursRow | None
    lines: tuple[StudyLine, ...]

    @property
    def earned(self) -> Decimal:
        """Sum the hours of the year."""
        return sum((line.hours for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """Where a person's pace leads; exempt people and leavers have none.

    `projected` are the hours by the year's end (None before the person's own part of the year began), `needed` those
    still missing, `monthly` how many a month would do it (None when the year has no day left).
    """

    hours: HoursRow
    state: ForecastState
    projected: Decimal | None
    needed: Decimal
    monthly: Decimal | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a running year at the end of a day, in the order of the hours list."""

    year: int
    asof: date
    scope: Key
    scope_name: str
    rows: tuple[ForecastRow, ...]

    @property
    def short(self) -> int:
        """Count who will miss the target at this pace."""
        return sum(row.state is ForecastState.SHORT for row in self.rows)


@dataclass(frozen=True, slots=True)
class TheoryRow:
    """Hours of theory (sessions on 新思想 or 政治理论教育, each once) among all hours of a person or a branch.

    A branch's row has its name, and neither number nor branch.
    """

    key: Key
    name: str
    number: str
    branch_name: str
    theory: Decimal
    earned: Decimal

    @property
    def share(self) -> Fraction | None:
        """Give the share of theory; None where nothing was earned."""
        return Fraction(self.theory) / Fraction(self.earned) if self.earned else None


@dataclass(frozen=True, slots=True)
class TheoryShare:
    """The share of theory in a year: a row a person, a row a branch, and everything in one; `asked` is the rule's.

    The sums are over everybody on the hours list, leavers included. It is no part of what meets a target.
    """

    year: int
    asked: Fraction | None
    people: tuple[TheoryRow, ...]
    branches: tuple[TheoryRow, ...]
    whole: TheoryRow

    def enough(self, row: TheoryRow) -> bool | None:
        """Tell whether a share reaches what is asked; None where there is no share or nothing is asked."""
        return None if self.asked is None or row.share is None else row.share >= self.asked
