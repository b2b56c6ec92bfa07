"""Reading members and scores."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, false, select

from models.keys import Key
from models.people import StudyAppScore
from services.figures.ledger import Ledger
from services.people.standing import is_member_on, membership_on
from services.study_app.rows import ScoreDraft


@dataclass(frozen=True, slots=True)
class Member:
    """A member on a day, with the branch."""

    person_id: Key
    name: str
    number: str
    branch_name: str


def members_on(ledger: Ledger, day: date) -> list[Member]:
    """List the formal and probationary members of the scope on a day, by branch and number."""
    found: list[tuple[int, Member]] = []
    for person in ledger.people.values():
        membership = membership_on(person, day)
        if membership is None or membership.organization not in ledger.inside or not is_member_on(person, day):
            continue
        branch = ledger.tree.branch_of(membership.organization)
        member = Member(person.key, person.name, person.number, ledger.tree.name(branch))
        found.append((ledger.tree.position(branch), member))
    return [member for _, member in sorted(found, key=lambda pair: (pair[0], pair[1].number, pair[1].person_id))]


def latest_scores(connection: Connection, day: date) -> dict[Key, tuple[Key, ScoreDraft]]:
    """Map people to their latest score of the year up to a day, with its key."""
    rows = connection.execute(
        select(StudyAppScore.person_id, StudyAppScore.id, StudyAppScore.scored_on, StudyAppScore.score)
        .where(StudyAppScore.deleted == false(), StudyAppScore.scored_on.between(date(day.year, 1, 1), day))
        .order_by(StudyAppScore.scored_on, StudyAppScore.id)
    )
    # A later score takes the place of an earlier one.
    return {person: (key, ScoreDraft(person, scored_on, score)) for person, key, scored_on, score in rows}


def scores_of_day(connection: Connection, day: date) -> dict[Key, Decimal]:
    """Map people to the score entered for exactly that day."""
    rows = connection.execute(
        select(StudyAppScore.person_id, StudyAppScore.score)
        .where(StudyAppScore.deleted == false(), StudyAppScore.scored_on == day)
        .order_by(StudyAppScore.id)
    )
    return dict(rows.all())
