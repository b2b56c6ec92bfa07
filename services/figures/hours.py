"""Figures of hours: who reached the target, by class; hours by topic and of online study."""

from collections.abc import Iterable
from decimal import Decimal

from models.enums import HoursState, MemberClass, SessionKind, Topic
from models.keys import Key
from services.figures.describe import attendance_row
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, Tally, count_of, sum_of
from services.figures.people import member_count
from services.figures.rows import TraceRow
from services.figures.sessions import session_count
from services.hours.rows import HoursRow
from services.hours.rules import NO_HOURS

_CLASSES = {"members": MemberClass.MEMBER, "leaders": MemberClass.LEADER}


def hours_figures(ledger: Ledger, year: int) -> dict[str, Measure]:
    """Count those who are asked for hours in one year and those who reached them, by class."""
    counted = [person.row for person in ledger.hours_list(year) if person.counted]
    figures: dict[str, Measure] = {}
    for name, member_class in _CLASSES.items():
        rows = [row for row in counted if row.member_class is member_class]
        people = count_of(rows, _row)
        met = count_of((row for row in rows if row.state is HoursState.MET), _row)
        figures[f"hours.{name}.people"] = people
        figures[f"hours.{name}.met"] = met
        figures[f"hours.{name}.rate"] = Ratio(met, people)
        figures[f"hours.{name}.average"] = Ratio(sum_of(((row, row.earned) for row in rows), _row), people)
    return figures


def study_hours_figures(ledger: Ledger) -> dict[str, Measure]:
    """Sum the hours that the people in scope earned by topic, per member, and in online study."""
    online = (session.key for session in ledger.sessions.values() if SessionKind.ONLINE_STUDY in session.kinds)
    figures: dict[str, Measure] = {"online_study.hours": _earned_in(ledger, online)}
    members = member_count(ledger)
    for topic in Topic:
        own = session_count(ledger, (session for session in ledger.own_sessions if topic in session.topics))
        carrying = (session.key for session in ledger.sessions.values() if topic in session.topics)
        figures[f"topics.{topic.value}.sessions"] = own
        figures[f"topics.{topic.value}.hours"] = Ratio(_earned_in(ledger, carrying), members)
    return figures


def _row(row: HoursRow, amount: int | Decimal = 1) -> TraceRow:
    target = "免" if row.target is None else f"应达{row.target}"
    words = f"{row.branch_name} {row.number} {row.name} {row.member_class.label} {target} 已获{row.earned}"
    return TraceRow("people", (row.person,), words, amount)


def _earned_in(ledger: Ledger, sessions: Iterable[Key]) -> Tally:
    wanted = frozenset(sessions)
    earned = ledger.earned_by_session
    return Tally(sum((earned.get(key, NO_HOURS) for key in wanted), start=NO_HOURS), lambda: _trace(ledger, wanted))


def _trace(ledger: Ledger, sessions: frozenset[Key]) -> list[TraceRow]:
    return [
        attendance_row(ledger, row.session, row.person, row.status, row.hours)
        for row in ledger.earned_rows()
        if row.session.key in sessions and row.hours
    ]
