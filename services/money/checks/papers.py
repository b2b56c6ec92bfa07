"""报销凭证: the papers that must be with an expense, and those that are missing."""

from models.enums import ExpenseCategory, PaperKind
from services.money.checks.facts import CheckedExpense
from services.money.checks.limits import PaperDemand, Settled
from services.money.checks.rows import CheckKind, Finding


def paper_findings(expense: CheckedExpense, rules: Settled) -> list[Finding]:
    """Name the papers that an expense lacks."""
    demand = _demand(expense, rules)
    missing = missing_papers(expense, rules)
    if not missing:
        return []
    text = "缺" + "、".join(paper.label for paper in missing)
    if demand is rules.other_papers:
        text += "，也没有登记凭证号"
    return [
        Finding(CheckKind.PAPERS, demand.basis, expense.words, f"{text}。", expense.amount_fen, rows=(expense.row,))
    ]


def missing_papers(expense: CheckedExpense, rules: Settled) -> tuple[PaperKind, ...]:
    """List the papers that are neither with the expense nor, where they are the session's, with its session.

    What is no class asks for its receipt alone; a voucher's number stands for it, since the receipt lies there.
    """
    demand = _demand(expense, rules)
    if expense.category is ExpenseCategory.ALLOCATION or (demand is rules.other_papers and expense.voucher):
        return ()
    there = expense.papers | (expense.session_papers & rules.of_session)
    return tuple(paper for paper in demand.papers if paper not in there)


def _demand(expense: CheckedExpense, rules: Settled) -> PaperDemand:
    if expense.category is ExpenseCategory.LECTURE_PAY:
        return rules.lecture_pay_papers
    is_training = expense.of_class or expense.category is ExpenseCategory.TRAINING
    return rules.class_papers if is_training else rules.other_papers
