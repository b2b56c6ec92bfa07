"""Reading budget lines and expenses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, or_, select

from models.keys import Key
from models.money import BudgetLine, Expense, FundSource
from models.organizations import Organization, subtree, top_organization
from models.sessions import StudySession
from services.money.rows import BudgetLineDraft, BudgetLineRow, ExpenseDraft, ExpenseFilter, ExpenseRow


def in_scope(connection: Connection, column: Any, organization_id: Key | None) -> Sequence[ColumnElement[bool]]:
    """Restrict to an organisation and everything below it; what names none belongs to the top organisation."""
    if organization_id is None:
        return ()
    below: ColumnElement[bool] = column.in_(subtree(connection, organization_id))
    if organization_id == top_organization(connection):
        return (or_(below, column.is_(None)),)
    return (below,)


def list_budget(connection: Connection, year: int, organization_id: Key | None) -> tuple[BudgetLineRow, ...]:
    """List the budget lines of a year in the order in which they were entered."""
    table = BudgetLine.__table__
    rows = connection.execute(
        select(table, FundSource.code.label("source"), Organization.name.label("organization_name"))
        .join(FundSource, FundSource.id == table.c.fund_source_id)
        .outerjoin(Organization, Organization.id == table.c.organization_id)
        .where(table.c.deleted == false(), table.c.year == year)
        .where(*in_scope(connection, table.c.organization_id, organization_id))
        .order_by(table.c.id)
    )
    return tuple(
        BudgetLineRow(
            row.id,
            BudgetLineDraft(row.year, row.source, row.category, row.amount_fen, row.organization_id, row.note),
            row.organization_name or "",
        )
        for row in rows
    )


def list_expenses(connection: Connection, wanted: ExpenseFilter) -> tuple[ExpenseRow, ...]:
    """List expenses, the newest first."""
    table = Expense.__table__
    rows = connection.execute(
        select(
            table,
            FundSource.code.label("source"),
            Organization.name.label("organization_name"),
            StudySession.number.label("session_number"),
            StudySession.title.label("session_title"),
        )
        .join(FundSource, FundSource.id == table.c.fund_source_id)
        .outerjoin(Organization, Organization.id == table.c.organization_id)
        .outerjoin(StudySession, StudySession.id == table.c.session_id)
        .where(table.c.deleted == false(), *_conditions(connection, wanted))
        .order_by(table.c.spent_on.desc(), table.c.id.desc())
    )
    return tuple(_expense(row) for row in rows)


def _conditions(connection: Connection, wanted: ExpenseFilter) -> list[ColumnElement[bool]]:
    table = Expense.__table__.c
    conditions = list(in_scope(connection, table.organization_id, wanted.organization_id))
    if wanted.year is not None:
        conditions.append(table.spent_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    exact = (
        (FundSource.code, wanted.source),
        (table.category, wanted.category),
        (table.state, wanted.state),
        (table.session_id, wanted.session_id),
    )
    conditions.extend(column == value for column, value in exact if value is not None)
    text = wanted.text.strip()
    if text:
        looked_at = (table.summary, table.number, table.payee, table.voucher)
        conditions.append(or_(*(column.contains(text, autoescape=True) for column in looked_at)))
    return conditions


def _expense(row: Any) -> ExpenseRow:
    draft = ExpenseDraft(
        spent_on=row.spent_on,
        amount_fen=row.amount_fen,
        source=row.source,
        category=row.category,
        summary=row.summary,
        number=row.number,
        organization_id=row.organization_id,
        session_id=row.session_id,
        voucher=row.voucher,
        payee=row.payee,
        state=row.state,
        decision_number=row.decision_number,
        person_days=row.person_days,
    )
    session_label = "" if row.session_title is None else f"{row.session_number} {row.session_title}".strip()
    return ExpenseRow(row.id, draft, row.organization_name or "", session_label)
