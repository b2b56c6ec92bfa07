"""`audit`: who changed the records behind a figure, the newest change first."""

from argparse import Namespace
from contextlib import closing
from datetime import datetime

from services.figures.service import FigureService
from services.history.rows import HistoryEntry
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.history_commands import KINDS
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the changes of every record that a figure was counted from."""
    with closing(context.files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        behind = FigureService(database, context.clock).behind(arguments.year, None, scope, arguments.asof)
        trace = behind.trace(arguments.key)
        audit = behind.audit(trace)
    if arguments.json:
        print_json(
            {"key": arguments.key, "records": audit.records, "entries": [_as_json(entry) for entry in audit.entries]}
        )
        return 0
    first = f"，只看前 {audit.looked_at} 条" if audit.records > audit.looked_at else ""
    print(f"{trace.definition.label}（{arguments.key}）：由 {audit.records} 条记录得来{first}")
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
            for entry in audit.entries
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
