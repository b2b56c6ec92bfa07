"""Who a class is for (培训对象): the people of each class on a day. Pure functions, and one loader.

领导班子成员 and 中层干部 go by rank. 党支部书记 are the secretaries of branches, 支部委员 these with their deputies and
the committee members; 党务工作者 hold the post of 党务干事. 新党员 are probationary, or formal for less than a year.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select

from models.enums import Audience, OrganizationKind, Post, Rank, StageKind
from models.keys import Key
from models.people import Exclusion, Person
from services.dates import months_later
from services.organizations.tree import OrganizationTree, load_tree
from services.people.standing import (
    ALWAYS,
    LEADING_POSTS,
    STILL,
    PersonStanding,
    Span,
    category_on,
    is_member_on,
    load_standings,
    membership_on,
)

NEW_FOR_MONTHS: Final = 12
_RANKS: Final = {Audience.EXECUTIVES: Rank.EXECUTIVE, Audience.MIDDLE_MANAGERS: Rank.MIDDLE_MANAGER}
_POSTS: Final = {
    Audience.SECRETARIES: frozenset({Post.SECRETARY}),
    Audience.COMMITTEE_MEMBERS: LEADING_POSTS,
    Audience.PARTY_WORKERS: frozenset({Post.PARTY_WORKER}),
}
_STAGES: Final = {
    Audience.DEVELOPMENT_TARGETS: StageKind.DEVELOPMENT_TARGET,
    Audience.ACTIVISTS: StageKind.ACTIVIST,
}
_OF_BRANCHES: Final = frozenset({Audience.SECRETARIES, Audience.COMMITTEE_MEMBERS})


def is_new_member(person: PersonStanding, day: date) -> bool:
    """Tell whether a member is probationary on that day, or has been formal for less than a year."""
    if not is_member_on(person, day):
        return False
    formal = person.begins.get(StageKind.FORMAL, STILL)
    return day < formal or (formal != ALWAYS and day < months_later(formal, NEW_FOR_MONTHS))


def places_in_audience(
    person: PersonStanding, rank: Rank | None, audience: Audience, day: date, branches: frozenset[Key]
) -> frozenset[Key]:
    """Give the organisations for which a person belongs to an audience on a day; none: they do not.

    Who belongs by a post does so where the post is held, everybody else where the membership runs.
    """
    if audience in _POSTS:
        return frozenset(
            held.organization
            for held in person.posts
            if held.post in _POSTS[audience]
            and held.span.holds(day)
            and (audience not in _OF_BRANCHES or held.organization in branches)
        )
    membership = membership_on(person, day)
    if membership is None or not _belongs(person, rank, audience, day):
        return frozenset()
    return frozenset({membership.organization})


def _belongs(person: PersonStanding, rank: Rank | None, audience: Audience, day: date) -> bool:
    if audience in _RANKS:
        return rank is _RANKS[audience]
    if audience in _STAGES:
        return category_on(person, day) is _STAGES[audience]
    return is_new_member(person, day) if audience is Audience.NEW_MEMBERS else is_member_on(person, day)


@dataclass(frozen=True, slots=True)
class AudienceBook:
    """Everybody with rank and exclusions, ready to be asked who an audience is; `people` are in order of entry."""

    people: Mapping[Key, PersonStanding]
    ranks: Mapping[Key, Rank]
    exclusions: Mapping[Key, tuple[Span, ...]]
    tree: OrganizationTree
    branches: frozenset[Key]

    @classmethod
    def load(cls, connection: Connection) -> "AudienceBook":
        """Read everybody, and the tree."""
        tree = load_tree(connection)
        ranks = select(Person.id, Person.rank).where(Person.deleted == false(), Person.rank.is_not(None))
        return cls(
            people=load_standings(connection),
            ranks={key: rank for key, rank in connection.execute(ranks).all() if rank is not None},
            exclusions=_exclusions(connection),
            tree=tree,
            branches=frozenset(node.key for node in tree.of_kind(OrganizationKind.BRANCH)),
        )

    def audiences_of(self, person: PersonStanding, wanted: Collection[Audience], day: date) -> tuple[Audience, ...]:
        """Tell to which of some audiences a person belongs on a day, wherever."""
        rank = self.ranks.get(person.key)
        return tuple(one for one in wanted if places_in_audience(person, rank, one, day, self.branches))

    def of(
        self,
        wanted: Iterable[Audience],
        day: date,
        inside: frozenset[Key],
        among: Iterable[PersonStanding] | None = None,
    ) -> list[PersonStanding]:
        """List who belongs to one of the audiences in these organisations on a day, those excluded then included."""
        kinds = tuple(wanted)
        return [
            person
            for person in (self.people.values() if among is None else among)
            if any(
                not inside.isdisjoint(places_in_audience(person, self.ranks.get(person.key), kind, day, self.branches))
                for kind in kinds
            )
        ]

    def is_excluded(self, person: Key, day: date) -> bool:
        """Tell whether a dated exclusion (不计入应到) holds on that day."""
        return any(span.holds(day) for span in self.exclusions.get(person, ()))

    def branch_name(self, person: PersonStanding, day: date) -> str:
        """Name the branch of a day; where no membership runs then, the one nearest before it, else the first."""
        return self.tree.name(self.branch(person, day) or b"")

    def branch(self, person: PersonStanding, day: date) -> Key | None:
        """Give the branch of a day; where no membership runs then, the one nearest before it, else the first."""
        if not person.memberships:
            return None
        before = [one for one in person.memberships if one.span.first <= day]
        return self.tree.branch_of((before[-1] if before else person.memberships[0]).organization)


def _exclusions(connection: Connection) -> dict[Key, tuple[Span, ...]]:
    query = select(Exclusion.person_id, Exclusion.starts_on, Exclusion.ends_on).where(Exclusion.deleted == false())
    found: dict[Key, list[Span]] = {}
    for person, first, end in connection.execute(query).all():
        found.setdefault(person, []).append(Span(first or ALWAYS, end or STILL))
    return {person: tuple(spans) for person, spans in found.items()}
