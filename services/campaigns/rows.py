"""What the campaign service gives and takes: campaigns, their sessions, texts with readers, materials, measures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import MaterialKind, OrganizationKind, PlanLevel, SessionKind, WorkState
from models.keys import Key
from services.plans.rows import PlanRow


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """专题教育 as entered."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A stored campaign."""

    key: Key
    draft: CampaignDraft

    @property
    def name(self) -> str:
        """Give its name."""
        return self.draft.name

    @property
    def year(self) -> int | None:
        """Give the year in which it began, where that is known."""
        return None if self.draft.starts_on is None else self.draft.starts_on.year


@dataclass(frozen=True, slots=True)
class CampaignTextDraft:
    """必读书目 as entered."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadingMark:
    """One tick: this person finished this text (empty day: not known when), or has not."""

    text: Key
    person: Key
    finished_on: date | None = None
    finished: bool = True


@dataclass(frozen=True, slots=True)
class CampaignMeasureDraft:
    """举措 as entered; `deadline` is an ISO date or words (长期坚持)."""

    content: str
    responsible_unit: str = ""
    deadline: str = ""
    state: WorkState = WorkState.NOT_STARTED
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CampaignMeasureRow:
    """A stored measure; `done` as of the day asked for, `days_late` is 0 while not overdue."""

    key: Key
    draft: CampaignMeasureDraft
    done: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A plan of the campaign with its items, and the level that it counts for."""

    row: PlanRow
    level: PlanLevel


@dataclass(frozen=True, slots=True)
class CampaignSession:
    """A session held for the campaign.

    `there` counts who was in the room, `reflections` those entered for the session, where there are none those that
    people handed in; `secretary_of` is what the secretary who lectured is secretary of, empty for any other lecturer.
    """

    key: Key
    number: str
    title: str
    organization_name: str
    organization_kind: OrganizationKind
    starts_on: date
    days: Decimal | None
    kinds: frozenset[SessionKind]
    lecturer: str
    discussion: bool
    there: int
    speeches: int
    reflections: int
    secretary_of: OrganizationKind | None


@dataclass(frozen=True, slots=True)
class CampaignText:
    """A stored text; `finished` counts those of the members expected to read it who have, out of `expected`."""

    key: Key
    draft: CampaignTextDraft
    finished: int
    expected: int

    @property
    def share(self) -> Fraction | None:
        """Give the share of members who finished it; None where nobody is expected."""
        return Fraction(self.finished, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class CampaignReader:
    """A member with the texts that the member finished, each with its day where that is known."""

    person_id: Key
    number: str
    name: str
    branch_id: Key
    branch_name: str
    finished: dict[Key, date | None]


@dataclass(frozen=True, slots=True)
class BranchReading:
    """The reading of a branch: `finished` of `expected` texts, counted by person and text."""

    branch_id: Key
    name: str
    members: int
    complete: int
    finished: int
    expected: int

    @property
    def share(self) -> Fraction | None:
        """Give the share that is finished; None where nothing is expected."""
        return Fraction(self.finished, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class CampaignMaterial:
    """A book issue, brief, poster or article of the campaign."""

    key: Key
    issued_on: date
    kind: MaterialKind
    name: str
    quantity: int
    reads: int | None
    organization_name: str
