"""Figures of attendance: person-times, people, speeches, coverage, exams."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, false, func, select, type_coerce

from models.enums import AttendanceStatus, OrganizationKind, SessionKind, Speech
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance, StudySession
from models.types import from_thousandths
from services.figures.attendance_rows import EXPECTED, THERE, SessionCounts, people_of, rows_of, speeches_of
from services.figures.describe import attendance_row, organization_row, person_row, person_words
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, Tally, count_of
from services.figures.people import member_count
from services.figures.rows import TraceRow
from services.hours.rules import LEARNED
from services.people.standing import is_member_on, membership_on
from services.sessions.held import HeldSession

_TAUGHT = (SessionKind.TRAINING_CLASS, SessionKind.READING_CLASS, SessionKind.LECTURE)


def attendance_figures(ledger: Ledger) -> dict[str, Measure]:
    """Count rows of attendance of the sessions in scope."""
    expected = _status_count(ledger, ledger.own_sessions, EXPECTED, lambda counts: counts.expected)
    present = _status_count(
        ledger, ledger.own_sessions, frozenset({AttendanceStatus.PRESENT}), lambda counts: counts.present
    )
    return {
        "attendance.expected": expected,
        "attendance.present": present,
        "attendance.rate": Ratio(present, expected),
        "training.person_times": _there(ledger, SessionKind.TRAINING_CLASS),
        "lecture.person_times": _there(ledger, SessionKind.LECTURE),
        "site_visit.person_times": _there(ledger, SessionKind.SITE_VISIT),
        "training.people": _trained_people(ledger),
        "training.coverage": _coverage(ledger),
        "site_visit.branches": _visiting_branches(ledger),
        **_speeches(ledger),
        **_exams(ledger),
    }


def _status_count(
    ledger: Ledger,
    sessions: Sequence[HeldSession],
    statuses: frozenset[AttendanceStatus],
    number: Callable[[SessionCounts], int],
) -> Tally:
    value = sum(number(ledger.counts[session.key]) for session in sessions if session.key in ledger.counts)
    return Tally(value, lambda: attendance_trace(ledger, sessions, Attendance.status.in_(statuses)))


def attendance_trace(ledger: Ledger, sessions: Iterable[HeldSession], *conditions: Any) -> list[TraceRow]:
    """Read the rows of sessions that meet the conditions, each counting as one."""
    rows = rows_of(ledger.connection, (session.key for session in sessions), *conditions)
    return [attendance_row(ledger, ledger.sessions[row.session], row.person, row.status) for row in rows]


def _there(ledger: Ledger, kind: SessionKind) -> Tally:
    return _status_count(ledger, ledger.own_of_kind(kind), THERE, lambda counts: counts.there)


def _trained_people(ledger: Ledger) -> Tally:
    classes = ledger.own_of_kind(SessionKind.TRAINING_CLASS)
    trained = people_of(ledger.connection, (session.key for session in classes), THERE)
    return count_of(sorted(trained), lambda key: TraceRow("people", (key,), person_words(ledger, key), 1))


def _coverage(ledger: Ledger) -> Ratio:
    # Wherever they learned: only the people are chosen by scope.
    taught = (session.key for session in ledger.sessions.values() if not session.kinds.isdisjoint(_TAUGHT))
    learned = people_of(ledger.connection, taught, LEARNED)
    reached = count_of((person for person in ledger.members if person.key in learned), person_row)
    return Ratio(reached, member_count(ledger))


def _visiting_branches(ledger: Ledger) -> Tally:
    visits = [session for session in ledger.sessions.values() if SessionKind.SITE_VISIT in session.kinds]
    visited = {session.organization for session in visits}
    there = rows_of(ledger.connection, (session.key for session in visits), Attendance.status.in_(THERE))
    for row in there:
        person, day = ledger.people.get(row.person), ledger.sessions[row.session].starts_on
        membership = None if person is None else membership_on(person, day)
        if person is not None and membership is not None and is_member_on(person, day):
            visited.add(ledger.tree.branch_of(membership.organization))
    branches = ledger.tree.of_kind(OrganizationKind.BRANCH)
    return count_of((node for node in branches if node.key in visited & ledger.inside), organization_row)


def _speeches(ledger: Ledger) -> dict[str, Measure]:
    kinds = (SessionKind.CENTER_GROUP, SessionKind.READING_CLASS)
    spoken = speeches_of(ledger.connection, (session.key for session in ledger.own_of_kind(*kinds)))
    keys = {
        "center_group.speeches": (SessionKind.CENTER_GROUP, tuple(Speech)),
        "reading_class.keynote_speeches": (SessionKind.READING_CLASS, (Speech.KEYNOTE,)),
        "reading_class.exchange_speeches": (SessionKind.READING_CLASS, (Speech.EXCHANGE,)),
    }

    def tally(kind: SessionKind, speeches: tuple[Speech, ...]) -> Tally:
        sessions = ledger.own_of_kind(kind)
        number = sum(spoken.get((session.key, speech), 0) for session in sessions for speech in speeches)
        return Tally(number, lambda: attendance_trace(ledger, sessions, Attendance.speech.in_(speeches)))

    return {key: tally(kind, speeches) for key, (kind, speeches) in keys.items()}


def _exams(ledger: Ledger) -> dict[str, Measure]:
    exams = ledger.own_of_kind(SessionKind.EXAM)
    with_mark = [session for session in exams if session.pass_mark is not None]
    scored, total, judged, passed = _exam_sums(ledger, (session.key for session in exams))
    has_score = Attendance.score.is_not(None)
    reached = Attendance.score >= _pass_mark()
    sat = Tally(scored, lambda: attendance_trace(ledger, exams, has_score))
    # An exam without a pass mark can be neither passed nor failed.
    candidates = Tally(judged, lambda: attendance_trace(ledger, with_mark, has_score))
    successes = Tally(passed, lambda: attendance_trace(ledger, with_mark, reached))
    return {
        "exam.person_times": sat,
        "exam.pass_rate": Ratio(successes, candidates),
        "exam.average": Ratio(Tally(total, lambda: _score_trace(ledger, exams)), sat),
    }


def _exam_sums(ledger: Ledger, exams: Iterable[Key]) -> tuple[int, Decimal, int, int]:
    """Give the rows with a score, the sum of scores, those in exams with a pass mark, and those who reached it."""
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(type_coerce(Attendance.score, Integer)), 0),
            func.count(StudySession.pass_mark),
            func.coalesce(func.sum(type_coerce(Attendance.score >= StudySession.pass_mark, Integer)), 0),
        )
        .join(StudySession, StudySession.id == Attendance.session_id)
        .where(
            among(Attendance.session_id, exams),
            Attendance.score.is_not(None),
            Attendance.deleted == false(),
        )
    )
    scored, total, judged, passed = connection_row(ledger, query)
    return scored, from_thousandths(total), judged, passed


def connection_row(ledger: Ledger, query: Any) -> tuple[int, ...]:
    """Read the one row of a query of sums."""
    return tuple(ledger.connection.execute(query).one())


def _pass_mark() -> Any:
    return select(StudySession.pass_mark).where(StudySession.id == Attendance.session_id).scalar_subquery()


def _score_trace(ledger: Ledger, exams: Iterable[HeldSession]) -> list[TraceRow]:
    rows = rows_of(ledger.connection, (session.key for session in exams), Attendance.score.is_not(None))
    return [
        attendance_row(ledger, ledger.sessions[row.session], row.person, row.status, row.score)
        for row in rows
        if row.score is not None
    ]
