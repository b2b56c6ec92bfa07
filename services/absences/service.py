"""Use cases of absence: what was missed and made up, who is long away, the double organisation life."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models.database import Database
from models.keys import Key
from services.absences.double_life import find_double_life
from services.absences.long_absences import find_long_absences
from services.absences.missed import missed_sessions
from services.absences.people import Office
from services.absences.rows import AbsenceList, DoubleLife, LongAbsences
from services.absences.rules import AbsenceLimits
from services.clock import Clock
from services.rules import RuleBook


@dataclass(frozen=True, slots=True)
class AbsenceService:
    """Reads absences; the as-of date is today where none is given. Making up is a use case of the sessions."""

    database: Database
    clock: Clock

    def absences(
        self, year: int, scope: Key | None = None, asof: date | None = None, *, open_only: bool = False
    ) -> AbsenceList:
        """List what people in scope missed in a year; RecordMissingError for no such scope."""
        last = self._last_day(year, asof)
        with self.database.reading() as connection:
            office = Office.load(connection, scope, last)
            rows = missed_sessions(connection, office.members_inside(), year, last, open_only=open_only)
        rows.sort(key=lambda row: (office.order(row.member), row.held_on, row.session))
        return AbsenceList(year, last, office.root, office.tree.name(office.root), tuple(rows))

    def long_absences(self, year: int, scope: Key | None = None, asof: date | None = None) -> LongAbsences:
        """List who is long away from organisation life, as of the year's last day or of the day asked for."""
        last = self._last_day(year, asof)
        with self.database.reading() as connection:
            office = Office.load(connection, scope, last)
            limits = _limits(connection, last)
            rows, silent = find_long_absences(connection, office, limits)
        name = office.tree.name(office.root)
        return LongAbsences(last, office.root, name, limits.warning, limits.grave, rows, silent)

    def double_life(self, year: int, scope: Key | None = None, asof: date | None = None) -> DoubleLife:
        """Show leading cadres' attendance among the leaders and in their branch, for a year."""
        last = self._last_day(year, asof)
        with self.database.reading() as connection:
            office = Office.load(connection, scope, last)
            rows = find_double_life(connection, office, year)
        return DoubleLife(year, last, office.root, office.tree.name(office.root), rows)

    def _last_day(self, year: int, asof: date | None) -> date:
        return min(asof or self.clock.today(), date(year, 12, 31))


def _limits(connection: Connection, day: date) -> AbsenceLimits:
    book = RuleBook.load(connection)
    warning, grave = (book.number(f"absence.{name}_months", day) for name in ("warning", "grave"))
    return AbsenceLimits(None if warning is None else int(warning), None if grave is None else int(grave))
