"""The sessions that people missed in a year, open or made up."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, select

from models.enums import AttendanceStatus
from models.keys import Key
from models.sessions import Attendance, StudySession
from services.absences.rows import AbsenceRow, Member
from services.sessions.held import counts_between

OPEN: Final = (AttendanceStatus.LEAVE, AttendanceStatus.ABSENT)


def missed_sessions(
    connection: Connection, members: Mapping[Key, Member], year: int, last: date, *, open_only: bool
) -> list[AbsenceRow]:
    """Read what these people missed in the sessions held in the year up to a day."""
    statuses = OPEN if open_only else (*OPEN, AttendanceStatus.MADE_UP)
    query = (
        select(
            Attendance.person_id,
            StudySession.id,
            StudySession.number,
            StudySession.title,
            StudySession.kind,
            StudySession.starts_on,
            Attendance.status,
            Attendance.leave_reason,
            Attendance.approved_by,
            Attendance.made_up_on,
            Attendance.made_up_how,
        )
        .join(StudySession, StudySession.id == Attendance.session_id)
        .where(
            Attendance.year == year,
            Attendance.deleted == false(),
            Attendance.status.in_(statuses),
            counts_between(date(year, 1, 1), last),
        )
    )
    return [AbsenceRow(members[row[0]], *row[1:]) for row in connection.execute(query).all() if row[0] in members]
