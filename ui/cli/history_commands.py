"""`steps`, `undo`, `redo`, `history`, `thin`: the steps of work, the way back and forth, a record's past."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import Final

from services.errors import RecordMissingError
from services.history.rows import HistoryEntry, StepRow, StepState, TableCount
from services.history.service import HistoryService
from services.history.steps import StepService, Undone
from services.history.thinning import ThinningService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table

_STATES: Final = {StepState.DONE: "", StepState.UNDONE: "已撤销", StepState.FIXED: "不可撤销"}
KINDS: Final = {"made": "新增", "changed": "修改", "deleted": "删除", "restored": "恢复"}


def steps(context: Context, arguments: Namespace) -> int:
    """Print the steps of work, the newest first."""
    with closing(context.files.open_for_reading(context.database)) as database:
        found = StepService(database).steps(arguments.limit)
    if arguments.json:
        print_json({"steps": [_step(step) for step in found]})
        return 0
    print_table(
        ("编号", "时间", "步骤", "涉及的记录", "谁", "状态"),
        (
            (step.code, _time(step.taken_at), step.label, count_words(step.counts), step.who, _STATES[step.state])
            for step in found
        ),
    )
    return 0


def undo(context: Context, arguments: Namespace) -> int:
    """Take back a step, or the last one."""
    with closing(context.files.open(context.database)) as database:
        undone = StepService(database).undo(arguments.step, partly=arguments.rest)
    return _report("undone", "已撤销", undone, arguments)


def redo(context: Context, arguments: Namespace) -> int:
    """Do again the step that was taken back last."""
    with closing(context.files.open(context.database)) as database:
        redone = StepService(database).redo(arguments.step, partly=arguments.rest)
    return _report("redone", "已重做", redone, arguments)


def history(context: Context, arguments: Namespace) -> int:
    """Print a record's past, the newest first."""
    with closing(context.files.open_for_reading(context.database)) as database:
        service = HistoryService(database)
        table = service.table_named(arguments.table)
        try:
            row = bytes.fromhex(arguments.id)
        except ValueError:
            raise RecordMissingError(what=arguments.table) from None
        past = service.history(table, row)
    if arguments.json:
        print_json(
            {"table": table, "row": row.hex(), "record": past.record, "entries": [_entry(e) for e in past.entries]}
        )
        return 0
    print(f"{past.table}“{past.record}”")
    print_table(
        ("时间", "步骤", "谁", "字段", "原来", "改为"),
        [line for entry in past.entries for line in _lines(entry)],
    )
    if not past.begins:
        print("更早的修改没有记录：这条记录在开始记录修改之前就有了。")
    return 0


def thin(context: Context, arguments: Namespace) -> int:
    """Take out of the log what is older than the rule keeps."""
    opened = context.files.open_for_reading if arguments.dry_run else context.files.open
    with closing(opened(context.database)) as database:
        thinning = ThinningService(database, context.clock)
        thinned = thinning.plan() if arguments.dry_run else thinning.thin()
    if arguments.json:
        print_json({"kept_since": thinned.kept_since.isoformat(), "entries": thinned.entries})
        return 0
    words = "会清除" if arguments.dry_run else "已清除"
    print(f"{words} {thinned.kept_since} 之前的修改记录 {thinned.entries} 条；台账内容不变，这些修改不能再查看或撤销。")
    return 0


def count_words(counts: Sequence[TableCount]) -> str:
    """Say how many records of which tables: 人员 新增3 修改1、出勤 新增40."""
    parts = []
    for count in counts:
        made = f" 新增{count.made}" if count.made else ""
        parts.append(f"{count.table}{made}" + (f" 修改{count.changed}" if count.changed else ""))
    return "、".join(parts)


def _report(key: str, words: str, done: Undone, arguments: Namespace) -> int:
    if arguments.json:
        print_json({key: _step(done.step), "left": done.left})
    else:
        left = f"，有 {done.left} 处后来又改动过，保持原样" if done.left else ""
        print(f"{words}：{done.step.label}（{_time(done.step.taken_at)}）{left}。")
    return 0


def _lines(entry: HistoryEntry) -> list[tuple[str, ...]]:
    moment = "" if entry.taken_at is None else _time(entry.taken_at)
    lines = []
    if entry.kind != "changed" or not entry.changes:
        lines.append((moment, entry.step, entry.who, f"（{KINDS[entry.kind]}）", "", ""))
    lines += [(moment, entry.step, entry.who, change.field, change.before, change.after) for change in entry.changes]
    return [line if place == 0 else ("", "", "", *line[3:]) for place, line in enumerate(lines)]


def _entry(entry: HistoryEntry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "at": None if entry.taken_at is None else entry.taken_at.isoformat(),
        "who": entry.who,
        "step": entry.step_code,
        "label": entry.step,
        "changes": [
            {"field": change.column, "name": change.field, "before": change.before, "after": change.after}
            for change in entry.changes
        ],
    }


def _step(step: StepRow) -> dict[str, object]:
    return {
        "step": step.code,
        "kind": step.kind,
        "label": step.label,
        "at": step.taken_at.isoformat(),
        "who": step.who,
        "state": step.state.value,
        "local": step.is_local,
        "undoes": step.undoes or None,
        "tables": [{"table": count.table, "made": count.made, "changed": count.changed} for count in step.counts],
    }


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
