"""Use cases of classes: the classes of a year with who came, coverage by class of person, tests; one class whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from models.database import Database
from models.keys import Key
from services.classes.book import ClassBook
from services.classes.reading import held_of_kinds, load_hanging, one_session, sessions_of
from services.classes.rows import ClassDetail, ClassYear
from services.classes.rules import COVERING_KINDS, LEAVE_RULE
from services.clock import Clock
from services.errors import RecordMissingError
from services.figures.attendance_rows import people_of
from services.hours.rules import LEARNED
from services.people.audiences import AudienceBook
from services.rules import RuleBook


@dataclass(frozen=True, slots=True)
class ClassService:
    """Reads the classes of a file; the as-of date is today where none is given."""

    database: Database
    clock: Clock

    def year(self, year: int, scope: Key | None = None, asof: date | None = None) -> ClassYear:
        """Tell a year's classes organised in scope, who of the scope was reached, and how tests went.

        RecordMissingError for no such scope.
        """
        with self.database.reading() as connection:
            audiences = AudienceBook.load(connection)
            root = audiences.tree.root(scope)
            inside = audiences.tree.subtree(root)
            first, last = date(year, 1, 1), date(year, 12, 31)
            last_day = min(last, asof or self.clock.today())
            sessions = sessions_of(connection, first, last, inside)
            book = _book(connection, audiences, sessions, last_day)
            # Wherever they learned: only the people are chosen by scope.
            taught = held_of_kinds(connection, first, last_day, COVERING_KINDS)
            learned = people_of(connection, taught, LEARNED)
        return ClassYear(
            year=year,
            scope=root,
            scope_name=audiences.tree.name(root),
            classes=tuple(map(book.row, sessions)),
            coverage=book.coverage(inside, learned),
            tests=book.tests(sessions),
        )

    def detail(self, key: Key, asof: date | None = None) -> ClassDetail:
        """Tell a class with its people; RecordMissingError if it is gone, or no class any more."""
        with self.database.reading() as connection:
            sessions = one_session(connection, key)
            if not sessions:
                raise RecordMissingError(what="班次")
            book = _book(connection, AudienceBook.load(connection), sessions, asof or self.clock.today())
        return book.detail(sessions[0])


def _book(connection: Connection, audiences: AudienceBook, sessions: list[Any], last_day: date) -> ClassBook:
    hanging = load_hanging(connection, [session.id for session in sessions])
    return ClassBook(audiences, hanging, last_day, RuleBook.load(connection).number(LEAVE_RULE, last_day))
