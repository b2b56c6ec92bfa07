"""Use cases of money: sources, budget lines, expenses, payroll, and the year's totals."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import false, func, select, update
from sqlalchemy.orm import Session

from models.attachments import Attachment
from models.database import Database
from models.enums import ExpenseState, FundSourceCode, StepKind
from models.keys import Key, new_key
from models.money import BudgetLine, CarryOver, Expense, FundSource, Payroll
from models.organizations import Organization
from models.sessions import StudySession
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, next_number, require, require_number
from services.errors import DuplicateError, InvalidFieldError, RecordMissingError
from services.money.listing import list_budget, list_expenses
from services.money.rows import (
    BudgetLineDraft,
    BudgetLineRow,
    CarryOverDraft,
    ExpenseDraft,
    ExpenseFilter,
    ExpenseRow,
    FundingTotals,
    FundSourceRow,
    PayrollDraft,
    PayrollRow,
)
from services.money.totals import funding_totals

_BUDGET: Final = "经费预算"
_EXPENSE: Final = "经费支出"
_PAYROLL: Final = "工资总额"
_CARRY_OVER: Final = "上年结转"
_FIRST_YEAR: Final = 1921
_LAST_YEAR: Final = 2999


@dataclass(frozen=True, slots=True)
class MoneyService:
    """Budget, expenses and payroll; all amounts in fen."""

    database: Database
    clock: Clock

    def sources(self) -> tuple[FundSourceRow, ...]:
        """List the sources with the unit's own names, in the order of the vocabulary."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(FundSource.id, FundSource.code, FundSource.name).where(FundSource.deleted == false())
            ).all()
        order = tuple(FundSourceCode)
        found = [FundSourceRow(row.id, row.code, row.name) for row in rows]
        return tuple(sorted(found, key=lambda row: order.index(row.code)))

    def years(self) -> tuple[int, ...]:
        """List the years that have money, and this year, the newest first."""
        with self.database.reading() as connection:
            budget = select(BudgetLine.year).where(BudgetLine.deleted == false())
            spent = select(func.strftime("%Y", Expense.spent_on)).where(Expense.deleted == false())
            found = [*connection.execute(budget.distinct()).scalars(), *connection.execute(spent.distinct()).scalars()]
        return tuple(sorted({int(year) for year in found} | {self.clock.today().year}, reverse=True))

    def totals(self, year: int, organization_id: Key | None = None) -> FundingTotals:
        """Sum budget and spending of a year in an organisation and everything below it (empty: all)."""
        with self.database.reading() as connection:
            return funding_totals(connection, year, organization_id)

    def budget(self, year: int, organization_id: Key | None = None) -> tuple[BudgetLineRow, ...]:
        """List the budget lines of a year, of an organisation and everything below it (empty: all)."""
        with self.database.reading() as connection:
            return list_budget(connection, year, organization_id)

    def add_budget_line(self, draft: BudgetLineDraft) -> Changes:
        """Add a budget line."""
        with self.database.transaction(StepKind.BUDGET) as session:
            _check_budget(session, draft)
            line = BudgetLine(id=new_key(), **_stored_values(session, draft))
            session.add(line)
            return Changes(frozenset({BudgetLine.__tablename__}), line.id)

    def change_budget_line(self, key: Key, draft: BudgetLineDraft) -> Changes:
        """Change a budget line."""
        with self.database.transaction(StepKind.BUDGET) as session:
            line = live(session, BudgetLine, key, _BUDGET)
            _check_budget(session, draft)
            fill(line, _stored_values(session, draft))
            return Changes(frozenset({BudgetLine.__tablename__}), key)

    def delete_budget_line(self, key: Key) -> Changes:
        """Delete a budget line."""
        with self.database.transaction(StepKind.BUDGET) as session:
            live(session, BudgetLine, key, _BUDGET).deleted = True
            return Changes(frozenset({BudgetLine.__tablename__}), key)

    def expenses(self, wanted: ExpenseFilter) -> tuple[ExpenseRow, ...]:
        """List the expenses that the filter lets through, the newest first."""
        with self.database.reading() as connection:
            return list_expenses(connection, wanted)

    def add_expense(self, draft: ExpenseDraft) -> Changes:
        """Add an expense; it is given a number where the draft has none."""
        with self.database.transaction(StepKind.EXPENSE) as session:
            _check_expense(session, draft, own_key=None)
            expense = Expense(id=new_key(), **_numbered(session, draft, ""))
            session.add(expense)
            return Changes(frozenset({Expense.__tablename__}), expense.id)

    def change_expense(self, key: Key, draft: ExpenseDraft) -> Changes:
        """Change an expense."""
        with self.database.transaction(StepKind.EXPENSE) as session:
            expense = live(session, Expense, key, _EXPENSE)
            _check_expense(session, draft, own_key=key)
            fill(expense, _numbered(session, draft, expense.number))
            return Changes(frozenset({Expense.__tablename__}), key)

    def void_expense(self, key: Key) -> Changes:
        """Void an expense: it stays in the list and counts nowhere."""
        with self.database.transaction(StepKind.EXPENSE) as session:
            live(session, Expense, key, _EXPENSE).state = ExpenseState.VOID
            return Changes(frozenset({Expense.__tablename__}), key)

    def delete_expense(self, key: Key) -> Changes:
        """Delete an expense that was entered by mistake."""
        with self.database.transaction(StepKind.EXPENSE) as session:
            live(session, Expense, key, _EXPENSE).deleted = True
            session.execute(update(Attachment).where(Attachment.expense_id == key).values(deleted=True))
            return Changes(frozenset({Expense.__tablename__, Attachment.__tablename__}), key)

    def payrolls(self) -> tuple[PayrollRow, ...]:
        """List the payrolls entered, the newest year first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(Payroll.id, Payroll.year, Payroll.amount_fen)
                .where(Payroll.deleted == false())
                .order_by(Payroll.year.desc())
            )
            return tuple(PayrollRow(row.id, PayrollDraft(row.year, row.amount_fen)) for row in rows)

    def add_payroll(self, draft: PayrollDraft) -> Changes:
        """Add the payroll for a year; a year has one."""
        with self.database.transaction(StepKind.PAYROLL) as session:
            _check_payroll(session, draft, own_key=None)
            payroll = Payroll(id=new_key(), **field_values(draft))
            session.add(payroll)
            return Changes(frozenset({Payroll.__tablename__}), payroll.id)

    def change_payroll(self, key: Key, draft: PayrollDraft) -> Changes:
        """Change a payroll."""
        with self.database.transaction(StepKind.PAYROLL) as session:
            payroll = live(session, Payroll, key, _PAYROLL)
            _check_payroll(session, draft, own_key=key)
            fill(payroll, field_values(draft))
            return Changes(frozenset({Payroll.__tablename__}), key)

    def delete_payroll(self, key: Key) -> Changes:
        """Delete a payroll that was entered by mistake."""
        with self.database.transaction(StepKind.PAYROLL) as session:
            live(session, Payroll, key, _PAYROLL).deleted = True
            return Changes(frozenset({Payroll.__tablename__}), key)

    def enter_carry_over(self, draft: CarryOverDraft) -> Changes:
        """Enter what a source carried into a year, in place of what was entered before."""
        with self.database.transaction(StepKind.BUDGET) as session:
            _check_year(_CARRY_OVER, draft.year)
            require_number(_CARRY_OVER, "金额", draft.amount_fen)
            values = _stored_values(session, draft)
            entered = session.scalars(
                select(CarryOver).where(
                    CarryOver.year == draft.year,
                    CarryOver.fund_source_id == values["fund_source_id"],
                    CarryOver.deleted == false(),
                )
            ).first()
            if entered is None:
                entered = CarryOver(id=new_key(), **values)
                session.add(entered)
            fill(entered, values)
            return Changes(frozenset({CarryOver.__tablename__}), entered.id)

    def delete_carry_over(self, key: Key) -> Changes:
        """Take back what was entered; it is then worked out from the year before."""
        with self.database.transaction(StepKind.BUDGET) as session:
            live(session, CarryOver, key, _CARRY_OVER).deleted = True
            return Changes(frozenset({CarryOver.__tablename__}), key)


def _check_year(what: str, year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidFieldError(what=what, field="年度", value=str(year), remedy="应为四位数的年份")


def _check_budget(session: Session, draft: BudgetLineDraft) -> None:
    _check_year(_BUDGET, draft.year)
    require_number(_BUDGET, "金额", draft.amount_fen)
    _check_organization(session, draft.organization_id)


def _check_expense(session: Session, draft: ExpenseDraft, own_key: Key | None) -> None:
    require(_EXPENSE, summary=("摘要", draft.summary))
    require_number(_EXPENSE, "金额", draft.amount_fen)
    require_number(_EXPENSE, "人天数", draft.person_days)
    _check_organization(session, draft.organization_id)
    if draft.session_id is not None:
        live(session, StudySession, draft.session_id, "学习活动")
    number = draft.number.strip()
    same = select(Expense.id).where(Expense.number == number, Expense.deleted == false())
    if number and any(other != own_key for other in session.scalars(same)):
        raise DuplicateError(what=_EXPENSE, field="编号", value=number)


def _check_payroll(session: Session, draft: PayrollDraft, own_key: Key | None) -> None:
    _check_year(_PAYROLL, draft.year)
    require_number(_PAYROLL, "金额", draft.amount_fen)
    same = select(Payroll.id).where(Payroll.year == draft.year, Payroll.deleted == false())
    if any(other != own_key for other in session.scalars(same)):
        raise DuplicateError(what=_PAYROLL, field="年度", value=str(draft.year))


def _check_organization(session: Session, key: Key | None) -> None:
    if key is not None:
        live(session, Organization, key, "单位")


def _stored_values(session: Session, draft: BudgetLineDraft | ExpenseDraft | CarryOverDraft) -> dict[str, Any]:
    source = session.scalars(
        select(FundSource.id).where(FundSource.code == draft.source, FundSource.deleted == false()).limit(1)
    ).one_or_none()
    if source is None:
        raise RecordMissingError(what="经费来源")
    return {"fund_source_id": source, **field_values(draft, without=("source",))}


def _numbered(session: Session, draft: ExpenseDraft, number: str) -> dict[str, Any]:
    values = _stored_values(session, draft)
    if not values["number"]:
        values["number"] = number or next_number(session.scalars(select(Expense.number)), draft.spent_on.year)
    return values
