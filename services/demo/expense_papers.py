"""The papers of expenses: kept with the accounts, now and then one is missing."""

from datetime import date, timedelta
from typing import Final

from models.enums import ExpenseCategory, PaperKind
from models.keys import Key
from services.demo.run import DemoRun
from services.money.checks.limits import settled

_THERE: Final = 0.95


def make_expense_papers(run: DemoRun, expense: Key, category: ExpenseCategory, day: date, session: Key | None) -> None:
    """Write the papers that the expense asks for; notice and sign-in sheet of a class lie with the class."""
    chance = run.chance("expense papers", expense.hex())
    demand = {
        ExpenseCategory.TRAINING: settled().class_papers,
        ExpenseCategory.LECTURE_PAY: settled().lecture_pay_papers,
    }.get(category)
    for paper in () if demand is None else demand.papers:
        of_session = session is not None and paper in settled().of_session
        if not of_session and chance.happens(_THERE):
            _write(run, expense, paper, min(day + timedelta(days=chance.between(1, 12)), run.as_of))


def _write(run: DemoRun, expense: Key, paper: PaperKind, added: date) -> None:
    place = f"财务部{added.year}年{added.month}月凭证"
    run.writer.add("attachments", paper=paper, name=paper.label, expense_id=expense, added_on=added, kept_at=place)
