"""The sheet 计划: a row an item, its plan found or made by year, name and level; rows are the same by content."""

from typing import TYPE_CHECKING, Any, Final

from models.enums import WorkState
from services.workbooks.importing.context import ImportContext, add_record, for_each_row
from services.workbooks.importing.journal import ReadSheet, Row

if TYPE_CHECKING:
    from services.workbooks.importing.image import Record

PLAN_FIELDS: Final = ("year", "name", "level")
ITEM_FIELDS: Final = (
    "title",
    "kind",
    "audience",
    "deadline",
    "times",
    "hours",
    "budget_fen",
    "responsible_unit",
    "state",
)


def import_plans(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the plan item of each row; the n-th identical row is the n-th identical item."""
    handler = _PlanRows(context)
    for_each_row(sheets, handler.handle)


class _PlanRows:
    def __init__(self, context: ImportContext) -> None:
        self._plans = context.image.table("plans")
        self._items = context.image.table("plan_items")
        self._plan_by_name: dict[tuple[Any, ...], Record] = {}
        self._untaken: dict[tuple[Any, ...], list[Record]] = {}
        self._last_position: dict[bytes, int] = {}
        for plan in sorted(self._plans.live(), key=lambda record: record.key, reverse=True):
            self._plan_by_name[tuple(plan.values[name] for name in PLAN_FIELDS)] = plan
        for item in sorted(self._items.live(), key=lambda record: (record.values["position"], record.key)):
            plan = self._plans.records[item.values["plan_id"]]
            content = tuple(plan.values[name] for name in PLAN_FIELDS)
            content += tuple(item.values[name] for name in ITEM_FIELDS)
            self._untaken.setdefault(content, []).append(item)
            last = self._last_position.get(plan.key, 0)
            self._last_position[plan.key] = max(last, item.values["position"])

    def handle(self, row: Row) -> None:
        """Find or make one item."""
        about = tuple(row.stored(name) for name in PLAN_FIELDS)
        values = {
            name: self._items.defaults[name] if row.stored(name) is None else row.stored(name) for name in ITEM_FIELDS
        }
        values["state"] = row.stored("state") or WorkState.NOT_STARTED.value
        there = self._untaken.get((*about, *values.values()), [])
        if there:
            row.key = there.pop(0).key
            return
        plan = self._plan_by_name.get(about)
        if plan is None:
            plan = self._plans.add(**dict(zip(PLAN_FIELDS, about, strict=True)))
            self._plan_by_name[about] = plan
        position = self._last_position.get(plan.key, 0) + 1
        self._last_position[plan.key] = position
        row.key = add_record(row, self._items, plan_id=plan.key, position=position, **values).key
        row.is_new = True
