"""Money: sources, budget, expenses, payroll. All amounts in whole fen."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, not_negative, reference
from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, TeacherTitle
from models.keys import Key
from models.types import Thousandths


class FundSource(Entity, Base):
    """经费来源, seeded; the unit may write its own name for it."""

    __tablename__ = "fund_sources"

    code: Mapped[FundSourceCode] = mapped_column(code(FundSourceCode, "code"))
    name: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class BudgetLine(Entity, Base):
    """经费预算 of a year; without an organisation it is the top organisation's own."""

    __tablename__ = "budget_lines"
    __table_args__ = (not_negative("amount_fen"),)

    year: Mapped[int] = mapped_column(index=True)
    fund_source_id: Mapped[Key] = reference("fund_sources.id")
    category: Mapped[ExpenseCategory] = mapped_column(code(ExpenseCategory, "category"))
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    amount_fen: Mapped[int]
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class Expense(Entity, Base):
    """经费支出; only 已报销 counts as spent; without an organisation it is the top organisation's own.

    `decision_number` is the meeting that decided (kept dues ask for it), `person_days` what the cost of a class is
    divided by where attendance does not tell it.
    """

    __tablename__ = "expenses"
    __table_args__ = (not_negative("amount_fen"),)

    number: Mapped[str] = mapped_column(String(40), default="", server_default="")
    spent_on: Mapped[date] = mapped_column(index=True)
    amount_fen: Mapped[int]
    fund_source_id: Mapped[Key] = reference("fund_sources.id")
    category: Mapped[ExpenseCategory] = mapped_column(code(ExpenseCategory, "category"))
    summary: Mapped[str] = mapped_column(String(300))
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    session_id: Mapped[Key | None] = reference("sessions.id", index=True, nullable=True)
    voucher: Mapped[str] = mapped_column(String(80), default="", server_default="")
    payee: Mapped[str] = mapped_column(String(200), default="", server_default="")
    state: Mapped[ExpenseState] = mapped_column(code(ExpenseState, "state"))
    decision_number: Mapped[str] = mapped_column(String(80), default="", server_default="")
    person_days: Mapped[Decimal | None] = mapped_column(Thousandths())


class Payroll(Entity, Base):
    """上年度职工工资总额, as entered for `year` (it is the payroll of the year before)."""

    __tablename__ = "payrolls"
    __table_args__ = (not_negative("amount_fen"),)

    year: Mapped[int] = mapped_column(index=True)
    amount_fen: Mapped[int]


class CarryOver(Entity, Base):
    """上年结转 of a source at the start of a year, as entered."""

    __tablename__ = "carry_overs"
    __table_args__ = (not_negative("amount_fen"),)

    year: Mapped[int] = mapped_column(index=True)
    fund_source_id: Mapped[Key] = reference("fund_sources.id")
    amount_fen: Mapped[int]
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class LecturePay(Entity, Base):
    """讲课费: what one teacher got for one session, before and after tax; linked to its expense where booked.

    `class_hours` are hours taught, `half_days` the half days they lay in; `outside` marks a teacher from elsewhere,
    `approved_by` who approved the higher pay.
    """

    __tablename__ = "lecture_pays"
    __table_args__ = (
        not_negative("after_tax_fen"),
        not_negative("before_tax_fen"),
        not_negative("class_hours"),
        not_negative("half_days"),
    )

    session_id: Mapped[Key] = reference("sessions.id", index=True)
    expense_id: Mapped[Key | None] = reference("expenses.id", index=True, nullable=True)
    teacher: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(200), default="", server_default="")
    title: Mapped[TeacherTitle] = mapped_column(code(TeacherTitle, "title"))
    outside: Mapped[bool] = mapped_column(default=False, server_default=false())
    approved_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    half_days: Mapped[int]
    class_hours: Mapped[Decimal] = mapped_column(Thousandths())
    after_tax_fen: Mapped[int]
    before_tax_fen: Mapped[int | None]
    note: Mapped[str] = mapped_column(String, default="", server_default="")
