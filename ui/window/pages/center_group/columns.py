"""The tables of the centre group's page: their columns, and the words for states."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import DutyState, SessionState
from services.center_group.rows import (
    CenterGroupMemberDraft,
    CenterGroupMemberRow,
    CenterGroupSessionRow,
    MemberAttendance,
    ObserverAttendance,
    PlannedStudyRow,
)
from ui.window.look import Tone
from ui.window.texts import NONE, day_text, share_text
from ui.window.widgets.table import Column

QUARTERS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
DUTY_TONES: Final = {
    DutyState.MET: Tone.GOOD,
    DutyState.DUE: Tone.WAITING,
    DutyState.MISSED: Tone.BAD,
    DutyState.NOT_REQUIRED: Tone.NEUTRAL,
}
SESSION_TONES: Final = {SessionState.HELD: Tone.GOOD, SessionState.PLANNED: Tone.WAITING}


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term, and how it stands today."""

    row: CenterGroupMemberRow
    words: str
    tone: Tone

    @property
    def running(self) -> bool:
        """Tell whether the term holds today."""
        return self.tone is Tone.GOOD


def term_line(row: CenterGroupMemberRow, today: date) -> TermLine:
    """Say how a term stands on a day."""
    draft: CenterGroupMemberDraft = row.draft
    if draft.holds(today):
        return TermLine(row, "在任", Tone.GOOD)
    if draft.ends_on is not None and draft.ends_on <= today:
        return TermLine(row, "已结束", Tone.NEUTRAL)
    return TermLine(row, "未开始", Tone.WAITING)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A planned study, and how far it is."""

    row: PlannedStudyRow
    words: str
    tone: Tone

    @property
    def quarter(self) -> str:
        """Name the quarter."""
        return NONE if self.row.quarter is None else QUARTERS[self.row.quarter - 1]

    @property
    def held(self) -> str:
        """List the days of the sessions that answer it."""
        return "、".join(f"{one.starts_on.month}月{one.starts_on.day}日" for one in self.row.sessions) or NONE


def planned_line(row: PlannedStudyRow, year: int, today: date) -> PlannedLine:
    """Say how far a planned study is: done, sessions linked or in its quarter, late, or still to come."""
    if row.done:
        return PlannedLine(row, "已完成", Tone.GOOD)
    if row.sessions:
        words = f"已关联{len(row.sessions)}次" if row.linked else f"本季已学{len(row.sessions)}次"
        return PlannedLine(row, words, Tone.WAITING)
    now = (today.year, (today.month - 1) // 3 + 1)
    if (year, row.quarter or len(QUARTERS)) < now:
        return PlannedLine(row, "没有开展", Tone.BAD)
    return PlannedLine(row, "待开展", Tone.NEUTRAL)


def reflections_text(row: CenterGroupSessionRow) -> str:
    """Say the session's number of reflections, and that of its sheet where it differs: nobody decides between them."""
    if row.written is None:
        return NONE if row.reflections is None else str(row.reflections)
    if row.reflections == row.written:
        return str(row.written)
    return f"{NONE if row.reflections is None else row.reflections}（个人{row.written}）"


TERM_COLUMNS: Final[tuple[Column[TermLine], ...]] = (
    Column("姓名", lambda line: line.row.name, width=110),
    Column("人员编号", lambda line: line.row.number, width=110),
    Column("身份", lambda line: line.row.draft.role.label, width=110),
    Column("行政职务", lambda line: line.row.administrative_post or NONE, width=200),
    Column("任期开始", lambda line: _day(line.row.draft.starts_on, "一直"), width=110),
    Column("任期结束", lambda line: _day(line.row.draft.ends_on, "至今"), width=110),
    Column("状态", lambda line: line.words, width=90, tone=lambda line: line.tone),
)
SESSION_COLUMNS: Final[tuple[Column[CenterGroupSessionRow], ...]] = (
    Column("日期", lambda row: day_text(row.starts_on), width=98),
    Column("学习主题", lambda row: row.title, width=240),
    Column("形式", lambda row: "交流研讨" if row.discussion else "集中学习", width=84),
    Column("内容", lambda row: str(row.items), lambda row: row.items, 56, numeric=True),
    Column("应到", lambda row: str(row.expected), lambda row: row.expected, 56, numeric=True),
    Column("实到", lambda row: str(row.present), lambda row: row.present, 56, numeric=True),
    Column("请假", lambda row: str(row.leave), lambda row: row.leave, 56, numeric=True),
    Column("缺席", lambda row: str(row.absent), lambda row: row.absent, 56, numeric=True),
    Column("补学", lambda row: str(row.made_up), lambda row: row.made_up, 56, numeric=True),
    Column("列席", lambda row: str(row.observers), lambda row: row.observers, 56, numeric=True),
    Column("发言", lambda row: str(row.speeches), lambda row: row.speeches, 56, numeric=True),
    Column("心得", reflections_text, lambda row: row.reflections or row.written or 0, 92, numeric=True),
    Column("状态", lambda row: row.state.label, width=84, tone=lambda row: SESSION_TONES.get(row.state, Tone.NEUTRAL)),
)
MEMBER_COLUMNS: Final[tuple[Column[MemberAttendance], ...]] = (
    Column("姓名", lambda row: row.name, width=110),
    Column("身份", lambda row: "、".join(role.label for role in row.roles) or "非成员", width=160),
    Column("应到", lambda row: str(row.expected), lambda row: row.expected, 70, numeric=True),
    Column("实到", lambda row: str(row.present), lambda row: row.present, 70, numeric=True),
    Column("请假", lambda row: str(row.leave), lambda row: row.leave, 70, numeric=True),
    Column("缺席", lambda row: str(row.absent), lambda row: row.absent, 70, numeric=True),
    Column("补学", lambda row: str(row.made_up), lambda row: row.made_up, 70, numeric=True),
    Column("未登记", lambda row: str(row.unrecorded), lambda row: row.unrecorded, 70, numeric=True),
    Column("出勤率", lambda row: share_text(row.rate), lambda row: row.rate, 84, numeric=True),
    Column("发言", lambda row: str(row.speeches), lambda row: row.speeches, 70, numeric=True),
    Column("心得", lambda row: str(row.reflections), lambda row: row.reflections, 70, numeric=True),
)
OBSERVER_COLUMNS: Final[tuple[Column[ObserverAttendance], ...]] = (
    Column("姓名", lambda row: row.name, width=160),
    Column("人员编号", lambda row: row.number, width=160),
    Column("列席次数", lambda row: str(row.sessions), lambda row: row.sessions, 110, numeric=True),
    Column("发言", lambda row: str(row.speeches), lambda row: row.speeches, 110, numeric=True),
    Column("心得", lambda row: str(row.reflections), lambda row: row.reflections, 110, numeric=True),
    Column("", lambda _: "", width=80),
)
PLAN_COLUMNS: Final[tuple[Column[PlannedLine], ...]] = (
    Column("季度", lambda line: line.quarter, lambda line: line.row.quarter, 84),
    Column("学习主题", lambda line: line.row.title, width=220),
    Column("学习书目", lambda line: line.row.texts or NONE, width=200),
    Column("重点发言", lambda line: line.row.speakers or NONE, width=120),
    Column("形式", lambda line: line.row.form or NONE, width=90),
    Column("列席范围", lambda line: line.row.observers or NONE, width=130),
    Column("开展日期", lambda line: line.held, width=150),
    Column("进展", lambda line: line.words, width=116, tone=lambda line: line.tone),
)


def _day(day: date | None, without: str) -> str:
    return without if day is None else day.isoformat()
