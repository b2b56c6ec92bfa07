"""Figures of money, in whole fen: budget, what was spent, what was handed down; by source and by category."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import false, select

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key
from models.money import BudgetLine, Expense, FundSource, Payroll
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, Tally, sum_of
from services.figures.people import member_count
from services.figures.rows import TraceRow


class _Amount(NamedTuple):
    table: str
    key: Key
    source: FundSourceCode
    category: ExpenseCategory
    words: str
    fen: int


def money_figures(ledger: Ledger) -> dict[str, Measure]:
    """Sum budget lines and reimbursed expenses in scope; money handed down to branches is not spending."""
    budget = _budget_lines(ledger)
    expenses = _expenses(ledger)
    spent = [one for one in expenses if one.category is not ExpenseCategory.ALLOCATION]
    allocated = [one for one in expenses if one.category is ExpenseCategory.ALLOCATION]
    payroll = _payroll(ledger)
    party_work = _total(one for one in budget if one.source is FundSourceCode.PARTY_WORK)
    taken = (one._replace(fen=-one.fen) for one in spent)
    return {
        "funding.payroll": payroll,
        "funding.budget": _total(budget),
        "funding.spent": _total(spent),
        "funding.balance": _total((*budget, *taken)),
        "funding.execution": Ratio(_total(spent), _total(budget)),
        "funding.allocated": _total(allocated),
        "funding.ratio": Ratio(party_work, payroll),
        "funding.per_member": Ratio(_total(spent), member_count(ledger), whole=True),
        **_split("source", FundSourceCode, lambda one: one.source, budget, spent),
        **_split("category", ExpenseCategory, lambda one: one.category, budget, spent),
    }


def _split(
    name: str,
    codes: Iterable[FundSourceCode | ExpenseCategory],
    code_of: Callable[[_Amount], FundSourceCode | ExpenseCategory],
    budget: list[_Amount],
    spent: list[_Amount],
) -> dict[str, Measure]:
    figures: dict[str, Measure] = {}
    for code in codes:
        figures[f"funding.{name}.{code.value}.budget"] = _total(one for one in budget if code_of(one) is code)
        figures[f"funding.{name}.{code.value}.spent"] = _total(one for one in spent if code_of(one) is code)
    return figures


def _total(amounts: Iterable[_Amount]) -> Tally:
    return sum_of(((one, one.fen) for one in amounts), _row)


def _row(one: _Amount, amount: int | Decimal) -> TraceRow:
    return TraceRow(one.table, (one.key,), one.words, amount)


def _budget_lines(ledger: Ledger) -> list[_Amount]:
    query = (
        select(
            BudgetLine.id,
            FundSource.code,
            BudgetLine.category,
            BudgetLine.organization_id,
            BudgetLine.year,
            BudgetLine.amount_fen,
        )
        .join(FundSource, FundSource.id == BudgetLine.fund_source_id)
        .where(BudgetLine.deleted == false(), BudgetLine.year.in_(list(ledger.years)))
        .order_by(BudgetLine.year, BudgetLine.id)
    )
    return [
        _Amount("budget_lines", key, source, category, f"{year}年预算 {source.label} {category.label}", fen)
        for key, source, category, owner, year, fen in ledger.connection.execute(query)
        if ledger.owns(owner)
    ]


def _expenses(ledger: Ledger) -> list[_Amount]:
    query = (
        select(
            Expense.id,
            FundSource.code,
            Expense.category,
            Expense.organization_id,
            Expense.spent_on,
            Expense.summary,
            Expense.amount_fen,
        )
        .join(FundSource, FundSource.id == Expense.fund_source_id)
        .where(
            Expense.deleted == false(),
            Expense.state == ExpenseState.REIMBURSED,
            Expense.spent_on.between(ledger.first_day, ledger.state_date),
        )
        .order_by(Expense.spent_on, Expense.id)
    )
    return [
        _Amount("expenses", key, source, category, f"{day} {summary} {source.label} {category.label}", fen)
        for key, source, category, owner, day, summary, fen in ledger.connection.execute(query)
        if ledger.owns(owner)
    ]


def _payroll(ledger: Ledger) -> Tally:
    if not ledger.is_whole:
        return Tally(None)
    query = select(Payroll.id, Payroll.year, Payroll.amount_fen).where(
        Payroll.deleted == false(), Payroll.year.in_(list(ledger.years))
    )
    entered = [(key, f"{year}年录入的上年度职工工资总额", fen) for key, year, fen in ledger.connection.execute(query)]
    if not entered:
        return Tally(None)
    return sum_of(
        ((one, one[2]) for one in entered), lambda one, amount: TraceRow("payrolls", (one[0],), one[1], amount)
    )
