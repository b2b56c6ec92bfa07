"""The tables behind the paper of a plan: the items as planned, and how far each came with the sessions that count."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from models.enums import PlanKind
from services.documents.outline import Alignment, Column, Run, Table
from services.documents.papers.plan_facts import PlanFacts
from services.figures.text import plain
from services.follow_up.deadlines import deadline_day
from services.money.amounts import format_yuan
from services.plans.rows import ItemSession, PlanItemRow

_CENTER: Final = Alignment.CENTER
_NAMED_WHOLE: Final = 4  # so many sessions are named; of more only the days
_NAMED_BY_DAY: Final = 24


class _Part(NamedTuple):
    column: Column
    text: Callable[[PlanItemRow], str]


_TITLE: Final = _Part(Column("事项", 30), lambda item: item.draft.title)
_UNTIL: Final = _Part(Column("完成时限", 21, _CENTER), lambda item: short_deadline(item.draft.deadline))
_UNIT: Final = _Part(Column("责任单位", 21, _CENTER), lambda item: item.draft.responsible_unit)
_TIMES: Final = _Part(
    Column("次数", 12, _CENTER), lambda item: "" if item.draft.times is None else str(item.draft.times)
)
_ORDINARY: Final = (
    _TITLE,
    _Part(Column("对象", 22), lambda item: item.draft.audience),
    _UNTIL,
    _TIMES,
    _Part(Column("学时", 12, _CENTER), lambda item: "" if item.draft.hours is None else plain(item.draft.hours)),
    _Part(
        Column("预算（元）", 24, Alignment.RIGHT),
        lambda item: "" if item.draft.budget_fen is None else format_yuan(item.draft.budget_fen),
    ),
    _UNIT,
)
_OF_CENTER_GROUP: Final = (
    _Part(Column("季度", 12, _CENTER), lambda item: "" if item.draft.quarter is None else str(item.draft.quarter)),
    _Part(Column("专题", 28), lambda item: item.draft.title),
    _Part(Column("学习书目", 40), lambda item: item.draft.texts.replace("\n", "；")),
    _Part(Column("重点发言", 16, _CENTER), lambda item: item.draft.speakers),
    _Part(Column("形式", 16, _CENTER), lambda item: item.draft.form),
    _Part(Column("列席范围", 20), lambda item: item.draft.observers),
    _UNTIL,
)


def plan_table(facts: PlanFacts) -> Table:
    """Set the items as planned; a column that nothing was entered for is left out."""
    parts = _OF_CENTER_GROUP if facts.kind is PlanKind.CENTER_GROUP else _ORDINARY
    there = [part for part in parts if part is _TITLE or any(part.text(item).strip() for item in facts.items)]
    return _table(facts, there)


def progress_table(facts: PlanFacts) -> Table:
    """Set how far each item came, and by which sessions."""

    def sessions(item: PlanItemRow) -> str:
        named = _NAMED_WHOLE if len(facts.plans) == 1 else 0
        return counted_text(facts.counted.get(item.key, ()), facts.year, named)

    parts = (
        _TITLE,
        _Part(Column("进度", 18, _CENTER), lambda item: f"{item.held}/{item.needed}次"),
        _Part(Column("状态", 22, _CENTER), _state),
        _Part(Column("计入的学习活动", 66), sessions),
    )
    return _table(facts, parts)


def short_deadline(entered: str) -> str:
    """Write a day without its year, which the table's title names; words as they are."""
    day = deadline_day(entered)
    return entered if day is None else f"{day.month}月{day.day}日"


def _state(item: PlanItemRow) -> str:
    return f"逾期{item.days_late}天" if item.days_late else item.shown_state.label


def counted_text(sessions: Sequence[ItemSession], year: int, named: int = _NAMED_WHOLE) -> str:
    """Name a few sessions (at most `named`) whole, more by their days, very many by the first and the last."""
    days = [_day(session, year) for session in sessions]
    if len(sessions) <= named:
        return "；".join(f"{day} {session.title}" for day, session in zip(days, sessions, strict=True))
    if len(sessions) <= _NAMED_BY_DAY:
        return f"{'、'.join(days)}，共{len(sessions)}次" if days else ""
    return f"{days[0]}至{days[-1]}，共{len(sessions)}次"


def _day(session: ItemSession, year: int) -> str:
    day = session.held_on
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"


def _units_tell(facts: PlanFacts, parts: Sequence[_Part]) -> bool:
    """Tell whether the column of units already says whose each item is."""
    return _UNIT in parts and all(
        item.draft.responsible_unit == plan.organization_name for plan in facts.plans for item in plan.items
    )


def _table(facts: PlanFacts, parts: Sequence[_Part]) -> Table:
    """Set the items with numbers; those of several plans are told apart by whose they are."""
    several = len(facts.plans) > 1 and not _units_tell(facts, parts)
    number = Column("序号", 12, _CENTER)
    owner = (Column("党组织", 24),) if several else ()
    rows: list[tuple[Run, ...]] = []
    for plan in facts.plans:
        for item in plan.items:
            cells = [str(len(rows) + 1), *((plan.organization_name,) if several else ())]
            rows.append(tuple(Run(cell) for cell in (*cells, *(part.text(item) for part in parts))))
    return Table((number, *owner, *(part.column for part in parts)), tuple(rows))
