"""What the centre group service gives and takes."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.enums import CenterGroupRole, DutyState, SessionState, WorkState
from models.keys import Key


@dataclass(frozen=True, slots=True)
class CenterGroupMemberDraft:
    """A person's term in the centre group of a committee; empty days: always, still; `ends_on` is the first day out."""

    person_id: Key
    organization_id: Key
    role: CenterGroupRole
    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the term runs on that day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class CenterGroupMemberRow:
    """A term with whose it is."""

    key: Key
    draft: CenterGroupMemberDraft
    name: str
    number: str
    administrative_post: str


@dataclass(frozen=True, slots=True)
class CenterGroupSessionRow:
    """A session of the centre group; the counts are of its sheet, observers apart, speeches of either kind.

    `reflections` are those entered for the session (the catalogue's figure), `written` those entered person by person;
    where the two differ both are shown.
    """

    key: Key
    number: str
    title: str
    starts_on: date
    state: SessionState
    discussion: bool
    items: int
    speeches: int
    reflections: int | None
    expected: int
    present: int
    leave: int
    absent: int
    made_up: int
    observers: int
    written: int | None = None

    @property
    def quarter(self) -> int:
        """The quarter of its year, 1 to 4."""
        return (self.starts_on.month - 1) // 3 + 1


@dataclass(frozen=True, slots=True)
class QuarterDuty:
    """How many discussions a quarter asks for, and how it stands."""

    quarter: int
    required: int
    held: int
    state: DutyState


@dataclass(frozen=True, slots=True)
class MemberAttendance:
    """A member's year: how often each state was recorded in the sessions held.

    `roles` are those held in the year, in order; `unrecorded` counts sessions of the term whose sheet does not have
    the person; `whole_year` tells that the term ran through the time reported on.
    """

    person_id: Key
    name: str
    number: str
    roles: tuple[CenterGroupRole, ...]
    present: int = 0
    leave: int = 0
    absent: int = 0
    made_up: int = 0
    unrecorded: int = 0
    speeches: int = 0
    reflections: int = 0
    whole_year: bool = True

    @property
    def expected(self) -> int:
        """应到: as on every sheet, the rows present, on leave, absent and made up."""
        return self.present + self.leave + self.absent + self.made_up

    @property
    def learned(self) -> int:
        """Sessions whose content the member has studied: there, or made up afterwards."""
        return self.present + self.made_up

    @property
    def rate(self) -> Fraction | None:
        """实到 out of 应到; None where nothing is recorded."""
        return Fraction(self.present, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class ObserverAttendance:
    """Somebody who sat in: how often, and how often with a speech."""

    person_id: Key
    name: str
    number: str
    sessions: int
    speeches: int
    reflections: int = 0


@dataclass(frozen=True, slots=True)
class CenterGroupYear:
    """A centre group's year: sessions up to `asof`, the quarterly duty, attendance by person."""

    year: int
    organization_name: str
    asof: date
    sessions: tuple[CenterGroupSessionRow, ...]
    duties: tuple[QuarterDuty, ...]
    members: tuple[MemberAttendance, ...]
    observers: tuple[ObserverAttendance, ...]

    @property
    def held(self) -> tuple[CenterGroupSessionRow, ...]:
        """The sessions held by the as-of date, in order of time."""
        return tuple(row for row in self.sessions if row.state is SessionState.HELD and row.starts_on <= self.asof)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session that answers a planned study."""

    key: Key
    title: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class PlannedStudyRow:
    """An item of the centre group's plan with the sessions linked to it, else those held in its quarter.

    `linked` tells which of the two the sessions are; `done` is that the item is marked done or enough are linked.
    """

    key: Key
    quarter: int | None
    title: str
    texts: str
    speakers: str
    form: str
    observers: str
    state: WorkState
    sessions: tuple[PlannedSession, ...]
    linked: bool
    done: bool
