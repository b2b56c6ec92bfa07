"""How a person stands on a day: category, membership, posts, exemption. Pure functions, and one loader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, Select, case, false, func, select

from models.enums import Post, StageKind
from models.keys import Key
from models.people import Appointment, Exemption, Membership, Person, Stage

ALWAYS: Final = date.min
STILL: Final = date.max

MEMBER_STAGES: Final = frozenset({StageKind.PROBATIONARY, StageKind.FORMAL})
LEADING_POSTS: Final = frozenset({Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER})
_HIGHEST_FIRST: Final = (StageKind.FORMAL, StageKind.PROBATIONARY, StageKind.DEVELOPMENT_TARGET, StageKind.ACTIVIST)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to the day before `end`."""

    first: date = ALWAYS
    end: date = STILL

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the span."""
        return self.first <= day < self.end

    @property
    def days(self) -> int:
        """Count the days."""
        return max(0, (self.end - self.first).days)

    def within(self, other: "Span") -> "Span":
        """Cut the span down to the days that the other one has too; it may be empty."""
        return Span(max(self.first, other.first), min(self.end, other.end))


_UNDATED: Final = Span()


@dataclass(frozen=True, slots=True)
class MembershipSpan:
    """组织关系 in a branch or one of its groups."""

    organization: Key
    span: Span


@dataclass(frozen=True, slots=True)
class PostSpan:
    """任职 in an organisation."""

    organization: Key
    post: Post
    span: Span


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """All that is dated about a person.

    `begins` has the first day of each stage the person reached (ALWAYS where it is known without a date);
    memberships are in order and do not overlap; `as_member` unites those days of them on which the person was a
    formal or probationary member.
    """

    key: Key
    name: str
    number: str
    begins: Mapping[StageKind, date]
    memberships: tuple[MembershipSpan, ...] = ()
    as_member: tuple[Span, ...] = ()
    posts: tuple[PostSpan, ...] = ()
    exemptions: tuple[Span, ...] = ()


def year_span(year: int) -> Span:
    """Give the days of a calendar year."""
    return Span(date(year, 1, 1), date(year + 1, 1, 1))


def stage_begins(category: StageKind, reached: Iterable[tuple[StageKind, date]]) -> dict[StageKind, date]:
    """Tell from which day on each stage holds.

    The roster's category settles only what no dated stage of that kind says: undated, formal holds since joining
    where that day is known, every other stage always.
    """
    begins: dict[StageKind, date] = {}
    for kind, day in reached:
        begins[kind] = min(day, begins.get(kind, day))
    if category not in begins:
        joined = begins.get(StageKind.PROBATIONARY, ALWAYS)
        begins[category] = joined if category is StageKind.FORMAL else ALWAYS
    return begins


def category_on(person: PersonStanding, day: date) -> StageKind | None:
    """Give the highest stage begun by that day; None before the first."""
    return next((kind for kind in _HIGHEST_FIRST if kind in person.begins and person.begins[kind] <= day), None)


def days_as_member(begins: Mapping[StageKind, date], memberships: Iterable[MembershipSpan]) -> tuple[Span, ...]:
    """Unite the days of memberships from the first day on which the stage is that of a member."""
    since = min((begins[kind] for kind in MEMBER_STAGES if kind in begins), default=None)
    if since is None:
        return ()
    return merged(Span(max(since, one.span.first), one.span.end) for one in memberships)


def membership_on(person: PersonStanding, day: date) -> MembershipSpan | None:
    """Give the membership that runs on that day, of members or of those on the way."""
    return next((membership for membership in person.memberships if membership.span.holds(day)), None)


def last_membership(person: PersonStanding, day: date) -> MembershipSpan | None:
    """Give the membership that runs on that day, else the one that ended last before it."""
    return next((membership for membership in reversed(person.memberships) if membership.span.first <= day), None)


def without_overlaps(memberships: Iterable[MembershipSpan]) -> tuple[MembershipSpan, ...]:
    """Order memberships and let, of several on one day, the one that began last stand for that day."""
    rest = [one for one in memberships if one.span.first < one.span.end]
    if len(rest) > 1:
        rest.sort(key=lambda one: one.span.first)
    if all(earlier.span.end <= later.span.first for earlier, later in pairwise(rest)):
        return tuple(rest)
    days = sorted({day for one in rest for day in (one.span.first, one.span.end)})
    return tuple(
        MembershipSpan(running[-1].organization, Span(first, end))
        for first, end in pairwise(days)
        if (running := [one for one in rest if one.span.holds(first)])
    )


def is_member_on(person: PersonStanding, day: date) -> bool:
    """Tell whether the person is a formal or probationary member with a running membership on that day."""
    return any(span.holds(day) for span in person.as_member)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Unite spans: sorted, without overlaps and without empty ones."""
    some = [span for span in spans if span.first < span.end]
    if len(some) <= 1:
        return tuple(some)
    united: list[Span] = []
    for span in sorted(some, key=lambda span: span.first):
        if united and span.first <= united[-1].end:
            united[-1] = Span(united[-1].first, max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def member_spans(person: PersonStanding, within: Span) -> tuple[Span, ...]:
    """Give the days of a time on which the person was a member, as spans that do not overlap."""
    return merged(span.within(within) for span in person.as_member)


def post_spans(person: PersonStanding, posts: frozenset[Post], organizations: frozenset[Key]) -> tuple[Span, ...]:
    """Give the days on which the person held one of the posts in one of the organisations."""
    return merged(held.span for held in person.posts if held.post in posts and held.organization in organizations)


def common_days(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Count the days that two lists of spans have in common (each without overlaps in itself)."""
    return sum(one.within(other).days for one in left for other in right)


def holds_post_on(person: PersonStanding, post: Post, day: date) -> bool:
    """Tell whether the person holds the post, in whatever organisation, on that day."""
    return any(held.post is post and held.span.holds(day) for held in person.posts)


def is_exempt_on(person: PersonStanding, day: date) -> bool:
    """Tell whether an exemption from hours holds on that day."""
    return any(span.holds(day) for span in person.exemptions)


def load_standings(connection: Connection) -> dict[Key, PersonStanding]:
    """Read every person with all dated records, in the order in which they were entered."""
    memberships, posts, exemptions = _memberships(connection), _posts(connection), _exemptions(connection)
    standings = {}
    for key, name, number, category, *days in connection.execute(_people_with_stages()).all():
        begins = stage_begins(category, [(kind, day) for kind, day in zip(StageKind, days, strict=True) if day])
        spans = _since_joining(memberships.get(key, ()), begins.get(StageKind.PROBATIONARY, ALWAYS))
        standings[key] = PersonStanding(
            key=key,
            name=name,
            number=number,
            begins=begins,
            memberships=spans,
            as_member=days_as_member(begins, spans),
            posts=tuple(posts.get(key, ())),
            exemptions=tuple(exemptions.get(key, ())),
        )
    return standings


def _people_with_stages() -> Select[Any]:
    # One row a person: the first day of each stage is a column, in the order of StageKind.
    first_days = [func.min(case((Stage.kind == kind, Stage.reached_on))).label(kind.value) for kind in StageKind]
    stages = select(Stage.person_id, *first_days).where(Stage.deleted == false()).group_by(Stage.person_id).subquery()
    return (
        select(Person.id, Person.name, Person.number, Person.category, *(stages.c[kind.value] for kind in StageKind))
        .outerjoin(stages, stages.c.person_id == Person.id)
        .where(Person.deleted == false())
        .order_by(Person.id)
    )


def _memberships(connection: Connection) -> dict[Key, list[MembershipSpan]]:
    query = select(Membership.person_id, Membership.organization_id, Membership.starts_on, Membership.ends_on)
    found: dict[Key, list[MembershipSpan]] = {}
    for person, place, first, end in connection.execute(
        query.where(Membership.deleted == false()).order_by(Membership.id)
    ).all():
        found.setdefault(person, []).append(MembershipSpan(place, _span(first, end)))
    return found


def _posts(connection: Connection) -> dict[Key, list[PostSpan]]:
    query = select(
        Appointment.person_id, Appointment.organization_id, Appointment.post, Appointment.starts_on, Appointment.ends_on
    )
    found: dict[Key, list[PostSpan]] = {}
    for person, place, post, first, end in connection.execute(
        query.where(Appointment.deleted == false()).order_by(Appointment.id)
    ).all():
        found.setdefault(person, []).append(PostSpan(place, post, _span(first, end)))
    return found


def _exemptions(connection: Connection) -> dict[Key, list[Span]]:
    query = select(Exemption.person_id, Exemption.starts_on, Exemption.ends_on)
    found: dict[Key, list[Span]] = {}
    for person, first, end in connection.execute(
        query.where(Exemption.deleted == false()).order_by(Exemption.id)
    ).all():
        found.setdefault(person, []).append(_span(first, end))
    return found


def _span(first: date | None, end: date | None) -> Span:
    return _UNDATED if first is None and end is None else Span(first or ALWAYS, end or STILL)


def _since_joining(memberships: Iterable[MembershipSpan], joined: date) -> tuple[MembershipSpan, ...]:
    """Let a membership without a first day run since joining, where that day is known."""
    return without_overlaps(
        one if one.span.first != ALWAYS else MembershipSpan(one.organization, Span(joined, one.span.end))
        for one in memberships
    )
