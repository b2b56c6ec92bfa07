"""`targets`: what a span of years promised, and how far it came."""

from argparse import Namespace
from contextlib import closing

from services.targets.rows import Achievement, TargetDraft, TargetRow, TargetTable
from services.targets.service import TargetService
from services.targets.text import rate_text, target_text, value_json, value_text
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print a line an indicator: target and actual of every year and of its whole span."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        service = TargetService(database, context.clock)
        table = service.table(arguments.year, arguments.to or arguments.year, arguments.asof)
    if arguments.json:
        print_json(_table_json(table))
    else:
        print(f"{table.scope_name}  {table.from_year}—{table.to_year}年  截至 {table.asof}")
        headings = ("指标", "每年目标", *(f"{year}年" for year in table.years), "总目标", "总完成", "完成率", "状态")
        print_table(headings, (_cells(row, table.years) for row in table.rows), numbers=range(1, len(headings) - 1))
    return 0


def _cells(row: TargetRow, years: range) -> tuple[str, ...]:
    draft = row.draft
    actual = (value_text(draft, row.years[year].actual) if year in row.years else "" for year in years)
    overall = (value_text(draft, row.overall.actual), rate_text(row.overall), row.overall.state.label)
    yearly, whole = target_text(draft, draft.yearly), target_text(draft, draft.target)
    return (draft.indicator, yearly, *actual, whole, *overall)


def _table_json(table: TargetTable) -> dict[str, object]:
    return {
        "from": table.from_year,
        "to": table.to_year,
        "asof": table.asof.isoformat(),
        "scope": table.scope_name,
        "targets": [_row_json(row) for row in table.rows],
    }


def _row_json(row: TargetRow) -> dict[str, object]:
    draft = row.draft
    return {
        "indicator": draft.indicator,
        "figure": draft.figure_key or None,
        "from": draft.from_year,
        "to": draft.to_year,
        "at_most": draft.at_most,
        "note": draft.note,
        "years": {str(year): _achievement_json(draft, found) for year, found in row.years.items()},
        "overall": _achievement_json(draft, row.overall),
    }


def _achievement_json(draft: TargetDraft, found: Achievement) -> dict[str, object]:
    return {
        "target": value_json(draft, found.target),
        "actual": value_json(draft, found.actual),
        "rate": None if found.rate is None else float(found.rate),
        "state": found.state.value,
    }
