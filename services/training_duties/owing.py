"""Who owes which training, from when to when: standings and rules in, windows of time out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.enums import MemberClass, Post, StageKind
from models.keys import Key
from services.hours.rules import member_class
from services.organizations.tree import COMMITTEE_LIKE, OrganizationTree
from services.people.standing import (
    ALWAYS,
    LEADING_POSTS,
    STILL,
    PersonStanding,
    Span,
    is_exempt_on,
    last_membership,
    member_spans,
    merged,
    post_spans,
    year_span,
)
from services.rules import RuleBook, RuleRow
from services.training_duties.rows import Measure, TrainingDutyKind
from services.training_duties.rules import (
    Window,
    development_window,
    new_member_window,
    office_window,
    overlaps_year,
    probation_window,
    year_window,
)

NEW_SECRETARY: Final = "training.new_secretary_months"
NEW_MEMBER: Final = "training.new_member_months"
TARGET_DAYS: Final = "training.development_target_days"
TARGET_HOURS: Final = "training.development_target_hours"
LEADER_CLASSES: Final = "training.leader_classes"
SECRETARY_LECTURES: Final = "training.secretary_lectures"
_ONCE: Final = ((Measure.TIMES, Fraction(1)),)
_SECRETARY: Final = frozenset({Post.SECRETARY})

Required = tuple[tuple[Measure, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of a person towards an organisation, before it is judged."""

    person: PersonStanding
    kind: TrainingDutyKind
    organization: Key
    window: Window
    required: Required
    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class Owing:
    """Everybody and the rules, ready to tell what is owed in a year; `day` is its last one, or the as-of date."""

    year: int
    asof: date
    people: Mapping[Key, PersonStanding]
    tree: OrganizationTree
    book: RuleBook
    committees: frozenset[Key]

    @classmethod
    def of(
        cls, year: int, asof: date, people: Mapping[Key, PersonStanding], tree: OrganizationTree, book: RuleBook
    ) -> "Owing":
        """Make it from what a file holds."""
        committees = frozenset(node.key for node in tree.of_kind(*COMMITTEE_LIKE))
        return cls(year, asof, people, tree, book, committees)

    @property
    def day(self) -> date:
        """Give the year's last day, or the as-of date where that is earlier."""
        return min(self.asof, date(self.year, 12, 31))

    def all(self) -> Iterator[Owed]:
        """Tell everything that is owed in the year."""
        for person in self.people.values():
            for owed in self._of(person):
                if overlaps_year(owed.window, self.year):
                    yield owed

    def _of(self, person: PersonStanding) -> Iterator[Owed]:
        if person.posts:
            yield from self._new_secretary(person)
            yield from self._leader(person)
            yield from self._lecture(person)
        yield from self._member(person)
        yield from self._development_target(person)

    def _new_secretary(self, person: PersonStanding) -> Iterator[Owed]:
        for served in self._in_office(person):
            row = self.book.row(NEW_SECRETARY, served.first)
            if served.first != ALWAYS and row is not None and row.value is not None:
                window = self._excused(person, office_window(served, int(Decimal(str(row.value)))))
                place = self._post_place(person, served.first, _SECRETARY)
                yield _owed(person, TrainingDutyKind.NEW_SECRETARY, place, window, row)

    def _leader(self, person: PersonStanding) -> Iterator[Owed]:
        year = year_span(self.year)
        as_member = member_spans(person, year)
        served = post_spans(person, LEADING_POSTS, self.committees)
        if not as_member or member_class(as_member, served) is not MemberClass.LEADER:
            return
        row = self.book.row(LEADER_CLASSES, date(self.year, 12, 31))
        if row is not None and row.value is not None:
            left = as_member[-1].end
            last = date(self.year, 12, 31)
            window = Window(as_member[0].first, last, left if left <= last else STILL)
            place = self._post_place(person, min(window.last, self.day), LEADING_POSTS)
            required = ((Measure.TIMES, Fraction(str(row.value))),)
            owed = _owed(person, TrainingDutyKind.LEADER_CLASS, place, self._excused(person, window), row)
            yield replace(owed, required=required)

    def _lecture(self, person: PersonStanding) -> Iterator[Owed]:
        year = year_span(self.year)
        inside = [served for served in self._in_office(person) if served.within(year).days]
        row = self.book.row(SECRETARY_LECTURES, date(self.year, 12, 31))
        if inside and row is not None and row.value is not None:
            window = self._excused(person, year_window(self.year, inside[-1]))
            place = self._post_place(person, min(window.last, self.day), _SECRETARY)
            required = ((Measure.TIMES, Fraction(str(row.value))),)
            owed = _owed(person, TrainingDutyKind.SECRETARY_LECTURE, place, window, row)
            yield replace(owed, required=required)

    def _member(self, person: PersonStanding) -> Iterator[Owed]:
        joined = person.begins.get(StageKind.PROBATIONARY)
        formal = person.begins.get(StageKind.FORMAL)
        probation = probation_window(joined, formal, self.asof)
        if probation is not None:
            row = self.book.row(NEW_MEMBER, probation.first)
            if row is not None and row.value is not None:
                yield from self._as_member(person, TrainingDutyKind.PROBATIONARY_MEMBER, probation, row)
        row = None if formal is None or formal == ALWAYS else self.book.row(NEW_MEMBER, formal)
        if row is not None and row.value is not None:
            window = new_member_window(joined, formal, int(Decimal(str(row.value))))
            if window is not None:
                yield from self._as_member(person, TrainingDutyKind.NEW_MEMBER, window, row)

    def _as_member(
        self, person: PersonStanding, kind: TrainingDutyKind, window: Window, row: RuleRow
    ) -> Iterator[Owed]:
        left = person.as_member[-1].end if person.as_member else window.first
        place = self._membership_place(person, window)
        if place is not None and left > window.first:
            yield _owed(person, kind, place, self._excused(person, replace(window, ended=left)), row)

    def _development_target(self, person: PersonStanding) -> Iterator[Owed]:
        begins = person.begins
        joined = min(
            (begins[kind] for kind in (StageKind.PROBATIONARY, StageKind.FORMAL) if kind in begins), default=None
        )
        window = development_window(begins.get(StageKind.DEVELOPMENT_TARGET), joined)
        if window is None:
            return
        place = self._membership_place(person, window)
        rows = {measure: self.book.row(key, window.first) for measure, key in _TARGET_RULES.items()}
        in_force = {measure: row for measure, row in rows.items() if row is not None and row.value is not None}
        left = merged(one.span for one in person.memberships)
        if place is None or not in_force or left[-1].end <= window.first:
            return
        owed = _owed(
            person,
            TrainingDutyKind.DEVELOPMENT_TARGET,
            place,
            replace(window, ended=left[-1].end),
            next(iter(in_force.values())),
        )
        yield replace(owed, required=tuple((measure, Fraction(str(row.value))) for measure, row in in_force.items()))

    def _in_office(self, person: PersonStanding) -> tuple[Span, ...]:
        return post_spans(person, _SECRETARY, self.committees)

    def _excused(self, person: PersonStanding, window: Window) -> Window:
        return replace(window, excused=is_exempt_on(person, min(window.last, self.asof)))

    def _post_place(self, person: PersonStanding, day: date, posts: frozenset[Post]) -> Key:
        """Give where the person held such a post on a day, else the last one by then, else the first."""
        held = [one for one in person.posts if one.post in posts and one.organization in self.committees]
        running = [one for one in held if one.span.holds(day)]
        begun = sorted((one for one in held if one.span.first <= day), key=lambda one: one.span.end)
        return (running or begun[-1:] or held)[0].organization

    def _membership_place(self, person: PersonStanding, window: Window) -> Key | None:
        """Give the branch on the window's last day or on the day asked about, else the first one ever."""
        if not person.memberships:
            return None
        found = last_membership(person, max(window.first, min(window.last, self.day))) or person.memberships[0]
        return self.tree.branch_of(found.organization)


_TARGET_RULES: Final = {Measure.DAYS: TARGET_DAYS, Measure.HOURS: TARGET_HOURS}


def _owed(person: PersonStanding, kind: TrainingDutyKind, place: Key, window: Window, row: RuleRow) -> Owed:
    return Owed(person, kind, place, window, _ONCE, row.key, row.source)
