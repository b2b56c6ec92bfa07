"""What committees decided on their first topics: projects, measures, how they came on, how they ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.enums import SessionKind, WorkState
from models.keys import Key
from services.demo.book import Book
from services.demo.cast import COMMITTEE_POSTS, Unit, holders
from services.demo.chance import Chance
from services.demo.run import DemoRun

_BEGINS_WITHIN: Final = timedelta(days=20)
_FORGOTTEN_SINCE: Final = timedelta(days=300)  # what is late longer has been done by now
_CLOSED: Final = 0.85  # of the projects whose measures are all done


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure before it is written: who carries it out until when, how far it has come, what was noted."""

    content: str
    unit: str
    person: str
    deadline: str
    state: WorkState
    done_on: date | None
    notes: Sequence[tuple[date, str]]


def make_follow_up(run: DemoRun, book: Book, committee: Unit, year: int) -> None:
    """Write what a committee decided on its first topics of a year, and how far the measures have come."""
    chance = run.chance("follow-up", committee.code, year)
    for session, event in book.held.get((year, committee.key, SessionKind.FIRST_TOPIC), []):
        if not chance.happens(0.7):
            continue
        template = chance.pick(run.texts.work["projects"])
        leaders = [player.name for player in holders(committee, event.day, *COMMITTEE_POSTS)]
        measures = [
            _measure(run, chance, content, event.day, leaders)
            for content in chance.some(template["measures"], chance.between(2, 4))
        ]
        facts = {"session_id": session, "name": f"{year}年{template['name']}", "decided_on": event.day}
        project = run.writer.add("follow_up_projects", **facts, **_ending(run, chance, measures))
        for place, measure in enumerate(measures, 1):
            _write(run, project, f"{committee.code}{event.day:%Y%m}-{place}", measure)


def _measure(run: DemoRun, chance: Chance, content: str, decided_on: date, leaders: Sequence[str]) -> _Measure:
    texts = run.texts.work
    lasting = chance.happens(0.1)
    due = decided_on + timedelta(days=chance.between(40, 230))
    done_on = due - timedelta(days=chance.between(-15, 30))
    forgotten = chance.happens(0.07) and due > run.as_of - _FORGOTTEN_SINCE
    done = not lasting and done_on <= run.as_of and not forgotten
    begun = WorkState.IN_PROGRESS if decided_on + _BEGINS_WITHIN <= run.as_of else WorkState.NOT_STARTED
    state = WorkState.DONE if done else begun
    last = done_on if done else min(run.as_of, due)
    return _Measure(
        content=content,
        unit=chance.pick(texts["units"]),
        person=chance.pick(leaders) if leaders and chance.happens(0.8) else "",
        deadline=chance.pick(texts["open_deadlines"]) if lasting else due.isoformat(),
        state=state,
        done_on=done_on if done else None,
        notes=() if state is WorkState.NOT_STARTED else _notes(run, chance, decided_on, last),
    )


def _notes(run: DemoRun, chance: Chance, first: date, last: date) -> Sequence[tuple[date, str]]:
    """Tell how a measure came on: nothing of some, up to three notes of others, in the order of days."""
    steps = run.texts.work["progress"][: chance.between(0, 3)]
    span = (last - first).days
    return [(first + timedelta(days=span * place // (len(steps) + 1)), step) for place, step in enumerate(steps, 1)]


def _ending(run: DemoRun, chance: Chance, measures: Sequence[_Measure]) -> dict[str, object]:
    """Close most projects whose measures are all done; some still wait for it."""
    days = [measure.done_on for measure in measures if measure.done_on is not None]
    closed_on = max(days, default=run.as_of) + timedelta(days=chance.between(1, 10))
    result = chance.pick(run.texts.work["results"])
    closes = len(days) == len(measures) and closed_on <= run.as_of and chance.happens(_CLOSED)
    return {"result": result if closes else "", "closed_on": closed_on if closes else None}


def _write(run: DemoRun, project: Key, number: str, measure: _Measure) -> None:
    key = run.writer.add(
        "follow_up_measures",
        project_id=project,
        number=number,
        content=measure.content,
        responsible_unit=measure.unit,
        responsible_person=measure.person,
        deadline=measure.deadline,
        state=measure.state,
        completed_on=measure.done_on,
    )
    for day, content in measure.notes:
        run.writer.add("follow_up_progress", measure_id=key, noted_on=day, content=content)
