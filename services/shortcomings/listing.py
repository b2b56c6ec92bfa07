"""Reading shortcomings with their measures, and which of them were carried into the next year."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import ShortcomingState
from models.keys import Key
from models.plans import Shortcoming, ShortcomingMeasure
from services.follow_up.deadlines import deadline_day
from services.organizations.tree import load_tree
from services.shortcomings.rows import ShortcomingDraft, ShortcomingRow, text_without_origin


def list_shortcomings(
    connection: Connection, year: int | None, organization_id: Key | None, today: date
) -> tuple[ShortcomingRow, ...]:
    """List the shortcomings of a year (None: all), by number; of a smaller scope those its units answer for."""
    table = Shortcoming.__table__.c
    query = select(Shortcoming.__table__).where(table.deleted == false()).order_by(table.year, table.number, table.id)
    drafts = [(row.id, _draft(row)) for row in connection.execute(query)]
    measures = _measures(connection)
    units = _units(connection, organization_id)
    by_year: dict[int, list[ShortcomingDraft]] = defaultdict(list)
    for _, draft in drafts:
        by_year[draft.year].append(draft)
    return tuple(
        _row(key, draft, measures[key], by_year[draft.year + 1], today)
        for key, draft in drafts
        if (year is None or draft.year == year) and (units is None or draft.responsible_unit in units)
    )


def is_carried(draft: ShortcomingDraft, next_year: list[ShortcomingDraft]) -> bool:
    """Tell whether one of next year's names this one as its origin; without a number the text tells too."""
    carried = [one for one in next_year if one.problem.endswith(draft.origin)]
    if draft.number:
        return bool(carried)
    text = text_without_origin(draft.problem)
    return any(text_without_origin(one.problem) == text for one in carried)


def _row(
    key: Key, draft: ShortcomingDraft, measures: tuple[str, ...], next_year: list[ShortcomingDraft], today: date
) -> ShortcomingRow:
    fields = {name: getattr(draft, name) for name in ShortcomingDraft.__dataclass_fields__}
    carried = is_carried(draft, next_year)
    day = deadline_day(draft.deadline)
    # What was carried on is late in the year that it was carried into.
    runs = draft.state is not ShortcomingState.CLOSED and not carried and day is not None
    late = max(0, (today - day).days) if runs and day is not None else 0
    return ShortcomingRow(key, ShortcomingDraft(**fields | {"measures": measures}), carried, late)


def _draft(row: Any) -> ShortcomingDraft:
    return ShortcomingDraft(
        row.year, row.problem, row.number, row.responsible_unit, row.deadline, row.state, row.completed_on
    )


def _measures(connection: Connection) -> dict[Key, tuple[str, ...]]:
    table = ShortcomingMeasure.__table__.c
    query = select(table.shortcoming_id, table.content).where(table.deleted == false())
    found: dict[Key, tuple[str, ...]] = defaultdict(tuple)
    for key, content in connection.execute(query.order_by(table.position, table.id)):
        found[key] += (content,)
    return found


def _units(connection: Connection, organization_id: Key | None) -> frozenset[str] | None:
    tree = load_tree(connection)
    if organization_id is None or organization_id == tree.top:
        return None
    return frozenset(tree.name(key) for key in tree.subtree(tree.root(organization_id)))
