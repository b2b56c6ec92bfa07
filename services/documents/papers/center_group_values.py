"""What the names of 中心组学习出勤情况通报 stand for: a centre group's year in, values out, no sentences."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from models.enums import CenterGroupRole, DutyState, OrganizationKind
from services.center_group.rows import CenterGroupYear, MemberAttendance
from services.documents.papers.common_values import COMMON_NAMES, Occasion, common_values
from services.documents.papers.sentences import chinese_date
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words
from services.documents.templates.vocabulary import Vocabulary, flag, number, rows, text
from services.figures.rows import FigureKind
from services.figures.text import UNKNOWN

_QUARTERS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
CENTER_GROUP_NAMES: Final[Vocabulary] = {
    **COMMON_NAMES,
    "统计时段": text("“2025年”，年度没有结束时写明截至哪一天"),
    "学习.次数": number("已举行的中心组学习"),
    "学习.研讨次数": number("其中交流研讨"),
    "学习.项数": number("学习内容的项数"),
    "学习.心得体会": number("形成的心得体会"),
    "学习.按人心得体会": number("按人登记的心得体会，与上一项不同时才有"),
    "学习.发言": number("会上发言人次"),
    "出勤.应到": number("应到人次"),
    "出勤.实到": number("实到人次"),
    "出勤.出勤率": number("出勤率"),
    "出勤.请假": number("请假人次"),
    "出勤.缺席": number("缺席人次"),
    "出勤.补学": number("缺课后补学人次"),
    "出勤.未登记": number("还没有登记出勤的人次"),
    "研讨.每季度": number("规则要求每季度交流研讨的次数"),
    "研讨.已开展季度": text("达到要求的季度"),
    "研讨.未开展季度": text("没有达到要求的季度"),
    "研讨.待开展季度": text("待开展的季度"),
    "全勤人数": number("全勤人数"),
    "全勤名单": text("全勤的人"),
    "缺席人数": number("有缺席记录的人数"),
    "缺席名单": text("有缺席记录的人和次数"),
    "补学人数": number("缺课后补学的人数"),
    "补学名单": text("缺课后补学的人和次数"),
    "任职有变动": flag("年度中有成员任职变动"),
    "列席.人数": number("列席旁听的人数"),
    "列席.人次": number("列席旁听的人次"),
    "列席.多次名单": text("多次列席的人和次数"),
    "成员": rows(
        "中心组成员的出勤",
        {
            "姓名": text("姓名"),
            "身份": text("组长、副组长、成员等"),
            **{name: number(name) for name in ("应到", "实到", "请假", "缺席", "补学", "未登记", "发言", "心得")},
            "出勤率": number("出勤率"),
        },
    ),
    "有心得": flag("有成员登记了心得体会"),
}


def center_group_values(told: CenterGroupYear, kind: OrganizationKind, signed_on: date) -> Values:
    """Give every name of the notice its value."""
    over = told.asof == date(told.year, 12, 31)
    return {
        **common_values(Occasion(told.year, told.organization_name, kind, signed_on, over)),
        "统计时段": Words(f"{told.year}年" if over else f"{told.year}年（截至{chinese_date(told.asof)}）"),
        **_sessions(told),
        **_discussions(told),
        **_members(told),
        **_observers(told),
    }


def _sessions(told: CenterGroupYear) -> dict[str, Item]:
    held = told.held
    expected, present = sum(row.expected for row in held), sum(row.present for row in held)
    reported, written = sum(row.reflections or 0 for row in held), sum(row.written or 0 for row in held)
    differ = bool(reported and written) and reported != written
    return {
        "学习.次数": Number(len(held), "中心组学习", "次"),
        "学习.研讨次数": Number(sum(row.discussion for row in held), "交流研讨", "次"),
        "学习.项数": Number(sum(row.items for row in held), "学习内容", "项"),
        "学习.心得体会": Number(reported or written, "心得体会", "篇"),
        "学习.按人心得体会": Number(written if differ else 0, "按人登记的心得体会", "篇"),
        "学习.发言": Number(sum(row.speeches for row in held), "发言", "人次"),
        "出勤.应到": Number(expected, "应到", "人次"),
        "出勤.实到": Number(present, "实到", "人次"),
        "出勤.出勤率": _rate(Fraction(present, expected) if expected else None),
        "出勤.请假": Number(sum(row.leave for row in held), "请假", "人次"),
        "出勤.缺席": Number(sum(row.absent for row in held), "缺席", "人次"),
        "出勤.补学": Number(sum(row.made_up for row in held), "补学", "人次"),
        "出勤.未登记": Number(sum(row.unrecorded for row in told.members), "未登记", "人次"),
    }


def _rate(rate: Fraction | None) -> Number:
    return Number(rate, "出勤率", "", FigureKind.RATE)


def _discussions(told: CenterGroupYear) -> dict[str, Item]:
    def quarters(state: DutyState) -> Words:
        return Words("、".join(_QUARTERS[duty.quarter - 1] for duty in told.duties if duty.state is state))

    return {
        "研讨.每季度": Number(max((duty.required for duty in told.duties), default=0), "每季度交流研讨", "次"),
        "研讨.已开展季度": quarters(DutyState.MET),
        "研讨.未开展季度": quarters(DutyState.MISSED),
        "研讨.待开展季度": quarters(DutyState.DUE),
    }


def _members(told: CenterGroupYear) -> dict[str, Item]:
    """Name who never missed a session, who was absent without leave, whose absences are made up."""
    members = told.members
    full = [row.name for row in members if row.expected and row.present == row.expected and not row.unrecorded]
    absent = [f"{row.name}（{row.absent}次）" for row in members if row.absent]
    made_up = [f"{row.name}（{row.made_up}次）" for row in members if row.made_up]
    return {
        **_named("全勤", full),
        **_named("缺席", absent),
        **_named("补学", made_up),
        "任职有变动": Flag(any(not row.whole_year for row in members)),
        "成员": Rows(tuple(map(_member, members))),
        "有心得": Flag(any(row.reflections for row in members)),
    }


def _named(what: str, names: Sequence[str]) -> dict[str, Item]:
    return {f"{what}人数": Number(len(names), f"{what}人数", "人"), f"{what}名单": Words("、".join(names))}


def _member(row: MemberAttendance) -> dict[str, Item]:
    counts = {
        "应到": row.expected,
        "实到": row.present,
        "请假": row.leave,
        "缺席": row.absent,
        "补学": row.made_up,
        "未登记": row.unrecorded,
        "发言": row.speeches,
        "心得": row.reflections,
    }
    return {
        "姓名": Words(row.name),
        "身份": Words(roles_text(row.roles)),
        **{name: Number(count, name) for name, count in counts.items()},
        "出勤率": _rate(row.rate),
    }


def roles_text(roles: Sequence[CenterGroupRole]) -> str:
    """Say the roles of a year in order; a dash for somebody who is on a sheet without a term."""
    return "、".join(role.label for role in roles) or UNKNOWN


def _observers(told: CenterGroupYear) -> dict[str, Item]:
    came = [row for row in told.observers if row.sessions]
    often = [f"{row.name}（{row.sessions}次）" for row in came if row.sessions > 1]
    return {
        "列席.人数": Number(len(came), "列席人数", "人"),
        "列席.人次": Number(sum(row.sessions for row in came), "列席人次", "人次"),
        "列席.多次名单": Words("、".join(often)),
    }
