"""What is said of a package that is merged: from whom, which number, what is missing before it."""

from collections.abc import Mapping

from services.history.words import table_label
from services.packages.cover import since_words
from services.packages.rows import CoverSheet, PackageNotice, PackagePlan
from services.stick.refusals import megabytes

_SHOWN_TABLES = 4


def about_plan(plan: PackagePlan) -> str:
    """Say what a package would hold: all or since which number, how many records and attachments, how large."""
    size = megabytes(plan.size)
    if not plan.changes_only:
        known = "" if plan.partners else "（对方还没有发回过包）"
        return f"全部内容{known}：{_counted(plan.rows)}，约 {size}。"
    partners = "、".join(plan.partners)
    return f"{since_words(plan.since)}的修改：{_counted(plan.rows)}，约 {size}；{partners} 已有的内容不再发。"


def content_of(cover: CoverSheet) -> str:
    """Say what a package holds, in a few words."""
    content = f"{cover.branch}，{cover.kind.label}" if cover.branch else cover.kind.label
    return f"{content}，{since_words(cover.since)}的修改" if cover.changes_only else content


def _counted(rows: Mapping[str, int]) -> str:
    """Count records by table, the largest tables named."""
    if not rows:
        return "没有记录"
    largest = sorted(rows, key=lambda name: -rows[name])[:_SHOWN_TABLES]
    named = "、".join(f"{table_label(name)} {rows[name]:,}" for name in largest)
    attachments = rows.get("attachments", 0)
    files = f"，其中附件 {attachments:,} 个" if attachments and "attachments" not in largest else ""
    return f"{sum(rows.values()):,} 条记录（{named}{' 等' if len(rows) > _SHOWN_TABLES else ''}）{files}"


def about_package(notice: PackageNotice) -> str:
    """Say from whom a package is and what its number tells."""
    cover = notice.cover
    computer = f"（电脑 {cover.computer}）" if cover.computer else ""
    said = f"来自{cover.organization}{computer}，第 {cover.number} 号，{cover.made_at:%Y-%m-%d %H:%M} 打包"
    if cover.changes_only:
        said = f"{said}，只有{since_words(cover.since)}的修改"
    if notice.missing:
        numbers = "、".join(str(number) for number in notice.missing)
        return f"{said}；没有收到第 {numbers} 号，其中的内容这一号里都有。"
    if notice.newest == cover.number:
        return f"{said}；这一号已经合并过。"
    if notice.newest is not None:
        return f"{said}；比已经合并过的第 {notice.newest} 号旧。"
    return f"{said}。"
