"""组织生活开展情况表: branches x months and quarters, as marks that read in black and white."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from models.enums import DutyState, OrganizationKind, PeriodKind, SessionKind
from models.keys import Key
from services.documents.outline import Alignment, CellFigure, Column, HeadingCell, TableDocument
from services.documents.papers.sentences import chinese_date
from services.documents.plots.of_records import duties_plot
from services.duties.matrix import SHORT_NAMES, DutyMatrix, MatrixLine, by_period, kinds_of
from services.duties.rows import DutyRow
from services.duties.rules import MONTHS

MARKS: Final = {DutyState.MET: "√", DutyState.DUE: "待", DutyState.MISSED: "缺", DutyState.NOT_REQUIRED: "—"}
_CENTER: Final = Alignment.CENTER
_SPACE: Final = "\u3000"
_NAME_SHARE: Final = 30.0
_NARROW_SHARE: Final = 5.4
_TWO_DIGITS_SHARE: Final = 6.4
_WIDE_SHARE: Final = 10.0
_SUM_SHARE: Final = 16.0
"""Widths in millimetres, near enough: thirty-odd narrow columns stand on a landscape page."""
_NARROW_PERIODS: Final = MONTHS[PeriodKind.YEAR] // MONTHS[PeriodKind.QUARTER]


def duty_matrix(scope_name: str, year: int, asof: date, rows: Sequence[DutyRow], tree: "Places") -> TableDocument:
    """Set the year: a line a branch, its duties by period, the meetings of its groups summed."""
    own = [row for row in rows if tree.kind(row.organization) is OrganizationKind.BRANCH]
    meetings = [row for row in rows if tree.kind(row.organization) is OrganizationKind.GROUP]
    parts = [(kind, by_period(own, kind)) for kind in kinds_of(own) if any(row.kind is kind for row in own)]
    branches = tuple(dict.fromkeys(row.organization for row in own))
    names = {row.organization: row.organization_name for row in own}
    groups_of = {branch: [row for row in meetings if tree.branch(row.organization) == branch] for branch in branches}
    lines = [
        (str(number), names[branch], *_marks(parts, branch), _share(groups_of[branch]), _share(_of(own, branch)))
        for number, branch in enumerate(branches, start=1)
    ]
    columns = _columns(parts)
    total = ("", "缺（项）", *_missed(parts), _share(meetings), _share(own))
    return TableDocument(
        title=f"{year}年组织生活开展情况表",
        columns=columns,
        rows=(*lines, total),
        figures=(CellFigure(len(lines), len(columns) - 1, "duties.held"),),
        records=tuple(("organizations", branch) for branch in branches),
        groups=(_heading(parts),),
        subtitle_lines=(
            f"单位：{scope_name}{_SPACE * 2}统计截至：{chinese_date(min(asof, date(year, 12, 31)))}",
            _summary(own),
        ),
        notes=(_LEGEND, *_others(rows, tree)),
        plots=(duties_plot(own, scope_name, year, asof),),
    )


class Places:
    """What the table asks of the tree: the kind of an organisation, and the branch of a group."""

    def __init__(self, kinds: dict[Key, OrganizationKind], branch_of: Callable[[Key], Key]) -> None:
        """Take the kinds by key and the way from a group to its branch."""
        self._kinds = kinds
        self._branch_of = branch_of

    def kind(self, key: Key) -> OrganizationKind:
        """Give the kind of an organisation."""
        return self._kinds[key]

    def branch(self, key: Key) -> Key:
        """Give the branch that a group belongs to."""
        return self._branch_of(key)


_LEGEND: Final = (
    "注：√ 已开展　缺 未开展　待 期间未结束、尚未开展　— 不要求；“党小组会”“合计”两栏为已开展次数/应开展次数，"
    "超出要求的部分不重复计入。"
)
_Parts = list[tuple[SessionKind, DutyMatrix]]


def _columns(parts: _Parts) -> tuple[Column, ...]:
    columns = [Column("序号", 8, _CENTER, number=True), Column("党支部", _NAME_SHARE)]
    for _, matrix in parts:
        is_narrow = len(matrix.columns) >= _NARROW_PERIODS
        columns += [_column(_short(title), is_narrow=is_narrow) for title in matrix.columns]
    return (*columns, Column("党小组会", _SUM_SHARE, _CENTER), Column("合计", _SUM_SHARE, _CENTER))


def _column(heading: str, *, is_narrow: bool) -> Column:
    narrow = _NARROW_SHARE if len(heading) == 1 else _TWO_DIGITS_SHARE
    return Column(heading, narrow if is_narrow else _WIDE_SHARE, _CENTER)


def _heading(parts: _Parts) -> tuple[HeadingCell, ...]:
    spans = (HeadingCell(SHORT_NAMES.get(kind, kind.label), len(matrix.columns)) for kind, matrix in parts)
    ends = (HeadingCell("党小组会", rows=2), HeadingCell("合计", rows=2))
    return (HeadingCell("序号", rows=2), HeadingCell("党支部", rows=2), *spans, *ends)


def _short(title: str) -> str:
    """Shorten 3月 and 一季度 to what stands in a narrow column."""
    return title.removesuffix("月").removesuffix("季度")


def _marks(parts: _Parts, branch: Key) -> list[str]:
    return [
        "" if cell is None else MARKS[cell.state]
        for _, matrix in parts
        for line in matrix.lines
        if line.organization == branch
        for cell in line.cells
    ]


def _missed(parts: _Parts) -> list[str]:
    return [
        str(sum(_is_missed(line, column) for line in matrix.lines) or "")
        for _, matrix in parts
        for column in range(len(matrix.columns))
    ]


def _is_missed(line: MatrixLine, column: int) -> bool:
    cell = line.cells[column]
    return cell is not None and cell.state is DutyState.MISSED


def _of(rows: Sequence[DutyRow], organization: Key) -> list[DutyRow]:
    return [row for row in rows if row.organization == organization]


def _share(rows: Sequence[DutyRow]) -> str:
    required = sum(row.required for row in rows)
    return f"{sum(row.counted for row in rows)}/{required}" if required else "—"


def _summary(rows: Sequence[DutyRow]) -> str:
    required, counted = sum(row.required for row in rows), sum(row.counted for row in rows)
    share = f"，完成率 {counted / required:.1%}" if required else ""
    return f"各党支部全年应开展 {required} 次，已开展 {counted} 次{share}"


def _others(rows: Sequence[DutyRow], tree: Places) -> tuple[str, ...]:
    """Write the duties of committees and general branches as lines: they are few."""
    known = (OrganizationKind.BRANCH, OrganizationKind.GROUP)
    others = [row for row in rows if tree.kind(row.organization) not in known]
    return tuple(
        f"{line.name}{kind.label}：" + "　".join(_words(matrix, line))
        for kind in kinds_of(others)
        for matrix in (by_period(others, kind),)
        for line in matrix.lines
    )


def _words(matrix: DutyMatrix, line: MatrixLine) -> list[str]:
    return [
        f"{title} {MARKS[cell.state]}"
        for title, cell in zip(matrix.columns, line.cells, strict=True)
        if cell is not None
    ]
