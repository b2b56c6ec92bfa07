"""Changes of records as lines of a table: when, which record, which field, before, after, by which step, who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.history.rows import FieldChange, HistoryEntry, TableCount
from ui.window.widgets.table import Column

KINDS: Final = {"made": "新增", "changed": "修改", "deleted": "删除", "restored": "恢复"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that a step changed; `field` is empty where the record as a whole was made, deleted, brought back."""

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
    """Give a line a field; a record that was made, deleted or brought back has one line."""
    lines = []
    for entry in entries:
        record = f"{entry.table}“{entry.record}”" if entry.table else ""
        facts = (entry.taken_at, record, KINDS[entry.kind])
        by = (entry.step, entry.who)
        if entry.kind == "made":
            written = "；".join(f"{change.field} {change.after}" for change in entry.changes)
            lines.append(ChangeLine(*facts, "", "", written, *by))
            continue
        if entry.kind in {"deleted", "restored"} or not entry.changes:
            lines.append(ChangeLine(*facts, "", "", "", *by))
        lines += [_line(facts, change, by) for change in entry.changes]
    return lines


def _line(facts: tuple[datetime | None, str, str], change: FieldChange, by: tuple[str, str]) -> ChangeLine:
    return ChangeLine(*facts, change.field, change.before, change.after, *by)


def _by(line: ChangeLine) -> str:
    return f"{line.step}（{line.who}）" if line.who else line.step


RECORD_COLUMN: Final = 1
COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column("时间", lambda line: moment_text(line.taken_at), width=132),
    Column("记录", lambda line: line.record, width=160),
    Column("改动", lambda line: line.kind, width=56),
    Column("字段", lambda line: line.field, width=84),
    Column("原来", lambda line: line.before, width=100),
    Column("改为", lambda line: line.after, width=120),
    Column("步骤和经手人", _by, width=120),
)
# Of one step alone: when and who are the step's.
FIELD_COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column("记录", lambda line: line.record, width=260),
    Column("改动", lambda line: line.kind, width=60),
    Column("字段", lambda line: line.field, width=120),
    Column("原来", lambda line: line.before, width=240),
    Column("改为", lambda line: line.after, width=240),
)
