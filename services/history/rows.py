"""What the change log tells people: steps, what keeps one from being taken back, a record's past, deleted records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StepState(StrEnum):
    """Whether a step can be taken back, was taken back, or neither."""

    DONE = "done"
    UNDONE = "undone"
    FIXED = "fixed"


class ObstacleReason(StrEnum):
    """Why a part of a step cannot be taken back."""

    CHANGED_SINCE = "changed_since"
    NEEDED = "needed"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many records of a table (its Chinese name) a step made, and how many others it changed."""

    table: str
    made: int
    changed: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of work; `code` names it on every PC, `taken_at` is the wall time of its PC, `who` that PC and person.

    `is_local` is false for a step that came with a merge. `undoes` is the code of the step that this one took back or
    did again.
    """

    code: str
    kind: str
    label: str
    taken_at: datetime
    who: str
    state: StepState
    is_local: bool
    counts: tuple[TableCount, ...] = ()
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A place that a later step, or a record that stays, keeps from being taken back; all in words.

    `other` is the record that needs it or that it would lack; `later` the step that changed it since.
    """

    reason: ObstacleReason
    table: str
    record: str
    field: str
    other: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking back (or doing again) a step would write: records by table, and what stands in the way.

    `blocked` is the number of places that would be left as they are; `obstacles` names the first of them.
    """

    step: StepRow
    writes: tuple[TableCount, ...]
    blocked: int
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Available:
    """The labels of the steps that undo and redo would act on now; empty when there is none."""

    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words."""

    field: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one moment did to a record: made it, deleted it, brought it back, or changed fields."""

    kind: str  # made, changed, deleted, restored
    changes: tuple[FieldChange, ...]
    taken_at: datetime | None
    who: str
    step: str
    step_code: str = ""
    table: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """A record's past, the newest first; `begins` tells whether the log knows how it came into being."""

    table: str
    record: str
    entries: tuple[HistoryEntry, ...]
    begins: bool


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A deleted record: its table's name and Chinese name, its key, what it was, and who deleted it by which step."""

    table: str
    table_label: str
    key: bytes
    record: str
    taken_at: datetime | None
    who: str
    step: str
