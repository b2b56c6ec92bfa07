"""Study records: what each session of a year brought a person, in which role, and what the hours are taken from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, false, select

from models.enums import Delivery, SessionKind, Speech
from models.key_lists import among
from models.keys import Key
from models.sessions import Attendance
from services.hours.earnings import EarnedRow, StudyYear, earned_rows, summed
from services.hours.rows import StudyLine, StudyRecord
from services.hours.rules import NO_HOURS
from services.hours.year import hours_of_year
from services.people.lecturers import resolve_lecturers
from services.people.standing import last_membership, year_span

LECTURED: Final = "主讲"
OF_SESSION: Final = "活动学时"
OF_PERSON: Final = "个人登记"
LESS_MISSED: Final = "活动学时扣除缺课"
ONLINE_CAP: Final = "网络学时上限"
FACTOR: Final = "授课折算"


@dataclass(frozen=True, slots=True)
class _Entered:
    """What a row of attendance says of the person alone."""

    hours: Decimal | None
    minutes: int | None
    speech: Speech | None


def study_records(connection: Connection, study: StudyYear, people: Collection[Key]) -> tuple[StudyRecord, ...]:
    """Make the records of these people, in this order."""
    only = next(iter(people)) if len(people) == 1 else None
    rows = earned_rows(connection, study, only)
    by_person: dict[Key, list[EarnedRow]] = {person: [] for person in people}
    for row in rows:
        if row.person in by_person:
            by_person[row.person].append(row)
    standings = {one.row.person: one.row for one in hours_of_year(study, summed((r.person, r.hours) for r in rows))}
    entered = _entered(connection, study.year, people)
    lecturers = resolve_lecturers(
        connection, {row.session.key: row.session for row in rows}.values(), study.people, study.tree
    )
    records = []
    for person, learned in by_person.items():
        standing = standings.get(person)
        records.append(
            StudyRecord(
                person=person,
                name=study.people[person].name,
                number=study.people[person].number,
                branch_name=_branch_name(study, person) if standing is None else standing.branch_name,
                year=study.year,
                standing=standing,
                lines=tuple(_line(study, row, entered[row.session.key, person], lecturers) for row in learned),
            )
        )
    return tuple(records)


def _branch_name(study: StudyYear, person: Key) -> str:
    membership = last_membership(study.people[person], year_span(study.year).end)
    return "" if membership is None else study.tree.name(study.tree.branch_of(membership.organization))


def _entered(connection: Connection, year: int, people: Collection[Key]) -> dict[tuple[Key, Key], _Entered]:
    rows: Any = connection.execute(
        select(
            Attendance.session_id, Attendance.person_id, Attendance.hours, Attendance.minutes, Attendance.speech
        ).where(Attendance.year == year, Attendance.deleted == false(), among(Attendance.person_id, people))
    )
    return {(session, person): _Entered(*entered) for session, person, *entered in rows}


def _line(study: StudyYear, row: EarnedRow, entered: _Entered, lecturers: Mapping[Key, frozenset[Key]]) -> StudyLine:
    session = row.session
    lectured = row.person in lecturers.get(session.key, ())
    speech = () if entered.speech is None else (entered.speech.label,)
    return StudyLine(
        session=session.key,
        number=session.number,
        title=session.title,
        held_on=session.starts_on,
        kinds=(session.kind, *(kind for kind in SessionKind if kind in session.kinds - {session.kind})),
        roles=(row.status.label, *((LECTURED,) if lectured else ()), *speech),
        hours=row.hours,
        source=_source(study, row, entered, lectured=lectured),
    )


def _source(study: StudyYear, row: EarnedRow, entered: _Entered, *, lectured: bool) -> str:
    """Say what the hours are taken from; the cap on online hours is named where it may have cut them."""
    whole = row.session.hours or NO_HOURS
    if entered.hours is not None:
        words, full = OF_PERSON, entered.hours
    elif entered.minutes is not None:
        words, full = f"{entered.minutes}分钟折算", row.hours
    elif lectured and study.rules.lecturing_factor != 1:
        words, full = OF_SESSION, row.hours
    else:
        words, full = OF_SESSION, whole
    if lectured and study.rules.lecturing_factor != 1 and entered.hours is None:
        words += f"，{FACTOR}"
    if row.hours < full and row.session.delivery is Delivery.ONLINE and study.rules.online_cap is not None:
        return f"{words}，{ONLINE_CAP}"
    return LESS_MISSED if row.hours < full else words
