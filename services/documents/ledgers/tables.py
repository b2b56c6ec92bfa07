"""The ordinary tables: roster, hours table, sign-in sheet; rows of other services in, table outlines out."""

from collections.abc import Sequence
from datetime import date

from models.enums import HoursState
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.documents.plots.of_records import hours_plot
from services.figures.text import plain
from services.hours.rows import HoursRow, HoursTable
from services.masking import masked
from services.people.rows import PersonRow
from services.sessions.rows import ExpectedPerson, SessionDetail

SIGN_IN_ROW = 9.0
"""Height of a row to sign in, in millimetres."""

SIGN_IN_BLANK_ROWS = 3
_CENTER, _RIGHT = Alignment.CENTER, Alignment.RIGHT
_SPACE = "\u3000"


def roster(scope_name: str, day: date, people: Sequence[PersonRow]) -> TableDocument:
    """Set the roster as of a day; identity and telephone numbers are masked."""
    columns = (
        Column("序号", 5, _CENTER, number=True),
        Column("姓名", 9, _CENTER),
        Column("性别", 5, _CENTER),
        Column("身份证号", 20, _CENTER),
        Column("人员类别", 12, _CENTER),
        Column("所在党支部", 20),
        Column("党内职务", 14),
        Column("行政职务", 14),
        Column("入党日期", 12, _CENTER),
        Column("联系电话", 14, _CENTER),
    )
    rows = tuple(
        (
            str(number),
            person.name,
            person.gender.label if person.gender else "",
            masked(person.identity_number),
            person.category.label,
            f"{person.branch_name} {person.group_name}".strip(),
            "、".join(person.posts),
            person.administrative_post,
            person.joined_on.isoformat() if person.joined_on and person.joined_on <= day else "",
            masked(person.phone),
        )
        for number, person in enumerate(people, start=1)
    )
    return TableDocument(
        title="党员花名册",
        columns=columns,
        rows=rows,
        subtitle_lines=(f"单位：{scope_name}{_SPACE * 2}截止日期：{chinese_date(day)}",),
        records=tuple(("people", person.key) for person in people),
        notes=("注：含预备党员、发展对象和入党积极分子；身份证号、联系电话已作隐藏处理。",),
    )


def hours_table(table: HoursTable, asof: date) -> TableDocument:
    """Set the hours of everyone in scope: target, earned, whether met."""
    columns = (
        Column("序号", 6, _CENTER, number=True),
        Column("党支部", 24),
        Column("姓名", 12, _CENTER),
        Column("人员编号", 14, _CENTER),
        Column("类别", 18, _CENTER),
        Column("应达学时", 12, _RIGHT),
        Column("已获学时", 12, _RIGHT),
        Column("达标情况", 12, _CENTER),
    )
    ordered = _by_number(table.rows)
    return TableDocument(
        title=f"{table.year}年党员学时统计表",
        columns=columns,
        rows=tuple(_hours_row(number, row) for number, row in enumerate(ordered, start=1)),
        records=tuple(("people", row.person) for row in ordered),
        subtitle_lines=(
            f"单位：{table.scope_name}{_SPACE * 2}统计截至：{chinese_date(min(asof, date(table.year, 12, 31)))}",
        ),
        notes=("注：年度中转入、转出或入党的，应达学时按在册天数折算；“免”为按规定免学时要求的党员。",),
        landscape=False,
        plots=(hours_plot(table),),
    )


def _by_number(rows: Sequence[HoursRow]) -> list[HoursRow]:
    """Order people inside their branch by number, as the roster does; the branches keep their order."""
    branches = {branch: place for place, branch in enumerate(dict.fromkeys(row.branch for row in rows))}
    return sorted(rows, key=lambda row: (branches[row.branch], row.number, row.name))


def _hours_row(number: int, row: HoursRow) -> tuple[str, ...]:
    exempt = row.state is HoursState.EXEMPT
    target = "免" if exempt else "" if row.target is None else plain(row.target)
    return (
        str(number),
        row.branch_name,
        row.name,
        row.number,
        row.member_class.label,
        target,
        plain(row.earned),
        row.state.label,
    )


def sign_in_sheet(session: SessionDetail, expected: Sequence[ExpectedPerson]) -> TableDocument:
    """Set the sign-in sheet of a session: the people expected, empty rows for others, a line for the counts."""
    draft = session.draft
    when = chinese_date(draft.starts_on)
    if draft.ends_on is not None and draft.ends_on != draft.starts_on:
        when += f"至{chinese_date(draft.ends_on)}"
    kinds = "、".join(kind.label for kind in (draft.kind, *draft.further_kinds))
    blank = "_" * 6
    counts = _SPACE.join(f"{word} {blank} 人" for word in ("应到", "实到", "请假", "缺席", "列席"))
    facts = (
        (("活动名称", draft.title),),
        (("活动编号", draft.number), ("类型", kinds), ("时间", when)),
        (("组织单位", session.organization_name), ("地点", draft.place)),
        (("主持人", draft.host), ("主讲人", draft.lecturer), ("记录人", draft.recorder)),
    )
    lines = tuple((_SPACE * 2).join(f"{label}：{fact or blank}" for label, fact in line) for line in facts)
    return TableDocument(
        title="学习活动签到表",
        columns=(
            Column("序号", 8, _CENTER, number=True),
            Column("姓名", 16, _CENTER),
            Column("所在党支部", 30),
            Column("签名", 26),
            Column("备注", 20),
        ),
        rows=tuple(
            (str(number), person.name, person.branch_name, "", "") for number, person in enumerate(expected, start=1)
        ),
        subtitle_lines=(*lines, counts),
        blank_rows=SIGN_IN_BLANK_ROWS,
        fill_page=True,
        landscape=False,
        row_height=SIGN_IN_ROW,
        code=draft.number,
    )
