"""The hours list of a year, from standings, rules and earned sums; scope only selects people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from models.enums import HoursState, MemberClass
from models.keys import Key
from services.hours.earnings import StudyYear
from services.hours.rows import HoursRow
from services.hours.rules import NO_HOURS, is_met, member_class, part_year_target
from services.organizations.tree import COMMITTEE_LIKE, OrganizationTree
from services.people.standing import (
    LEADING_POSTS,
    PersonStanding,
    is_exempt_on,
    last_membership,
    member_spans,
    post_spans,
    year_span,
)

_COUNTED: Final = (HoursState.MET, HoursState.BEHIND)


@dataclass(frozen=True, slots=True)
class PersonYear:
    """A person's row of the hours list, with the organisation (branch or group) that scope selects by."""

    row: HoursRow
    organization: Key

    @property
    def counted(self) -> bool:
        """Tell whether the person counts in hours.*: a member on the state date who is not exempt."""
        return self.row.state in _COUNTED


def hours_of_year(study: StudyYear, earned: Mapping[Key, Decimal]) -> list[PersonYear]:
    """Make a row for everyone who was a member on any day of the year, by branch, name and number."""
    organizations = frozenset(node.key for node in study.tree.of_kind(*COMMITTEE_LIKE))
    rows = [
        row
        for person in study.people.values()
        if (row := _person_year(study, person, earned.get(person.key, NO_HOURS), organizations)) is not None
    ]
    return sorted(rows, key=lambda one: _order(one.row, study.tree))


def _order(row: HoursRow, tree: OrganizationTree) -> tuple[int, str, str, str, Key]:
    return tree.position(row.branch), row.branch_name, row.name, row.number, row.person


def _person_year(
    study: StudyYear, person: PersonStanding, earned: Decimal, organizations: frozenset[Key]
) -> PersonYear | None:
    year = year_span(study.year)
    as_member = member_spans(person, year)
    if not as_member:
        return None
    last_day = as_member[-1].end - timedelta(days=1)
    membership = last_membership(person, last_day)
    if membership is None:
        return None
    group = MemberClass.MEMBER
    if person.posts:
        group = member_class(as_member, post_spans(person, LEADING_POSTS, organizations))
    exempt = is_exempt_on(person, last_day)
    whole = study.rules.target(group)
    days = sum(span.days for span in as_member)
    target = None if exempt or whole is None else part_year_target(whole, days, year.days)
    met = is_met(earned, target)
    branch = study.tree.branch_of(membership.organization)
    row = HoursRow(
        person=person.key,
        name=person.name,
        number=person.number,
        branch=branch,
        branch_name=study.tree.name(branch),
        member_class=group,
        target=target,
        earned=earned,
        met=met,
        state=_state(met=met, left=last_day < date(study.year, 12, 31)),
    )
    return PersonYear(row, membership.organization)


def _state(*, met: bool | None, left: bool) -> HoursState:
    if left:
        return HoursState.LEFT
    if met is None:
        return HoursState.EXEMPT
    return HoursState.MET if met else HoursState.BEHIND
