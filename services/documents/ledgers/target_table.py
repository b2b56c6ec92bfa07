"""目标完成情况表: indicators with their targets, what came of them year by year and over all."""

from typing import Final

from services.documents.outline import Alignment, CellFigure, Column, HeadingCell, TableDocument
from services.documents.papers.sentences import chinese_date
from services.documents.plots.of_records import targets_plot
from services.targets.rows import TargetRow, TargetState, TargetTable
from services.targets.text import rate_text, target_text, value_text

_CENTER, _RIGHT = Alignment.CENTER, Alignment.RIGHT
_SPACE: Final = "\u3000"
_MARKS: Final = {TargetState.MET: "√", TargetState.MISSED: "×", TargetState.EXCEEDED: "×"}
_LEGEND: Final = (
    "注：各年实际后的“√”为达到当年目标，“×”为未达到，没有标记的为未设当年目标或当年未结束；"
    "“≤”的指标不得高于目标，其完成率为目标与实际之比。指标的含义见指标目录。"
)
_OVERALL: Final = 4
"""The column of what came of the whole span, less the years before it."""

_EMPTY: Final = "注：这几年没有设定目标，请先在“目标”页登记。"


def target_table(table: TargetTable) -> TableDocument:
    """Set the table; a year that has a target of its own is marked as met or missed."""
    years = tuple(Column(f"{year}年", 15.5, _RIGHT) for year in table.years)
    span = f"{table.from_year}—{table.to_year}年" if table.to_year > table.from_year else f"{table.from_year}年"
    return TableDocument(
        title=f"{span}学习教育目标完成情况表",
        columns=(
            Column("序号", 6, _CENTER, number=True),
            Column("指标", 34),
            Column("每年目标", 15, _RIGHT),
            *years,
            Column("目标", 17, _RIGHT),
            Column("实际", 17, _RIGHT),
            Column("完成率", 12, _RIGHT),
            Column("状态", 13, _CENTER),
            Column("说明", 22),
        ),
        groups=(
            (
                HeadingCell("序号", rows=2),
                HeadingCell("指标", rows=2),
                HeadingCell("每年目标", rows=2),
                HeadingCell("各年实际", columns=len(years)),
                HeadingCell("整个期间", columns=4),
                HeadingCell("说明", rows=2),
            ),
        ),
        rows=tuple(_cells(number, row, table.years) for number, row in enumerate(table.rows, start=1)),
        figures=tuple(
            CellFigure(place, _OVERALL + len(years), row.draft.figure_key)
            for place, row in enumerate(table.rows)
            if row.draft.figure_key and _is_of_span(row, table)
        ),
        subtitle_lines=(f"单位：{table.scope_name}{_SPACE * 2}统计截至：{chinese_date(table.asof)}",),
        notes=(_LEGEND if table.rows else _EMPTY,),
        plots=(targets_plot(table),) if table.rows else (),
    )


def _is_of_span(row: TargetRow, table: TargetTable) -> bool:
    """Tell whether the whole of a target is measured over the very years of the table."""
    span = (row.draft.from_year, row.draft.to_year)
    measured = row.draft.target is not None and table.to_year <= table.asof.year
    return measured and span == (table.from_year, table.to_year)


def _cells(number: int, row: TargetRow, years: range) -> tuple[str, ...]:
    draft, overall = row.draft, row.overall
    return (
        str(number),
        draft.indicator,
        target_text(draft, draft.yearly),
        *(_year(row, year) for year in years),
        target_text(draft, draft.target),
        value_text(draft, overall.actual),
        rate_text(overall),
        overall.state.label,
        draft.note,
    )


def _year(row: TargetRow, year: int) -> str:
    found = row.years.get(year)
    if found is None:
        return ""
    return f"{value_text(row.draft, found.actual)} {_MARKS.get(found.state, '')}".rstrip()
