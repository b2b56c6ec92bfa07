"""Use cases of training duties: what everybody owes in a year and how it stands; certificates of secretaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy import Connection

from models.database import Database
from models.enums import DutyState
from models.keys import Key
from services.clock import Clock
from services.organizations.tree import OrganizationTree, load_tree
from services.people.standing import load_standings
from services.rules import RuleBook
from services.sessions.held import HeldSession, load_held_sessions
from services.training_duties.certificates import REMINDER, certificates_on
from services.training_duties.learning import Learning, load_learning
from services.training_duties.owing import Owed, Owing
from services.training_duties.rows import (
    CertificateRow,
    CertificateState,
    Demand,
    MeetingSession,
    TrainingDutyKind,
    TrainingDutyRow,
    TrainingDutyTable,
)
from services.training_duties.rules import judge

_KINDS: Final = {kind: place for place, kind in enumerate(TrainingDutyKind)}
_STATES: Final = {
    CertificateState.NONE: DutyState.MISSED,
    CertificateState.VALID: DutyState.MET,
    CertificateState.EXPIRING: DutyState.DUE,
    CertificateState.EXPIRED: DutyState.MISSED,
}


@dataclass(frozen=True, slots=True)
class TrainingDutyService:
    """Reads the training duties of a file; the as-of date is today where none is given."""

    database: Database
    clock: Clock

    def duties(self, year: int, scope: Key | None = None, asof: date | None = None) -> TrainingDutyTable:
        """List the duties of people in scope whose time touches the year; RecordMissingError for no such scope."""
        as_of = asof or self.clock.today()
        with self.database.reading() as connection:
            tree = load_tree(connection)
            root = tree.root(scope)
            inside = tree.subtree(root)
            owing = Owing.of(year, as_of, load_standings(connection), tree, RuleBook.load(connection))
            owed = [one for one in owing.all() if one.organization in inside]
            sessions = load_held_sessions(connection, _first_day(owed, year), as_of)
            learning = load_learning(connection, sessions.values(), owing.people, tree, owing.book)
            certificates = _certificates(connection, owing, inside)
        rows = [_judged(one, sessions, learning, tree, as_of) for one in owed]
        rows += [_certificate_duty(one, owing) for one in certificates]
        rows.sort(key=lambda row: (tree.position(row.organization), _KINDS[row.kind], row.name, row.number))
        return TrainingDutyTable(year, owing.day, root, tree.name(root), tuple(rows), certificates)


def _first_day(owed: Iterable[Owed], year: int) -> date:
    return min((one.window.first for one in owed), default=date(year, 1, 1))


def _judged(
    owed: Owed, sessions: Mapping[Key, HeldSession], learning: Learning, tree: OrganizationTree, asof: date
) -> TrainingDutyRow:
    done = learning.lectures if owed.kind is TrainingDutyKind.SECRETARY_LECTURE else learning.classes
    verdict = judge(owed.window, owed.required, done.get(owed.person.key, ()), asof)
    required = dict(owed.required)
    occasion = verdict.occasion
    if owed.kind is TrainingDutyKind.DEVELOPMENT_TARGET and verdict.state is DutyState.MISSED:
        occasion = None  # what a member learns after admission makes up for nothing
    return TrainingDutyRow(
        person=owed.person.key,
        name=owed.person.name,
        number=owed.person.number,
        organization=owed.organization,
        organization_name=tree.name(owed.organization),
        kind=owed.kind,
        first_day=owed.window.first,
        until=owed.window.until,
        state=verdict.state,
        demands=tuple(
            Demand(measure, _exact(required[measure]), _exact(reached)) for measure, reached in verdict.reached
        ),
        session=None if occasion is None else _meeting(sessions[occasion.session], occasion.day),
        rule=owed.rule,
        basis=owed.basis,
    )


def _meeting(session: HeldSession, day: date) -> MeetingSession:
    return MeetingSession(session.key, session.number, session.title, day)


def _exact(amount: Fraction) -> Decimal:
    """Give a number of times, hours or days with at most three places."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.001")).normalize() + 0


def _certificates(connection: Connection, owing: Owing, inside: frozenset[Key]) -> tuple[CertificateRow, ...]:
    months = owing.book.number(REMINDER, owing.day)
    return certificates_on(connection, owing.people, owing.tree, inside, owing.day, int(months or 0))


def _certificate_duty(row: CertificateRow, owing: Owing) -> TrainingDutyRow:
    rule = owing.book.row(REMINDER, owing.day)
    return TrainingDutyRow(
        person=row.person,
        name=row.name,
        number=row.number,
        organization=row.branch,
        organization_name=row.branch_name,
        kind=TrainingDutyKind.CERTIFICATE,
        first_day=row.obtained_on or date(owing.year, 1, 1),
        until=row.valid_until,
        state=_STATES[row.state],
        demands=(),
        session=None,
        rule=REMINDER,
        basis="" if rule is None else rule.source,
    )
