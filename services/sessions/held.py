"""The sessions that count: held, and not after the as-of date; with their kinds, topics and hours."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Integer, Select, String, Subquery, false, func, select, type_coerce

from models.enums import Delivery, SessionKind, SessionState, Topic
from models.keys import Key
from models.sessions import SessionFurtherKind, SessionTopic, Sitting, StudySession
from models.types import from_thousandths

NO_TOPICS: Final[frozenset[Topic]] = frozenset()


class HeldSession(NamedTuple):
    """A session as figures see it (a tuple, since a report reads thousands of them).

    `kinds` has the primary kind and those it also counts as; `hours` are those entered for the session, where there
    are none the sum of its sittings.
    """

    key: Key
    number: str
    kind: SessionKind
    title: str
    organization: Key
    starts_on: date
    ends_on: date | None
    days: Decimal | None
    hours: Decimal | None
    delivery: Delivery | None
    discussion: bool
    lecturer: str
    reflections: int | None
    pass_mark: Decimal | None
    kinds: frozenset[SessionKind]
    topics: frozenset[Topic]

    @property
    def calendar_days(self) -> int:
        """Count the days from the first to the last."""
        return 1 if self.ends_on is None else (self.ends_on - self.starts_on).days + 1


def load_held_sessions(connection: Connection, first: date, last: date) -> dict[Key, HeldSession]:
    """Read the held sessions that start in these days, by date and then as entered."""
    topics = _collected(connection, SessionTopic.session_id, SessionTopic.topic, first, last)
    further = _collected(connection, SessionFurtherKind.session_id, SessionFurtherKind.kind, first, last)
    alone = {kind: frozenset({kind}) for kind in SessionKind}
    sessions = {}
    for row in connection.execute(_held(first, last)).all():
        key, number, kind, title, place, starts, ends, days, hours, sittings = row[:10]
        delivery, discussion, lecturer, reflections, pass_mark = row[10:]
        sessions[key] = HeldSession(
            key,
            number,
            kind,
            title,
            place,
            starts,
            ends,
            _decimal(days),
            _decimal(sittings if hours is None else hours),
            delivery,
            discussion,
            lecturer,
            reflections,
            _decimal(pass_mark),
            alone[kind] | further[key] if key in further else alone[kind],
            topics.get(key, NO_TOPICS),
        )
    return sessions


def counts_between(first: date, last: date) -> Any:
    """Give the condition on `sessions`: held, not deleted, started in these days."""
    return (
        (StudySession.deleted == false())
        & (StudySession.state == SessionState.HELD)
        & StudySession.starts_on.between(first, last)
    )


def _held(first: date, last: date) -> Select[Any]:
    sittings = _sittings()
    return (
        select(
            StudySession.id,
            StudySession.number,
            StudySession.kind,
            StudySession.title,
            StudySession.organization_id,
            StudySession.starts_on,
            StudySession.ends_on,
            type_coerce(StudySession.days, Integer),
            type_coerce(StudySession.hours, Integer),
            sittings.c.hours,
            StudySession.delivery,
            StudySession.discussion,
            StudySession.lecturer,
            StudySession.reflections,
            type_coerce(StudySession.pass_mark, Integer),
        )
        .outerjoin(sittings, sittings.c.session_id == StudySession.id)
        .where(counts_between(first, last))
        .order_by(StudySession.starts_on, StudySession.id)
    )


def _sittings() -> Subquery:
    hours = func.sum(type_coerce(Sitting.hours, Integer)).label("hours")
    return select(Sitting.session_id, hours).where(Sitting.deleted == false()).group_by(Sitting.session_id).subquery()


def _collected(connection: Connection, session: Any, value: Any, first: date, last: date) -> dict[Key, frozenset[Any]]:
    # One row a session with its codes in one text: a report reads thousands of links.
    query = (
        select(session, func.group_concat(type_coerce(value, String)))
        .join(StudySession, StudySession.id == session)
        .where(session.class_.deleted == false(), counts_between(first, last))
        .group_by(session)
    )
    code_of = value.type.python_type
    known: dict[str, frozenset[Any]] = {}
    found = {}
    for key, text in connection.execute(query).all():
        if text not in known:
            known[text] = frozenset(code_of(code) for code in text.split(","))
        found[key] = known[text]
    return found


@lru_cache(maxsize=1024)
def _exact(thousandths: int) -> Decimal:
    return from_thousandths(thousandths)


def _decimal(thousandths: int | None) -> Decimal | None:
    # The same few values come again and again: half a day, two hours, sixty points.
    return None if thousandths is None else _exact(thousandths)
