"""`merge` and `conflicts`: another copy's changes come in; what both sides changed waits for the officer's word."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from services.exchange.conflicts import ConflictService
from services.exchange.errors import ManyDeletionsError
from services.exchange.rows import FolderEntry, MergeOutcome, MergeReport
from services.exchange.service import MergeService
from services.exchange.told_rows import ToldConflict
from services.history.words import table_label
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table
from ui.error_texts import sentence
from ui.package_texts import about_package
from ui.settled_texts import settled_words


def merge(context: Context, arguments: Namespace) -> int:
    """Merge another copy, or all in a folder; status 1 where a file of a folder was refused."""
    with closing(context.files.open(context.database)) as database:
        service = MergeService(database, context.clock, context.files, compare_whole=arguments.compare_whole)
        conflicts = ConflictService(database)
        if arguments.other.is_dir():
            entries = _merge_folder(service, arguments)
        else:
            entries = (FolderEntry(arguments.other, _merge_one(service, arguments)),)
        told = conflicts.in_words([found for entry in entries if entry.report for found in entry.report.conflicts])
    if arguments.json:
        _print_merge(entries, told, arguments)
    else:
        for entry in entries:
            _tell(entry, arguments)
        _tell_conflicts(told)
        if arguments.dry_run:
            print("试运行，什么也没有写入。")
        elif any(entry.report is not None and entry.report.applied for entry in entries):
            print("合并可以用 undo 撤销。")
    return int(any(entry.refusal for entry in entries))


def conflicts(context: Context, arguments: Namespace) -> int:
    """List the open conflicts, or let one of the two values of one stand."""
    with closing(context.files.open(context.database)) as database:
        service = ConflictService(database)
        if arguments.choose:
            identity, side = arguments.choose
            service.choose(identity, ours=side == "ours")
        told = service.conflicts_in_words()
    if arguments.json:
        print_json({"conflicts": [conflict_json(conflict) for conflict in told]})
    elif told:
        print_conflicts(told)
    else:
        print("没有待处理的冲突。")
    return 0


def conflict_json(told: ToldConflict) -> dict[str, Any]:
    """Write a conflict for programs."""
    conflict = told.conflict
    ours, theirs, kept = told.plain
    return {
        "id": conflict.identity,
        "table": conflict.table,
        "row": conflict.row.hex(),
        "field": conflict.cell,
        "ours": ours,
        "theirs": theirs,
        "kept": kept,
        "ours_by": conflict.ours_by,
        "theirs_by": conflict.theirs_by,
        "record": told.record,
    }


def print_conflicts(told: Iterable[ToldConflict]) -> None:
    """Print conflicts for people: both values, who wrote each and when, which one stands."""
    print_table(
        ("编号", "记录", "字段", "本机的值", "谁写的", "对方的值", "谁写的", "现在采用"),
        (
            (
                found.conflict.identity,
                f"{found.table}“{found.record}”",
                found.field,
                found.ours,
                found.conflict.ours_by,
                found.theirs,
                found.conflict.theirs_by,
                found.kept,
            )
            for found in told
        ),
    )


def _merge_one(service: MergeService, arguments: Namespace) -> MergeReport:
    if arguments.dry_run:
        return service.preview(arguments.other)
    return service.merge(arguments.other, allow_deletions=arguments.allow_deletions)[0]


def _merge_folder(service: MergeService, arguments: Namespace) -> tuple[FolderEntry, ...]:
    if arguments.dry_run:
        return service.preview_folder(arguments.other)
    agreed = frozenset(arguments.other / name for name in arguments.allow_deletions_of)
    return service.merge_folder(arguments.other, allow_deletions=arguments.allow_deletions, agreed=agreed)[0]


def _print_merge(entries: tuple[FolderEntry, ...], told: Iterable[ToldConflict], arguments: Namespace) -> None:
    reports = [entry.report for entry in entries if entry.report]
    content: dict[str, Any] = {
        "applied": sum(report.applied for report in reports),
        "already": sum(report.already for report in reports),
        "conflicts": [conflict_json(conflict) for conflict in told],
        "dry_run": arguments.dry_run,
        "records": _outcomes(reports),
        "settled": sum(sum(report.settled.values()) for report in reports),
    }
    if arguments.other.is_dir():
        content["files"] = [
            {
                "file": entry.path.name,
                "applied": entry.report.applied if entry.report else 0,
                "already": entry.report.already if entry.report else 0,
                "refused": sentence(entry.refusal) if entry.refusal else None,
                "package": _package_json(entry.report),
                "asks_deletions": entry.asks_deletions or isinstance(entry.refusal, ManyDeletionsError),
            }
            for entry in entries
        ]
    else:
        content["package"] = _package_json(*reports)
    print_json(content)


def _package_json(report: MergeReport | None) -> dict[str, Any] | None:
    """Write what the number of a package says; None for a ledger."""
    if report is None or report.package is None:
        return None
    notice = report.package
    return {
        "sender": notice.cover.sender.hex(),
        "number": notice.cover.number,
        "changes_only": notice.cover.changes_only,
        "since": notice.cover.since,
        "missing": list(notice.missing),
        "newest": notice.newest,
    }


def _outcomes(reports: Iterable[MergeReport]) -> dict[str, int]:
    counted: Counter[MergeOutcome] = Counter()
    for report in reports:
        counted.update(report.totals)
    return {outcome.value: counted[outcome] for outcome in MergeOutcome}


def _tell(entry: FolderEntry, arguments: Namespace) -> None:
    if entry.refusal is not None:
        print(f"{entry.path.name}：没有合并。{sentence(entry.refusal)}")
        if isinstance(entry.refusal, ManyDeletionsError):
            print(f"同意这一份时，再合并一次并写上 --allow-deletions-of {entry.path.name}")
    elif entry.report is not None:
        _tell_report(entry.report, arguments)
        if entry.asks_deletions:
            print(f"会删除 {entry.report.deletions} 条记录，合并时要写上 --allow-deletions-of {entry.path.name}")


def _tell_report(report: MergeReport, arguments: Namespace) -> None:
    if report.package is not None:
        print(f"{report.path.name}：{about_package(report.package)}")
    if not report.applied:
        print(f"{report.path.name}：没有本台账还没有的内容。")
        return
    done = "将并入" if arguments.dry_run else "已并入"
    print(f"{report.path.name}：{done} {report.applied} 项修改。")
    if report.clock_ahead is not None:
        print(f"注意：对方电脑的时钟比本机快 {report.clock_ahead.days} 天，请核对两台电脑的日期。")
    print_table(
        ("表", *(outcome.label for outcome in MergeOutcome)),
        (
            (table_label(table), *(str(counted.get(outcome, "")) for outcome in MergeOutcome))
            for table, counted in report.counts.items()
        ),
        numbers=range(1, 1 + len(MergeOutcome)),
    )
    if report.settled:
        print(settled_words(report.settled))


def _tell_conflicts(told: tuple[ToldConflict, ...]) -> None:
    if told:
        print(f"{len(told)} 处两边都改过，两个值都保留着，用 conflicts 选择：")
        print_conflicts(told)
