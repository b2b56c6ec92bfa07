"""`money` and `money-checks`: how the budget is used and what it buys, and what to look at before an inspection."""

from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing
from fractions import Fraction
from typing import Any

from services.figures.text import UNKNOWN, plain
from services.ledger_file import LedgerFiles
from services.money.amounts import format_yuan
from services.money.checks.rows import Finding
from services.money.checks.service import MoneyCheckService
from services.money.rows import CarryOverRow, Execution, ExecutionLine, PeriodLine, SessionCost
from services.money.spending import SpendingService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def show(context: Context, arguments: Namespace) -> int:
    """Print the money of a year or several: totals, how they came about over time, what sessions cost."""
    files = LedgerFiles(context.folders.backups, context.clock)
    last_year = arguments.to or arguments.year
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        spending = SpendingService(database, context.clock)
        told = spending.execution(arguments.year, last_year, scope, arguments.asof)
        costs = spending.session_costs(arguments.year, last_year, scope, arguments.asof)
        carried = spending.carry_overs(last_year, arguments.asof) if scope is None else ()
    if arguments.json:
        print_json(_as_json(told, costs, carried))
    else:
        _print(told, costs)
    return 0


def check(context: Context, arguments: Namespace) -> int:
    """Print the findings of a year: warnings, never refusals."""
    files = LedgerFiles(context.folders.backups, context.clock)
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        told = MoneyCheckService(database, context.clock).check(arguments.year, scope, arguments.asof)
    if arguments.json:
        findings = [_finding(finding) for finding in told.findings]
        print_json({"year": told.year, "scope": told.scope_name, "asof": told.asof.isoformat(), "findings": findings})
        return 0
    print(f"{told.scope_name}  {told.year}年经费检查  截至 {told.asof.isoformat()}  共 {len(told.findings)} 项")
    rows = ((one.kind.label, one.state.label, one.subject, one.text, one.basis.cited) for one in told.findings)
    print_table(("检查事项", "结果", "对象", "说明", "依据"), rows)
    return 0


def _print(told: Execution, costs: Iterable[SessionCost]) -> None:
    span = f"{told.first_year}年" if told.first_year == told.last_year else f"{told.first_year}—{told.last_year}年"
    print(f"{told.scope_name}  {span}经费（元）  截至 {told.asof.isoformat()}")
    parts: tuple[tuple[str, tuple[ExecutionLine, ...]], ...] = (
        ("年度", told.by_year),
        ("经费来源", told.by_source),
        ("支出类别", told.by_category),
        ("单位", told.by_organization),
    )
    for heading, lines in parts:
        print()
        rows = [_line_cells(line) for line in (*lines, told.whole)]
        print_table((heading, "预算", "已支出", "草稿", "结余", "执行率"), rows, numbers=range(1, 6))
    print()
    months = [
        (line.label, _yuan(line.spent_fen), _yuan(line.since_january_fen), _share(line.execution))
        for line in told.months
    ]
    print_table(("月份", "当月支出", "当年累计", "累计执行率"), months, numbers=(1, 2, 3))
    if told.allocations:
        print()
        handed = [
            (one.organization_name, _yuan(one.handed_down_fen), _yuan(one.spent_fen), _yuan(one.left_fen))
            for one in told.allocations
        ]
        print_table(("下拨到", "下拨", "其中已用", "结余"), handed, numbers=(1, 2, 3))
    print()
    print_table(
        ("日期", "编号", "学习活动", "支出", "到场人数", "学时", "每人", "每学时"),
        [_cost_cells(cost) for cost in costs],
        numbers=range(3, 8),
    )


def _line_cells(line: ExecutionLine) -> tuple[str, ...]:
    sums = (line.budget_fen, line.spent_fen, line.draft_fen, line.balance_fen)
    return (line.label, *map(_yuan, sums), _share(line.execution))


def _cost_cells(cost: SessionCost) -> tuple[str, ...]:
    return (
        cost.starts_on.isoformat(),
        cost.number,
        cost.title,
        _yuan(cost.cost_fen),
        str(cost.people),
        plain(cost.hours),
        _yuan(cost.per_person_fen),
        _yuan(cost.per_hour_fen),
    )


def _yuan(fen: int | None) -> str:
    return UNKNOWN if fen is None else format_yuan(fen)


def _share(share: Fraction | None) -> str:
    return UNKNOWN if share is None else f"{float(share):.1%}"


def _as_json(told: Execution, costs: Iterable[SessionCost], carried: Iterable[CarryOverRow]) -> dict[str, Any]:
    return {
        "from": told.first_year,
        "to": told.last_year,
        "scope": told.scope_name,
        "asof": told.asof.isoformat(),
        "total": {**_line(told.whole), "allocated": _money(told.allocated_fen)},
        "years": [_line(line) for line in told.by_year],
        "sources": [_line(line) for line in told.by_source],
        "categories": [_line(line) for line in told.by_category],
        "organizations": [_line(line) for line in told.by_organization],
        "quarters": [_period(line) for line in told.quarters],
        "months": [_period(line) for line in told.months],
        "allocations": [
            {
                "organization": one.organization_name,
                "handed_down": _money(one.handed_down_fen),
                "spent": _money(one.spent_fen),
                "left": _money(one.left_fen),
            }
            for one in told.allocations
        ],
        "sessions": [_cost(cost) for cost in costs],
        "carry_overs": [_carried(row) for row in carried],
    }


def _line(line: ExecutionLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "label": line.label,
        "budget": _money(line.budget_fen),
        "spent": _money(line.spent_fen),
        "draft": _money(line.draft_fen),
        "balance": _money(line.balance_fen),
        "execution": _rate(line.execution),
    }


def _period(line: PeriodLine) -> dict[str, Any]:
    return {
        "period": line.code,
        "spent": _money(line.spent_fen),
        "draft": _money(line.draft_fen),
        "since_january": _money(line.since_january_fen),
        "execution": _rate(line.execution),
    }


def _cost(cost: SessionCost) -> dict[str, Any]:
    return {
        "number": cost.number,
        "title": cost.title,
        "kind": cost.kind.value,
        "starts_on": cost.starts_on.isoformat(),
        "organization": cost.organization_name,
        "cost": _money(cost.cost_fen),
        "people": cost.people,
        "hours": float(cost.hours),
        "per_person": _money(cost.per_person_fen),
        "per_hour": _money(cost.per_hour_fen),
    }


def _carried(row: CarryOverRow) -> dict[str, Any]:
    return {
        "year": row.year,
        "source": row.source.value,
        "start": _money(row.start_fen),
        "entered": row.entered_fen is not None,
        "budget": _money(row.budget_fen),
        "spent": _money(row.spent_fen),
        "left": _money(row.left_fen),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.kind.value,
        "name": finding.kind.label,
        "state": finding.state.value,
        "rule": finding.basis.rule,
        "basis": finding.basis.cited,
        "own": finding.basis.own or not finding.basis.text,
        "subject": finding.subject,
        "text": finding.text,
        "amount": _money(finding.amount_fen),
        "limit": _money(finding.limit_fen),
        "rows": [{"table": row.table, "key": row.key.hex(), "words": row.words} for row in finding.rows],
    }


def _money(fen: int | None) -> str | None:
    return None if fen is None else format_yuan(fen, grouped=False)


def _rate(share: Fraction | None) -> float | None:
    return None if share is None else float(share)
