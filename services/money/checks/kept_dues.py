"""留存党费: decided by a meeting, for the permitted uses alone, and used before party work funds where permitted."""

from collections.abc import Iterable, Iterator, Sequence

from models.enums import FundSourceCode
from services.money.amounts import format_yuan
from services.money.checks.facts import CheckedExpense
from services.money.checks.limits import Settled
from services.money.checks.rows import CheckKind, Finding


def dues_findings(expense: CheckedExpense, rules: Settled) -> Iterator[Finding]:
    """Ask an expense from kept dues for the number of the deciding meeting and for a permitted use."""
    if expense.source is not FundSourceCode.KEPT_DUES:
        return
    amount = expense.amount_fen
    if not expense.decision_number:
        text = "使用党费应经集体研究决定，没有填写会议决定编号。"
        kind = CheckKind.DUES_DECISION
        yield Finding(kind, rules.decision, expense.words, text, amount, rows=(expense.row,))
    if expense.category not in rules.uses:
        text = f"“{expense.category.label}”不在党费的五项用途之内，请核对是否可以列支。"
        yield Finding(CheckKind.DUES_USE, rules.dues_use, expense.words, text, amount, rows=(expense.row,))


def dues_first_findings(
    year: int, expenses: Sequence[CheckedExpense], dues_budget_fen: int, rules: Settled
) -> list[Finding]:
    """Find posted party work expenses of a permitted use on days on which the year's kept dues had money left.

    One finding a category; what dues had left is their budget of the year less what was posted by the end of the day.
    """
    posted = [expense for expense in expenses if expense.is_posted]
    dues = [expense for expense in posted if expense.source is FundSourceCode.KEPT_DUES]
    found = []
    for category, use in rules.uses.items():
        instead = [
            expense
            for expense in posted
            if expense.source is FundSourceCode.PARTY_WORK
            and expense.category is category
            and _left(dues_budget_fen, dues, expense) > 0
        ]
        if instead:
            total = sum(expense.amount_fen for expense in instead)
            text = (
                f"{len(instead)} 笔共 {format_yuan(total)} 元可用党费（{use}）列支，支出当日党费预算还有结余"
                f"（至少 {format_yuan(min(_left(dues_budget_fen, dues, each) for each in instead))} 元），应先用党费。"
            )
            subject = f"{year}年党组织工作经费·{category.label}"
            rows = tuple(expense.row for expense in instead)
            found.append(Finding(CheckKind.DUES_FIRST, rules.dues_first, subject, text, total, rows=rows))
    return found


def _left(budget_fen: int, dues: Iterable[CheckedExpense], expense: CheckedExpense) -> int:
    return budget_fen - sum(each.amount_fen for each in dues if each.spent_on <= expense.spent_on)
