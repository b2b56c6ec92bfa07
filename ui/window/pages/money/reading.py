"""What the page of money reads: a year of it in one go."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.enums import ExpenseCategory
from services.attachments.service import AttachmentService
from services.figures.service import FigureService
from services.money.checks.rows import MoneyCheck
from services.money.checks.service import MoneyCheckService
from services.money.lecture_pay import LecturePayService
from services.money.rows import (
    BudgetLineRow,
    CarryOverRow,
    Execution,
    ExpenseFilter,
    ExpenseRow,
    FundingTotals,
    LecturePayRow,
    PayrollRow,
    SessionCost,
)
from services.money.service import MoneyService
from services.money.spending import SpendingService
from services.organizations.service import OrganizationService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from ui.window.pages.money.forms import Offers


class MoneyServices(NamedTuple):
    """What the page asks and writes through."""

    money: MoneyService
    spending: SpendingService
    lecture_pay: LecturePayService
    checks: MoneyCheckService
    organizations: OrganizationService
    sessions: SessionService
    attachments: AttachmentService
    figures: FigureService


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading brings."""

    years: tuple[int, ...]
    offers: Offers
    totals: FundingTotals
    budget: tuple[BudgetLineRow, ...]
    expenses: tuple[ExpenseRow, ...]
    payrolls: tuple[PayrollRow, ...]
    execution: Execution
    costs: tuple[SessionCost, ...]
    pay: tuple[LecturePayRow, ...]
    pay_expenses: tuple[ExpenseRow, ...]
    carried: tuple[CarryOverRow, ...]
    check: MoneyCheck


def find(services: MoneyServices, wanted: ExpenseFilter, year: int) -> Found:
    """Read a year to its end, as the totals do; a money page shows what is entered, not what is past."""
    money, spending, scope, end = services.money, services.spending, wanted.organization_id, date(year, 12, 31)
    sessions = services.sessions.list(SessionFilter(year=year))
    return Found(
        years=money.years(),
        offers=Offers(money.sources(), services.organizations.tree(), sessions),
        totals=money.totals(year, scope),
        budget=money.budget(year, scope),
        expenses=money.expenses(wanted),
        payrolls=money.payrolls(),
        execution=spending.execution(year, year, scope, end),
        costs=spending.session_costs(year, year, scope, end),
        pay=services.lecture_pay.list(year, year, scope),
        pay_expenses=money.expenses(ExpenseFilter(year, category=ExpenseCategory.LECTURE_PAY)),
        carried=spending.carry_overs(year, end),
        check=services.checks.check(year, scope, end),
    )
