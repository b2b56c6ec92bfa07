"""`hours`: a row a person, with target and what was earned."""

from argparse import Namespace
from contextlib import closing
from decimal import Decimal
from typing import Any

from services.figures.text import UNKNOWN, plain
from services.hours.rows import HoursRow
from services.hours.service import HoursService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the hours of a year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        table = HoursService(database, context.clock).hours(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json({"year": table.year, "scope": table.scope_name, "people": [_as_json(row) for row in table.rows]})
        return 0
    print(f"{table.scope_name}  {table.year}年学时")
    print_table(
        ("党支部", "编号", "姓名", "类别", "目标", "已得", "状态"),
        (
            (
                row.branch_name,
                row.number,
                row.name,
                row.member_class.label,
                UNKNOWN if row.target is None else plain(row.target),
                plain(row.earned),
                row.state.label,
            )
            for row in table.rows
        ),
        numbers=(4, 5),
    )
    return 0


def _as_json(row: HoursRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "number": row.number,
        "branch": row.branch_name,
        "class": row.member_class.value,
        "target": _number(row.target),
        "earned": _number(row.earned),
        "met": row.met,
        "state": row.state.value,
    }


def _number(hours: Decimal | None) -> float | None:
    return None if hours is None else float(hours)
