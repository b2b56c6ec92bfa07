"""学时证明: an official paper on one person's hours over one year or several, with room for the seal."""

from collections.abc import Sequence
from datetime import date

from services.documents.ledgers.study_record import target_text
from services.documents.outline import Alignment, Column, Paper, Paragraph, Run, Signature, Table, Title
from services.documents.papers.sentences import chinese_date
from services.figures.text import plain
from services.hours.rows import StudyRecord


def hours_proof(records: Sequence[StudyRecord], signer: str, day: date) -> Paper:
    """Set the proof from a person's records, one a year and at least one, as of `day`."""
    last = records[-1]
    span = f"{last.year}年" if len(records) == 1 else f"{records[0].year}年至{last.year}年"
    who = f"兹证明{last.name}同志{f'（人员编号：{last.number}）' if last.number else ''}"
    place = next((record.branch_name for record in reversed(records) if record.branch_name), "")
    belongs = f"，所在党支部为{place}" if place else ""
    told = f"{who}{belongs}，{span}参加党员教育培训的学时如下{_until(last.year, day)}："
    columns = (
        Column("年度", 14, Alignment.CENTER),
        Column("参加学习（次）", 20, Alignment.CENTER),
        Column("应达学时", 16, Alignment.CENTER),
        Column("已获学时", 16, Alignment.CENTER),
        Column("达标情况", 16, Alignment.CENTER),
    )
    return Paper(
        subject=f"{last.name}学时证明",
        blocks=(
            Title(("学时证明",)),
            Paragraph((Run(told),)),
            Table(columns, tuple(_row(record) for record in records)),
            Paragraph((Run("特此证明。"),)),
            Signature(signer, day, sealed=True),
        ),
    )


def _until(year: int, day: date) -> str:
    return f"（统计截至{chinese_date(day)}）" if day < date(year, 12, 31) else ""


def _row(record: StudyRecord) -> tuple[Run, ...]:
    standing = record.standing
    cells = (
        f"{record.year}年",
        str(len(record.lines)),
        "—" if standing is None else target_text(standing),
        plain(record.earned),
        "不在册" if standing is None else standing.state.label,
    )
    return tuple(Run(cell) for cell in cells)
