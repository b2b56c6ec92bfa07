"""All figures of a year on a demo of branch scale: our catalogue against hand-written SQL, CPU time, medians, one run.

Run it as `python -m tests.benchmarks.figures_sql [DEMO.db]`; the last line says whether the bound of 3 holds. Without
a file the demo is made first, which takes a while. Both sides answer the same, or the run fails.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from models import driver
from models.database import Database
from services.clock import SystemClock
from services.demo.service import STUDY_APP_THRESHOLD, DemoService
from services.figures.rows import Figures
from services.figures.service import FigureService
from tests.benchmarks.figures_by_hand import figures_by_hand

BOUND = 3.0
ROUNDS = 7
AS_OF = date(2026, 3, 1)
YEAR = AS_OF.year - 1
_THOUSANDTHS = ("days", "hours", "average")
# What the hand side calls by the kind of session, the catalogue by the family of figures.
_KINDS = {
    "first_topic.meetings": "first_topic.sessions",
    "three_meetings.congress": "branch_congress.sessions",
    "three_meetings.committee": "branch_committee.sessions",
    "three_meetings.group": "group_meeting.sessions",
    "three_meetings.lecture": "party_lecture.sessions",
    "training.sessions": "training_class.sessions",
    "training.person_times": "training_class.person_times",
}
_DIVISORS = {
    "attendance.rate": ("attendance.present", "attendance.expected"),
    "training.coverage": ("training.coverage", "people.members"),
    "exam.average": ("exam.average", "exam.person_times"),
    "exam.pass_rate": ("exam.passed", "exam.judged"),
    "study_app.average": ("study_app.average", "study_app.scored"),
    "hours.members.rate": ("hours.members.met", "hours.members.people"),
    "hours.members.average": ("hours.members.average", "hours.members.people"),
    "hours.leaders.rate": ("hours.leaders.met", "hours.leaders.people"),
    "hours.leaders.average": ("hours.leaders.average", "hours.leaders.people"),
    "duties.rate": ("duties.held", "duties.required"),
    "plan.rate": ("plan.done", "plan.items"),
    "certification.rate": ("certification.secretaries", "certification.asked"),
    "funding.execution": ("funding.spent", "funding.budget"),
    "funding.ratio": ("funding.party_work", "funding.payroll"),
}


def main() -> int:
    """Time both sides in turn and print the ratio; 1 when the bound is missed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else _demo(Path(folder))
        database = Database(path)
        service = FigureService(database, SystemClock())
        raw = driver.connect(path)
        raw.execute("SELECT count(*) FROM attendance").fetchone()
        ours: list[float] = []
        by_hand: list[float] = []
        _compare(service.figures(YEAR, asof=AS_OF), _by_hand(raw))
        for _ in range(ROUNDS):
            ours.append(_processor_time(lambda: service.figures(YEAR, asof=AS_OF)))
            by_hand.append(_processor_time(lambda: _by_hand(raw)))
        raw.close()
        database.close()
    print(f"ours: {statistics.median(ours) * 1000:.0f} ms CPU")
    print(f"by hand: {statistics.median(by_hand) * 1000:.0f} ms CPU")
    ratio = statistics.median(ours) / statistics.median(by_hand)
    print(f"figures_sql: {ratio:.2f} (bound {BOUND:g}) {'held' if ratio <= BOUND else 'MISSED'}")
    return int(ratio > BOUND)


def _demo(folder: Path) -> Path:
    return DemoService().make(folder, "branch", 1, AS_OF, lambda _done, _total: None).path


def _by_hand(raw: Any) -> dict[str, int]:
    return figures_by_hand(raw, YEAR, AS_OF.isoformat(), STUDY_APP_THRESHOLD)


def _compare(ours: Figures, by_hand: dict[str, int]) -> None:
    """Fail where the two sides do not say the same."""
    for key, value in ours.values.items():
        theirs = _theirs(key, by_hand)
        if value is not None and Fraction(value) != theirs:
            message = f"{key}: {value} is not {theirs}"
            raise AssertionError(message)


def _theirs(key: str, by_hand: dict[str, int]) -> Fraction:
    unit = 1000 if key.rpartition(".")[2] in _THOUSANDTHS else 1
    if key == "funding.balance":
        return Fraction(by_hand["funding.budget"] - by_hand["funding.spent"])
    if key == "funding.per_member":
        return Fraction((2 * by_hand["funding.spent"] + by_hand["people.members"]) // (2 * by_hand["people.members"]))
    part, whole = _DIVISORS.get(key, (_KINDS.get(key, key), ""))
    if key.startswith("topics.") and key.endswith(".hours"):
        whole = "people.members"
    return Fraction(by_hand.get(part, 0), unit * (by_hand[whole] if whole else 1))


def _processor_time(side: Callable[[], object]) -> float:
    begun = time.process_time()
    side()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
