"""What the duty service hands out."""

from dataclasses import dataclass
from datetime import date

from models.enums import DutyState, SessionKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty of an organisation in a period (2025, 2025-H1, 2025-Q1, 2025-03); `held` counts all that were held."""

    organization: Key
    organization_name: str
    kind: SessionKind
    period: str
    first_day: date
    last_day: date
    required: int
    held: int
    state: DutyState
    discussion_only: bool = False

    @property
    def counted(self) -> int:
        """Count what was held, at most what is required (what the rate counts)."""
        return min(self.held, self.required)


@dataclass(frozen=True, slots=True)
class DutySession:
    """A session that was held for a duty; `kinds` begins with its primary kind."""

    key: Key
    number: str
    title: str
    held_on: date
    kinds: tuple[SessionKind, ...]
