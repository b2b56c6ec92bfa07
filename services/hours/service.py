"""Use cases of hours: the list of a year, and what a person's total comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection

from models.database import Database
from models.enums import HoursState, SessionKind
from models.keys import Key
from models.sessions import years_with_sessions
from services.clock import Clock
from services.errors import RecordMissingError
from services.hours.earnings import StudyYear, earned_by_person, earned_rows
from services.hours.errors import YearNotRunningError
from services.hours.forecast import outlook
from services.hours.records import study_records
from services.hours.rows import (
    Forecast,
    ForecastRow,
    HoursRow,
    HoursSource,
    HoursTable,
    StudyRecord,
    TheoryShare,
)
from services.hours.rules import HoursRules
from services.hours.theory import earned_and_theory, theory_share
from services.hours.year import PersonYear, hours_of_year
from services.organizations.tree import load_tree
from services.people.standing import PersonStanding, load_standings, member_spans, year_span
from services.rules import RuleBook
from services.sessions.held import load_held_sessions


@dataclass(frozen=True, slots=True)
class HoursService:
    """Reads the hours of a file; the as-of date is today where none is given."""

    database: Database
    clock: Clock

    def hours(self, year: int, scope: Key | None = None, asof: date | None = None) -> HoursTable:
        """List the hours of everyone in scope who was a member in the year; RecordMissingError for no such scope."""
        with self.database.reading() as connection:
            study = _study_year(connection, year, asof or self.clock.today(), load_standings(connection))
            root = study.tree.root(scope)
            people = _inside(study, root, earned_by_person(connection, study))
        rows = tuple(person.row for person in people)
        return HoursTable(year, root, study.tree.name(root), rows)

    def years(self) -> tuple[int, ...]:
        """List the years that have sessions, and this year, the newest first."""
        with self.database.reading() as connection:
            return tuple(sorted(years_with_sessions(connection) | {self.clock.today().year}, reverse=True))

    def forecast(self, year: int, scope: Key | None = None, asof: date | None = None) -> Forecast:
        """Tell where today's pace leads everyone who has a target and stays; YearNotRunningError for other years."""
        day = asof or self.clock.today()
        if day.year != year:
            raise YearNotRunningError(year, day)
        with self.database.reading() as connection:
            study = _study_year(connection, year, day, load_standings(connection))
            root = study.tree.root(scope)
            people = _inside(study, root, earned_by_person(connection, study))
        rows = tuple(row for person in people if (row := _ahead(study, person.row)) is not None)
        return Forecast(year, day, root, study.tree.name(root), rows)

    def theory(self, year: int, scope: Key | None = None, asof: date | None = None) -> TheoryShare:
        """Tell how much of what everyone in scope learned in the year was theory."""
        with self.database.reading() as connection:
            study = _study_year(connection, year, asof or self.clock.today(), load_standings(connection))
            root = study.tree.root(scope)
            asked = RuleBook.load(connection).number("hours.theory_share", date(year, 12, 31))
            earned, theory = earned_and_theory(connection, study)
        rows = [person.row for person in _inside(study, root, earned)]
        share = None if asked is None else Fraction(asked)
        return theory_share(rows, theory, share, study.tree, (year, root))

    def records(self, year: int, scope: Key | None = None, asof: date | None = None) -> tuple[StudyRecord, ...]:
        """Give the study record of everyone on the hours list of a year and scope; RecordMissingError for no such."""
        with self.database.reading() as connection:
            study = _study_year(connection, year, asof or self.clock.today(), load_standings(connection))
            people = _inside(study, study.tree.root(scope), {})
            return study_records(connection, study, [one.row.person for one in people])

    def record(self, person: Key, year: int, asof: date | None = None) -> StudyRecord:
        """Give one person's study record of a year, also of who was no member; RecordMissingError for nobody."""
        with self.database.reading() as connection:
            people = load_standings(connection)
            if person not in people:
                raise RecordMissingError(what="人员")
            study = _study_year(connection, year, asof or self.clock.today(), people)
            return study_records(connection, study, [person])[0]

    def sources(self, person: Key, year: int, asof: date | None = None) -> tuple[HoursSource, ...]:
        """List the rows that a person's total of a year comes from, by date (those of 0 hours too)."""
        with self.database.reading() as connection:
            people = load_standings(connection)
            if person not in people:
                raise RecordMissingError(what="人员")
            study = _study_year(connection, year, asof or self.clock.today(), people)
            earned = earned_rows(connection, study, person)
        return tuple(
            HoursSource(
                session=row.session.key,
                number=row.session.number,
                title=row.session.title,
                held_on=row.session.starts_on,
                kinds=(
                    row.session.kind,
                    *(kind for kind in SessionKind if kind in row.session.kinds - {row.session.kind}),
                ),
                status=row.status,
                hours=row.hours,
            )
            for row in earned
        )


def _inside(study: StudyYear, root: Key, earned: Mapping[Key, Decimal]) -> list[PersonYear]:
    inside = study.tree.subtree(root)
    return [person for person in hours_of_year(study, earned) if person.organization in inside]


def _ahead(study: StudyYear, row: HoursRow) -> ForecastRow | None:
    if row.target is None or row.state is HoursState.LEFT:
        return None
    as_member = member_spans(study.people[row.person], year_span(study.year))
    seen = outlook(row.earned, row.target, as_member, study.asof)
    return ForecastRow(row, seen.state, seen.projected, seen.needed, seen.monthly)


def _study_year(connection: Connection, year: int, asof: date, people: Mapping[Key, PersonStanding]) -> StudyYear:
    last_day = min(asof, date(year, 12, 31))
    return StudyYear(
        year=year,
        asof=asof,
        rules=HoursRules.of_year(RuleBook.load(connection), year),
        sessions=load_held_sessions(connection, date(year, 1, 1), last_day),
        people=people,
        tree=load_tree(connection),
    )
