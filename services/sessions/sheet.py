"""The attendance sheet of a session: reading it, and writing only the rows that differ."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, false, insert, select
from sqlalchemy.orm import Session

from models.keys import Key
from models.people import Person
from models.sessions import Attendance, Sitting, SittingMiss, StudySession
from services.drafts import field_values, fill, require_number, require_order
from services.errors import RecordMissingError
from services.sessions.expected import PeopleOnDay, expected_people, sheet_order, standing_observers
from services.sessions.rows import AttendanceEntry, SessionDetail, SheetRow, SittingMissEntry

WHAT: Final = "出勤"
_NUMBERS: Final = {"minutes": "分钟", "hours": "学时", "score": "成绩", "reflections": "心得篇数"}


def load_sheet(connection: Connection, session: SessionDetail) -> tuple[SheetRow, ...]:
    """List the expected people, standing observers and whoever has an entry, by branch and number."""
    draft = session.draft
    everybody = PeopleOnDay.load(connection, draft.starts_on)
    expected = {
        person.person_id
        for person in expected_people(connection, everybody, draft.kind, draft.organization_id, draft.audiences)
    }
    entries = _entries(connection, session.key)
    sit_in = standing_observers(connection, draft.starts_on, draft.kind, draft.organization_id)
    people = [everybody.people[key] for key in {*expected, *sit_in, *entries} if key in everybody.people]
    return tuple(
        SheetRow(person, person.person_id in expected, entries.get(person.person_id))
        for person in sorted(people, key=sheet_order)
    )


def _entries(connection: Connection, session_id: Key) -> dict[Key, AttendanceEntry]:
    table = Attendance.__table__
    rows = connection.execute(select(table).where(table.c.session_id == session_id, table.c.deleted == false()))
    return {row.person_id: stored_entry(row) for row in rows}


def stored_entry(row: Any) -> AttendanceEntry:
    """Give what a row of attendance says, as an entry of the sheet."""
    return AttendanceEntry(**{field.name: getattr(row, field.name) for field in fields(AttendanceEntry)})


def write_sheet(
    session: Session, held: StudySession, entries: Collection[AttendanceEntry], removed: Iterable[Key]
) -> bool:
    """Write the entries that differ from what is stored, take away the removed people's; tell whether any was."""
    stored = {row.person_id: row for row in session.scalars(select(Attendance).where(Attendance.session_id == held.id))}
    _check_people(session, {entry.person_id for entry in entries} - stored.keys())
    new: list[dict[str, Any]] = []
    changed = False
    for entry in entries:
        _check_entry(held, entry)
        values = field_values(entry) | {"deleted": False}
        row = stored.get(entry.person_id)
        if row is None:
            new.append(values | {"session_id": held.id, "year": held.starts_on.year})
        else:
            changed |= fill(row, values)
    for person_id in removed:
        if person_id in stored:
            changed |= fill(stored[person_id], {"deleted": True})
    if new:
        session.execute(insert(Attendance), new)
    return changed or bool(new)


def _check_people(session: Session, keys: set[Key]) -> None:
    known = set(session.scalars(select(Person.id).where(Person.deleted == false()))) if keys else set()
    if keys - known:
        raise RecordMissingError(what="人员")


def _check_entry(held: StudySession, entry: AttendanceEntry) -> None:
    for name, label in _NUMBERS.items():
        require_number(WHAT, label, getattr(entry, name))
    require_order("补学", held.starts_on, entry.made_up_on)


def load_misses(connection: Connection, session_id: Key) -> tuple[SittingMissEntry, ...]:
    """List who missed which sitting of a session."""
    rows = connection.execute(
        select(SittingMiss.sitting_id, SittingMiss.person_id, SittingMiss.reason)
        .join(Sitting, Sitting.id == SittingMiss.sitting_id)
        .where(Sitting.session_id == session_id, Sitting.deleted == false(), SittingMiss.deleted == false())
        .order_by(Sitting.number, SittingMiss.person_id)
    )
    return tuple(SittingMissEntry(row.sitting_id, row.person_id, row.reason) for row in rows)


def write_misses(session: Session, held: StudySession, entries: Collection[SittingMissEntry]) -> bool:
    """Make the list of missed sittings of a session this one; tell whether anything differed."""
    sittings = set(session.scalars(select(Sitting.id).where(Sitting.session_id == held.id, Sitting.deleted == false())))
    if any(entry.sitting_id not in sittings for entry in entries):
        raise RecordMissingError(what="场次")
    stored = {
        (row.sitting_id, row.person_id): row
        for row in session.scalars(select(SittingMiss).where(SittingMiss.sitting_id.in_(sittings)))
    }
    wanted = {(entry.sitting_id, entry.person_id): entry for entry in entries}
    _check_people(session, {person_id for _, person_id in wanted.keys() - stored.keys()})
    changed = False
    for key, row in stored.items():
        if key not in wanted:
            changed |= fill(row, {"deleted": True})
    for key, entry in wanted.items():
        if key in stored:
            changed |= fill(stored[key], field_values(entry) | {"deleted": False})
        else:
            session.add(SittingMiss(**field_values(entry)))
            changed = True
    return changed
