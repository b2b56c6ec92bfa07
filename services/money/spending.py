"""Use cases of money over time: how the budget is used, what sessions cost, what was carried over."""

from dataclasses import dataclass
from datetime import date

from models.database import Database
from models.keys import Key
from services.clock import Clock
from services.figures.errors import PeriodOutOfOrderError
from services.money.carry_over import load_carry_overs
from services.money.execution import execution_of
from services.money.flows import Scope, load_flows
from services.money.rows import CarryOverRow, Execution, SessionCost
from services.money.session_costs import load_session_costs


@dataclass(frozen=True, slots=True)
class SpendingService:
    """Reads the money of a file; the as-of date is today where none is given. All amounts in fen."""

    database: Database
    clock: Clock

    def execution(
        self, first_year: int, last_year: int, scope: Key | None = None, asof: date | None = None
    ) -> Execution:
        """Tell how the budget of these years was used; RecordMissingError for no such scope, PeriodOutOfOrderError."""
        _check_order(first_year, last_year)
        day = asof or self.clock.today()
        with self.database.reading() as connection:
            place = Scope.load(connection, scope)
            flows = load_flows(connection, place, first_year, last_year, day)
        return execution_of(flows, place, first_year, last_year, day)

    def session_costs(
        self, first_year: int, last_year: int, scope: Key | None = None, asof: date | None = None
    ) -> tuple[SessionCost, ...]:
        """List what the sessions of an organisation and everything below it cost, by date."""
        with self.database.reading() as connection:
            place = Scope.load(connection, scope)
            return load_session_costs(connection, place, first_year, last_year, asof or self.clock.today())

    def carry_overs(self, year: int, asof: date | None = None) -> tuple[CarryOverRow, ...]:
        """List what every source carried into a year, of the whole enterprise."""
        with self.database.reading() as connection:
            return load_carry_overs(connection, year, asof or self.clock.today())


def _check_order(first_year: int, last_year: int) -> None:
    if last_year < first_year:
        raise PeriodOutOfOrderError(first_year, last_year)
