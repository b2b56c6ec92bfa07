"""Use cases of the checks of money: the findings of a year, and those of one expense; they never block anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, false, select

from models.database import Database
from models.enums import FundSourceCode
from models.keys import Key
from models.money import BudgetLine, FundSource, Payroll
from services.clock import Clock
from services.money.carry_over import load_carry_overs
from services.money.checks.facts import Carried, CheckedExpense, ClassCost, PartyWorkYear
from services.money.checks.kept_dues import dues_findings, dues_first_findings
from services.money.checks.lecture_pay import PayRules, pay_findings
from services.money.checks.limits import Limit, settled
from services.money.checks.papers import paper_findings
from services.money.checks.party_work import budget_findings, carry_over_findings, deduction_findings
from services.money.checks.rows import CheckKind, Finding, FoundRow, MoneyCheck
from services.money.checks.sources import (
    Days,
    load_class,
    load_classes,
    load_expense,
    load_expenses,
    load_lecture_pay,
    load_lecture_pays,
)
from services.money.checks.training_cost import CostRules, class_findings
from services.money.flows import Scope
from services.money.rows import CarryOverRow
from services.rules import RuleBook

_SHARE = "funding.budget_share"
_CARRIED_SHARE = "funding.carry_over_share"


@dataclass(frozen=True, slots=True)
class MoneyCheckService:
    """Checks the money of a file; the as-of date is today where none is given."""

    database: Database
    clock: Clock

    def check(self, year: int, scope: Key | None = None, asof: date | None = None) -> MoneyCheck:
        """Check a year in an organisation and everything below it; what hangs on the payroll only for the whole."""
        day = asof or self.clock.today()
        with self.database.reading() as connection:
            place = Scope.load(connection, scope)
            found = sorted(_findings(connection, place, year, day), key=lambda finding: _ORDER[finding.kind])
        return MoneyCheck(year, place.root, place.name, min(day, date(year, 12, 31)), tuple(found))

    def check_expense(self, key: Key) -> tuple[Finding, ...]:
        """Check one expense as it is stored, and the class that it is for."""
        with self.database.reading() as connection:
            expense = load_expense(connection, key)
            if expense is None:
                return ()
            found = list(_of_expense(expense))
            if expense.session is not None:
                cost = load_class(connection, expense.session, self.clock.today())
                found += [] if cost is None else _of_class(RuleBook.load(connection), cost)
        return tuple(found)

    def check_lecture_pay(self, key: Key) -> tuple[Finding, ...]:
        """Check what one teacher got, as it is stored."""
        with self.database.reading() as connection:
            pay = load_lecture_pay(connection, key)
            if pay is None:
                return ()
            return tuple(pay_findings(pay, PayRules.of(RuleBook.load(connection), pay.title, pay.held_on)))


_ORDER = {kind: place for place, kind in enumerate(CheckKind)}


def _findings(connection: Connection, scope: Scope, year: int, asof: date) -> Iterator[Finding]:
    days, book = Days.of_year(year, asof), RuleBook.load(connection)
    expenses = load_expenses(connection, scope, days)
    for expense in expenses:
        yield from _of_expense(expense)
    if scope.is_whole:
        carried = {row.source: row for row in load_carry_overs(connection, year, asof)}
        yield from _of_payroll(connection, year, book, carried[FundSourceCode.PARTY_WORK])
        dues_fen = carried[FundSourceCode.KEPT_DUES].budget_fen
        yield from dues_first_findings(year, expenses, dues_fen, settled())
    for cost in load_classes(connection, scope, days, asof):
        yield from _of_class(book, cost)
    for pay in load_lecture_pays(connection, scope, days):
        yield from pay_findings(pay, PayRules.of(book, pay.title, pay.held_on))


def _of_expense(expense: CheckedExpense) -> Iterator[Finding]:
    yield from dues_findings(expense, settled())
    yield from paper_findings(expense, settled())


def _of_class(book: RuleBook, cost: ClassCost) -> list[Finding]:
    return class_findings(cost, CostRules.of(book, cost.cost_class, cost.starts_on))


def _of_payroll(connection: Connection, year: int, book: RuleBook, party_work: CarryOverRow) -> Iterator[Finding]:
    payrolls = _payrolls(connection)
    carried_rows = () if party_work.key is None else (FoundRow("carry_overs", party_work.key, party_work.source.label),)
    facts = PartyWorkYear(
        year=year,
        budget_fen=party_work.budget_fen,
        spent_fen=party_work.spent_fen,
        carried=Carried(party_work.start_fen, party_work.entered_fen is not None),
        last_payroll_fen=payrolls.get(year),
        this_payroll_fen=payrolls.get(year + 1),
        budget_rows=_budget_rows(connection, year),
        carried_rows=carried_rows,
    )
    share = Limit.on(book, _SHARE, date(year, 12, 31))
    yield from budget_findings(facts, share)
    yield from deduction_findings(facts, share)
    yield from carry_over_findings(facts, Limit.on(book, _CARRIED_SHARE, date(year, 12, 31)))


def _payrolls(connection: Connection) -> dict[int, int]:
    query = select(Payroll.year, Payroll.amount_fen).where(Payroll.deleted == false())
    return {row.year: row.amount_fen for row in connection.execute(query)}


def _budget_rows(connection: Connection, year: int) -> tuple[FoundRow, ...]:
    query = (
        select(BudgetLine.id, BudgetLine.category)
        .join(FundSource, FundSource.id == BudgetLine.fund_source_id)
        .where(
            BudgetLine.deleted == false(),
            BudgetLine.year == year,
            FundSource.code == FundSourceCode.PARTY_WORK,
        )
        .order_by(BudgetLine.id)
    )
    return tuple(FoundRow("budget_lines", key, category.label) for key, category in connection.execute(query))
