"""Figures of sessions: how many of which kind, their days, items and reflections."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import Connection, false, func, select

from models.enums import Delivery, Post, SessionKind
from models.key_lists import among
from models.keys import Key
from models.sessions import StudyItem
from services.figures.describe import session_row, session_words
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Tally, count_of, sum_of
from services.figures.rows import TraceRow
from services.people.lecturers import resolve_lecturers
from services.people.standing import holds_post_on
from services.sessions.held import HeldSession

_COUNTED: Mapping[str, SessionKind] = {
    "first_topic.meetings": SessionKind.FIRST_TOPIC,
    "center_group.sessions": SessionKind.CENTER_GROUP,
    "three_meetings.congress": SessionKind.BRANCH_CONGRESS,
    "three_meetings.committee": SessionKind.BRANCH_COMMITTEE,
    "three_meetings.group": SessionKind.GROUP_MEETING,
    "three_meetings.lecture": SessionKind.PARTY_LECTURE,
    "theme_day.sessions": SessionKind.THEME_DAY,
    "reading_class.sessions": SessionKind.READING_CLASS,
    "training.sessions": SessionKind.TRAINING_CLASS,
    "lecture.sessions": SessionKind.LECTURE,
    "site_visit.sessions": SessionKind.SITE_VISIT,
    "organization_life.sessions": SessionKind.ORGANIZATION_LIFE,
    "democratic_appraisal.sessions": SessionKind.DEMOCRATIC_APPRAISAL,
    "exam.sessions": SessionKind.EXAM,
}
_THREE_MEETINGS = (
    SessionKind.BRANCH_CONGRESS,
    SessionKind.BRANCH_COMMITTEE,
    SessionKind.GROUP_MEETING,
    SessionKind.PARTY_LECTURE,
)


def session_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count the sessions in scope by kind, each once wherever its kind is among those it counts as."""
    figures: dict[str, Measure] = {
        key: session_count(ledger, ledger.own_of_kind(kind)) for key, kind in _COUNTED.items()
    }
    figures["three_meetings.sessions"] = session_count(ledger, ledger.own_of_kind(*_THREE_MEETINGS))
    figures["party_lecture.by_secretary"] = _by_secretary(ledger)
    return figures | _center_group(ledger) | _days(ledger) | _delivery(ledger) | _items(ledger)


def session_count(ledger: Ledger, sessions: Iterable[HeldSession]) -> Tally:
    """Count sessions."""
    return count_of(sessions, lambda session: session_row(ledger, session))


def _center_group(ledger: Ledger) -> dict[str, Measure]:
    sessions = ledger.own_of_kind(SessionKind.CENTER_GROUP)
    reflections = [(session, session.reflections or 0) for session in sessions]
    return {
        "center_group.discussions": session_count(ledger, (one for one in sessions if one.discussion)),
        "center_group.reflections": sum_of(reflections, lambda session, number: session_row(ledger, session, number)),
    }


def _days(ledger: Ledger) -> dict[str, Measure]:
    keys = {
        "center_group.days": SessionKind.CENTER_GROUP,
        "reading_class.days": SessionKind.READING_CLASS,
        "training.days": SessionKind.TRAINING_CLASS,
    }
    return {
        key: sum_of(
            ((session, session.days or Decimal(0)) for session in ledger.own_of_kind(kind)),
            lambda session, days: session_row(ledger, session, days),
        )
        for key, kind in keys.items()
    }


def _delivery(ledger: Ledger) -> dict[str, Measure]:
    sessions = ledger.own_of_kind(SessionKind.TRAINING_CLASS)
    return {
        "training.online": session_count(ledger, (one for one in sessions if one.delivery is Delivery.ONLINE)),
        "training.offline": session_count(ledger, (one for one in sessions if one.delivery is Delivery.OFFLINE)),
    }


def _by_secretary(ledger: Ledger) -> Tally:
    lectures = ledger.own_of_kind(SessionKind.PARTY_LECTURE)
    lecturers = resolve_lecturers(ledger.connection, lectures, ledger.people, ledger.tree)
    given = (
        session
        for session in lectures
        if any(
            holds_post_on(ledger.people[person], Post.SECRETARY, session.starts_on)
            for person in lecturers.get(session.key, ())
        )
    )
    return session_count(ledger, given)


def _items(ledger: Ledger) -> dict[str, Measure]:
    keys = {"first_topic.items": SessionKind.FIRST_TOPIC, "center_group.items": SessionKind.CENTER_GROUP}
    numbers = _items_by_session(ledger.connection, (one.key for one in ledger.own_of_kind(*keys.values())))
    return {key: _item_count(ledger, ledger.own_of_kind(kind), numbers) for key, kind in keys.items()}


def _item_count(ledger: Ledger, sessions: tuple[HeldSession, ...], numbers: Mapping[Key, int]) -> Tally:
    def rows() -> list[TraceRow]:
        query = (
            select(StudyItem.id, StudyItem.session_id, StudyItem.title)
            .where(StudyItem.deleted == false(), among(StudyItem.session_id, (session.key for session in sessions)))
            .order_by(StudyItem.session_id, StudyItem.position)
        )
        return [
            TraceRow("study_items", (key,), f"{session_words(ledger, ledger.sessions[session])}：{title}", 1)
            for key, session, title in ledger.connection.execute(query)
        ]

    return Tally(sum(numbers.get(session.key, 0) for session in sessions), rows)


def _items_by_session(connection: Connection, sessions: Iterable[Key]) -> Mapping[Key, int]:
    query = (
        select(StudyItem.session_id, func.count())
        .where(among(StudyItem.session_id, sessions), StudyItem.deleted == false())
        .group_by(StudyItem.session_id)
    )
    return dict(connection.execute(query).all())
