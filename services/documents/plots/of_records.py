"""Which plots there are: hours of people, duties and sessions by branch and month, money and targets over years."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from models.enums import DutyState, HoursState
from services.documents.plots.plots import BarPlot, HeatMap, HeatRow, Line, LinePanels, Panel, Series
from services.duties.rows import DutyRow
from services.hours.rows import HoursTable
from services.money.rows import Execution
from services.targets.rows import TargetRow, TargetTable
from services.targets.text import target_text, unit_of, value_text

if TYPE_CHECKING:
    from models.keys import Key

MONTHS: Final = tuple(f"{month}月" for month in range(1, 13))
_STEPS: Final = (4, 8, 16, 32, 64)
_MOST_PLACES: Final = 12
_FEN: Final = 100


def hours_plot(table: HoursTable) -> BarPlot:
    """Count people by their hours, those who met the target apart from those who did not."""
    counted = [row for row in table.rows if row.state in {HoursState.MET, HoursState.BEHIND}]
    highest = max((row.earned for row in counted), default=Decimal(0))
    step = next((step for step in _STEPS if highest < step * _MOST_PLACES), _STEPS[-1])
    places = min(int(highest // step) + 1, _MOST_PLACES)
    met, behind = ([0] * places for _ in range(2))
    for row in counted:
        (met if row.state is HoursState.MET else behind)[min(int(row.earned // step), places - 1)] += 1
    names = [f"{place * step}—{(place + 1) * step}" for place in range(places)]
    if highest >= step * places:
        names[-1] = f"{(places - 1) * step}以上"
    left_out = len(table.rows) - len(counted)
    return BarPlot(
        title=f"{table.scope_name}{table.year}年党员学时分布",
        unit="人",
        places=tuple(names),
        series=(Series("已达标", tuple(map(float, met))), Series("未达标", tuple(map(float, behind)), hatched=True)),
        words=tuple(f"{total}" if (total := one + other) else "" for one, other in zip(met, behind, strict=True)),
        note=f"横轴为已获学时（含下限，不含上限）；免学时要求和已转出的 {left_out} 人不在图中。",
    )


def money_plot(told: Execution) -> BarPlot:
    """Show what each month of the last year cost, the sum since January, and the year's budget."""
    months = [line for line in told.months if line.code.startswith(f"{told.last_year}-")]
    year = next((line for line in told.by_year if line.code == str(told.last_year)), told.whole)
    known = [line for line in months if line.code <= f"{told.asof:%Y-%m}"]
    spent = [line.spent_fen / _FEN for line in months]
    summed: list[float | None] = list(accumulate(line.spent_fen / _FEN for line in known))
    summed += [None] * (len(months) - len(known))
    budget = Line("全年预算", tuple([year.budget_fen / _FEN] * len(months)), dashed=True)
    return BarPlot(
        title=f"{told.scope_name}{told.last_year}年经费支出进度",
        unit="元",
        places=MONTHS[: len(months)],
        series=(Series("当月支出", tuple(max(value, 0.0) for value in spent)),),
        words=tuple(f"{value:,.0f}" if value > 0 else "" for value in spent),
        lines=(Line("累计支出", tuple(summed)), *((budget,) if year.budget_fen else ())),
        note="" if year.budget_fen else "没有登记全年预算。",
    )


def duties_plot(rows: Iterable[DutyRow], scope_name: str, year: int, asof: date) -> HeatMap:
    """Show by organisation how much of what was due by the end of each month was held; None of what is to come."""
    names: dict[Key, str] = {}
    due: dict[tuple[Key, int], list[DutyRow]] = {}
    for row in rows:
        names.setdefault(row.organization, row.organization_name)
        if row.required and row.state is not DutyState.NOT_REQUIRED and row.last_day <= asof:
            due.setdefault((row.organization, row.last_day.month), []).append(row)
    return HeatMap(
        title=f"{scope_name}{year}年组织生活开展情况",
        places=MONTHS,
        rows=tuple(
            HeatRow(name, tuple(_cell(due.get((key, month), ())) for month in range(1, 13)))
            for key, name in names.items()
        ),
        note="格中为已开展次数/应开展次数，按每项要求的期末月份计；颜色越深完成越好，空白为没有要求或尚未到期。",
    )


def _cell(rows: Sequence[DutyRow]) -> tuple[float, str] | None:
    required = sum(row.required for row in rows)
    counted = sum(row.counted for row in rows)
    return (counted / required, f"{counted}/{required}") if required else None


def sessions_plot(held: Sequence[tuple[str, date]], title: str) -> HeatMap:
    """Show how many sessions each unit held in each month: `held` names unit and day of each."""
    counts = Counter((unit, day.month) for unit, day in held)
    most = max(counts.values(), default=1)
    units = sorted({unit for unit, _ in held})
    return HeatMap(
        title=title,
        places=MONTHS,
        rows=tuple(
            HeatRow(unit, tuple(_share_of(counts[unit, month], most) for month in range(1, 13))) for unit in units
        ),
        note="格中为当月开展的次数，颜色越深次数越多，空白为当月没有；党小组的活动列入所在党支部。",
    )


def _share_of(count: int, most: int) -> tuple[float, str] | None:
    return (count / most, str(count)) if count else None


def money_years_plot(told: Execution) -> BarPlot:
    """Show what each year of a span cost beside its budget."""
    spent = [line.spent_fen / _FEN for line in told.by_year]
    budget = tuple(line.budget_fen / _FEN for line in told.by_year)
    return BarPlot(
        title=f"{told.scope_name}{told.first_year}—{told.last_year}年经费预算和支出",
        unit="元",
        places=tuple(f"{line.code}年" for line in told.by_year),
        series=(Series("当年支出", tuple(max(value, 0.0) for value in spent)),),
        words=tuple(f"{value:,.0f}" if value > 0 else "" for value in spent),
        lines=(Line("当年预算", budget, dashed=True),) if any(budget) else (),
        note="" if any(budget) else "没有登记预算。",
    )


def targets_plot(table: TargetTable) -> LinePanels:
    """Show the indicators that are numbers, each over the years."""
    known = [row for row in table.rows if row.draft.figure_key]
    return LinePanels(
        title=f"{table.scope_name}{table.from_year}—{table.to_year}年指标完成情况",
        places=tuple(str(year) for year in table.years),
        panels=tuple(_panel(row, table.years) for row in known),
    )


def _panel(row: TargetRow, years: range) -> Panel:
    actual = [row.years[year].actual if year in row.years else None for year in years]
    target = row.draft.yearly
    unit = unit_of(row.draft)
    return Panel(
        title=f"{row.draft.indicator}（{unit}）" if unit else row.draft.indicator,
        values=tuple(None if value is None else float(value) for value in actual),
        words=tuple("" if value is None else value_text(row.draft, value) for value in actual),
        target=None if target is None else float(target),
        target_words="" if target is None else f"每年目标 {target_text(row.draft, target)}",
    )
