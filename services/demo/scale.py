"""How big a made-up committee is."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of a made-up committee; `people` counts everyone, also those who left."""

    code: str
    committees: int  # below the top one
    general_branches: int
    branches: int
    people: int


SCALES: Final = {
    "small": Scale("small", committees=0, general_branches=1, branches=8, people=160),
    "branch": Scale("branch", committees=0, general_branches=5, branches=40, people=1_500),
    "group": Scale("group", committees=20, general_branches=40, branches=500, people=30_000),
}
