"""What the service of classes gives: classes with who was meant and who came, coverage, tests."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import (
    AttendanceStatus,
    Audience,
    CostClass,
    DayPart,
    Delivery,
    SessionKind,
    SessionState,
    TeacherTitle,
)
from models.keys import Key


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher of the list of resources; `title` is empty where it is not known."""

    name: str
    title: TeacherTitle | None
    origin: str


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """Who came: `there` were in the room, `learned` are those and who made it up, `never` the expected who did not."""

    there: int = 0
    learned: int = 0
    leave: int = 0
    absent: int = 0
    never: int = 0


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class: held, or planned (also one that is marked as held but lies ahead), of which nothing is counted yet.

    `expected` counts the people of its audience in the organiser's subtree on its first day, less dated exclusions;
    without an audience the members.
    """

    key: Key
    number: str
    kinds: tuple[SessionKind, ...]
    title: str
    organization_id: Key
    organization_name: str
    starts_on: date
    ends_on: date | None
    days: Decimal | None
    hours: Decimal | None
    half_days: int
    delivery: Delivery | None
    audiences: tuple[Audience, ...]
    cost_class: CostClass | None
    lecturer: str
    teachers: tuple[Teacher, ...]
    state: SessionState
    expected: int
    counts: ClassCounts

    @property
    def kind(self) -> SessionKind:
        """Give the primary kind."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class ClassPerson:
    """A person at a class: expected or not, with their entry (None: not recorded) and what they missed.

    `too_much_leave`: more of the class was missed than the rule allows; None where the class has no half-days or
    there is no rule.
    """

    person: Key
    number: str
    name: str
    branch_name: str
    expected: bool
    audiences: tuple[Audience, ...]
    status: AttendanceStatus | None
    learned: bool
    missed: int
    too_much_leave: bool | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A sitting of a class, and how many missed it alone."""

    number: int
    held_on: date
    part: DayPart | None
    content: str
    lecturer: str
    hours: Decimal
    missed: int


@dataclass(frozen=True, slots=True)
class ClassDetail:
    """A class with its half-days and its people, those expected first."""

    row: ClassRow
    half_days: tuple[HalfDay, ...]
    people: tuple[ClassPerson, ...]


@dataclass(frozen=True, slots=True)
class NeverReached:
    """Somebody of an audience who learned in no class of the year."""

    person: Key
    number: str
    name: str
    branch_name: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of an audience learned in at least one class of the year; those never reached by branch and number."""

    audience: Audience
    people: int
    never: tuple[NeverReached, ...]

    @property
    def reached(self) -> int:
        """Count those who came."""
        return self.people - len(self.never)

    @property
    def rate(self) -> Fraction | None:
        """Give the share of those who came; None for an empty audience."""
        return Fraction(self.reached, self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class TestPerson:
    """Somebody to look after: `score` below the pass mark, or none at all."""

    person: Key
    number: str
    name: str
    branch_name: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class TestRow:
    """A theory test: who sat it, who passed. `passed` and `rate` are None where no pass mark was set."""

    key: Key
    number: str
    title: str
    organization_name: str
    held_on: date
    pass_mark: Decimal | None
    expected: int
    scored: int
    passed: int | None
    average: Fraction | None
    failed: tuple[TestPerson, ...]
    without_score: tuple[TestPerson, ...]

    @property
    def rate(self) -> Fraction | None:
        """Give the share of those with a score who passed."""
        return Fraction(self.passed, self.scored) if self.passed is not None and self.scored else None


@dataclass(frozen=True, slots=True)
class ClassYear:
    """The classes of a year in a scope, the newest first; coverage by audience; tests, the newest first."""

    year: int
    scope: Key
    scope_name: str
    classes: tuple[ClassRow, ...]
    coverage: tuple[Coverage, ...]
    tests: tuple[TestRow, ...]
