"""What the absence service hands out."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.enums import AbsenceState, AttendanceStatus, SessionKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class Member:
    """Whose row it is; the branch is that on the day the list is of."""

    person: Key
    name: str
    number: str
    branch: Key
    branch_name: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A session that a person missed: still open (请假, 缺席), or made up (补学) with day and way."""

    member: Member
    session: Key
    session_number: str
    title: str
    kind: SessionKind
    held_on: date
    status: AttendanceStatus
    leave_reason: str
    approved_by: str
    made_up_on: date | None
    made_up_how: str

    @property
    def open(self) -> bool:
        """Tell whether nothing has made it up yet."""
        return self.status is not AttendanceStatus.MADE_UP


@dataclass(frozen=True, slots=True)
class AbsenceList:
    """The absences of a year up to a day, by branch, person and day."""

    year: int
    asof: date
    scope: Key
    scope_name: str
    rows: tuple[AbsenceRow, ...]

    @property
    def open(self) -> int:
        """Count what is still to be made up."""
        return sum(row.open for row in self.rows)


@dataclass(frozen=True, slots=True)
class LastSession:
    """The organisation life somebody attended last; `day` is the day of making up where it was made up."""

    session: Key
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class LongAbsenceRow:
    """A member long away from organisation life: whole months since a day, how grave, the reason if one holds.

    `missed` counts what the person's branch held for everybody in that time.
    """

    member: Member
    since: date
    months: int
    state: AbsenceState
    reason: str
    last: LastSession | None
    missed: int


@dataclass(frozen=True, slots=True)
class SilentBranch:
    """A branch that itself held no organisation life for long; None: nothing on record."""

    branch: Key
    name: str
    members: int
    last_held_on: date | None


@dataclass(frozen=True, slots=True)
class LongAbsences:
    """Who is long away on a day, the longest first, and the branches that held nothing; None: limit not set."""

    asof: date
    scope: Key
    scope_name: str
    warning_months: int | None
    grave_months: int | None
    rows: tuple[LongAbsenceRow, ...]
    silent: tuple[SilentBranch, ...]

    def count(self, state: AbsenceState) -> int:
        """Count the people in a state."""
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """How somebody took part on one side of the double organisation life."""

    expected: int = 0
    present: int = 0
    made_up: int = 0
    sat_in: int = 0
    last_day: date | None = None

    @property
    def rate(self) -> Fraction | None:
        """实到 out of 应到; None where no sheet has the person."""
        return Fraction(self.present, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class DoubleLifeRow:
    """A leading cadre's year on both sides: with the leaders, and as a member in the branch.

    `branch_held` counts the organisation life that the branch held for everybody while the person belonged to it.
    """

    member: Member
    role: str
    as_leader: Taken
    as_member: Taken
    branch_held: int


@dataclass(frozen=True, slots=True)
class DoubleLife:
    """双重组织生活 of a year up to a day."""

    year: int
    asof: date
    scope: Key
    scope_name: str
    rows: tuple[DoubleLifeRow, ...]
