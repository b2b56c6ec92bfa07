"""个人学习记录: the sessions that a person learned at in a year, the role, the hours and what these are taken from."""

from datetime import date
from typing import Final

from models.enums import HoursState
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.figures.text import plain
from services.hours.rows import HoursRow, StudyLine, StudyRecord

_CENTER: Final = Alignment.CENTER
_SPACE: Final = "\u3000"
_SIGNED: Final = f"本人签字：______________{_SPACE * 2}党支部审核：______________{_SPACE * 2}日期：______________"


def study_record(record: StudyRecord, asof: date) -> TableDocument:
    """Set a person's record of a year; signed by the person and the branch at the end."""
    until = min(asof, date(record.year, 12, 31))
    who = (f"姓名：{record.name}", f"人员编号：{record.number or '—'}", f"所在党支部：{record.branch_name}")
    earned = (*standing_texts(record.standing), f"已获学时：{plain(record.earned)}", f"统计截至：{chinese_date(until)}")
    total = ("", "", "合计", "", f"{len(record.lines)}次", plain(record.earned), "")
    return TableDocument(
        title=f"{record.year}年个人学习记录",
        columns=(
            Column("序号", 7, _CENTER),
            Column("日期", 16, _CENTER),
            Column("学习活动", 38),
            Column("类型", 17),
            Column("参加情况", 16, _CENTER),
            Column("学时", 8, Alignment.RIGHT),
            Column("学时来源", 19),
        ),
        rows=(*(_row(number, line) for number, line in enumerate(record.lines, start=1)), total),
        subtitle_lines=((_SPACE * 2).join(who), (_SPACE * 2).join(earned)),
        notes=("注：只列本人参加的、已举行的活动；补学、列席计入，按规定不计学时的活动不列。", _SIGNED),
        landscape=False,
    )


def standing_texts(standing: HoursRow | None) -> tuple[str, ...]:
    """Say the class, the target and whether it is met, as far as they are known."""
    if standing is None:
        return ("类别：本年度不在册党员",)
    return (
        f"类别：{standing.member_class.label}",
        f"应达学时：{target_text(standing)}",
        f"达标情况：{standing.state.label}",
    )


def target_text(standing: HoursRow) -> str:
    """Write the target; 免 for the exempt, empty where none is set."""
    if standing.state is HoursState.EXEMPT:
        return "免"
    return "" if standing.target is None else plain(standing.target)


def _row(number: int, line: StudyLine) -> tuple[str, ...]:
    return (
        str(number),
        line.held_on.isoformat(),
        f"{line.title}（{line.number}）" if line.number else line.title,
        "、".join(kind.label for kind in line.kinds),
        "、".join(line.roles),
        plain(line.hours),
        line.source,
    )
