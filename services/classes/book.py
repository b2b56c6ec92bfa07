"""Classes of a scope in memory: who was meant, who came, who has never come, who failed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from models.enums import AttendanceStatus, Audience, SessionKind, SessionState
from models.keys import Key
from services.classes.reading import Entry, Hanging
from services.classes.rows import (
    ClassCounts,
    ClassDetail,
    ClassPerson,
    ClassRow,
    Coverage,
    NeverReached,
    TestPerson,
    TestRow,
)
from services.classes.rules import average_of, passed_count, too_much_leave
from services.hours.rules import LEARNED
from services.people.audiences import AudienceBook
from services.people.standing import PersonStanding

_THERE: Final = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER})
_NOBODY: Final[Mapping[Key, Entry]] = {}


@dataclass(frozen=True)  # without slots: what is worked out once is kept on the instance
class ClassBook:
    """The classes as read, with everybody; `last_day` is the last one that has come."""

    audiences: AudienceBook
    hanging: Hanging
    last_day: date
    leave_parts: Decimal | None

    @cached_property
    def _near(self) -> dict[Key, list[PersonStanding]]:
        """Sort people by the organisations they ever belonged to or held a post in: a branch's class asks only them."""
        near: dict[Key, list[PersonStanding]] = {}
        for person in self.audiences.people.values():
            places = {one.organization for one in person.memberships} | {one.organization for one in person.posts}
            for place in places:
                near.setdefault(place, []).append(person)
        return near

    def expected(self, session: Any) -> list[PersonStanding]:
        """List who is meant by a class: its audience, else the members, less dated exclusions."""
        inside = self.audiences.tree.subtree(session.organization_id)
        people = {person.key: person for place in inside for person in self._near.get(place, ())}
        wanted = self._audiences(session.id) or (Audience.MEMBERS,)
        found = self.audiences.of(wanted, session.starts_on, inside, people.values())
        return [person for person in found if not self.audiences.is_excluded(person.key, session.starts_on)]

    def row(self, session: Any) -> ClassRow:
        """Describe a class, with its counts once it was held."""
        expected = self.expected(session)
        held = self._is_held(session)
        hanging, key = self.hanging, session.id
        further = hanging.further.get(key, set())
        half_days = hanging.half_days.get(key, [])
        return ClassRow(
            key=key,
            number=session.number,
            kinds=(session.kind, *(kind for kind in SessionKind if kind in further and kind is not session.kind)),
            title=session.title,
            organization_id=session.organization_id,
            organization_name=session.organization_name,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            days=session.days,
            hours=sum((one.hours for one in half_days), Decimal(0)) if session.hours is None else session.hours,
            half_days=len(half_days),
            delivery=session.delivery,
            audiences=self._audiences(key),
            cost_class=session.cost_class,
            lecturer=session.lecturer,
            teachers=tuple(hanging.teachers.get(key, ())),
            state=SessionState.HELD if held else SessionState.PLANNED,
            expected=len(expected),
            counts=self._counts(key, expected) if held else ClassCounts(),
        )

    def _counts(self, session: Key, expected: Sequence[PersonStanding]) -> ClassCounts:
        entries = self.hanging.entries.get(session, _NOBODY)
        statuses = [entry.status for entry in entries.values()]
        return ClassCounts(
            there=sum(status in _THERE for status in statuses),
            learned=sum(status in LEARNED for status in statuses),
            leave=statuses.count(AttendanceStatus.LEAVE),
            absent=statuses.count(AttendanceStatus.ABSENT),
            never=sum(not _learned(entries.get(person.key)) for person in expected),
        )

    def detail(self, session: Any) -> ClassDetail:
        """Describe a class with its half-days and everybody expected or entered."""
        row = self.row(session)
        expected = {person.key: person for person in self.expected(session)}
        entries = self.hanging.entries.get(row.key, _NOBODY) if row.state is SessionState.HELD else _NOBODY
        others = [self.audiences.people[key] for key in entries if key not in expected and key in self.audiences.people]
        people = [
            *(self._person(row, person, entries.get(person.key), expected=True) for person in expected.values()),
            *(self._person(row, person, entries.get(person.key), expected=False) for person in others),
        ]
        people.sort(key=lambda one: (not one.expected, one.branch_name, one.number, one.person))
        return ClassDetail(row, tuple(self.hanging.half_days.get(row.key, ())), tuple(people))

    def _person(self, row: ClassRow, person: PersonStanding, entry: Entry | None, *, expected: bool) -> ClassPerson:
        missed = self.hanging.misses.get(row.key, {}).get(person.key, 0)
        if entry is not None and entry.status not in LEARNED:
            missed = row.half_days
        wanted = row.audiences or (Audience.MEMBERS,)
        return ClassPerson(
            person=person.key,
            number=person.number,
            name=person.name,
            branch_name=self.audiences.branch_name(person, row.starts_on),
            expected=expected,
            audiences=self.audiences.audiences_of(person, wanted, row.starts_on),
            status=None if entry is None else entry.status,
            learned=_learned(entry),
            missed=missed,
            too_much_leave=None if entry is None else too_much_leave(missed, row.half_days, self.leave_parts),
            score=None if entry is None else entry.score,
        )

    def coverage(self, inside: frozenset[Key], learned: Collection[Key]) -> tuple[Coverage, ...]:
        """Tell of each audience in these organisations who is not among those who learned in the year."""
        return tuple(self._coverage_of(audience, inside, learned) for audience in Audience)

    def _coverage_of(self, audience: Audience, inside: frozenset[Key], learned: Collection[Key]) -> Coverage:
        day = self.last_day
        people = self.audiences.of((audience,), day, inside)
        never = [
            NeverReached(person.key, person.number, person.name, self.audiences.branch_name(person, day))
            for person in people
            if person.key not in learned
        ]
        return Coverage(audience, len(people), tuple(sorted(never, key=lambda one: (one.branch_name, one.number))))

    def tests(self, sessions: Iterable[Any]) -> tuple[TestRow, ...]:
        """List the tests that were held."""
        return tuple(
            self._test(session)
            for session in sessions
            if SessionKind.EXAM in {session.kind, *self.hanging.further.get(session.id, ())} and self._is_held(session)
        )

    def _test(self, session: Any) -> TestRow:
        entries = self.hanging.entries.get(session.id, _NOBODY)
        expected = self.expected(session)
        scores = {person: entry.score for person, entry in entries.items() if entry.score is not None}
        mark = session.pass_mark
        low = [key for key, score in scores.items() if mark is not None and score < mark]
        meant = dict.fromkeys((*(person.key for person in expected), *entries))
        return TestRow(
            key=session.id,
            number=session.number,
            title=session.title,
            organization_name=session.organization_name,
            held_on=session.starts_on,
            pass_mark=mark,
            expected=len(expected),
            scored=len(scores),
            passed=passed_count(scores.values(), mark),
            average=average_of(scores.values()),
            failed=self._test_people(low, session.starts_on, scores),
            without_score=self._test_people((key for key in meant if key not in scores), session.starts_on, scores),
        )

    def _test_people(self, keys: Iterable[Key], day: date, scores: Mapping[Key, Decimal]) -> tuple[TestPerson, ...]:
        people = [self.audiences.people[key] for key in keys if key in self.audiences.people]
        rows = [
            TestPerson(
                person.key, person.number, person.name, self.audiences.branch_name(person, day), scores.get(person.key)
            )
            for person in people
        ]
        return tuple(sorted(rows, key=lambda one: (one.branch_name, one.number, one.person)))

    def _audiences(self, session: Key) -> tuple[Audience, ...]:
        named = self.hanging.audiences.get(session, set())
        return tuple(audience for audience in Audience if audience in named)

    def _is_held(self, session: Any) -> bool:
        return session.state is SessionState.HELD and session.starts_on <= self.last_day


def _learned(entry: Entry | None) -> bool:
    return entry is not None and entry.status in LEARNED
