"""Figures of people on the state date: headcounts, scores of the study app, certified secretaries."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, false, or_, select

from models.enums import OrganizationKind, Post, StageKind
from models.keys import Key
from models.people import Certificate, StudyAppScore
from services.figures.describe import person_row
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, Tally, count_of, sum_of
from services.people.standing import category_on


def member_count(ledger: Ledger) -> Tally:
    """Count the members in scope on the state date, the divisor of many figures."""
    return count_of(ledger.members, person_row)


def people_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count people by their category on the state date."""
    stages = [(person, category_on(person, ledger.state_date)) for person in ledger.in_scope_on_state_date]
    keys = {
        "people.formal": StageKind.FORMAL,
        "people.probationary": StageKind.PROBATIONARY,
        "people.development_targets": StageKind.DEVELOPMENT_TARGET,
        "people.activists": StageKind.ACTIVIST,
    }
    by_category: dict[str, Measure] = {
        key: count_of((person for person, stage in stages if stage is kind), person_row) for key, kind in keys.items()
    }
    return {"people.members": member_count(ledger), **by_category}


def study_app_figures(ledger: Ledger) -> dict[str, Measure]:
    """Average the latest scores of the period; below counts against the threshold, None where none is set."""
    latest = _latest_scores(ledger.connection, ledger.first_day, ledger.state_date)
    scored = [(person, latest[person.key]) for person in ledger.members if person.key in latest]
    threshold = ledger.book.number("study_app.threshold", ledger.state_date)
    below = Tally(None)
    if threshold is not None:
        below = count_of((person for person, score in scored if score < threshold), person_row)
    average = Ratio(sum_of(scored, person_row), count_of((person for person, _ in scored), person_row))
    return {"study_app.average": average, "study_app.below": below}


def certification_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count the branch secretaries on the state date, and those of them who hold a valid certificate."""
    day = ledger.state_date
    branches = {node.key for node in ledger.tree.of_kind(OrganizationKind.BRANCH)} & ledger.inside
    secretaries = [
        person
        for person in ledger.people.values()
        if any(
            held.post is Post.SECRETARY and held.organization in branches and held.span.holds(day)
            for held in person.posts
        )
    ]
    certified = _certified(ledger.connection, day)
    holding = count_of((person for person in secretaries if person.key in certified), person_row)
    return {
        "certification.secretaries": holding,
        "certification.rate": Ratio(holding, count_of(secretaries, person_row)),
    }


def _latest_scores(connection: Connection, first: date, last: date) -> Mapping[Key, Decimal]:
    query = (
        select(StudyAppScore.person_id, StudyAppScore.score)
        .where(StudyAppScore.deleted == false(), StudyAppScore.scored_on.between(first, last))
        .order_by(StudyAppScore.scored_on, StudyAppScore.id)
    )
    # A later score takes the place of an earlier one.
    return dict(connection.execute(query).all())


def _certified(connection: Connection, day: date) -> frozenset[Key]:
    valid = or_(Certificate.valid_until.is_(None), Certificate.valid_until >= day)
    query = select(Certificate.person_id).where(Certificate.deleted == false(), Certificate.obtained_on <= day, valid)
    return frozenset(connection.execute(query).scalars())
