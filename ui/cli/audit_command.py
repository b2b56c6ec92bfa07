"""`audit`: who changed the records behind a figure, the newest change first."""

from argparse import Namespace
from contextlib import closing
from datetime import datetime

from services.figures.service import FigureService
from services.history.rows import HistoryEntry
from services.history.service import MOST_AUDITED, HistoryService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.history_commands import KINDS
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the changes of every record that a figure was counted from."""
    with closing(context.files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        figures = FigureService(database, context.clock)
        trace = figures.trace(arguments.key, arguments.year, None, scope, arguments.asof)
        behind = dict.fromkeys(
            (row.table, b"".join(row.key)) for row in (*trace.rows, *trace.numerator, *trace.denominator)
        )
        entries = HistoryService(database).audit(tuple(behind))
    if arguments.json:
        print_json({"key": arguments.key, "records": len(behind), "entries": [_as_json(entry) for entry in entries]})
        return 0
    first = f"，只看前 {MOST_AUDITED} 条" if len(behind) > MOST_AUDITED else ""
    print(f"{trace.definition.label}（{arguments.key}）：由 {len(behind)} 条记录得来{first}")
    print_table(
        ("时间", "记录", "改动", "内容", "步骤", "谁"),
        (
            (
                _time(entry.taken_at),
                f"{entry.table}“{entry.record}”",
                KINDS[entry.kind],
                "" if entry.kind == "made" else _changes(entry),
                entry.step,
                entry.who,
            )
            for entry in entries
        ),
    )
    return 0


def _changes(entry: HistoryEntry) -> str:
    return "；".join(f"{change.field}：{change.before} → {change.after}" for change in entry.changes)


def _time(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _as_json(entry: HistoryEntry) -> dict[str, object]:
    return {
        "at": None if entry.taken_at is None else entry.taken_at.isoformat(),
        "table": entry.table,
        "record": entry.record,
        "kind": entry.kind,
        "step": entry.step_code,
        "label": entry.step,
        "who": entry.who,
        "changes": [
            {"field": change.column, "name": change.field, "before": change.before, "after": change.after}
            for change in entry.changes
        ],
    }
