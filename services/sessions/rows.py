"""What the session service gives and takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import (
    AttendanceStatus,
    Audience,
    CostClass,
    DayPart,
    Delivery,
    SessionKind,
    SessionState,
    Speech,
    StageKind,
    Topic,
)
from models.keys import Key


@dataclass(frozen=True, slots=True)
class AttendanceCounts:
    """Counts of a sheet; observers stand apart from those expected."""

    present: int = 0
    leave: int = 0
    absent: int = 0
    made_up: int = 0
    observer: int = 0

    @classmethod
    def of(cls, statuses: Iterable[AttendanceStatus]) -> "AttendanceCounts":
        """Count the statuses of a sheet."""
        numbers = Counter(status.value for status in statuses)
        return cls(**numbers)

    @property
    def expected(self) -> int:
        """应到: everybody on the sheet but observers."""
        return self.present + self.leave + self.absent + self.made_up


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a line of the list; hours and days as entered."""

    key: Key
    number: str
    kind: SessionKind
    further_kinds: tuple[SessionKind, ...]
    title: str
    organization_id: Key
    organization_name: str
    starts_on: date
    ends_on: date | None
    days: Decimal | None
    hours: Decimal | None
    delivery: Delivery | None
    discussion: bool
    lecturer: str
    place: str
    state: SessionState
    counts: AttendanceCounts


@dataclass(frozen=True, slots=True)
class StudyItemDraft:
    """学习内容; `key` is that of the item as it is stored, empty for a new one."""

    title: str
    source: str = ""
    dated_on: date | None = None
    led_by: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class SittingDraft:
    """场次: a half-day or course of a session; `key` is empty for a new one."""

    number: int
    held_on: date
    hours: Decimal
    part: DayPart | None = None
    content: str = ""
    lecturer: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as entered; an empty number is given automatically."""

    kind: SessionKind
    title: str
    organization_id: Key
    starts_on: date
    ends_on: date | None = None
    number: str = ""
    further_kinds: tuple[SessionKind, ...] = ()
    topics: tuple[Topic, ...] = ()
    items: tuple[StudyItemDraft, ...] = ()
    sittings: tuple[SittingDraft, ...] = ()
    days: Decimal | None = None
    hours: Decimal | None = None
    delivery: Delivery | None = None
    discussion: bool = False
    lecturer: str = ""
    host: str = ""
    recorder: str = ""
    place: str = ""
    campaign_id: Key | None = None
    reflections: int | None = None
    pass_mark: Decimal | None = None
    audiences: tuple[Audience, ...] = ()
    resources: tuple[Key, ...] = ()
    cost_class: CostClass | None = None
    state: SessionState = SessionState.HELD
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionDetail:
    """A session with its items and sittings (in the draft) and the counts of its sheet."""

    key: Key
    draft: SessionDraft
    organization_name: str
    counts: AttendanceCounts


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What the list shows; empty fields do not restrict. `organization_id` includes everything below it."""

    year: int | None = None
    organization_id: Key | None = None
    kind: SessionKind | None = None
    state: SessionState | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """A person expected at a session; `has_vote` marks formal members."""

    person_id: Key
    number: str
    name: str
    branch_name: str
    category: StageKind
    has_vote: bool


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """What the sheet says of one person; `hours` are the person's own as entered, `minutes` where known.

    `reflections` counts the papers (心得体会) that the person handed in.
    """

    person_id: Key
    status: AttendanceStatus
    leave_reason: str = ""
    approved_by: str = ""
    made_up_on: date | None = None
    made_up_how: str = ""
    minutes: int | None = None
    hours: Decimal | None = None
    speech: Speech | None = None
    score: Decimal | None = None
    note: str = ""
    reflections: int | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the attendance sheet: an expected person, a standing observer, or one who has an entry.

    `entry` empty: not yet recorded.
    """

    person: ExpectedPerson
    expected: bool
    entry: AttendanceEntry | None


@dataclass(frozen=True, slots=True)
class SittingMissEntry:
    """缺课: this person missed this sitting alone."""

    sitting_id: Key
    person_id: Key
    reason: str = ""
