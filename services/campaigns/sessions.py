"""The sessions held for a campaign: who was there, who spoke, which secretary lectured."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, false, func, select

from models.enums import OrganizationKind, Post, SessionKind
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, StudySession
from services.campaigns.reading import Everyone
from services.campaigns.rows import CampaignSession
from services.figures.attendance_rows import THERE, speeches_of
from services.people.lecturers import resolve_lecturers
from services.people.standing import PersonStanding
from services.sessions.held import HeldSession, counts_between, load_held_sessions

_HIGHEST_FIRST: Final = tuple(OrganizationKind)


def load_campaign_sessions(
    connection: Connection, campaign: Key, everyone: Everyone, asof: date
) -> tuple[CampaignSession, ...]:
    """List the sessions of the campaign that were held by the as-of day, in order of time."""
    people, tree = everyone
    sessions = _held(connection, campaign, asof)
    keys = [session.key for session in sessions]
    there = _there(connection, keys)
    speeches: dict[Key, int] = {}
    for (session, _), number in speeches_of(connection, keys).items():
        speeches[session] = speeches.get(session, 0) + number
    handed_in = _reflections(connection, keys)
    lectures = [session for session in sessions if SessionKind.PARTY_LECTURE in session.kinds]
    lecturers = resolve_lecturers(connection, lectures, people, tree)
    kinds = {key: node.kind for key, node in tree.nodes.items()}
    return tuple(
        CampaignSession(
            session.key,
            session.number,
            session.title,
            tree.name(session.organization),
            kinds[session.organization],
            session.starts_on,
            session.days,
            session.kinds,
            session.lecturer,
            session.discussion,
            there=there.get(session.key, 0),
            speeches=speeches.get(session.key, 0),
            reflections=handed_in.get(session.key, 0) if session.reflections is None else session.reflections,
            secretary_of=_secretary_of(lecturers.get(session.key, ()), people, kinds, session.starts_on),
        )
        for session in sessions
    )


def _held(connection: Connection, campaign: Key, asof: date) -> list[HeldSession]:
    own = select(StudySession.id, StudySession.starts_on).where(
        StudySession.campaign_id == campaign, counts_between(date.min, asof)
    )
    days = {row.id: row.starts_on for row in connection.execute(own)}
    if not days:
        return []
    found = load_held_sessions(connection, min(days.values()), max(days.values()))
    return [session for key, session in found.items() if key in days]


def _there(connection: Connection, sessions: Collection[Key]) -> Mapping[Key, int]:
    query = (
        select(Attendance.session_id, func.count())
        .where(among(Attendance.session_id, sessions), Attendance.status.in_(THERE), Attendance.deleted == false())
        .group_by(Attendance.session_id)
    )
    return dict(connection.execute(query).all())


def _reflections(connection: Connection, sessions: Collection[Key]) -> Mapping[Key, int]:
    query = (
        select(Attendance.session_id, func.sum(Attendance.reflections).label("reflections"))
        .where(
            among(Attendance.session_id, sessions), Attendance.reflections.is_not(None), Attendance.deleted == false()
        )
        .group_by(Attendance.session_id)
    )
    return {row.session_id: row.reflections or 0 for row in connection.execute(query)}


def _secretary_of(
    lecturers: Collection[Key],
    people: Mapping[Key, PersonStanding],
    kinds: Mapping[Key, OrganizationKind],
    day: date,
) -> OrganizationKind | None:
    """Give the highest kind of organisation that one of the lecturers is secretary of on that day."""
    found = {
        kinds[held.organization]
        for person in lecturers
        for held in people[person].posts
        if held.post is Post.SECRETARY and held.span.holds(day) and held.organization in kinds
    }
    return next((kind for kind in _HIGHEST_FIRST if kind in found), None)
