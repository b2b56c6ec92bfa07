"""What was planned: plans with their items, shortcomings."""

from datetime import date
from typing import Any, Final

from models.enums import PlanKind, PlanLevel, SessionKind, ShortcomingState, WorkState
from models.keys import Key
from services.demo.book import Book
from services.demo.cast import Cast, Unit
from services.demo.chance import Chance
from services.demo.run import DemoRun

_SHORTCOMINGS_A_YEAR: Final = 4


def make_plan(run: DemoRun, book: Book, top: Unit, year: int) -> None:
    """Write the committee's plan of a year; items that name a kind are linked to the sessions held for them."""
    texts = run.texts.work
    plan = run.writer.add(
        "plans",
        year=year,
        name=texts["plan_name"].format(year=year),
        level=PlanLevel.COMMITTEE,
        kind=PlanKind.TRAINING,
        organization_id=top.key,
    )
    chance = run.chance("plan", year)
    for position, item in enumerate(texts["plan_items"], 1):
        _write_item(run, book, chance, plan, position, item, top, year)


def make_discipline_plan(run: DemoRun, book: Book, top: Unit, year: int) -> None:
    """Write the committee's plan of a year for education in discipline."""
    texts = run.texts.work
    plan = run.writer.add(
        "plans",
        year=year,
        name=texts["discipline_plan_name"].format(year=year),
        level=PlanLevel.COMMITTEE,
        kind=PlanKind.DISCIPLINE,
        organization_id=top.key,
    )
    chance = run.chance("discipline plan", year)
    for position, item in enumerate(texts["discipline_plan_items"], 1):
        _write_item(run, book, chance, plan, position, item, top, year)


def make_branch_plan(run: DemoRun, book: Book, branch: Unit, year: int) -> None:
    """Write a branch's plan of a year."""
    texts = run.texts.work
    plan = run.writer.add(
        "plans",
        year=year,
        name=texts["branch_plan_name"].format(unit=branch.name, year=year),
        level=PlanLevel.BRANCH,
        kind=PlanKind.BRANCH,
        organization_id=branch.key,
    )
    chance = run.chance("branch plan", branch.code, year)
    for position, item in enumerate(texts["branch_plan_items"], 1):
        _write_item(run, book, chance, plan, position, {"unit": branch.name, **item}, branch, year)


def _write_item(  # noqa: PLR0913, PLR0917 - an item belongs to a plan, a place and a year
    run: DemoRun, book: Book, chance: Chance, plan: Key, position: int, item: dict[str, Any], unit: Unit, year: int
) -> None:
    deadline = item.get("deadline", "")
    dated = len(deadline) == len("05-31")
    held = book.held.get((year, unit.key, SessionKind(item["kind"])), []) if "kind" in item else []
    budget = item.get("budget")
    key = run.writer.add(
        "plan_items",
        plan_id=plan,
        position=position,
        title=item["title"],
        kind=SessionKind(item["kind"]).label if "kind" in item else "",
        audience=item.get("audience", "全体党员"),
        deadline=f"{year}-{deadline}" if dated else deadline,
        times=item.get("times"),
        hours=item["hours"] * 1000 if "hours" in item else None,
        budget_fen=None if budget is None else budget * 100,
        responsible_unit=item["unit"],
        state=_item_state(run, chance, year, linked=bool(held)),
    )
    for session, _ in held[:12]:
        run.writer.link("plan_item_sessions", plan_item_id=key, session_id=session)


def _item_state(run: DemoRun, chance: Chance, year: int, *, linked: bool) -> WorkState:
    """Give the state as the officer keeps it: linked items tick themselves off."""
    if linked:
        return WorkState.IN_PROGRESS
    if year == run.as_of.year:
        return WorkState.DONE if chance.happens(0.3 * run.as_of.month / 12) else WorkState.NOT_STARTED
    return WorkState.DONE if chance.happens(0.86) else WorkState.IN_PROGRESS


def make_shortcomings(run: DemoRun, cast: Cast, year: int) -> None:
    """Write what was found wanting in a year, in the committee and in a few branches."""
    chance = run.chance("shortcomings", year)
    texts = run.texts.work
    for place, entry in enumerate(chance.some(texts["shortcomings"], _SHORTCOMINGS_A_YEAR), 1):
        state = _shortcoming_state(run, chance, year, last=place == _SHORTCOMINGS_A_YEAR)
        _write_shortcoming(run, year, place, entry["problem"], entry["measures"], texts["units"][place % 8], state)
    for place, branch in enumerate(
        chance.some(cast.branches, max(2, len(cast.branches) // 10)), _SHORTCOMINGS_A_YEAR + 1
    ):
        problem = chance.pick(texts["branch_shortcomings"])
        state = _shortcoming_state(run, chance, year, last=False)
        _write_shortcoming(run, year, place, problem, ["制定整改清单，逐项落实"], branch.name, state)


def _shortcoming_state(run: DemoRun, chance: Chance, year: int, *, last: bool) -> ShortcomingState:
    recent = year >= run.as_of.year - 1
    if recent and (last or chance.happens(0.25)):
        return ShortcomingState.IN_PROGRESS if year < run.as_of.year else ShortcomingState.OPEN
    return ShortcomingState.CLOSED


def _write_shortcoming(  # noqa: PLR0913, PLR0917 - the columns of a shortcoming
    run: DemoRun, year: int, place: int, problem: str, measures: list[str], unit: str, state: ShortcomingState
) -> None:
    closed = state is ShortcomingState.CLOSED
    key = run.writer.add(
        "shortcomings",
        year=year,
        number=f"{year}-W{place:02d}",
        problem=problem,
        responsible_unit=unit,
        deadline=f"{year + 1}-03-31",
        state=state,
        completed_on=min(date(year, 11, 20), run.as_of) if closed else None,
    )
    for position, content in enumerate(measures, 1):
        run.writer.add("shortcoming_measures", shortcoming_id=key, position=position, content=content)
