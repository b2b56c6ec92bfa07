"""Use cases of the archive list: which papers the folder of a session must hold, from which day, on what basis."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import PaperKind, SessionKind, StepKind
from models.keys import Key, new_key
from models.rules import ArchiveRule
from services.archive.errors import PaperEndedAlreadyError, PaperRequiredAlreadyError, PaperRuleInForceError
from services.archive.rows import ArchiveRuleDraft, ArchiveRuleRow
from services.changes import Changes
from services.clock import Clock
from services.drafts import fill, live
from services.rulebook.errors import RuleChangeTooEarlyError

WHAT: Final = "归档清单"
_CHANGES: Final = frozenset({ArchiveRule.__tablename__})
_KINDS: Final = {kind: place for place, kind in enumerate(SessionKind)}
_PAPERS: Final = {paper: place for place, paper in enumerate(PaperKind)}


@dataclass(frozen=True, slots=True)
class ArchiveRuleService:
    """Reads and changes the archive list; changes begin this year or later, past years keep their results."""

    database: Database
    clock: Clock

    def list(self) -> tuple[ArchiveRuleRow, ...]:
        """List every demand with its days, by kind of session and of paper, the oldest first."""
        with self.database.reading() as connection:
            return load_archive_rules(connection)

    def first_day(self) -> date:
        """Give the first day that a change can begin on."""
        return date(self.clock.today().year, 1, 1)

    def demand(self, draft: ArchiveRuleDraft) -> Changes:
        """Require a paper of sessions of a kind from a day on.

        RuleChangeTooEarlyError before this year; PaperRequiredAlreadyError where it is required then or later.
        """
        self._check_day(draft.since)
        with self.database.transaction(StepKind.RULE) as session:
            for row in _of(session, draft.session_kind, draft.paper):
                if row.valid_to is None or row.valid_to > draft.since:
                    since = max(row.valid_from or draft.since, draft.since)
                    raise PaperRequiredAlreadyError(draft.session_kind, draft.paper, since)
            basis = draft.basis.strip()
            rule = ArchiveRule(
                id=new_key(),
                session_kind=draft.session_kind,
                paper=draft.paper,
                basis=basis,
                clause=draft.clause.strip(),
                own=not basis,
                valid_from=draft.since,
            )
            session.add(rule)
            return Changes(_CHANGES, rule.id)

    def end(self, key: Key, since: date) -> Changes:
        """Require a paper no more from a day on; one that begins only then or later goes whole.

        RuleChangeTooEarlyError before this year; PaperEndedAlreadyError where it has ended by then.
        """
        self._check_day(since)
        with self.database.transaction(StepKind.RULE) as session:
            rule = live(session, ArchiveRule, key, WHAT)
            if rule.valid_to is not None and rule.valid_to <= since:
                raise PaperEndedAlreadyError(rule.session_kind, rule.paper, rule.valid_to)
            if rule.valid_from is not None and rule.valid_from >= since:
                rule.deleted = True
            else:
                rule.valid_to = since
            return Changes(_CHANGES, key)

    def correct(self, key: Key, basis: str, clause: str) -> Changes:
        """Correct what a demand rests on, in place; its days stay."""
        with self.database.transaction(StepKind.RULE) as session:
            rule = live(session, ArchiveRule, key, WHAT)
            fill(rule, {"basis": basis.strip(), "clause": clause.strip(), "own": not basis.strip()})
            return Changes(_CHANGES, key)

    def take_back(self, key: Key) -> Changes:
        """Take back a demand that has not begun; PaperRuleInForceError once it holds."""
        with self.database.transaction(StepKind.RULE) as session:
            rule = live(session, ArchiveRule, key, WHAT)
            if rule.valid_from is None or rule.valid_from <= self.clock.today():
                raise PaperRuleInForceError(rule.session_kind, rule.paper)
            rule.deleted = True
            return Changes(_CHANGES, key)

    def _check_day(self, since: date) -> None:
        if since < self.first_day():
            raise RuleChangeTooEarlyError(since, self.first_day())


def load_archive_rules(connection: Connection) -> tuple[ArchiveRuleRow, ...]:
    """Read every demand that is not deleted, by kind of session and of paper, the oldest first."""
    rows = connection.execute(
        select(
            ArchiveRule.id,
            ArchiveRule.session_kind,
            ArchiveRule.paper,
            ArchiveRule.basis,
            ArchiveRule.clause,
            ArchiveRule.own,
            ArchiveRule.valid_from,
            ArchiveRule.valid_to,
        ).where(ArchiveRule.deleted == false())
    )
    return tuple(
        sorted(
            (ArchiveRuleRow(*row) for row in rows),
            key=lambda row: (_KINDS[row.session_kind], _PAPERS[row.paper], row.valid_from or date.min),
        )
    )


def _of(session: Session, kind: SessionKind, paper: PaperKind) -> list[ArchiveRule]:
    wanted = select(ArchiveRule).where(
        ArchiveRule.session_kind == kind, ArchiveRule.paper == paper, ArchiveRule.deleted == false()
    )
    return list(session.scalars(wanted))
