"""Reading projects with their measures and notes, and what was studied in first-topic sessions."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import SessionKind
from models.follow_up import FollowUpMeasure, FollowUpProgress, FollowUpProject
from models.key_lists import among
from models.keys import Key
from models.sessions import StudyItem, StudySession
from services.follow_up.deadlines import days_late, days_left
from services.follow_up.rows import (
    FirstTopicMeeting,
    FollowUpFilter,
    ItemSource,
    MeasureDraft,
    MeasureRow,
    ProgressDraft,
    ProgressRow,
    ProjectDraft,
    ProjectRow,
    StudiedItem,
)
from services.organizations.tree import load_tree
from services.sessions.held import load_held_sessions


def list_projects(connection: Connection, wanted: FollowUpFilter, today: date) -> tuple[ProjectRow, ...]:
    """List the projects that the filter lets through, the latest decided first."""
    rows = _in_scope(connection, wanted.organization_id, _project_rows(connection, wanted))
    measures = _measures(connection, {row.id: row for row in rows}, today)
    projects = [
        ProjectRow(
            row.id,
            ProjectDraft(row.name, row.decided_on, row.session_id),
            "" if row.title is None else f"{row.starts_on.isoformat()} {row.title}",
            tuple(measures[row.id]),
            row.result,
            row.closed_on,
        )
        for row in rows
    ]
    return tuple(project for project in projects if _fits(project, wanted))


def _project_rows(connection: Connection, wanted: FollowUpFilter) -> Sequence[Any]:
    table = FollowUpProject.__table__.c
    query = (
        select(FollowUpProject.__table__, StudySession.title, StudySession.starts_on, StudySession.organization_id)
        .outerjoin(StudySession, StudySession.id == table.session_id)
        .where(table.deleted == false())
        .order_by(table.decided_on.desc(), table.id.desc())
    )
    if wanted.year is not None:
        query = query.where(table.decided_on <= date(wanted.year, 12, 31))
        if not wanted.carried:
            query = query.where(table.decided_on >= date(wanted.year, 1, 1))
    if wanted.session_id is not None:
        query = query.where(table.session_id == wanted.session_id)
    return connection.execute(query).all()


def _in_scope(connection: Connection, organization_id: Key | None, rows: Sequence[Any]) -> Sequence[Any]:
    if organization_id is None:
        return rows
    tree = load_tree(connection)
    inside = tree.subtree(organization_id)
    # What came of no session is the top organisation's own.
    return [row for row in rows if (row.organization_id or tree.top) in inside]


def _fits(project: ProjectRow, wanted: FollowUpFilter) -> bool:
    carried = wanted.year is not None and project.draft.decided_on.year < wanted.year
    if project.closed_on is not None and (wanted.open_only or carried):
        return False
    if wanted.state is not None and project.state is not wanted.state:
        return False
    if wanted.overdue and not project.days_late:
        return False
    unit = wanted.unit.strip()
    return not unit or any(unit in measure.responsible for measure in project.measures)


def _measures(connection: Connection, projects: dict[Key, Any], today: date) -> dict[Key, list[MeasureRow]]:
    table = FollowUpMeasure.__table__.c
    query = (
        select(FollowUpMeasure.__table__)
        .where(table.deleted == false(), among(table.project_id, projects))
        .order_by(table.id)
    )
    rows = connection.execute(query).all()
    progress = _progress(connection, [row.id for row in rows])
    found: dict[Key, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        draft = MeasureDraft(
            content=row.content,
            number=row.number,
            responsible_unit=row.responsible_unit,
            responsible_person=row.responsible_person,
            deadline=row.deadline,
            state=row.state,
            completed_on=row.completed_on,
        )
        late, left = days_late(row.deadline, row.state, today), days_left(row.deadline, row.state, today)
        project, notes = projects[row.project_id], tuple(progress[row.id])
        closed = project.closed_on is not None
        found[project.id].append(
            MeasureRow(row.id, project.id, project.name, project.decided_on, draft, notes, late, left, closed)
        )
    return found


def _progress(connection: Connection, measures: list[Key]) -> dict[Key, list[ProgressRow]]:
    table = FollowUpProgress.__table__.c
    query = (
        select(FollowUpProgress.__table__)
        .where(table.deleted == false(), among(table.measure_id, measures))
        .order_by(table.noted_on, table.id)
    )
    found: dict[Key, list[ProgressRow]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.measure_id].append(ProgressRow(row.id, ProgressDraft(row.noted_on, row.content)))
    return found


def list_meetings(
    connection: Connection, year: int, organization_id: Key | None, today: date
) -> tuple[FirstTopicMeeting, ...]:
    """List the first-topic sessions held in a year until today, the oldest first, with their items in order."""
    tree = load_tree(connection)
    inside = tree.subtree(tree.root(organization_id))
    last = min(today, date(year, 12, 31))
    sessions = [
        session
        for session in load_held_sessions(connection, date(year, 1, 1), last).values()
        if SessionKind.FIRST_TOPIC in session.kinds and session.organization in inside
    ]
    keys = [session.key for session in sessions]
    items, names = _items(connection, keys), _project_names(connection, keys)
    meetings = []
    for session in sessions:
        organization = tree.name(session.organization)
        studied = tuple(
            StudiedItem(
                row.id,
                session.key,
                session.starts_on,
                session.title,
                organization,
                row.title,
                ItemSource(row.source, row.dated_on, row.led_by),
                tuple(names[session.key]),
            )
            for row in items[session.key]
        )
        meetings.append(FirstTopicMeeting(session.key, session.starts_on, session.title, organization, studied))
    return tuple(meetings)


def _items(connection: Connection, sessions: list[Key]) -> dict[Key, list[Any]]:
    table = StudyItem.__table__.c
    query = (
        select(StudyItem.__table__)
        .where(table.deleted == false(), among(table.session_id, sessions))
        .order_by(table.position, table.id)
    )
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.session_id].append(row)
    return found


def _project_names(connection: Connection, sessions: list[Key]) -> dict[Key, list[str]]:
    table = FollowUpProject.__table__.c
    query = (
        select(table.session_id, table.name)
        .where(table.deleted == false(), among(table.session_id, sessions))
        .order_by(table.decided_on, table.id)
    )
    found: dict[Key, list[str]] = defaultdict(list)
    for session, name in connection.execute(query):
        found[session].append(name)
    return found
