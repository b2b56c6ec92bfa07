"""Hours of theory among all hours: per person by the same sums, then per branch and in all."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy import Connection, false, select

from models.enums import Topic
from models.keys import Key
from models.sessions import SessionTopic, StudySession
from models.types import from_thousandths
from services.hours.earnings import (
    StudyYear,
    derived_hours,
    earned_rows,
    plain_sums,
    summed,
)
from services.hours.rows import HoursRow, TheoryRow, TheoryShare
from services.hours.rules import NO_HOURS
from services.organizations.tree import OrganizationTree

THEORY: Final = frozenset({Topic.NEW_THOUGHT, Topic.POLITICAL_THEORY})

Hours = Mapping[Key, Decimal]


def earned_and_theory(connection: Connection, study: StudyYear) -> tuple[Hours, Hours]:
    """Sum what everyone earned in the year, and of that what sessions of theory gave, each of them once."""
    theory = {key for key, session in study.sessions.items() if session.topics & THEORY}
    if study.needs_rows:
        rows = earned_rows(connection, study)
        return (
            summed((row.person, row.hours) for row in rows),
            summed((row.person, row.hours) for row in rows if row.session.key in theory),
        )
    derived = derived_hours(connection, study)
    topical = select(SessionTopic.session_id).where(SessionTopic.topic.in_(THEORY), SessionTopic.deleted == false())
    every = connection.execute(plain_sums(study)).all()
    of_theory = connection.execute(plain_sums(study).where(StudySession.id.in_(topical))).all()
    return (
        summed(((p, from_thousandths(h)) for p, h in every), ((one.person, one.change) for one in derived)),
        summed(
            ((p, from_thousandths(h)) for p, h in of_theory),
            ((one.person, one.change) for one in derived if one.session in theory),
        ),
    )


def theory_share(
    rows: Sequence[HoursRow], theory: Hours, asked: Fraction | None, tree: OrganizationTree, whole: tuple[int, Key]
) -> TheoryShare:
    """Put the hours list's rows beside their hours of theory; `whole` is the year and the scope."""
    year, scope = whole
    people = tuple(
        TheoryRow(row.person, row.name, row.number, row.branch_name, theory.get(row.person, NO_HOURS), row.earned)
        for row in rows
    )
    branches: dict[Key, list[TheoryRow]] = {}
    for row, person in zip(rows, people, strict=True):
        branches.setdefault(row.branch, []).append(person)
    return TheoryShare(
        year=year,
        asked=asked,
        people=people,
        branches=tuple(_total(key, tree.name(key), members) for key, members in branches.items()),
        whole=_total(scope, tree.name(scope), people),
    )


def _total(key: Key, name: str, people: Iterable[TheoryRow]) -> TheoryRow:
    people = tuple(people)
    theory = sum((person.theory for person in people), NO_HOURS)
    return TheoryRow(key, name, "", "", theory, sum((person.earned for person in people), NO_HOURS))
