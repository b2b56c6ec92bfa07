"""Use cases of rules: listing them with their histories, another value from a day on, basis and clause."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.rules import DutyRule, Rule
from services.changes import Changes
from services.clock import Clock
from services.drafts import fill
from services.errors import RecordMissingError
from services.rulebook.errors import RuleChangeTooEarlyError, RuleInForceError
from services.rulebook.rows import DutyDemand, RuleChange, RuleHistory, RuleSubject, RuleVersion
from services.rulebook.subjects import duty_code, duty_subject, named_subjects, order_of
from services.rulebook.values import WHAT, check_value, from_stored, to_stored

_Stored: TypeAlias = Rule | DutyRule


@dataclass(frozen=True, slots=True)
class RuleService:
    """The numbers of the domain: every one a dated row with its basis."""

    database: Database
    clock: Clock

    def list(self) -> tuple[RuleHistory, ...]:
        """List every rule that has a name, by group, with all its values."""
        with self.database.reading() as connection, Session(connection) as session:
            series: dict[RuleSubject, list[_Stored]] = {}
            for stored in _live(session):
                subject = _subject(stored)
                if subject is not None:
                    series.setdefault(subject, []).append(stored)
            histories = [
                RuleHistory(subject, tuple(_version(subject, each) for each in sorted(rows, key=_start)))
                for subject, rows in series.items()
            ]
        return tuple(sorted(histories, key=lambda history: order_of(history.subject)))

    def first_day(self) -> date:
        """Give the first day that a change can begin on: past years keep their results."""
        return date(self.clock.today().year, 1, 1)

    def change(self, code: str, change: RuleChange) -> Changes:
        """Give a rule another value from a day on: ends the row in force then, begins a new one.

        RuleChangeTooEarlyError before this year's first day; InvalidFieldError for a value that cannot be right.
        """
        with self.database.transaction(StepKind.RULE) as session:
            rows = sorted((row for row in _live(session) if _code(row) == code), key=_start)
            subject = _subject(rows[0]) if rows else None
            if subject is None:
                raise RecordMissingError(what=WHAT)
            if change.since < self.first_day():
                raise RuleChangeTooEarlyError(change.since, self.first_day())
            check_value(subject, change.value)
            stored = _begin(session, rows, change.since)
            _write(stored, change)
            return Changes(frozenset({stored.__tablename__}), stored.id)

    def correct(self, key: Key, basis: str, clause: str) -> Changes:
        """Correct what a value rests on, in place; its days and the value itself stay."""
        with self.database.transaction(StepKind.RULE) as session:
            stored = _find(session, key)
            fill(stored, {"basis": basis.strip(), "clause": clause.strip(), "own": not basis.strip()})
            return Changes(frozenset({stored.__tablename__}), key)

    def take_back(self, key: Key) -> Changes:
        """Take back a change that has not begun: what it ended goes on. RuleInForceError once it holds."""
        with self.database.transaction(StepKind.RULE) as session:
            stored = _find(session, key)
            if stored.valid_from is None or stored.valid_from <= self.clock.today():
                subject = _subject(stored)
                raise RuleInForceError("" if subject is None else subject.name, stored.valid_from)
            ended = [row for row in _live(session) if _code(row) == _code(stored) and row.valid_to == stored.valid_from]
            stored.deleted = True
            if ended:
                max(ended, key=_start).valid_to = stored.valid_to
            return Changes(frozenset({stored.__tablename__}), key)


def _live(session: Session) -> Iterable[_Stored]:
    yield from session.scalars(select(Rule).where(Rule.deleted == false()).order_by(Rule.id))
    yield from session.scalars(select(DutyRule).where(DutyRule.deleted == false()).order_by(DutyRule.id))


def _find(session: Session, key: Key) -> _Stored:
    stored = session.get(Rule, key) or session.get(DutyRule, key)
    if stored is None or stored.deleted:
        raise RecordMissingError(what=WHAT)
    return stored


def _code(stored: _Stored) -> str:
    return stored.key if isinstance(stored, Rule) else duty_code(stored)


def _subject(stored: _Stored) -> RuleSubject | None:
    if isinstance(stored, Rule):
        return named_subjects().get(stored.key)
    return duty_subject(
        stored.organization_kind, stored.session_kind, stored.period, discussion_only=stored.discussion_only
    )


def _version(subject: RuleSubject, stored: _Stored) -> RuleVersion:
    value = (
        from_stored(subject.kind, json.loads(stored.value))
        if isinstance(stored, Rule)
        else DutyDemand(stored.required, stored.minimum_formal)
    )
    return RuleVersion(stored.id, value, stored.basis, stored.clause, stored.own, stored.valid_from, stored.valid_to)


def _start(stored: _Stored) -> date:
    return stored.valid_from or date.min


def _begin(session: Session, rows: list[_Stored], since: date) -> _Stored:
    """Give the row that begins on that day: the one there is, or a new one between the one ended and the next."""
    for row in rows:
        if row.valid_from == since:
            return row
    holding = [row for row in rows if _start(row) < since and (row.valid_to is None or since < row.valid_to)]
    ends = [row.valid_from for row in rows if row.valid_from is not None and row.valid_from > since]
    if holding:
        ends += [day for day in (holding[-1].valid_to,) if day is not None]
        holding[-1].valid_to = since
    begun = _copy(rows[-1])
    begun.valid_from = since
    begun.valid_to = min(ends, default=None)
    session.add(begun)
    return begun


def _copy(stored: _Stored) -> _Stored:
    if isinstance(stored, Rule):
        return Rule(id=new_key(), key=stored.key, value=stored.value)
    return DutyRule(
        id=new_key(),
        organization_kind=stored.organization_kind,
        session_kind=stored.session_kind,
        period=stored.period,
        required=stored.required,
        discussion_only=stored.discussion_only,
    )


def _write(stored: _Stored, change: RuleChange) -> None:
    basis = change.basis.strip()
    values = {"basis": basis, "clause": change.clause.strip(), "own": not basis}
    if isinstance(change.value, DutyDemand):
        values |= {"required": change.value.required, "minimum_formal": change.value.minimum_formal}
    else:
        values["value"] = to_stored(change.value)
    fill(stored, values)
