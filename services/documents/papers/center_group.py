"""中心组学习出勤情况通报: a centre group's year in, an official paper out; short sentences, zero is left out."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from models.enums import CenterGroupRole, DutyState
from services.center_group.rows import CenterGroupYear, MemberAttendance, ObserverAttendance, QuarterDuty
from services.documents.outline import (
    Addressee,
    Alignment,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.papers.sentences import (
    NOTHING,
    Clause,
    chinese_date,
    clause,
    enumerated,
    gap,
    paragraph,
    sentence,
)
from services.figures.text import UNKNOWN, shown

_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_PARTS = "一二三四"
_CENTER = Alignment.CENTER


def center_group_attendance(told: CenterGroupYear, signed_on: date) -> Paper:
    """Compose the paper; a running year is told up to its as-of date."""
    title = Title((told.organization_name, f"关于{told.year}年理论学习中心组", "学习出勤情况的通报"))
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("总体情况", overall(told)),
        ("交流研讨情况", discussions(told.duties)),
        ("成员出勤情况", (*members(told.members), *_table(told))),
        ("列席旁听情况", observers(told.observers)),
    )
    there = [(name, blocks) for name, blocks in parts if blocks] if told.held else parts[:1]
    body: list[Block] = []
    for number, (name, blocks) in zip(_PARTS, there, strict=False):
        body += [Heading(1, f"{number}、{name}"), *blocks]
    opening = paragraph(sentence(clause(f"现将{told.year}年理论学习中心组学习出勤情况通报如下")))
    return Paper(
        "".join(title.parts),
        (
            title,
            Addressee("理论学习中心组各成员"),
            *opening,
            *body,
            Signature(told.organization_name, signed_on),
        ),
    )


def overall(told: CenterGroupYear) -> tuple[Paragraph, ...]:
    """Say what was held and how many of those expected came; a sheet not filled in is a gap."""
    held = told.held
    span = _span(told)
    if not held:
        return paragraph(sentence(clause(f"{span}台账中没有中心组学习记录")))
    studied = sentence(
        clause(f"{span}开展中心组学习{len(held)}次"),
        _some("其中交流研讨", sum(row.discussion for row in held), "次") or clause("没有记录交流研讨"),
        _some("学习内容", sum(row.items for row in held), "项"),
        reflections(told),
    )
    expected, present = (sum(getattr(row, name) for row in held) for name in ("expected", "present"))
    came = sentence(
        clause(f"应到{expected}人次"),
        clause(f"实到{present}人次"),
        clause(f"出勤率{_rate(Fraction(present, expected) if expected else None)}"),
    )
    away = sentence(
        enumerated(
            _some("请假", sum(row.leave for row in held), "人次"),
            _some("缺席", sum(row.absent for row in held), "人次"),
            _some("缺课后补学", sum(row.made_up for row in held), "人次"),
        )
    )
    spoken = sentence(_some("会上发言", sum(row.speeches for row in held), "人次"))
    return paragraph(studied, came if expected else NOTHING, away, spoken, unrecorded(told.members))


def reflections(told: CenterGroupYear) -> Clause:
    """Say how many reflections came of the sessions; the count by person too where it is another."""
    reported = sum(row.reflections or 0 for row in told.held)
    written = sum(row.written or 0 for row in told.held)
    if not reported or not written or reported == written:
        return _some("形成心得体会", reported or written, "篇")
    return clause(f"形成心得体会{reported}篇（按人登记为{written}篇）")


def unrecorded(rows: Iterable[MemberAttendance]) -> Clause:
    """Mark what the sheets do not tell yet."""
    missing = sum(row.unrecorded for row in rows)
    return sentence(clause("另有", gap(f"{missing}人次的出勤登记"))) if missing else NOTHING


def discussions(duties: Sequence[QuarterDuty]) -> tuple[Paragraph, ...]:
    """Say in which quarters the discussions asked for were held; nothing where none is asked for."""
    by_state = {
        state: "、".join(_QUARTERS[duty.quarter - 1] for duty in duties if duty.state is state) for state in DutyState
    }
    required = max((duty.required for duty in duties), default=0)
    if not required:
        return ()
    met, missed, due = (by_state[state] for state in (DutyState.MET, DutyState.MISSED, DutyState.DUE))
    return paragraph(
        sentence(clause(f"按规定每季度至少开展{required}次交流研讨")),
        sentence(clause(f"{met}已按要求开展") if met else NOTHING),
        sentence(clause(f"{missed}没有达到要求") if missed else NOTHING),
        sentence(clause(f"{due}待开展") if due else NOTHING),
    )


def members(rows: Sequence[MemberAttendance]) -> tuple[Paragraph, ...]:
    """Name who never missed a session, who was absent without leave, and whose sheets are made up."""
    full = [row.name for row in rows if row.expected and row.present == row.expected and not row.unrecorded]
    absent = [f"{row.name}（{row.absent}次）" for row in rows if row.absent]
    made_up = [f"{row.name}（{row.made_up}次）" for row in rows if row.made_up]
    part = any(not row.whole_year for row in rows)
    return paragraph(
        _named(full, "全勤"),
        _named(absent, "有缺席记录"),
        _named(made_up, "缺课后补学"),
        sentence(clause("年度中任职有变动的，按任期内的学习统计")) if part else NOTHING,
    )


def observers(rows: Sequence[ObserverAttendance]) -> tuple[Paragraph, ...]:
    """Say who sat in; nothing where nobody did."""
    came = [row for row in rows if row.sessions]
    if not came:
        return ()
    times = sum(row.sessions for row in came)
    often = [f"{row.name}（{row.sessions}次）" for row in came if row.sessions > 1]
    return paragraph(
        sentence(clause(f"列席旁听共{len(came)}人、{times}人次")),
        sentence(clause(f"其中多次列席的有{'、'.join(often)}")) if often else NOTHING,
    )


def _named(names: Sequence[str], what: str) -> Clause:
    return sentence(clause(f"{what}的{len(names)}人：{'、'.join(names)}")) if names else NOTHING


def _rate(rate: Fraction | None) -> str:
    return shown("attendance.rate", rate)


def _some(before: str, count: int, unit: str) -> Clause:
    return clause(f"{before}{count}{unit}") if count else NOTHING


def _span(told: CenterGroupYear) -> str:
    whole = told.asof == date(told.year, 12, 31)
    return f"{told.year}年" if whole else f"{told.year}年（截至{chinese_date(told.asof)}）"


def _table(told: CenterGroupYear) -> tuple[Table, ...]:
    if not told.members:
        return ()
    gaps = any(row.unrecorded for row in told.members)
    papers = any(row.reflections for row in told.members)
    headings = (
        "应到",
        "实到",
        "请假",
        "缺席",
        "补学",
        *(("未登记",) if gaps else ()),
        "出勤率",
        "发言",
        *(("心得",) if papers else ()),
    )
    columns = (
        Column("姓名", 14, _CENTER),
        Column("身份", 16, _CENTER),
        *(Column(heading, 12 if heading == "出勤率" else 9, _CENTER) for heading in headings),
    )
    rows = tuple(_row(row, gaps=gaps, papers=papers) for row in told.members)
    return (Table(columns, rows, caption=f"{told.year}年中心组学习出勤统计表（单位：{'次、篇' if papers else '次'}）"),)


def _row(row: MemberAttendance, *, gaps: bool, papers: bool) -> tuple[Run, ...]:
    counts = (row.expected, row.present, row.leave, row.absent, row.made_up)
    return (
        Run(row.name),
        Run(roles_text(row.roles)),
        *(Run(str(count)) for count in counts),
        *((Run(str(row.unrecorded), gap=row.unrecorded > 0),) if gaps else ()),
        Run(_rate(row.rate)),
        Run(str(row.speeches)),
        *((Run(str(row.reflections)),) if papers else ()),
    )


def roles_text(roles: Sequence[CenterGroupRole]) -> str:
    """Say the roles of a year in order; a dash for somebody who is on a sheet without a term."""
    return "、".join(role.label for role in roles) or UNKNOWN
