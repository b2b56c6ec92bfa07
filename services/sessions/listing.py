"""Reading sessions: the list with its counts by one grouped query, and one session whole."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, false, func, or_, select

from models.enums import Audience, SessionKind, Topic
from models.keys import Key
from models.organizations import Organization, subtree
from models.sessions import (
    Attendance,
    SessionAudience,
    SessionFurtherKind,
    SessionTopic,
    Sitting,
    StudyItem,
    StudySession,
)
from models.study_resources import SessionResource
from services.errors import RecordMissingError
from services.sessions.rows import (
    AttendanceCounts,
    SessionDetail,
    SessionDraft,
    SessionFilter,
    SessionRow,
    SittingDraft,
    StudyItemDraft,
)

CHILDREN = ("further_kinds", "topics", "audiences", "resources", "items", "sittings")


def list_sessions(connection: Connection, wanted: SessionFilter) -> tuple[SessionRow, ...]:
    """List sessions, the newest first."""
    chosen = _chosen(connection, wanted)
    columns = StudySession.__table__.c
    rows = connection.execute(
        select(StudySession.__table__, Organization.name.label("organization_name"))
        .join(Organization, Organization.id == columns.organization_id)
        .where(columns.id.in_(chosen))
        .order_by(columns.starts_on.desc(), columns.number.desc(), columns.id.desc())
    ).all()
    counts = _counts(connection, chosen)
    kinds = _further_kinds(connection, chosen)
    return tuple(_row(row, kinds.get(row.id, ()), counts.get(row.id, AttendanceCounts())) for row in rows)


def _chosen(connection: Connection, wanted: SessionFilter) -> Select[Key]:
    chosen = select(StudySession.id).where(StudySession.deleted == false())
    if wanted.year is not None:
        chosen = chosen.where(StudySession.starts_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.organization_id is not None:
        chosen = chosen.where(StudySession.organization_id.in_(subtree(connection, wanted.organization_id)))
    if wanted.kind is not None:
        further = select(SessionFurtherKind.session_id).where(
            SessionFurtherKind.kind == wanted.kind, SessionFurtherKind.deleted == false()
        )
        chosen = chosen.where(or_(StudySession.kind == wanted.kind, StudySession.id.in_(further)))
    if wanted.state is not None:
        chosen = chosen.where(StudySession.state == wanted.state)
    text = wanted.text.strip()
    if text:
        looked_at = (StudySession.title, StudySession.number, StudySession.lecturer, StudySession.place)
        chosen = chosen.where(or_(*(column.contains(text, autoescape=True) for column in looked_at)))
    return chosen


def _counts(connection: Connection, sessions: Select[Key]) -> dict[Key, AttendanceCounts]:
    rows = connection.execute(
        select(Attendance.session_id, Attendance.status, func.count())
        .where(Attendance.session_id.in_(sessions), Attendance.deleted == false())
        .group_by(Attendance.session_id, Attendance.status)
    )
    found: dict[Key, dict[str, int]] = {}
    for session_id, status, count in rows:
        found.setdefault(session_id, {})[status.value] = count
    return {session_id: AttendanceCounts(**numbers) for session_id, numbers in found.items()}


def _further_kinds(connection: Connection, sessions: Select[Key]) -> dict[Key, tuple[SessionKind, ...]]:
    rows = connection.execute(
        select(SessionFurtherKind.session_id, SessionFurtherKind.kind).where(
            SessionFurtherKind.session_id.in_(sessions), SessionFurtherKind.deleted == false()
        )
    )
    found: dict[Key, set[SessionKind]] = {}
    for session_id, kind in rows:
        found.setdefault(session_id, set()).add(kind)
    return {session_id: tuple(kind for kind in SessionKind if kind in kinds) for session_id, kinds in found.items()}


def _row(stored: Any, kinds: tuple[SessionKind, ...], counts: AttendanceCounts) -> SessionRow:
    given = {field.name for field in fields(SessionRow)} - {"key", "further_kinds", "counts"}
    values = {name: getattr(stored, name) for name in given}
    return SessionRow(key=stored.id, further_kinds=kinds, counts=counts, **values)


def load_session(connection: Connection, key: Key) -> SessionDetail:
    """Read a session with its kinds, topics, items and sittings; RecordMissingError if gone."""
    table = StudySession.__table__
    stored = connection.execute(select(table).where(table.c.id == key, table.c.deleted == false())).one_or_none()
    if stored is None:
        raise RecordMissingError(what="学习活动")
    this = select(StudySession.id).where(StudySession.id == key)
    own = {field.name for field in fields(SessionDraft)}.difference(CHILDREN)
    draft = SessionDraft(
        **{name: getattr(stored, name) for name in own},
        further_kinds=_further_kinds(connection, this).get(key, ()),
        topics=_topics(connection, key),
        audiences=_audiences(connection, key),
        resources=_resources(connection, key),
        items=_items(connection, key),
        sittings=_sittings(connection, key),
    )
    name = connection.execute(select(Organization.name).where(Organization.id == draft.organization_id)).scalar_one()
    return SessionDetail(key, draft, name, _counts(connection, this).get(key, AttendanceCounts()))


def _topics(connection: Connection, key: Key) -> tuple[Topic, ...]:
    rows = connection.execute(
        select(SessionTopic.topic).where(SessionTopic.session_id == key, SessionTopic.deleted == false())
    )
    found = set(rows.scalars())
    return tuple(topic for topic in Topic if topic in found)


def _resources(connection: Connection, key: Key) -> tuple[Key, ...]:
    query = select(SessionResource.resource_id).where(
        SessionResource.session_id == key, SessionResource.deleted == false()
    )
    return tuple(connection.execute(query.order_by(SessionResource.resource_id)).scalars())


def _audiences(connection: Connection, key: Key) -> tuple[Audience, ...]:
    rows = connection.execute(
        select(SessionAudience.audience).where(SessionAudience.session_id == key, SessionAudience.deleted == false())
    )
    found = set(rows.scalars())
    return tuple(audience for audience in Audience if audience in found)


def _items(connection: Connection, key: Key) -> tuple[StudyItemDraft, ...]:
    table = StudyItem.__table__
    rows = connection.execute(
        select(table)
        .where(table.c.session_id == key, table.c.deleted == false())
        .order_by(table.c.position, table.c.id)
    )
    return tuple(StudyItemDraft(row.title, row.source, row.dated_on, row.led_by, row.id) for row in rows)


def _sittings(connection: Connection, key: Key) -> tuple[SittingDraft, ...]:
    table = Sitting.__table__
    rows = connection.execute(
        select(table).where(table.c.session_id == key, table.c.deleted == false()).order_by(table.c.number, table.c.id)
    )
    return tuple(
        SittingDraft(row.number, row.held_on, row.hours, row.part, row.content, row.lecturer, row.id) for row in rows
    )
