"""What the follow-up service gives and takes: projects, their measures, what was noted, what was studied."""

from dataclasses import dataclass
from datetime import date

from models.enums import ProjectState, WorkState
from models.keys import Key


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """贯彻落实项目 decided on an item of a session (empty: on none); it belongs to the year of `decided_on`."""

    name: str
    decided_on: date
    session_id: Key | None = None


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """细化举措 of a project; `deadline` is an ISO date or words (长期坚持); an empty `number` is given."""

    content: str
    number: str = ""
    responsible_unit: str = ""
    responsible_person: str = ""
    deadline: str = ""
    state: WorkState = WorkState.NOT_STARTED
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgressDraft:
    """推进情况: what was noted of a measure on a day."""

    noted_on: date
    content: str


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A stored note of progress."""

    key: Key
    draft: ProgressDraft


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A stored measure with all notes of its progress, the oldest first; `days_late` is 0 while not overdue.

    `is_closed` tells that its project is closed.
    """

    key: Key
    project: Key
    project_name: str
    decided_on: date
    draft: MeasureDraft
    progress: tuple[ProgressRow, ...]
    days_late: int
    days_left: int | None
    is_closed: bool

    @property
    def responsible(self) -> str:
        """Name unit and person together."""
        return " ".join(part for part in (self.draft.responsible_unit, self.draft.responsible_person) if part)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A stored project with its measures as entered; `session_label` names day and title of its session."""

    key: Key
    draft: ProjectDraft
    session_label: str
    measures: tuple[MeasureRow, ...]
    result: str = ""
    closed_on: date | None = None

    @property
    def done(self) -> int:
        """Count the measures done."""
        return sum(measure.draft.state is WorkState.DONE for measure in self.measures)

    @property
    def days_late(self) -> int:
        """Tell by how many days the latest measure is overdue; 0: none is."""
        return max((measure.days_late for measure in self.measures), default=0)

    @property
    def state(self) -> ProjectState:
        """Tell how far it has come."""
        if self.closed_on is not None:
            return ProjectState.CLOSED
        states = {measure.draft.state for measure in self.measures}
        if states == {WorkState.DONE}:
            return ProjectState.READY
        return ProjectState.IN_PROGRESS if states - {WorkState.NOT_STARTED} else ProjectState.NOT_STARTED


@dataclass(frozen=True, slots=True)
class FollowUpFilter:
    """Which projects: decided in a year (`carried`: and those of earlier years still open), all where None.

    `organization_id` is the organiser of the session, with everything below it; `unit` part of a responsible unit or
    person; `overdue` those with a measure overdue.
    """

    year: int | None = None
    carried: bool = False
    organization_id: Key | None = None
    session_id: Key | None = None
    unit: str = ""
    state: ProjectState | None = None
    open_only: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class ItemSource:
    """Where a study item comes from: source, its date, who led the study."""

    source: str = ""
    dated_on: date | None = None
    led_by: str = ""


@dataclass(frozen=True, slots=True)
class StudiedItem:
    """An item studied in a first-topic session, with the names of the projects that came of that session."""

    key: Key
    session: Key
    held_on: date
    session_title: str
    organization_name: str
    title: str
    source: ItemSource
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstTopicMeeting:
    """A first-topic session with what was studied."""

    key: Key
    held_on: date
    title: str
    organization_name: str
    items: tuple[StudiedItem, ...]
