"""How the budget was used: by year, source, category, organisation, quarter and month; what was handed down."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from models.enums import ExpenseCategory, FundSourceCode, OrganizationKind
from models.keys import Key
from services.money.flows import Budgeted, Flows, Scope, Spent
from services.money.rows import AllocationLine, Execution, ExecutionLine, PeriodLine

TOTAL: Final = "合计"
_MONTHS_OF_QUARTER: Final = 3
_QUARTERS: Final = "一二三四"


def execution_of(flows: Flows, scope: Scope, first_year: int, last_year: int, asof: date) -> Execution:
    """Put the money of some years together."""
    years = range(first_year, last_year + 1)
    return Execution(
        first_year=first_year,
        last_year=last_year,
        scope=scope.root,
        scope_name=scope.name,
        asof=min(asof, date(last_year, 12, 31)),
        whole=_line(flows, "total", TOTAL),
        by_year=tuple(_year(flows, year) for year in years),
        by_source=tuple(_source(flows, source) for source in FundSourceCode),
        by_category=tuple(_category(flows, category) for category in ExpenseCategory),
        by_organization=_organizations(flows, scope),
        quarters=tuple(line for year in years for line in _periods(flows, year, _MONTHS_OF_QUARTER)),
        months=tuple(line for year in years for line in _periods(flows, year, 1)),
        allocations=allocations(flows, scope),
        allocated_fen=sum(one.fen for one in flows.spent if _is_handed_down(one)),
    )


def allocations(flows: Flows, scope: Scope) -> tuple[AllocationLine, ...]:
    """Compare what was handed down to each organisation with what it spent of the same sources."""
    handed: dict[Key, list[Spent]] = {}
    for one in flows.spent:
        if _is_handed_down(one):
            handed.setdefault(one.owner, []).append(one)
    lines = []
    for owner in sorted(handed, key=scope.tree.position):
        sources = {one.source for one in handed[owner]}
        spent = flows.spent_fen(lambda one, owner=owner, sources=sources: one.owner == owner and one.source in sources)  # type: ignore[misc]
        lines.append(AllocationLine(owner, scope.tree.name(owner), sum(one.fen for one in handed[owner]), spent))
    return tuple(lines)


def _is_handed_down(one: Spent) -> bool:
    return one.is_posted and one.category is ExpenseCategory.ALLOCATION


def _line(
    flows: Flows,
    code: str,
    label: str,
    budgeted: Callable[[Budgeted], bool] = lambda _: True,
    spent: Callable[[Spent], bool] = lambda _: True,
) -> ExecutionLine:
    return ExecutionLine(code, label, flows.budget_fen(budgeted), flows.spent_fen(spent), flows.draft_fen(spent))


def _year(flows: Flows, year: int) -> ExecutionLine:
    return _line(flows, str(year), f"{year}年", lambda line: line.year == year, lambda one: one.day.year == year)


def _source(flows: Flows, source: FundSourceCode) -> ExecutionLine:
    return _line(
        flows, source.value, source.label, lambda line: line.source is source, lambda one: one.source is source
    )


def _category(flows: Flows, category: ExpenseCategory) -> ExecutionLine:
    return _line(
        flows,
        category.value,
        category.label,
        lambda line: line.category is category,
        lambda one: one.category is category,
    )


def _organizations(flows: Flows, scope: Scope) -> tuple[ExecutionLine, ...]:
    """Give a line to every organisation that had money; the groups' is their branch's."""
    owners = {line.owner for line in flows.budget} | {one.owner for one in flows.spent}
    return tuple(_organization(flows, scope, owner) for owner in sorted(owners, key=scope.tree.position))


def _organization(flows: Flows, scope: Scope, owner: Key) -> ExecutionLine:
    label = scope.tree.name(owner)
    if owner in scope.tree.nodes and scope.tree.nodes[owner].kind is OrganizationKind.COMMITTEE:
        label += "（本级）"
    return _line(flows, label, label, lambda line: line.owner == owner, lambda one: one.owner == owner)


def _periods(flows: Flows, year: int, months: int) -> Iterable[PeriodLine]:
    budget = flows.budget_fen(lambda line: line.year == year)
    so_far = 0
    for first in range(1, 13, months):
        fits = _within(year, first, first + months)
        spent = flows.spent_fen(fits)
        so_far += spent
        quarter = first // _MONTHS_OF_QUARTER
        is_month = months == 1
        yield PeriodLine(
            code=f"{year}-{first:02d}" if is_month else f"{year}-Q{quarter + 1}",
            label=f"{year}年{first}月" if is_month else f"{year}年{_QUARTERS[quarter]}季度",
            spent_fen=spent,
            draft_fen=flows.draft_fen(fits),
            since_january_fen=so_far,
            execution=Fraction(so_far, budget) if budget else None,
        )


def _within(year: int, first_month: int, end_month: int) -> Callable[[Spent], bool]:
    return lambda one: one.day.year == year and first_month <= one.day.month < end_month
