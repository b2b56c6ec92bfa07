"""Duties as a matrix, as pure functions: organisation x period, organisation x kind, what is due, what fell out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.enums import DutyState, SessionKind
from models.keys import Key
from services.duties.rows import DutyRow

MATRIX_KINDS: Final = (
    SessionKind.BRANCH_CONGRESS,
    SessionKind.BRANCH_COMMITTEE,
    SessionKind.GROUP_MEETING,
    SessionKind.PARTY_LECTURE,
    SessionKind.THEME_DAY,
    SessionKind.SITE_VISIT,
    SessionKind.ORGANIZATION_LIFE,
    SessionKind.DEMOCRATIC_APPRAISAL,
    SessionKind.CENTER_GROUP,
)
"""The order in which duties are named: 三会一课 first."""
SHORT_NAMES: Final = {
    SessionKind.BRANCH_CONGRESS: "党员大会",
    SessionKind.BRANCH_COMMITTEE: "支委会",
    SessionKind.CENTER_GROUP: "中心组",
}
"""What stands over narrow columns; the other kinds by their own names."""
_QUARTERS: Final = ("一", "二", "三", "四")
_LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """An organisation and its duty in every column; None where there is none."""

    organization: Key
    name: str
    cells: tuple[DutyRow | None, ...]

    @property
    def required(self) -> int:
        """Count what is required in the line."""
        return sum(cell.required for cell in self.cells if cell is not None)

    @property
    def counted(self) -> int:
        """Count what was held, at most what is required in each cell."""
        return sum(cell.counted for cell in self.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class DutyMatrix:
    """Organisations x columns, in the order of the tree; a column is a period or a kind."""

    columns: tuple[str, ...]
    lines: tuple[MatrixLine, ...]

    @property
    def required(self) -> int:
        """Count what is required in all lines."""
        return sum(line.required for line in self.lines)

    @property
    def counted(self) -> int:
        """Count what was held, as far as it was required."""
        return sum(line.counted for line in self.lines)

    def count(self, state: DutyState) -> int:
        """Count the cells in a state."""
        return sum(cell is not None and cell.state is state for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What ends this month and is not met yet, and what was missed in the periods that ended last month."""

    due: tuple[DutyRow, ...]
    missed: tuple[DutyRow, ...]


def kinds_of(rows: Iterable[DutyRow]) -> tuple[SessionKind, ...]:
    """List the kinds of a matrix: the usual ones, then others that a rule asks for."""
    found = {row.kind for row in rows}
    return (*MATRIX_KINDS, *(kind for kind in SessionKind if kind in found and kind not in MATRIX_KINDS))


def by_period(rows: Iterable[DutyRow], kind: SessionKind) -> DutyMatrix:
    """Set organisation x period for one kind."""
    chosen = [row for row in rows if row.kind is kind]
    periods = sorted({(row.first_day, row.last_day, row.period) for row in chosen})
    placed = {(row.organization, row.period): row for row in chosen}
    lines = (
        MatrixLine(key, name, tuple(placed.get((key, period)) for _, _, period in periods))
        for key, name in _organizations(chosen)
    )
    return DutyMatrix(tuple(period_title(period) for _, _, period in periods), tuple(lines))


def by_kind(rows: Sequence[DutyRow], day: date) -> DutyMatrix:
    """Set organisation x kind, for the periods that a day lies in (of several, the one that ends first)."""
    chosen = [row for row in rows if row.first_day <= day <= row.last_day]
    kinds = [kind for kind in kinds_of(chosen) if any(row.kind is kind for row in chosen)]
    placed: dict[tuple[Key, SessionKind], DutyRow] = {}
    for row in sorted(chosen, key=lambda row: row.last_day, reverse=True):
        placed[row.organization, row.kind] = row
    lines = (
        MatrixLine(key, name, tuple(placed.get((key, kind)) for kind in kinds)) for key, name in _organizations(chosen)
    )
    return DutyMatrix(tuple(SHORT_NAMES.get(kind, kind.label) for kind in kinds), tuple(lines))


def agenda(rows: Sequence[DutyRow], day: date) -> Agenda:
    """Tell what is due by the end of a day's month, and what the month before let fall."""
    before = day.replace(day=1) - timedelta(days=1)
    due = (row for row in rows if row.state is DutyState.DUE and _same_month(row.last_day, day))
    missed = (row for row in rows if row.state is DutyState.MISSED and _same_month(row.last_day, before))
    return Agenda(tuple(due), tuple(missed))


def period_title(period: str) -> str:
    """Name a period of a year in Chinese: 3月, 一季度, 上半年, 全年."""
    part = period.partition("-")[2]
    if not part:
        return "全年"
    if part.startswith("Q"):
        return f"{_QUARTERS[int(part[1]) - 1]}季度"
    if part.startswith("H"):
        return "上半年" if part == "H1" else "下半年"
    return f"{int(part)}月"


def last_day_of_month(year: int, month: int) -> date:
    """Give the last day of a month."""
    following = date(year + 1, 1, 1) if month == _LAST_MONTH else date(year, month + 1, 1)
    return following - timedelta(days=1)


def _organizations(rows: Iterable[DutyRow]) -> tuple[tuple[Key, str], ...]:
    return tuple({row.organization: row.organization_name for row in rows}.items())


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)
