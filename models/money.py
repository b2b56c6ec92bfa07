"""Money: sources, budget, expenses, payroll. All amounts in whole fen."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, not_negative, reference
from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key


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
    """经费支出; only 已报销 counts as spent; without an organisation it is the top organisation's own."""

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


class Payroll(Entity, Base):
    """上年度职工工资总额, as entered for `year` (it is the payroll of the year before)."""

    __tablename__ = "payrolls"
    __table_args__ = (not_negative("amount_fen"),)

    year: Mapped[int] = mapped_column(index=True)
    amount_fen: Mapped[int]
