"""A campaign whole: its rows, and every number that is told of it, each from those rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Final

from models.enums import MaterialKind, OrganizationKind, PlanLevel, SessionKind, WorkState
from services.campaigns.rows import (
    BranchReading,
    CampaignMaterial,
    CampaignMeasureRow,
    CampaignPlan,
    CampaignReader,
    CampaignRow,
    CampaignSession,
    CampaignText,
)
from services.plans.rows import PlanItemRow

LECTURES: Final = frozenset({SessionKind.PARTY_LECTURE, SessionKind.LECTURE})


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """A campaign as of a day.

    `readers` are the members on that day, or on the campaign's last where that is over; who left before does not
    count, and everybody who was a member then is expected to read every text.
    """

    campaign: CampaignRow
    asof: date
    organization_name: str
    plans: tuple[CampaignPlan, ...] = ()
    sessions: tuple[CampaignSession, ...] = ()
    texts: tuple[CampaignText, ...] = ()
    readers: tuple[CampaignReader, ...] = ()
    materials: tuple[CampaignMaterial, ...] = ()
    measures: tuple[CampaignMeasureRow, ...] = ()

    @property
    def over(self) -> bool:
        """Tell whether the campaign's last day has passed."""
        return self.campaign.draft.ends_on is not None and self.campaign.draft.ends_on < self.asof

    def items(self, level: PlanLevel | None = None) -> tuple[PlanItemRow, ...]:
        """List the plan items of a level, or of both."""
        return tuple(item for plan in self.plans if level in (None, plan.level) for item in plan.row.items)

    @property
    def pattern(self) -> str:
        """Write how many items each level has: 13+5; a level without any is left out."""
        numbers = (len(self.items(level)) for level in PlanLevel)
        return "+".join(str(number) for number in numbers if number)

    def items_in(self, state: WorkState) -> tuple[PlanItemRow, ...]:
        """List the items of both levels in a state, as their progress speaks for it."""
        return tuple(item for item in self.items() if item.shown_state is state)

    @property
    def items_late(self) -> tuple[PlanItemRow, ...]:
        """List the items whose day has passed."""
        return tuple(item for item in self.items() if item.days_late)

    def of_kind(self, *kinds: SessionKind) -> tuple[CampaignSession, ...]:
        """List the sessions that count as one of the kinds, each once."""
        wanted = frozenset(kinds)
        return tuple(session for session in self.sessions if session.kinds & wanted)

    @property
    def kinds(self) -> tuple[SessionKind, ...]:
        """List the kinds of which there is a session."""
        return tuple(kind for kind in SessionKind if self.of_kind(kind))

    @property
    def reading_class_days(self) -> Decimal:
        """Sum the days of the reading classes."""
        return sum((one.days or Decimal(0) for one in self.of_kind(SessionKind.READING_CLASS)), Decimal(0))

    @property
    def there(self) -> int:
        """Count person-times."""
        return sum(session.there for session in self.sessions)

    @property
    def speeches(self) -> int:
        """Count speeches."""
        return sum(session.speeches for session in self.sessions)

    @property
    def reflections(self) -> int:
        """Count reflections."""
        return sum(session.reflections for session in self.sessions)

    @property
    def lectures(self) -> tuple[CampaignSession, ...]:
        """List party lectures and lectures."""
        return self.of_kind(*LECTURES)

    def lectures_of_secretary(self, *of: OrganizationKind) -> tuple[CampaignSession, ...]:
        """List the party lectures that a secretary of such an organisation gave."""
        return tuple(one for one in self.of_kind(SessionKind.PARTY_LECTURE) if one.secretary_of in of)

    @property
    def reading_finished(self) -> int:
        """Count the texts finished, by person and text."""
        return sum(text.finished for text in self.texts)

    @property
    def reading_share(self) -> Fraction | None:
        """Give the share of the reading that is done; None where nothing is expected."""
        expected = sum(text.expected for text in self.texts)
        return Fraction(self.reading_finished, expected) if expected else None

    @property
    def complete_readers(self) -> int:
        """Count the members who finished every text."""
        return sum(self._is_complete(reader) for reader in self.readers)

    @property
    def behind(self) -> tuple[CampaignReader, ...]:
        """List the members who have not finished every text."""
        return tuple(reader for reader in self.readers if not self._is_complete(reader)) if self.texts else ()

    @property
    def branches(self) -> tuple[BranchReading, ...]:
        """Tell the reading by branch, in the order of the readers."""
        return tuple(
            self._branch(list(readers)) for _, readers in groupby(self.readers, key=lambda reader: reader.branch_id)
        )

    def _branch(self, readers: list[CampaignReader]) -> BranchReading:
        return BranchReading(
            readers[0].branch_id,
            readers[0].branch_name,
            members=len(readers),
            complete=sum(map(self._is_complete, readers)),
            finished=sum(len(reader.finished) for reader in readers),
            expected=len(readers) * len(self.texts),
        )

    def _is_complete(self, reader: CampaignReader) -> bool:
        return bool(self.texts) and len(reader.finished) == len(self.texts)

    def materials_of(self, kind: MaterialKind) -> int:
        """Sum the quantity of a kind of material: sets, issues, pieces."""
        return sum(row.quantity for row in self.materials if row.kind is kind)

    @property
    def reads(self) -> int:
        """Sum the reads of the articles."""
        return sum(row.reads or 0 for row in self.materials if row.kind is MaterialKind.ARTICLE)

    @property
    def measures_done(self) -> int:
        """Count the measures done."""
        return sum(row.done for row in self.measures)

    @property
    def measures_late(self) -> tuple[CampaignMeasureRow, ...]:
        """List the measures that are overdue."""
        return tuple(row for row in self.measures if row.days_late)


def with_finished(texts: Iterable[CampaignText], readers: Iterable[CampaignReader]) -> tuple[CampaignText, ...]:
    """Count for each text who of the readers finished it."""
    number = 0
    finished: dict[bytes, int] = defaultdict(int)
    for reader in readers:
        number += 1
        for key in reader.finished:
            finished[key] += 1
    return tuple(CampaignText(text.key, text.draft, finished[text.key], number) for text in texts)
