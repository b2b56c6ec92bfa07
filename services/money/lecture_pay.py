"""Use cases of lecture pay: what each teacher got for a session, taxes as entered."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.money import Expense, LecturePay
from models.organizations import Organization
from models.sessions import StudySession
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_number
from services.errors import InvalidFieldError
from services.money.amounts import format_yuan
from services.money.flows import Scope
from services.money.rows import LecturePayDraft, LecturePayRow

WHAT: Final = "讲课费"
TABLES: Final = frozenset({LecturePay.__tablename__})


@dataclass(frozen=True, slots=True)
class LecturePayService:
    """Lecture pay; all amounts in fen."""

    database: Database
    clock: Clock

    def list(self, first_year: int, last_year: int, scope: Key | None = None) -> tuple[LecturePayRow, ...]:
        """List the pay for sessions of these years that the scope organised, by date."""
        with self.database.reading() as connection:
            inside = Scope.load(connection, scope).inside
            return tuple(_row(row) for row in _read(connection, first_year, last_year) if row.organization_id in inside)

    def add(self, draft: LecturePayDraft) -> Changes:
        """Add what a teacher got."""
        with self.database.transaction(StepKind.LECTURE_PAY) as session:
            _check(session, draft)
            pay = LecturePay(id=new_key(), **field_values(draft))
            session.add(pay)
            return Changes(TABLES, pay.id)

    def change(self, key: Key, draft: LecturePayDraft) -> Changes:
        """Change what a teacher got."""
        with self.database.transaction(StepKind.LECTURE_PAY) as session:
            pay = live(session, LecturePay, key, WHAT)
            _check(session, draft)
            fill(pay, field_values(draft))
            return Changes(TABLES, key)

    def delete(self, key: Key) -> Changes:
        """Delete what was entered by mistake."""
        with self.database.transaction(StepKind.LECTURE_PAY) as session:
            live(session, LecturePay, key, WHAT).deleted = True
            return Changes(TABLES, key)


def _check(session: Session, draft: LecturePayDraft) -> None:
    require(WHAT, teacher=("授课人", draft.teacher))
    live(session, StudySession, draft.session_id, "学习活动")
    if draft.expense_id is not None:
        live(session, Expense, draft.expense_id, "经费支出")
    require_number(WHAT, "半天数", draft.half_days)
    require_number(WHAT, "学时", draft.class_hours)
    require_number(WHAT, "税后金额", draft.after_tax_fen)
    require_number(WHAT, "税前金额", draft.before_tax_fen)
    if draft.before_tax_fen is not None and draft.before_tax_fen < draft.after_tax_fen:
        value = format_yuan(draft.before_tax_fen)
        raise InvalidFieldError(what=WHAT, field="税前金额", value=value, remedy="应不少于税后金额")


def _read(connection: Connection, first_year: int, last_year: int) -> Sequence[Any]:
    table = LecturePay.__table__
    query = (
        select(
            table,
            StudySession.number.label("session_number"),
            StudySession.title.label("session_title"),
            StudySession.starts_on,
            StudySession.organization_id,
            Organization.name.label("organization_name"),
            Expense.number.label("expense_number"),
            Expense.summary.label("expense_summary"),
        )
        .join(StudySession, StudySession.id == table.c.session_id)
        .join(Organization, Organization.id == StudySession.organization_id)
        .outerjoin(Expense, Expense.id == table.c.expense_id)
        .where(
            table.c.deleted == false(),
            StudySession.deleted == false(),
            StudySession.starts_on.between(date(first_year, 1, 1), date(last_year, 12, 31)),
        )
        .order_by(StudySession.starts_on, table.c.id)
    )
    return connection.execute(query).all()


def _row(row: Any) -> LecturePayRow:
    draft = LecturePayDraft(**{field.name: getattr(row, field.name) for field in fields(LecturePayDraft)})
    booked = "" if row.expense_summary is None else f"{row.expense_number} {row.expense_summary}".strip()
    return LecturePayRow(
        key=row.id,
        draft=draft,
        session_number=row.session_number,
        session_title=row.session_title,
        held_on=row.starts_on,
        organization_name=row.organization_name,
        expense_label=booked,
    )
