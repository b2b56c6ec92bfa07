"""Reading what the tables of money print, by the kind of the table."""

from dataclasses import dataclass

from models.database import Database
from models.keys import Key
from services.clock import Clock
from services.documents.ledgers.money_tables import (
    MoneyHead,
    budget_table,
    execution_table,
    expense_ledger,
    lecture_pay_table,
)
from services.documents.outline import TableDocument
from services.money.flows import Scope
from services.money.lecture_pay import LecturePayService
from services.money.rows import ExpenseFilter
from services.money.service import MoneyService
from services.money.spending import SpendingService


@dataclass(frozen=True, slots=True)
class MoneyTables:
    """The tables of money of some years in a scope (empty: the top organisation)."""

    database: Database
    clock: Clock
    first_year: int
    last_year: int
    scope: Key | None

    def budget(self) -> TableDocument:
        """Set the budget of the first year."""
        money, place = MoneyService(self.database, self.clock), self._place()
        payrolls = {row.draft.year: row.draft.amount_fen for row in money.payrolls()} if place.is_whole else {}
        lines = money.budget(self.first_year, place.root)
        return budget_table(self._head(place, self.first_year), lines, payrolls.get(self.first_year))

    def expenses(self) -> TableDocument:
        """Set the expenses of the first year up to today."""
        place, today = self._place(), self.clock.today()
        found = MoneyService(self.database, self.clock).expenses(ExpenseFilter(self.first_year, place.root))
        known = [row for row in found if row.draft.spent_on <= today]
        return expense_ledger(self._head(place, self.first_year), known)

    def execution(self) -> TableDocument:
        """Set how the budget of the years was used."""
        place = self._place()
        told = SpendingService(self.database, self.clock).execution(self.first_year, self.last_year, place.root)
        return execution_table(self._head(place, self.last_year), told)

    def lecture_pay(self) -> TableDocument:
        """Set the lecture pay of the first year."""
        place = self._place()
        pays = LecturePayService(self.database, self.clock).list(self.first_year, self.first_year, place.root)
        return lecture_pay_table(self._head(place, self.first_year), pays)

    def _place(self) -> Scope:
        with self.database.reading() as connection:
            return Scope.load(connection, self.scope)

    def _head(self, place: Scope, last_year: int) -> MoneyHead:
        return MoneyHead(place.name, self.first_year, last_year, self.clock.today())
