"""`figures`: the catalogue for a period and scope, or the rows behind one figure."""

from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from typing import Any

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Figures, Trace, TraceRow, Value
from services.figures.service import FigureService
from services.figures.text import as_json, plain, shown, shown_with_unit
from services.money.amounts import format_yuan
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print every figure, or with --trace what one of them was counted from."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        service = FigureService(database, context.clock)
        if arguments.trace:
            trace = service.trace(arguments.trace, arguments.year, arguments.to, scope, arguments.asof)
            _print_trace(trace, as_programs=arguments.json)
        else:
            _print_figures(
                service.figures(arguments.year, arguments.to, scope, arguments.asof), as_programs=arguments.json
            )
    return 0


def _print_figures(figures: Figures, *, as_programs: bool) -> None:
    by_year = figures.hours_by_year if figures.to_year > figures.from_year else {}
    if as_programs:
        _print_figures_json(figures, by_year)
        return
    years = (
        f"{figures.from_year}年" if figures.from_year == figures.to_year else f"{figures.from_year}—{figures.to_year}年"
    )
    print(f"{figures.scope_name}  {years}  截至 {figures.asof}")
    print_table(
        ("指标", "数值", "单位", "指标名"),
        ((CATALOGUE[key].label, shown(key, value), CATALOGUE[key].unit, key) for key, value in figures.values.items()),
        numbers=(1,),
    )
    for year, values in by_year.items():
        print(f"\n{year}年学时")
        print_table(
            ("指标", "数值", "单位"),
            ((CATALOGUE[key].label, shown(key, value), CATALOGUE[key].unit) for key, value in values.items()),
            numbers=(1,),
        )


def _print_figures_json(figures: Figures, by_year: Mapping[int, Mapping[str, Value]]) -> None:
    content: dict[str, Any] = {
        "from": figures.from_year,
        "to": figures.to_year,
        "scope": figures.scope_name,
        "figures": {key: as_json(key, value) for key, value in figures.values.items()},
    }
    if by_year:
        content["hours_by_year"] = {
            str(year): {key: as_json(key, value) for key, value in values.items()} for year, values in by_year.items()
        }
    print_json(content)


def _print_trace(trace: Trace, *, as_programs: bool) -> None:
    key = trace.definition.key
    parts = {"rows": trace.rows, "numerator": trace.numerator, "denominator": trace.denominator}
    if as_programs:
        value = {"key": key, "label": trace.definition.label, "value": as_json(key, trace.value)}
        print_json(value | {name: [_as_json(trace, row) for row in rows] for name, rows in parts.items()})
        return
    print(f"{trace.definition.label}（{key}）：{shown_with_unit(key, trace.value)}")
    for heading, rows in zip(("", "分子", "分母"), parts.values(), strict=True):
        if rows:
            print(f"\n{heading}（{len(rows)} 条）" if heading else f"共 {len(rows)} 条")
            print_table(("数量", "依据"), ((_amount(trace, row), row.description) for row in rows), numbers=(0,))


def _as_json(trace: Trace, row: TraceRow) -> dict[str, Any]:
    amount: object = row.amount
    if trace.definition.kind is FigureKind.MONEY:
        amount = format_yuan(int(row.amount), grouped=False)
    elif isinstance(amount, Decimal):
        amount = int(amount) if amount == amount.to_integral_value() else float(amount)
    return {
        "table": row.table,
        "id": [part.hex() for part in row.key],
        "description": row.description,
        "amount": amount,
    }


def _amount(trace: Trace, row: TraceRow) -> str:
    return format_yuan(int(row.amount)) if trace.definition.kind is FigureKind.MONEY else plain(row.amount)
