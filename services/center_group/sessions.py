"""The sessions of a centre group in a year: the list with what was studied and said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, false, func, select

from models.enums import SessionKind, SessionState
from models.keys import Key
from models.sessions import Attendance, StudyItem, StudySession
from services.center_group.rows import CenterGroupSessionRow
from services.sessions.listing import list_sessions
from services.sessions.rows import SessionFilter, SessionRow


def load_sessions(connection: Connection, organization_id: Key, year: int) -> tuple[CenterGroupSessionRow, ...]:
    """List the sessions that a committee's own centre group holds in a year, in order of time; not those called off."""
    wanted = SessionFilter(year=year, organization_id=organization_id, kind=SessionKind.CENTER_GROUP)
    rows = [
        row
        for row in reversed(list_sessions(connection, wanted))
        if row.organization_id == organization_id and row.state is not SessionState.CANCELLED
    ]
    keys = [row.key for row in rows]
    items = _counted(connection, StudyItem.session_id, keys)
    speeches = _counted(connection, Attendance.session_id, keys, Attendance.speech.is_not(None))
    written = select(StudySession.id, StudySession.reflections).where(StudySession.id.in_(keys))
    reflections = {row.id: row.reflections for row in connection.execute(written)}
    of_people = _written(connection, keys)
    return tuple(
        _row(
            row,
            items.get(row.key, 0),
            speeches.get(row.key, 0),
            reflections[row.key],
            of_people.get(row.key),
        )
        for row in rows
    )


def _written(connection: Connection, keys: Sequence[Key]) -> dict[Key, int]:
    """Sum the reflections entered person by person; sessions without any are left out."""
    query = (
        select(Attendance.session_id, func.sum(Attendance.reflections))
        .where(Attendance.session_id.in_(keys), Attendance.deleted == false(), Attendance.reflections.is_not(None))
        .group_by(Attendance.session_id)
    )
    return {session: count or 0 for session, count in connection.execute(query)}


def _counted(connection: Connection, session: Any, keys: Sequence[Key], *conditions: Any) -> dict[Key, int]:
    wanted = (session.class_.deleted == false(), session.in_(keys), *conditions)
    rows = connection.execute(select(session, func.count()).where(*wanted).group_by(session))
    return {row[0]: row[1] for row in rows}


def _row(
    row: SessionRow, items: int, speeches: int, reflections: int | None, written: int | None
) -> CenterGroupSessionRow:
    return CenterGroupSessionRow(
        key=row.key,
        number=row.number,
        title=row.title,
        starts_on=row.starts_on,
        state=row.state,
        discussion=row.discussion,
        items=items,
        speeches=speeches,
        reflections=reflections,
        expected=row.counts.expected,
        present=row.counts.present,
        leave=row.counts.leave,
        absent=row.counts.absent,
        made_up=row.counts.made_up,
        observers=row.counts.observer,
        written=written,
    )
