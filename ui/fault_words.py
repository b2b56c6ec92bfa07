"""Faults of a file and what a recovery saved, in words for the window and the command line."""

from services.checking.rows import Fault, FaultKind, SavedTable
from services.history.words import table_label


def fault_words(fault: Fault) -> str:
    """Say what is wrong where, and how often."""
    place = f"“{table_label(fault.table)}”" if fault.table else ""
    detail = (
        f"（{fault.detail if fault.kind is FaultKind.PAGES else table_label(fault.detail)}）" if fault.detail else ""
    )
    return f"{place}{fault.kind.label}{detail} {fault.count} 处"


def saved_words(saved: SavedTable) -> tuple[str, str, str]:
    """Say of a table what it is, how many rows were read, and how many there were."""
    return table_label(saved.table), str(saved.saved), "不详" if saved.there is None else str(saved.there)


def branch_words(branch: str) -> str:
    """Say what cannot be done with a branch's copy that was read out of a damaged file; empty for a whole ledger."""
    if not branch:
        return ""
    return (
        f"它是“{branch}”的副本，没有了修改记录，不能再合并和打包：请向上级要一个新的交换包建立台账，"
        "再把没有上报过的内容导出后导入。"
    )
