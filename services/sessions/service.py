"""Use cases of study sessions: planning, recording, cancelling; the attendance sheet; missed sittings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import false, func, select, update
from sqlalchemy.orm import Session

from models.attachments import Attachment
from models.change_log.steps import Step
from models.database import Database
from models.enums import SessionState, StepKind
from models.follow_up import FollowUpProject
from models.keys import Key, new_key
from models.money import Expense
from models.plans import PlanItemSession
from models.sessions import (
    Attendance,
    SessionAudience,
    SessionFurtherKind,
    SessionTopic,
    Sitting,
    SittingMiss,
    StudyItem,
    StudySession,
    years_with_sessions,
)
from models.study_resources import SessionResource
from services.changes import Changes
from services.clock import Clock
from services.drafts import live
from services.errors import InUseError, InvalidFieldError
from services.sessions.expected import PeopleOnDay, expected_people
from services.sessions.listing import list_sessions, load_session
from services.sessions.making_up import write_make_up, write_missed_again
from services.sessions.rows import (
    AttendanceEntry,
    ExpectedPerson,
    SessionDetail,
    SessionDraft,
    SessionFilter,
    SessionRow,
    SheetRow,
    SittingMissEntry,
)
from services.sessions.sheet import load_misses, load_sheet, write_misses, write_sheet
from services.sessions.storing import WHAT, check_session, free_number, store_session

_BELOW: Final[tuple[Any, ...]] = (
    SessionFurtherKind,
    SessionTopic,
    SessionAudience,
    SessionResource,
    StudyItem,
    Sitting,
    Attendance,
    Attachment,
)
_SESSION_TABLES: Final = frozenset(
    table.__tablename__
    for table in (
        StudySession,
        SessionFurtherKind,
        SessionTopic,
        SessionAudience,
        SessionResource,
        StudyItem,
        Sitting,
    )
)
_HANGING: Final[tuple[tuple[str, Any], ...]] = (
    ("经费支出", Expense.session_id),
    ("落实项目", FollowUpProject.session_id),
    ("计划事项", PlanItemSession.session_id),
)


@dataclass(frozen=True, slots=True)
class SessionService:
    """Study sessions and who was there."""

    database: Database
    clock: Clock

    def list(self, wanted: SessionFilter) -> tuple[SessionRow, ...]:
        """List the sessions that the filter lets through, the newest first."""
        with self.database.reading() as connection:
            return list_sessions(connection, wanted)

    def get(self, key: Key) -> SessionDetail:
        """Give a session with its kinds, topics, items and sittings; RecordMissingError if gone."""
        with self.database.reading() as connection:
            return load_session(connection, key)

    def years(self) -> tuple[int, ...]:
        """List the years that have sessions, and this year, the newest first."""
        with self.database.reading() as connection:
            return tuple(sorted(years_with_sessions(connection) | {self.clock.today().year}, reverse=True))

    def next_number(self, year: int) -> str:
        """Suggest the number that a new session of a year would be given."""
        with self.database.reading() as connection, Session(connection) as session:
            return free_number(session, year)

    def add(self, draft: SessionDraft) -> Changes:
        """Add a session; it is given a number where the draft has none."""
        with self.database.transaction(Step(StepKind.ADD_SESSION, draft.title)) as session:
            check_session(session, draft, own_key=None)
            stored = StudySession(id=new_key(), number="")
            store_session(session, stored, draft)
            return Changes(_SESSION_TABLES, stored.id)

    def change(self, key: Key, draft: SessionDraft) -> Changes:
        """Change a session; items and sittings that the draft no longer names are taken away."""
        with self.database.transaction(Step(StepKind.CHANGE_SESSION, draft.title)) as session:
            stored = live(session, StudySession, key, WHAT)
            check_session(session, draft, own_key=key)
            store_session(session, stored, draft)
            return Changes(_SESSION_TABLES | {Attendance.__tablename__}, key)

    def cancel(self, key: Key) -> Changes:
        """Call a session off: it stays in the list and counts nowhere."""
        with self.database.transaction(StepKind.CANCEL_SESSION) as session:
            live(session, StudySession, key, WHAT).state = SessionState.CANCELLED
            return Changes(frozenset({StudySession.__tablename__}), key)

    def delete(self, key: Key) -> Changes:
        """Delete a session entered by mistake, with its attendance; InUseError while money or plans hang on it."""
        with self.database.transaction(StepKind.DELETE_SESSION) as session:
            stored = live(session, StudySession, key, WHAT)
            used_by = tuple(label for label, column in _HANGING if _is_used(session, column, key))
            if used_by:
                raise InUseError(what=WHAT, name=stored.title, used_by=used_by)
            sittings = select(Sitting.id).where(Sitting.session_id == key)
            session.execute(update(SittingMiss).where(SittingMiss.sitting_id.in_(sittings)).values(deleted=True))
            for table in _BELOW:
                session.execute(update(table).where(table.session_id == key).values(deleted=True))
            stored.deleted = True
            below = {table.__tablename__ for table in (*_BELOW, SittingMiss)}
            return Changes(_SESSION_TABLES | below, key)

    def expected(self, draft: SessionDraft) -> tuple[ExpectedPerson, ...]:
        """List who is expected at a session, by kind, audience, organiser and first day; it need not be stored yet."""
        with self.database.reading() as connection:
            everybody = PeopleOnDay.load(connection, draft.starts_on)
            return expected_people(connection, everybody, draft.kind, draft.organization_id, draft.audiences)

    def sheet(self, key: Key) -> tuple[SheetRow, ...]:
        """Give the attendance sheet: the expected people, standing observers and whoever has an entry."""
        with self.database.reading() as connection:
            return load_sheet(connection, load_session(connection, key))

    def record(self, key: Key, entries: Collection[AttendanceEntry], removed: Collection[Key] = ()) -> Changes:
        """Write entries of the sheet in one step; people in `removed` lose theirs, others keep what they have.

        Only rows that differ are written; the changes name no table when none did.
        """
        with self.database.transaction(StepKind.ATTENDANCE) as session:
            stored = live(session, StudySession, key, WHAT)
            written = write_sheet(session, stored, entries, removed)
            return Changes(frozenset({Attendance.__tablename__} if written else ()), key)

    def make_up(self, key: Key, person: Key, made_up_on: date, how: str) -> Changes:
        """Note that a person has made up (补学) a session missed; the absence and its reason stay on the sheet."""
        with self.database.transaction(StepKind.ATTENDANCE) as session:
            stored = live(session, StudySession, key, WHAT)
            if made_up_on > self.clock.today():
                raise InvalidFieldError("补学", "补学日期", made_up_on.isoformat(), "不能晚于今天")
            write_make_up(session, stored, person, made_up_on, how)
            return Changes(frozenset({Attendance.__tablename__}), key)

    def take_back_make_up(self, key: Key, person: Key) -> Changes:
        """Take back that a session was made up: on leave again where a reason or approval is noted, else absent."""
        with self.database.transaction(StepKind.ATTENDANCE) as session:
            stored = live(session, StudySession, key, WHAT)
            write_missed_again(session, stored, person)
            return Changes(frozenset({Attendance.__tablename__}), key)

    def misses(self, key: Key) -> tuple[SittingMissEntry, ...]:
        """List who missed which sitting of a session."""
        with self.database.reading() as connection:
            return load_misses(connection, key)

    def record_misses(self, key: Key, entries: Collection[SittingMissEntry]) -> Changes:
        """Make the list of missed sittings of a session this one."""
        with self.database.transaction(StepKind.ATTENDANCE) as session:
            stored = live(session, StudySession, key, WHAT)
            written = write_misses(session, stored, entries)
            return Changes(frozenset({SittingMiss.__tablename__} if written else ()), key)


def _is_used(session: Session, column: Any, key: Key) -> bool:
    hanging = select(func.count()).where(column == key, column.class_.deleted == false())
    return session.execute(hanging).scalar_one() > 0
