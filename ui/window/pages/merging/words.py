"""What a merge does, who wrote the two values of a conflict, and what a folder holds, in sentences."""

from typing import Final

from services.exchange.rows import FolderEntry, MergeOutcome, MergeReport
from services.exchange.told_rows import MergeTold, ToldConflict
from ui.package_texts import about_package
from ui.settled_texts import settled_words

SHOWN_CONFLICTS: Final = 5


def merge_words(report: MergeReport) -> str:
    """Say how many records a merge touches, by what becomes of them."""
    totals = report.totals
    words = "，".join(f"{outcome.label} {totals[outcome]:,} 条" for outcome in MergeOutcome if totals[outcome])
    return f"{words or '没有记录改变'}。"


def notes_of(told: MergeTold) -> list[str]:
    """Say what an officer should know before merging."""
    notes = ["去掉勾选的记录不合并进来，保持本台账现在的样子。"] if told.tables else []
    if told.report.package is not None:
        notes.append(about_package(told.report.package))
    if told.report.clock_ahead is not None:
        notes.append(f"对方电脑的时钟比本机快 {told.report.clock_ahead.days} 天，请核对两台电脑的日期。")
    if told.report.settled:
        notes.append(settled_words(told.report.settled))
    notes += [
        f"两边都改过：{conflict.table}“{conflict.record}”的{conflict.field}，"
        f"本机 {conflict.ours}，对方 {conflict.theirs}，先采用 {conflict.kept}。"
        for conflict in told.conflicts[:SHOWN_CONFLICTS]
    ]
    if len(told.report.conflicts) > SHOWN_CONFLICTS:
        notes.append(f"共有 {len(told.report.conflicts):,} 处两边都改过，合并后在“冲突”中逐一选择。")
    return notes


def authors_words(row: ToldConflict) -> str:
    """Say who wrote each of the two values, and when."""
    ours = f"本机的值：{row.ours}（{row.conflict.ours_by or '不详'}）"
    theirs = f"对方的值：{row.theirs}（{row.conflict.theirs_by or '不详'}）"
    return f"{row.table}“{row.record}”的{row.field}\n{ours}\n{theirs}"


def entry_words(entry: FolderEntry) -> str:
    """Say in a line what a file of a folder brings, or why it is refused."""
    if entry.refusal is not None:
        from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

        return f"{entry.path.name}：没有合并，{sentence(entry.refusal)}"
    if entry.report is None or not entry.report.applied:
        return f"{entry.path.name}：没有新内容。"
    return f"{entry.path.name}：{merge_words(entry.report)}"
