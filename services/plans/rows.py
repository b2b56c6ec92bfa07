"""What the plan service gives and takes: plans, their items with progress, sessions linked, proposals for next year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import LabelledEnum, PlanKind, PlanLevel, SessionKind, WorkState
from models.keys import Key
from services.needs.rows import AskedSubject, item_title


class ProposalSource(LabelledEnum):
    """What a proposed item comes from."""

    THIS_YEAR = "this_year", "本年计划"
    DUTY = "duty", "制度要求"
    SHORTCOMING = "shortcoming", "存在问题"
    NEED = "need", "需求调研"


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as entered; without organisation it is the top one's."""

    year: int
    name: str
    kind: PlanKind | None = None
    level: PlanLevel | None = None
    organization_id: Key | None = None
    campaign_id: Key | None = None


@dataclass(frozen=True, slots=True)
class PlanItemDraft:
    """An item as entered; `deadline` is an ISO date or words, `kind` a word (that of a session's kind fits sessions).

    `quarter` is 1 to 4; `times` empty means once.
    """

    title: str
    kind: str = ""
    audience: str = ""
    deadline: str = ""
    times: int | None = None
    hours: Decimal | None = None
    budget_fen: int | None = None
    responsible_unit: str = ""
    state: WorkState = WorkState.NOT_STARTED
    quarter: int | None = None
    texts: str = ""
    speakers: str = ""
    form: str = ""
    observers: str = ""


def item_of_need(asked: AskedSubject, year: int, unit: str) -> PlanItemDraft:
    """Make the item of a year's plan that a subject asked for becomes."""
    return PlanItemDraft(
        item_title(asked.subject),
        kind=SessionKind.TRAINING_CLASS.label,
        audience="、".join(audience.label for audience in asked.audiences),
        deadline=f"{year}-12-31",
        responsible_unit=unit,
    )


@dataclass(frozen=True, slots=True)
class PlanItemRow:
    """A stored item; `held` counts the linked sessions that were held, `days_late` is 0 while not overdue."""

    key: Key
    plan: Key
    draft: PlanItemDraft
    held: int
    needed: int
    done: bool
    days_late: int

    @property
    def shown_state(self) -> WorkState:
        """Give the state that the progress speaks for: done, begun by a held session, else as marked."""
        if self.done:
            return WorkState.DONE
        begun = self.held > 0 and self.draft.state is WorkState.NOT_STARTED
        return WorkState.IN_PROGRESS if begun else self.draft.state


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A stored plan with its items in order."""

    key: Key
    draft: PlanDraft
    organization_name: str
    items: tuple[PlanItemRow, ...]

    @property
    def done(self) -> int:
        """Count the items done."""
        return sum(item.done for item in self.items)


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans; empty fields do not restrict. `organization_id` takes in everything below it.

    `kind` finds plans that say so, and those that do not by their name and level (`kinds.kind_of`).
    """

    year: int | None = None
    kind: PlanKind | None = None
    level: PlanLevel | None = None
    organization_id: Key | None = None
    campaign_id: Key | None = None


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """The catalogue's plan.items and plan.done of a year and scope."""

    items: int
    done: int


@dataclass(frozen=True, slots=True)
class ItemSession:
    """A session linked to an item, or that might be; `held`: it counts."""

    key: Key
    held_on: date
    title: str
    kind: str
    organization_name: str
    held: bool


@dataclass(frozen=True, slots=True)
class ItemSessions:
    """The sessions linked to an item, and those that look as if they belonged to it: the officer decides."""

    linked: tuple[ItemSession, ...]
    suggested: tuple[ItemSession, ...]


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """An item proposed for next year's plan; `reason` (Chinese) says why.

    `ordinal` counts the items of the same plan, title and unit: the n-th is written where there are fewer than n.
    """

    source: ProposalSource
    plan: PlanDraft
    item: PlanItemDraft
    reason: str
    ordinal: int = 1
