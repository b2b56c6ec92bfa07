"""When a measure is overdue or due soon: a deadline is an ISO date, or words that never fall due."""

import re
from datetime import date
from typing import Final

from models.enums import WorkState

SOON: Final = 30
"""Days within which a deadline is near."""

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def deadline_day(deadline: str) -> date | None:
    """Give the day that a deadline names; None for words and for what is no day."""
    text = deadline.strip()
    if _ISO.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def days_left(deadline: str, state: WorkState, today: date) -> int | None:
    """Count the days until the deadline, negative once it has passed; None for words and for what is done."""
    day = deadline_day(deadline)
    return None if day is None or state is WorkState.DONE else (day - today).days


def days_late(deadline: str, state: WorkState, today: date) -> int:
    """Count the days since the deadline of what is not done; 0 on the day itself and before."""
    left = days_left(deadline, state, today)
    return 0 if left is None else max(0, -left)


def is_due_soon(left: int | None) -> bool:
    """Tell whether a deadline lies today or within the days that follow."""
    return left is not None and 0 <= left <= SOON
