"""会议记录: what is known of a session, who came, and room to write the record by hand and sign it."""

from collections.abc import Sequence
from typing import Final

from models.enums import AttendanceStatus
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.sessions.rows import SessionDetail, SheetRow

_ROW_HEIGHT: Final = 9.0
_SPACE: Final = "\u3000"
_BLANK: Final = "_" * 6
_SIGNED: Final = f"主持人签字：______________{_SPACE * 2}记录人签字：______________{_SPACE * 2}日期：______________"
_STATUSES: Final = (
    (AttendanceStatus.PRESENT, "出席"),
    (AttendanceStatus.LEAVE, "请假"),
    (AttendanceStatus.ABSENT, "缺席"),
    (AttendanceStatus.MADE_UP, "会后补学"),
    (AttendanceStatus.OBSERVER, "列席"),
)


def meeting_record(session: SessionDetail, sheet: Sequence[SheetRow]) -> TableDocument:
    """Set the record; who came is on it once the sheet is filled in."""
    draft = session.draft
    kinds = "、".join(kind.label for kind in (draft.kind, *draft.further_kinds))
    facts = (
        (("活动名称", draft.title),),
        (("活动编号", draft.number), ("类型", kinds), ("时间", chinese_date(draft.starts_on))),
        (("组织单位", session.organization_name), ("地点", draft.place)),
        (("主持人", draft.host), ("主讲人", draft.lecturer), ("记录人", draft.recorder)),
    )
    studied = [
        ("学习内容", f"{number}. {item.title}{f'（{item.led_by}领学）' if item.led_by else ''}")
        for number, item in enumerate(draft.items, start=1)
    ]
    came = [(word, _names(sheet, status)) for status, word in _STATUSES]
    spoke = _speeches(sheet)
    return TableDocument(
        title="会议（活动）记录",
        columns=(Column("项目", 16, Alignment.CENTER), Column("内容", 120)),
        rows=(*studied, *((word, names) for word, names in came if names), *spoke, ("会议记录", "")),
        subtitle_lines=tuple((_SPACE * 2).join(f"{name}：{fact or _BLANK}" for name, fact in line) for line in facts),
        notes=(_SIGNED,),
        fill_page=True,
        landscape=False,
        row_height=_ROW_HEIGHT,
    )


def _names(sheet: Sequence[SheetRow], status: AttendanceStatus) -> str:
    """Name the people of a status with their reasons; how many stands before them."""
    names = [
        f"{row.person.name}（{row.entry.leave_reason}）" if row.entry.leave_reason else row.person.name
        for row in sheet
        if row.entry is not None and row.entry.status is status
    ]
    return f"{len(names)}人：{'、'.join(names)}" if names else ""


def _speeches(sheet: Sequence[SheetRow]) -> list[tuple[str, str]]:
    spoken = [(row.entry.speech, row.person.name) for row in sheet if row.entry is not None]
    by_kind = {speech: [name for kind, name in spoken if kind is speech] for speech, _ in spoken if speech is not None}
    return [(speech.label, "、".join(names)) for speech, names in by_kind.items()]
