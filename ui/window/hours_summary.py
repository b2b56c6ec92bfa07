"""What the hours list says at a glance: counts of states, and how each branch stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.enums import HoursState
from models.keys import Key
from services.hours.rows import HoursRow

COUNTED = frozenset({HoursState.MET, HoursState.BEHIND})


@dataclass(frozen=True, slots=True)
class BranchHours:
    """How many of a branch have met their target."""

    branch: Key
    name: str
    met: int
    counted: int

    @property
    def behind(self) -> int:
        """Count those who have not met it."""
        return self.counted - self.met

    @property
    def share(self) -> float:
        """Give the share of those who have."""
        return self.met / self.counted if self.counted else 1.0


def count_state(rows: Iterable[HoursRow], state: HoursState) -> int:
    """Count the people in a state."""
    return sum(row.state is state for row in rows)


def by_branch(rows: Sequence[HoursRow]) -> list[BranchHours]:
    """List the branches that somebody counts in, the one furthest behind first."""
    met: dict[Key, int] = {}
    counted: dict[Key, int] = {}
    names: dict[Key, str] = {}
    for row in rows:
        if row.state in COUNTED:
            names[row.branch] = row.branch_name
            counted[row.branch] = counted.get(row.branch, 0) + 1
            met[row.branch] = met.get(row.branch, 0) + (row.state is HoursState.MET)
    found = [BranchHours(key, names[key], met[key], counted[key]) for key in counted]
    return sorted(found, key=lambda one: (one.share, -one.behind))
