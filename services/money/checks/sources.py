"""Reading what the checks look at: expenses with their papers, classes with their costs, lecture pay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Select, false, or_, select

from models.attachments import Attachment
from models.enums import ExpenseCategory, ExpenseState, PaperKind, SessionKind
from models.key_lists import among
from models.keys import Key
from models.money import Expense, FundSource, LecturePay
from models.sessions import SessionFurtherKind, StudySession
from services.money.checks.facts import CheckedExpense, ClassCost, TaughtPay
from services.money.flows import Scope
from services.money.session_costs import people_there
from services.sessions.held import counts_between

CLASSES: Final = (SessionKind.TRAINING_CLASS, SessionKind.READING_CLASS)


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that are checked."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int, asof: date) -> "Days":
        """Give the days of a year up to a day."""
        return cls(date(year, 1, 1), min(asof, date(year, 12, 31)))


def load_expenses(connection: Connection, scope: Scope, days: Days) -> tuple[CheckedExpense, ...]:
    """Read the expenses of these days that are not void, with their papers, by date."""
    found = _found(connection, Expense.spent_on.between(days.first, days.last))
    return tuple(expense for expense in found if scope.owner(expense.organization) is not None)


def load_expense(connection: Connection, key: Key) -> CheckedExpense | None:
    """Read one expense, None where it is void or gone."""
    return next(iter(_found(connection, Expense.id == key)), None)


def _found(connection: Connection, wanted: Any) -> list[CheckedExpense]:
    rows = connection.execute(_expenses().where(wanted)).all()
    own = _papers(connection, Attachment.expense_id, {row.id for row in rows})
    of_session = _papers(connection, Attachment.session_id, {row.session_id for row in rows if row.session_id})
    classes = _classes(connection, {row.session_id for row in rows if row.session_id})
    return [
        CheckedExpense(
            key=row.id,
            number=row.number,
            spent_on=row.spent_on,
            amount_fen=row.amount_fen,
            source=row.code,
            category=row.category,
            state=row.state,
            summary=row.summary,
            organization=row.organization_id,
            session=row.session_id,
            of_class=row.session_id in classes,
            decision_number=row.decision_number,
            voucher=row.voucher,
            person_days=row.person_days,
            papers=own.get(row.id, frozenset()),
            session_papers=of_session.get(row.session_id, frozenset()),
        )
        for row in rows
    ]


def _expenses() -> Select[Any, *tuple[Any, ...]]:
    return (
        select(
            Expense.id,
            Expense.number,
            Expense.spent_on,
            Expense.amount_fen,
            FundSource.code,
            Expense.category,
            Expense.state,
            Expense.summary,
            Expense.organization_id,
            Expense.session_id,
            Expense.decision_number,
            Expense.voucher,
            Expense.person_days,
        )
        .join(FundSource, FundSource.id == Expense.fund_source_id)
        .where(Expense.deleted == false(), Expense.state != ExpenseState.VOID)
        .order_by(Expense.spent_on, Expense.id)
    )


def _papers(connection: Connection, owner: Any, keys: Iterable[Key]) -> dict[Key, frozenset[PaperKind]]:
    query = select(owner, Attachment.paper).where(Attachment.deleted == false(), among(owner, keys))
    found: dict[Key, set[PaperKind]] = {}
    for key, paper in connection.execute(query):
        found.setdefault(key, set()).add(paper)
    return {key: frozenset(papers) for key, papers in found.items()}


def _classes(connection: Connection, keys: Iterable[Key]) -> frozenset[Key]:
    query = select(StudySession.id).where(among(StudySession.id, keys), _is_class())
    return frozenset(connection.execute(query).scalars())


def _is_class() -> Any:
    further = select(SessionFurtherKind.session_id).where(
        SessionFurtherKind.deleted == false(), SessionFurtherKind.kind.in_(CLASSES)
    )
    return or_(StudySession.kind.in_(CLASSES), StudySession.id.in_(further))


def load_classes(connection: Connection, scope: Scope, days: Days, asof: date) -> tuple[ClassCost, ...]:
    """Read the classes held on these days with what was spent on them by a day, teachers apart."""
    rows = [
        row
        for row in connection.execute(_held_classes(counts_between(days.first, days.last))).all()
        if row.organization_id in scope.inside
    ]
    return _costs(connection, rows, asof)


def load_class(connection: Connection, session: Key, asof: date) -> ClassCost | None:
    """Read one class with its cost, None where the session is none."""
    rows = connection.execute(_held_classes(StudySession.id == session)).all()
    return next(iter(_costs(connection, rows, asof)), None)


def _held_classes(wanted: Any) -> Select[Any, *tuple[Any, ...]]:
    return (
        select(
            StudySession.id,
            StudySession.title,
            StudySession.organization_id,
            StudySession.starts_on,
            StudySession.ends_on,
            StudySession.days,
            StudySession.cost_class,
        )
        .where(wanted, _is_class())
        .order_by(StudySession.starts_on, StudySession.id)
    )


def _costs(connection: Connection, rows: Sequence[Any], asof: date) -> tuple[ClassCost, ...]:
    keys = {row.id for row in rows}
    there = people_there(connection, keys)
    wanted = among(Expense.session_id, keys) & (Expense.spent_on <= asof)
    apart = (ExpenseCategory.LECTURE_PAY, ExpenseCategory.ALLOCATION)
    spent: dict[Key, list[CheckedExpense]] = {}
    for expense in _found(connection, wanted):
        if expense.session is not None and expense.is_posted and expense.category not in apart:
            spent.setdefault(expense.session, []).append(expense)
    return tuple(_cost(row, there.get(row.id, 0), spent.get(row.id, [])) for row in rows)


def _cost(row: Any, attended: int, expenses: Sequence[CheckedExpense]) -> ClassCost:
    calendar_days = 1 if row.ends_on is None else (row.ends_on - row.starts_on).days + 1
    return ClassCost(
        session=row.id,
        title=row.title,
        starts_on=row.starts_on,
        days=row.days or Decimal(calendar_days),
        cost_class=row.cost_class,
        attended=attended,
        # Entered on each bill of the class: the largest is the class's own.
        entered_person_days=max((one.person_days for one in expenses if one.person_days is not None), default=None),
        cost_fen=sum(one.amount_fen for one in expenses),
        expenses=tuple(one.row for one in expenses),
    )


def load_lecture_pays(connection: Connection, scope: Scope, days: Days) -> tuple[TaughtPay, ...]:
    """Read what teachers got for sessions of these days."""
    rows = connection.execute(_pays(StudySession.starts_on.between(days.first, days.last))).all()
    return tuple(_taught(row) for row in rows if row.organization_id in scope.inside)


def load_lecture_pay(connection: Connection, key: Key) -> TaughtPay | None:
    """Read what one teacher got, None where it is gone."""
    row = connection.execute(_pays(LecturePay.id == key)).one_or_none()
    return None if row is None else _taught(row)


def _pays(wanted: Any) -> Select[Any, *tuple[Any, ...]]:
    return (
        select(
            LecturePay.id,
            LecturePay.teacher,
            LecturePay.title,
            StudySession.title.label("session_title"),
            StudySession.starts_on,
            StudySession.organization_id,
            LecturePay.half_days,
            LecturePay.class_hours,
            LecturePay.after_tax_fen,
            LecturePay.outside,
            LecturePay.approved_by,
        )
        .join(StudySession, StudySession.id == LecturePay.session_id)
        .where(LecturePay.deleted == false(), StudySession.deleted == false(), wanted)
        .order_by(StudySession.starts_on, LecturePay.id)
    )


def _taught(row: Any) -> TaughtPay:
    return TaughtPay(
        key=row.id,
        teacher=row.teacher,
        title=row.title,
        session=row.session_title,
        held_on=row.starts_on,
        half_days=row.half_days,
        class_hours=row.class_hours,
        after_tax_fen=row.after_tax_fen,
        outside=row.outside,
        approved_by=row.approved_by,
    )
