"""What the families of figures share: one state of the file, each part read once, when first needed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from sqlalchemy import Connection

from models.enums import SessionKind
from models.keys import Key
from services.figures.attendance_rows import SessionCounts, counts_by_session
from services.hours.earnings import (
    DerivedHours,
    EarnedRow,
    StudyYear,
    derived_hours,
    earned_by_person,
    earned_rows,
    summed,
)
from services.hours.rules import HoursRules
from services.hours.year import PersonYear, hours_of_year
from services.organizations.tree import OrganizationTree, load_tree
from services.people.standing import PersonStanding, is_member_on, last_membership, load_standings, membership_on
from services.rules import RuleBook
from services.sessions.held import HeldSession, load_held_sessions


class Ledger:
    """A file within one reading transaction, seen for a period of whole years, a scope and an as-of date."""

    def __init__(
        self, connection: Connection, years: range, scope: Key | None, asof: date, around: "Ledger | None" = None
    ) -> None:
        """Find the scope; RecordMissingError if there is no such organisation.

        `around` is the same of a period that holds this one: what it has read need not be read again.
        """
        self.connection = connection
        self.years = years
        self.asof = asof
        self.first_day = date(years[0], 1, 1)
        self.state_date = date(years[-1], 12, 31)
        self._around = around
        self.tree: OrganizationTree = load_tree(connection) if around is None else around.tree
        self.root = self.tree.root(scope)
        self.inside = self.tree.subtree(self.root)
        self.is_whole = self.root == self.tree.top
        self.book: RuleBook = RuleBook.load(connection) if around is None else around.book
        self._hours_lists: dict[int, list[PersonYear]] = {}

    def of(self, years: range) -> "Ledger":
        """See some years of the period, with what is read for the whole of it."""
        return self if years == self.years else Ledger(self.connection, years, self.root, self.asof, self)

    def owns(self, organization: Key | None) -> bool:
        """Tell whether a record of this organisation is in scope; without one it is the top organisation's own."""
        return self.is_whole if organization is None else organization in self.inside

    @cached_property
    def people(self) -> dict[Key, PersonStanding]:
        """Everyone, with all that is dated about them."""
        if self._around is not None:
            return self._around.people
        return load_standings(self.connection)

    @cached_property
    def members(self) -> tuple[PersonStanding, ...]:
        """The formal and probationary members in scope on the state date."""
        return tuple(person for person in self.people.values() if self._in_scope_on_state_date(person, member=True))

    @cached_property
    def in_scope_on_state_date(self) -> tuple[PersonStanding, ...]:
        """Everyone of whatever category whose membership on the state date is in scope."""
        return tuple(person for person in self.people.values() if self._in_scope_on_state_date(person, member=False))

    def _in_scope_on_state_date(self, person: PersonStanding, *, member: bool) -> bool:
        membership = membership_on(person, self.state_date)
        if membership is None or membership.organization not in self.inside:
            return False
        return not member or is_member_on(person, self.state_date)

    @cached_property
    def selected_people(self) -> frozenset[Key] | None:
        """Those whose branch is in scope, for leavers their last, for who comes later their first; None: everyone."""
        homes = {key: self._home(person) for key, person in self.people.items()}
        chosen = frozenset(key for key, home in homes.items() if self.owns(home))
        return None if self.is_whole and len(chosen) == len(homes) else chosen

    def _home(self, person: PersonStanding) -> Key | None:
        last = last_membership(person, self.state_date)
        first = person.memberships[0] if person.memberships else None
        home = last or first
        return None if home is None else home.organization

    def selects(self, person: Key) -> bool:
        """Tell whether a person's hours are in scope."""
        return self.selected_people is None or person in self.selected_people

    @cached_property
    def sessions(self) -> dict[Key, HeldSession]:
        """The sessions of the period that count, whoever organised them."""
        if self._around is not None:
            wider = self._around.sessions.items()
            return {key: one for key, one in wider if self.first_day <= one.starts_on <= self.last_day}
        return load_held_sessions(self.connection, self.first_day, self.last_day)

    @property
    def last_day(self) -> date:
        """The last day whose sessions count."""
        return min(self.asof, self.state_date)

    @cached_property
    def own_sessions(self) -> tuple[HeldSession, ...]:
        """The sessions of the period whose organiser is in scope."""
        return tuple(session for session in self.sessions.values() if session.organization in self.inside)

    def own_of_kind(self, *kinds: SessionKind) -> tuple[HeldSession, ...]:
        """Give the sessions in scope that count as one of the kinds, each once."""
        if len(kinds) == 1:
            return self._own_by_kind.get(kinds[0], ())
        found = {session.key: session for kind in kinds for session in self._own_by_kind.get(kind, ())}
        return tuple(found.values())

    @cached_property
    def _own_by_kind(self) -> Mapping[SessionKind, tuple[HeldSession, ...]]:
        by_kind: dict[SessionKind, list[HeldSession]] = {}
        for session in self.own_sessions:
            for kind in session.kinds:
                by_kind.setdefault(kind, []).append(session)
        return {kind: tuple(sessions) for kind, sessions in by_kind.items()}

    @cached_property
    def counts(self) -> Mapping[Key, SessionCounts]:
        """How many rows of attendance each session has (others may be among them), and what they earned as entered."""
        if self._around is not None:
            return self._around.counts
        return counts_by_session(self.connection, self.first_day, self.last_day, people=None)

    @cached_property
    def studies(self) -> Mapping[int, StudyYear]:
        """What hours are counted from, by year."""
        if self._around is not None:
            return {year: self._around.studies[year] for year in self.years}
        by_year: dict[int, dict[Key, HeldSession]] = {year: {} for year in self.years}
        for key, session in self.sessions.items():
            by_year[session.starts_on.year][key] = session
        return {
            year: StudyYear(year, self.asof, HoursRules.of_year(self.book, year), by_year[year], self.people, self.tree)
            for year in self.years
        }

    def hours_list(self, year: int) -> list[PersonYear]:
        """Give the hours list of one of the years, for the scope."""
        if self._around is not None:
            return self._around.hours_list(year)
        if year not in self._hours_lists:
            self._hours_lists[year] = self._count_hours(year)
        return self._hours_lists[year]

    def _count_hours(self, year: int) -> list[PersonYear]:
        study = self.studies[year]
        derived = None if study.needs_rows else self.derived_hours[year]
        everyone = hours_of_year(study, earned_by_person(self.connection, study, derived))
        return [person for person in everyone if person.organization in self.inside]

    @cached_property
    def derived_hours(self) -> Mapping[int, list[DerivedHours]]:
        """Where hours are not just as entered, by year."""
        if self._around is not None:
            return {year: self._around.derived_hours[year] for year in self.years}
        return {year: derived_hours(self.connection, study) for year, study in self.studies.items()}

    @cached_property
    def earned_by_session(self) -> Mapping[Key, Decimal]:
        """What the people in scope earned in each session of the period."""
        if any(study.needs_rows for study in self.studies.values()):
            return summed((row.session.key, row.hours) for row in self.earned_rows())
        counts = self.counts
        if self.selected_people is not None:
            counts = counts_by_session(self.connection, self.first_day, self.last_day, people=self.selected_people)
        earning = (session for session in self.sessions.values() if self.studies[session.starts_on.year].earns(session))
        entered = [(one.key, counts[one.key].earned(one.hours)) for one in earning if one.key in counts]
        derived = [
            (one.session, one.change)
            for changes in self.derived_hours.values()
            for one in changes
            if self.selects(one.person)
        ]
        return summed([*entered, *derived])

    def earned_rows(self) -> list[EarnedRow]:
        """Tell what every row of the people in scope earned in the period."""
        rows = (row for study in self.studies.values() for row in earned_rows(self.connection, study))
        return [row for row in rows if self.selects(row.person)]
