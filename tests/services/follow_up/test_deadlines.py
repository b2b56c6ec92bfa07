"""When a measure is late, when it is due soon: a table of cases."""

from datetime import date

import pytest

from models.enums import WorkState
from services.follow_up.deadlines import days_late, days_left, is_due_soon

TODAY = date(2026, 3, 5)
OPEN, GOING, DONE = WorkState.NOT_STARTED, WorkState.IN_PROGRESS, WorkState.DONE


@pytest.mark.parametrize(
    ("deadline", "state", "late", "soon"),
    [
        ("2026-03-04", OPEN, 1, False),
        ("2026-03-04", GOING, 1, False),
        ("2026-03-04", DONE, 0, False),
        ("2025-03-05", GOING, 365, False),
        ("2024-02-29", OPEN, 735, False),
        ("2026-03-05", OPEN, 0, True),  # the day itself is still in time
        ("2026-03-06", GOING, 0, True),
        ("2026-04-04", OPEN, 0, True),  # the thirtieth day
        ("2026-04-05", OPEN, 0, False),
        ("2026-04-04", DONE, 0, False),
        (" 2026-03-04 ", OPEN, 1, False),
        ("", OPEN, 0, False),
        ("长期坚持", OPEN, 0, False),
        ("2025年底前", OPEN, 0, False),
        ("20250101", OPEN, 0, False),  # words too: only 年-月-日 was read as a day
        ("2025-02-30", OPEN, 0, False),
        ("2025-1-1", OPEN, 0, False),
    ],
)
def test_a_day_falls_due_and_words_never(deadline: str, state: WorkState, late: int, soon: bool) -> None:  # noqa: FBT001 - a column of the table
    assert days_late(deadline, state, TODAY) == late
    assert is_due_soon(days_left(deadline, state, TODAY)) is soon
