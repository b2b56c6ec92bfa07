"""补学: a dated note on an absence that closes it; the absence and its reason stay visible."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models.enums import AttendanceStatus
from models.keys import Key
from models.sessions import Attendance, StudySession
from services.drafts import require
from services.errors import RecordMissingError
from services.sessions.rows import AttendanceEntry
from services.sessions.sheet import stored_entry, write_sheet

MISSED = frozenset({AttendanceStatus.LEAVE, AttendanceStatus.ABSENT})


def write_make_up(session: Session, held: StudySession, person: Key, made_up_on: date, how: str) -> None:
    """Close an open absence; RecordMissingError where the person has none in that session."""
    require("补学", made_up_how=("补学方式", how))
    entry = _entry(session, held, person, MISSED)
    made_up = replace(entry, status=AttendanceStatus.MADE_UP, made_up_on=made_up_on, made_up_how=how)
    write_sheet(session, held, [made_up], ())


def write_missed_again(session: Session, held: StudySession, person: Key) -> None:
    """Open a closed absence again; RecordMissingError where the person has made up nothing of that session."""
    entry = _entry(session, held, person, frozenset({AttendanceStatus.MADE_UP}))
    excused = entry.leave_reason or entry.approved_by
    status = AttendanceStatus.LEAVE if excused else AttendanceStatus.ABSENT
    write_sheet(session, held, [replace(entry, status=status, made_up_on=None, made_up_how="")], ())


def _entry(session: Session, held: StudySession, person: Key, statuses: frozenset[AttendanceStatus]) -> AttendanceEntry:
    stored = session.get(Attendance, (held.id, person))
    if stored is None or stored.deleted or stored.status not in statuses:
        raise RecordMissingError(what="缺席记录")
    return stored_entry(stored)
