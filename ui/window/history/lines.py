"""Changes of records as lines of a table: when, which record, which field, before, after, by which step, who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.history.rows import HistoryEntry, TableCount
from ui.window.widgets.table import Column

KINDS: Final = {"made": "新增", "changed": "修改", "deleted": "删除", "restored": "恢复"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that a step changed; `field` is empty for a deletion."""

    taken_at: datetime | None
    record: str
    kind: str
    field: str
    before: str
    after: str
    step: str
    who: str


def moment_text(moment: datetime | None) -> str:
    """Write the wall time as the PC at which it was noted showed it."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def counts_text(counts: Iterable[TableCount]) -> str:
    """Say how many records of which tables: 人员 新增3，出勤 修改40."""
    parts = []
    for count in counts:
        made = f" 新增{count.made}" if count.made else ""
        parts.append(count.table + made + (f" 修改{count.changed}" if count.changed else ""))
    return "，".join(parts)


def change_lines(entries: Iterable[HistoryEntry]) -> list[ChangeLine]:
    """Give a line a field; a deletion or return without fields has a line too."""
    lines = []
    for entry in entries:
        record = f"{entry.table}“{entry.record}”" if entry.table else ""
        facts = (entry.taken_at, record, KINDS[entry.kind])
        by = (entry.step, entry.who)
        if entry.kind in {"deleted", "restored"} or not entry.changes:
            lines.append(ChangeLine(*facts, "", "", "", *by))
        lines += [ChangeLine(*facts, change.field, change.before, change.after, *by) for change in entry.changes]
    return lines


RECORD_COLUMN: Final = 1
COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column("时间", lambda line: moment_text(line.taken_at), width=136),
    Column("记录", lambda line: line.record, width=190),
    Column("改动", lambda line: line.kind, width=60),
    Column("字段", lambda line: line.field, width=100),
    Column("原来", lambda line: line.before, width=110),
    Column("改为", lambda line: line.after, width=110),
    Column("步骤", lambda line: line.step, width=120),
    Column("谁", lambda line: line.who, width=110),
)
# Of one step alone: when and who are the step's.
FIELD_COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column("记录", lambda line: line.record, width=260),
    Column("改动", lambda line: line.kind, width=60),
    Column("字段", lambda line: line.field, width=120),
    Column("原来", lambda line: line.before, width=240),
    Column("改为", lambda line: line.after, width=240),
)
