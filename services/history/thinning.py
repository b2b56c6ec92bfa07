"""Use case: thin the change log of what is older than the rule keeps."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from models.change_log.steps import Step, clock_value, record_step
from models.change_log.thinning import count_thinned, thin_log
from models.database import Database
from models.enums import StepKind
from services.clock import Clock
from services.rules import RuleBook

RULE: Final = "change_log.kept_years"
KEPT_YEARS: Final = Decimal(10)  # in files whose rules do not say


@dataclass(frozen=True, slots=True)
class Thinned:
    """What went, or would go: entries made before `kept_since`."""

    kept_since: date
    entries: int


@dataclass(frozen=True, slots=True)
class ThinningService:
    """Takes old entries out of the change log; what they told can then no longer be looked up or taken back.

    Records themselves stay. Copies that have not met since are compared whole when they do.
    """

    database: Database
    clock: Clock

    def plan(self) -> Thinned:
        """Tell what thinning would take away."""
        with self.database.reading() as connection:
            since = self._kept_since(RuleBook.load(connection))
            return Thinned(since, count_thinned(connection, self._horizon(since)))

    def thin(self) -> Thinned:
        """Take it away; a step of its own tells that it was done, and cannot be taken back."""
        since = self.plan().kept_since
        with self.database.transaction(Step(StepKind.THIN, f"{since:%Y-%m-%d} 之前")) as session:
            thinned = thin_log(session.connection(), self._horizon(since))
            record_step(session)
            return Thinned(since, thinned)

    def _kept_since(self, rules: RuleBook) -> date:
        today = self.clock.today()
        years = int(rules.number(RULE, today) or KEPT_YEARS)
        return date(today.year - years, 1, 1)

    def _horizon(self, since: date) -> int:
        return clock_value(datetime.combine(since, time(), self.clock.now().tzinfo))
