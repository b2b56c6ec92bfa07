"""Use cases of 学习强国: scores of a day, who is below the mark, entering a branch at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.people import Person, StudyAppScore
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require_number
from services.errors import DuplicateError, InvalidFieldError
from services.figures.ledger import Ledger
from services.figures.people import study_app_figures
from services.study_app.listing import Member, latest_scores, members_on, scores_of_day
from services.study_app.rows import ScoreDraft, ScoreEntry, ScoreLine, ScoreList, ScoreRow

_WHAT: Final = "学习强国积分"
_CHANGES: Final = frozenset({StudyAppScore.__tablename__})
_THRESHOLD: Final = "study_app.threshold"


@dataclass(frozen=True, slots=True)
class StudyAppService:
    """Reads and writes the scores of the study app."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years that have scores, the newest first."""
        with self.database.reading() as connection:
            query = select(func.strftime("%Y", StudyAppScore.scored_on)).where(StudyAppScore.deleted == false())
            return tuple(sorted({int(year) for year in connection.execute(query.distinct()).scalars()}, reverse=True))

    def days(self, year: int) -> tuple[date, ...]:
        """List the days of a year that have scores, the newest first."""
        with self.database.reading() as connection:
            query = select(StudyAppScore.scored_on).where(
                StudyAppScore.deleted == false(),
                StudyAppScore.scored_on.between(date(year, 1, 1), date(year, 12, 31)),
            )
            return tuple(sorted(set(connection.execute(query.distinct()).scalars()), reverse=True))

    def scores(self, day: date, scope: Key | None = None) -> ScoreList:
        """List the members on a day with their latest score of the year up to it; RecordMissingError for no scope."""
        with self.database.reading() as connection:
            ledger = Ledger(connection, range(day.year, day.year + 1), scope, self.clock.today())
            threshold = ledger.book.number(_THRESHOLD, day)
            latest = latest_scores(connection, day)
            figures = study_app_figures(ledger)
            rows = tuple(
                _score_row(member, latest.get(member.person_id), threshold) for member in members_on(ledger, day)
            )
        average, below = figures["study_app.average"].value, figures["study_app.below"].value
        return ScoreList(
            day,
            threshold,
            rows,
            None if average is None else Fraction(average),
            None if below is None else int(below),
        )

    def sheet(self, day: date, organization_id: Key) -> tuple[ScoreLine, ...]:
        """List the members of a branch on a day, each with the score of exactly that day."""
        with self.database.reading() as connection:
            ledger = Ledger(connection, range(day.year, day.year + 1), organization_id, self.clock.today())
            entered = scores_of_day(connection, day)
            return tuple(
                ScoreLine(member.person_id, member.name, member.number, entered.get(member.person_id))
                for member in members_on(ledger, day)
            )

    def add(self, draft: ScoreDraft) -> Changes:
        """Add a score; a person has one a day."""
        with self.database.transaction(StepKind.SCORE) as session:
            self._check(session, draft, own_key=None)
            score = StudyAppScore(id=new_key(), **field_values(draft))
            session.add(score)
            return Changes(_CHANGES, score.id)

    def change(self, key: Key, draft: ScoreDraft) -> Changes:
        """Change a score."""
        with self.database.transaction(StepKind.SCORE) as session:
            score = live(session, StudyAppScore, key, _WHAT)
            self._check(session, draft, own_key=key)
            fill(score, field_values(draft))
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete a score that was entered by mistake."""
        with self.database.transaction(StepKind.SCORE) as session:
            live(session, StudyAppScore, key, _WHAT).deleted = True
            return Changes(_CHANGES, key)

    def enter(self, day: date, entries: Sequence[ScoreEntry]) -> Changes:
        """Store the scores of several people at one day, all or none; only what differs is written."""
        with self.database.transaction(StepKind.SCORE) as session:
            stored = {score.person_id: score for score in session.scalars(_of_day(day))}
            written = [self._enter_one(session, day, entry, stored.get(entry.person_id)) for entry in entries]
            return Changes(_CHANGES if any(written) else frozenset())

    def _enter_one(self, session: Session, day: date, entry: ScoreEntry, stored: StudyAppScore | None) -> bool:
        if entry.score is None:
            if stored is not None:
                stored.deleted = True
            return stored is not None
        draft = ScoreDraft(entry.person_id, day, entry.score)
        self._check_values(session, draft)
        if stored is not None:
            return fill(stored, {"score": entry.score})
        session.add(StudyAppScore(id=new_key(), **field_values(draft)))
        return True

    def _check(self, session: Session, draft: ScoreDraft, own_key: Key | None) -> None:
        person = self._check_values(session, draft)
        same = _of_day(draft.scored_on).where(StudyAppScore.person_id == draft.person_id)
        if any(other.id != own_key for other in session.scalars(same)):
            value = f"{person.name} {draft.scored_on.isoformat()}"
            raise DuplicateError(what=_WHAT, field="姓名和截止日期", value=value)

    def _check_values(self, session: Session, draft: ScoreDraft) -> Person:
        require_number(_WHAT, "积分", draft.score)
        if draft.scored_on > self.clock.today():
            value = draft.scored_on.isoformat()
            raise InvalidFieldError(what=_WHAT, field="截止日期", value=value, remedy="不能晚于今天")
        return live(session, Person, draft.person_id, "人员")


def _of_day(day: date) -> Select[StudyAppScore]:
    return select(StudyAppScore).where(StudyAppScore.scored_on == day, StudyAppScore.deleted == false())


def _score_row(member: Member, stored: tuple[Key, ScoreDraft] | None, threshold: Decimal | None) -> ScoreRow:
    key, draft = stored or (None, None)
    below = None if draft is None or threshold is None else draft.score < threshold
    return ScoreRow(member.person_id, member.name, member.number, member.branch_name, key, draft, below)
