"""Certificates of branch secretaries on a day: none, valid, running out, run out."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, false, select

from models.enums import OrganizationKind, Post
from models.key_lists import among
from models.keys import Key
from models.people import Certificate
from services.organizations.tree import OrganizationTree
from services.people.standing import STILL, PersonStanding
from services.training_duties.rows import CertificateRow
from services.training_duties.rules import certificate_state

REMINDER: Final = "certificate.reminder_months"


class _Held(NamedTuple):
    """A certificate; the one that runs longest sorts last."""

    last_day: date
    obtained_on: date
    name: str
    valid_until: date | None


def certificates_on(  # noqa: PLR0913, PLR0917 - who, where, when
    connection: Connection,
    people: Mapping[Key, PersonStanding],
    tree: OrganizationTree,
    inside: frozenset[Key],
    day: date,
    months: int,
) -> tuple[CertificateRow, ...]:
    """List the secretaries of branches in scope on a day with the certificate that runs longest, in tree order."""
    branches = {branch.key for branch in tree.of_kind(OrganizationKind.BRANCH)} & inside
    secretaries = [
        (branch, person) for person in people.values() if person.posts for branch in _led_by(person, branches, day)
    ]
    secretaries.sort(key=lambda one: tree.position(one[0]))
    held = _held_by(connection, {person.key for _, person in secretaries}, day)
    return tuple(_row(person, tree, branch, held.get(person.key), day, months) for branch, person in secretaries)


def _led_by(person: PersonStanding, branches: set[Key], day: date) -> set[Key]:
    return {
        one.organization
        for one in person.posts
        if one.post is Post.SECRETARY and one.organization in branches and one.span.holds(day)
    }


def _held_by(connection: Connection, people: set[Key], day: date) -> dict[Key, _Held]:
    query = select(Certificate.person_id, Certificate.name, Certificate.obtained_on, Certificate.valid_until).where(
        among(Certificate.person_id, people), Certificate.deleted == false(), Certificate.obtained_on <= day
    )
    found: dict[Key, _Held] = {}
    for person, name, obtained_on, valid_until in connection.execute(query).all():
        one = _Held(valid_until or STILL, obtained_on, name, valid_until)
        found[person] = max(found.get(person, one), one, key=lambda held: held[:2])
    return found


def _row(  # noqa: PLR0913, PLR0917 - what a line shows
    person: PersonStanding, tree: OrganizationTree, branch: Key, held: _Held | None, day: date, months: int
) -> CertificateRow:
    obtained_on = None if held is None else held.obtained_on
    valid_until = None if held is None else held.valid_until
    return CertificateRow(
        person=person.key,
        name=person.name,
        number=person.number,
        branch=branch,
        branch_name=tree.name(branch),
        certificate="" if held is None else held.name,
        obtained_on=obtained_on,
        valid_until=valid_until,
        state=certificate_state(obtained_on, valid_until, day, months),
    )
