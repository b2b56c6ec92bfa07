"""归档材料清单: of one session paper by paper, of a year session by session with what is missing."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.archive.rows import (
    ArchiveYear,
    FolderState,
    FolderTotals,
    PaperStanding,
    PaperState,
    SessionFolder,
    papers_text,
)
from services.attachments.rows import AttachmentRow
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.figures.text import plain

_CENTER: Final = Alignment.CENTER
_SPACE: Final = "\u3000"
_SIGNED: Final = "归档人：______________　　检查人：______________　　日期：______________"
STATES: Final = {
    PaperState.FILED: "已归档",
    PaperState.KEPT_ON_PAPER: "纸质件",
    PaperState.MISSING: "缺件",
}


def session_checklist(folder: SessionFolder, attachments: Sequence[AttachmentRow], asof: date) -> TableDocument:
    """Set the checklist of one session: a row a paper that is there or missing; signed by hand at the end."""
    rows = [line for paper in folder.papers for line in _paper_lines(paper, attachments)]
    kinds = "、".join(kind.label for kind in folder.kinds)
    missing = f"缺 {len(folder.missing)} 件：{papers_text(folder.missing)}" if folder.missing else "材料齐全"
    state = "这类活动没有规定必备材料" if folder.state is FolderState.NOTHING_REQUIRED else missing
    return TableDocument(
        title="学习活动归档材料清单",
        columns=(
            Column("序号", 7, _CENTER, number=True),
            Column("材料", 14, _CENTER),
            Column("要求", 10, _CENTER),
            Column("状态", 10, _CENTER),
            Column("件名", 40),
            Column("存放处和备注", 34),
        ),
        rows=tuple((str(number), *cells) for number, cells in enumerate(rows, start=1)),
        subtitle_lines=(
            f"活动名称：{folder.title}",
            f"活动编号：{folder.number}{_SPACE * 2}类型：{kinds}{_SPACE * 2}时间：{chinese_date(folder.starts_on)}",
            f"组织单位：{folder.place}{_SPACE * 2}检查日期：{chinese_date(asof)}{_SPACE * 2}结果：{state}",
        ),
        notes=("注：要求按活动开始之日有效的归档清单；兼作几类活动的，各类要求合并。", _SIGNED),
        landscape=False,
    )


def _paper_lines(paper: PaperStanding, attachments: Sequence[AttachmentRow]) -> list[tuple[str, ...]]:
    required = "必备" if paper.required else "另附"
    there = [row for row in attachments if row.draft.paper is paper.paper]
    if not there:
        return [(paper.paper.label, required, STATES[PaperState.MISSING], "", "")]
    return [
        (
            paper.paper.label,
            required,
            STATES[PaperState.FILED if row.is_file else PaperState.KEPT_ON_PAPER],
            row.draft.name,
            "；".join(text for text in (row.draft.kept_at, row.draft.note) if text),
        )
        for row in there
    ]


def year_checklist(year: ArchiveYear, asof: date) -> TableDocument:
    """Set the ledger of a year: a row a held session, with what it must have and what is missing."""
    totals = year.totals
    counts = "、".join(f"{paper.label}{count}" for paper, count in totals.missing)
    return TableDocument(
        title=f"{year.year}年学习活动归档情况表",
        columns=(
            Column("序号", 6, _CENTER, number=True),
            Column("时间", 15, _CENTER),
            Column("活动编号", 20, _CENTER),
            Column("活动名称", 40),
            Column("类型", 20),
            Column("组织单位", 24),
            Column("应有", 7, _CENTER, number=True),
            Column("状态", 10, _CENTER),
            Column("缺件", 28),
        ),
        rows=tuple(_folder_line(number, folder) for number, folder in enumerate(year.folders, start=1)),
        records=tuple(("sessions", folder.key) for folder in year.folders),
        subtitle_lines=(
            f"单位：{year.scope_name}{_SPACE * 2}统计截至：{chinese_date(min(asof, date(year.year, 12, 31)))}",
            _summary(totals) + (f"；缺件：{counts}" if counts else "") + "。",
        ),
        notes=("注：只列已举行的活动；应有的材料按活动开始之日有效的归档清单，兼作几类活动的合并计算。",),
    )


def _summary(totals: FolderTotals) -> str:
    words = f"活动 {totals.sessions} 次，其中规定必备材料的 {totals.asked} 次，齐全 {totals.complete} 次"
    rate = "" if totals.rate is None else f"，齐全率 {rate_text(totals)}"
    return f"{words}{rate}，缺 {totals.missing_count} 件"


def rate_text(totals: FolderTotals) -> str:
    """Write the share of complete folders in per cent; empty without any that must have something."""
    return "" if totals.rate is None else f"{plain(totals.rate * 100)}%"


def _folder_line(number: int, folder: SessionFolder) -> tuple[str, ...]:
    state = f"缺 {len(folder.missing)} 件" if folder.missing else "齐全"
    return (
        str(number),
        folder.starts_on.isoformat(),
        folder.number,
        folder.title,
        "、".join(kind.label for kind in folder.kinds),
        folder.place,
        str(len(folder.required)),
        "无要求" if folder.state is FolderState.NOTHING_REQUIRED else state,
        papers_text(folder.missing),
    )
