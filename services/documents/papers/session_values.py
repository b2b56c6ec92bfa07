"""What the names of papers on one session stand for: its minutes (纪要) and the notice of a meeting (通知)."""

from collections.abc import Iterable
from typing import Final

from models.enums import AttendanceStatus, OrganizationKind, Speech
from services.clock import Clock
from services.documents.papers.common_values import COMMON_NAMES, Occasion, common_values
from services.documents.papers.sentences import chinese_date, unended
from services.documents.templates.values import Flag, Number, Rows, Values, Words
from services.documents.templates.vocabulary import Vocabulary, flag, number, rows, text
from services.sessions.rows import SessionDetail, SheetRow

SESSION_NAMES: Final[Vocabulary] = {
    **COMMON_NAMES,
    "活动.名称": text("活动名称"),
    "活动.编号": text("活动编号"),
    "活动.类型": text("类型，兼有几种的以顿号相隔"),
    "活动.日期": text("日期，几天的写起止"),
    "活动.地点": text("地点"),
    "活动.主持人": text("主持人"),
    "活动.主讲人": text("主讲人"),
    "活动.记录人": text("记录人"),
    "活动.培训对象": text("培训对象"),
    "活动.学时": number("学时"),
    "活动.已举行": flag("活动已经举行"),
    "活动.有考勤": flag("考勤表上有人"),
    "应到": number("应到人数"),
    "实到": number("实到人数"),
    "出席名单": text("出席的人"),
    "请假名单": text("请假的人和事由"),
    "缺席名单": text("缺席的人"),
    "列席名单": text("列席的人"),
    "发言名单": text("发言的人"),
    "学习内容": rows(
        "学习内容", {"标题": text("标题"), "来源": text("来源"), "领学人": text("领学人"), "日期": text("文件日期")}
    ),
    "场次": rows(
        "场次安排", {"日期": text("日期"), "内容": text("内容"), "主讲人": text("主讲人"), "学时": number("学时")}
    ),
}


def session_values(session: SessionDetail, sheet: Iterable[SheetRow], kind: OrganizationKind, clock: Clock) -> Values:
    """Give every name of a paper on a session its value."""
    draft, counts, today = session.draft, session.counts, clock.today()
    told = [row for row in sheet if row.entry is not None]
    ends = draft.ends_on if draft.ends_on and draft.ends_on != draft.starts_on else None
    days = chinese_date(draft.starts_on) + (f"至{chinese_date(ends)}" if ends else "")
    return {
        **common_values(Occasion(draft.starts_on.year, session.organization_name, kind, today)),
        "活动.名称": Words(draft.title),
        "活动.编号": Words(draft.number),
        "活动.类型": Words("、".join(each.label for each in (draft.kind, *draft.further_kinds))),
        "活动.日期": Words(days),
        "活动.地点": Words(draft.place, "地点"),
        "活动.主持人": Words(draft.host, "主持人"),
        "活动.主讲人": Words(draft.lecturer, "主讲人"),
        "活动.记录人": Words(draft.recorder, "记录人"),
        "活动.培训对象": Words("、".join(each.label for each in draft.audiences), "培训对象"),
        "活动.学时": Number(draft.hours, "学时", "学时"),
        "活动.已举行": Flag(draft.starts_on <= today),
        "活动.有考勤": Flag(bool(told)),
        "应到": Number(counts.expected, "应到人数", "人"),
        "实到": Number(counts.present, "实到人数", "人"),
        "出席名单": _names(told, AttendanceStatus.PRESENT),
        "请假名单": _names(told, AttendanceStatus.LEAVE),
        "缺席名单": Words("、".join(_name(row) for row in told if _status(row) in _AWAY), "缺席名单"),
        "列席名单": _names(told, AttendanceStatus.OBSERVER),
        "发言名单": Words("、".join(_name(row) for row in told if _speech(row) is not None), "发言名单"),
        "学习内容": Rows(
            tuple(
                {
                    "标题": Words(unended(item.title)),
                    "来源": Words(item.source),
                    "领学人": Words(item.led_by),
                    "日期": Words("" if item.dated_on is None else chinese_date(item.dated_on)),
                }
                for item in draft.items
            )
        ),
        "场次": Rows(
            tuple(
                {
                    "日期": Words(chinese_date(each.held_on) + (each.part.label if each.part else "")),
                    "内容": Words(each.content),
                    "主讲人": Words(each.lecturer),
                    "学时": Number(each.hours, "学时", "学时"),
                }
                for each in draft.sittings
            )
        ),
    }


_AWAY: Final = frozenset({AttendanceStatus.ABSENT, AttendanceStatus.MADE_UP})


def _status(row: SheetRow) -> AttendanceStatus | None:
    return None if row.entry is None else row.entry.status


def _speech(row: SheetRow) -> Speech | None:
    return None if row.entry is None else row.entry.speech


def _name(row: SheetRow) -> str:
    entry = row.entry
    away = entry is not None and entry.status is AttendanceStatus.LEAVE and entry.leave_reason
    return f"{row.person.name}（{entry.leave_reason}）" if entry and away else row.person.name


def _names(told: Iterable[SheetRow], status: AttendanceStatus) -> Words:
    return Words("、".join(_name(row) for row in told if _status(row) is status), f"{status.label}名单")
