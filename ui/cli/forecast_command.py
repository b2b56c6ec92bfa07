"""`forecast`: a row a person, with where today's pace leads by the end of the running year."""

from argparse import Namespace
from contextlib import closing
from decimal import Decimal
from typing import Any

from services.figures.text import UNKNOWN, plain
from services.hours.rows import ForecastRow
from services.hours.service import HoursService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the forecast of a running year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        found = HoursService(database, context.clock).forecast(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json(
            {
                "year": found.year,
                "asof": found.asof.isoformat(),
                "scope": found.scope_name,
                "short": found.short,
                "people": [_as_json(row) for row in found.rows],
            }
        )
        return 0
    print(f"{found.scope_name}  {found.year}年学时预测（截至{found.asof.isoformat()}），照此将差学时 {found.short} 人")
    print_table(
        ("党支部", "编号", "姓名", "类别", "目标", "已得", "预计", "还需", "每月", "预测"),
        (_cells(row) for row in found.rows),
        numbers=(4, 5, 6, 7, 8),
    )
    return 0


def _cells(row: ForecastRow) -> tuple[str, ...]:
    hours = row.hours
    numbers = (hours.target, hours.earned, row.projected, row.needed, row.monthly)
    written = (UNKNOWN if number is None else plain(number) for number in numbers)
    return (hours.branch_name, hours.number, hours.name, hours.member_class.label, *written, row.state.label)


def _as_json(row: ForecastRow) -> dict[str, Any]:
    hours = row.hours
    return {
        "name": hours.name,
        "number": hours.number,
        "branch": hours.branch_name,
        "class": hours.member_class.value,
        "target": _number(hours.target),
        "earned": _number(hours.earned),
        "projected": _number(row.projected),
        "needed": _number(row.needed),
        "per_month": _number(row.monthly),
        "state": row.state.value,
    }


def _number(hours: Decimal | None) -> float | None:
    return None if hours is None else float(hours)
