"""`check`: name what is damaged, mend what needs no guess, save what can be read."""

from argparse import Namespace
from pathlib import Path

from services.checking.recovery import RecoveryService
from services.checking.rows import CheckReport, Fault, Recovery
from services.checking.service import CheckService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table
from ui.fault_words import branch_words, fault_words, saved_words


def run(context: Context, arguments: Namespace) -> int:
    """Give status 1 while a fault is left."""
    if arguments.recover is not None:
        return _recover(context, arguments.recover, as_json=arguments.json)
    service = CheckService(context.files)
    report = (service.repair if arguments.repair else service.check)(context.database)
    if arguments.json:
        print_json(
            {
                "faults": [_as_json(fault) for fault in report.faults],
                "repaired": [_as_json(fault) for fault in report.repaired],
            }
        )
    else:
        _print(report)
    return 1 if report.faults else 0


def _print(report: CheckReport) -> None:
    for fault in report.repaired:
        print(f"已修复：{fault_words(fault)}。")
    for fault in report.faults:
        print(f"发现问题：{fault_words(fault)}{'，可用 --repair 修复' if fault.repairable else ''}。")
    if not report.faults:
        print(f"{report.path} 没有发现问题。")


def _as_json(fault: Fault) -> dict[str, object]:
    return {
        "kind": fault.kind.value,
        "table": fault.table,
        "count": fault.count,
        "detail": fault.detail,
        "repairable": fault.repairable,
    }


def _recover(context: Context, target: Path, *, as_json: bool) -> int:
    recovery = RecoveryService(context.files).recover(context.database, target)
    if as_json:
        print_json({"tables": {row.table: {"saved": row.saved, "there": row.there} for row in recovery.tables}})
    else:
        _print_recovery(recovery)
    return 0 if all(row.whole for row in recovery.tables) else 1


def _print_recovery(recovery: Recovery) -> None:
    print(f"已把能读出的内容写入 {recovery.target}，修改记录从此重新开始。")
    if recovery.branch:
        print(branch_words(recovery.branch))
    lost = [row for row in recovery.tables if not row.whole]
    if not lost:
        print("所有记录都已读出。")
        return
    print_table(
        ("记录", "读出", "原有"),
        map(saved_words, lost),
        numbers=(1, 2),
    )
