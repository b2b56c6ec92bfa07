"""Use cases of hours: the list of a year, and what a person's total comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models.database import Database
from models.enums import SessionKind
from models.keys import Key
from services.clock import Clock
from services.errors import RecordMissingError
from services.hours.earnings import StudyYear, earned_by_person, earned_rows
from services.hours.rows import HoursSource, HoursTable
from services.hours.rules import HoursRules
from services.hours.year import hours_of_year
from services.organizations.tree import load_tree
from services.people.standing import PersonStanding, load_standings
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
            inside = study.tree.subtree(root)
            people = hours_of_year(study, earned_by_person(connection, study))
        rows = tuple(person.row for person in people if person.organization in inside)
        return HoursTable(year, root, study.tree.name(root), rows)

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
