"""The year's money: budget and what was spent, whole, by source and by category."""

from collections import Counter
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, LabelledEnum
from models.keys import Key
from services.money.listing import list_budget, list_expenses
from services.money.rows import BudgetLineDraft, ExpenseDraft, ExpenseFilter, FundingTotal, FundingTotals


def funding_totals(connection: Connection, year: int, organization_id: Key | None) -> FundingTotals:
    """Sum budget lines and reimbursed expenses; what is handed down to branches (下拨支部) is not spending."""
    budget = [row.draft for row in list_budget(connection, year, organization_id)]
    posted = ExpenseFilter(year=year, organization_id=organization_id, state=ExpenseState.REIMBURSED)
    paid = [row.draft for row in list_expenses(connection, posted)]
    spent = [draft for draft in paid if draft.category is not ExpenseCategory.ALLOCATION]
    return FundingTotals(
        whole=FundingTotal("合计", _sum(budget), _sum(spent)),
        by_source=_split(FundSourceCode, budget, spent, lambda draft: draft.source),
        by_category=_split(ExpenseCategory, budget, spent, lambda draft: draft.category),
        allocated_fen=_sum(draft for draft in paid if draft.category is ExpenseCategory.ALLOCATION),
    )


def _sum(drafts: Iterable[BudgetLineDraft | ExpenseDraft]) -> int:
    return sum(draft.amount_fen for draft in drafts)


def _split(
    codes: type[LabelledEnum],
    budget: Iterable[BudgetLineDraft],
    spent: Iterable[ExpenseDraft],
    code_of: Callable[[BudgetLineDraft | ExpenseDraft], LabelledEnum],
) -> tuple[FundingTotal, ...]:
    planned: Counter[LabelledEnum] = Counter()
    for line in budget:
        planned[code_of(line)] += line.amount_fen
    paid: Counter[LabelledEnum] = Counter()
    for expense in spent:
        paid[code_of(expense)] += expense.amount_fen
    return tuple(FundingTotal(code.label, planned[code], paid[code]) for code in codes)
