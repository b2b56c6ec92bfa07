"""The sheets 出勤 and 出勤表: one record a person and session, whichever sheet it stands in."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from models.enums import AttendanceStatus
from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, for_each_row, note_change, set_value
from services.workbooks.importing.image import Record, TableImage
from services.workbooks.importing.journal import CLEAR, ReadSheet, Row, RowRefusedError
from services.workbooks.sheets.kinds import minutes_of, minutes_text
from services.workbooks.sheets.session_sheets import ATTENDANCE, GRID

_FIELDS: Final = ("status", "leave_reason", "made_up_on", "made_up_how", "speech", "score", "note")
_COLUMNS: Final = tuple(ATTENDANCE.by_field[name] for name in _FIELDS)
_HOURS: Final = ATTENDANCE.by_field["hours"]
_STATUS: Final = ATTENDANCE.by_field["status"]
_MARKS: Final = {
    mark: status.value
    for status, marks in (
        (AttendanceStatus.PRESENT, "√ ✓ ✔ 出 出席 1"),
        (AttendanceStatus.LEAVE, "假 请假"),
        (AttendanceStatus.ABSENT, "缺 缺席 × ✕ ✗ x X 0"),
        (AttendanceStatus.MADE_UP, "补 补学"),
        (AttendanceStatus.OBSERVER, "列 列席"),
    )
    for mark in marks.split()
}


def import_attendance(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the attendance of each row."""
    table = _load(context, {row.text("session") for sheet in sheets for row in sheet.rows})
    for_each_row(sheets, lambda row: _import_row(context, table, row))


def _load(context: ImportContext, numbers: Iterable[str]) -> TableImage:
    """Read the attendance of the sessions that the file names, and no other."""
    table = context.attendance()
    keys: list[bytes] = []
    for number in numbers:
        try:
            session = context.sessions.find(number, "")
        except RowRefusedError:
            continue
        if session is not None and not session.is_new:
            keys.append(session.key)
    context.load_attendance(keys)
    return table


def _import_row(context: ImportContext, table: TableImage, row: Row) -> None:
    session = context.sessions.resolve(row.text("session"))
    person = context.people.resolve(row, session.values["starts_on"])
    identity = (session.key, person.key)
    if not context.claim(ATTENDANCE, identity, row):
        return
    record = _record(table, row, session, person)
    for column in _COLUMNS:
        if column.field in row.cells:
            value = row.cells[column.field]
            set_value(row, record, column, record.clearable[column.field] if value is CLEAR else value)
    if _HOURS.field in row.cells:
        _set_hours(row, record)


def _set_hours(row: Row, record: Record) -> None:
    """Set a person's own hours, or the minutes where the cell gives these; own hours go before minutes."""
    stored = row.stored(_HOURS.field)
    minutes = minutes_of(stored)
    old = record.values["hours"]
    if old is None:
        old = minutes_text(record.values["minutes"])
    hours = stored if minutes is None else None
    changed = record.put("hours", hours)
    if minutes is not None or row.clears(_HOURS.field):
        changed = record.put("minutes", minutes) or changed
    if changed:
        note_change(row, record, _HOURS, old, stored)


def _record(table: TableImage, row: Row, session: Record, person: Record) -> Record:
    record = table.records.get((session.key, person.key))
    if record is None or record.values["deleted"]:
        record = table.add(
            session_id=session.key,
            person_id=person.key,
            year=int(session.values["starts_on"][:4]),
            status=row.text("status"),
        )
        record.made_by = row
        row.is_new = True
    return record


def import_grid(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the marks of an attendance grid; a heading that is no session refuses the sheet's column once."""
    table = _load(context, {heading for sheet in sheets for heading in sheet.sessions.values()})
    for sheet in sheets:
        for_each_row([sheet], partial(_import_grid_row, context, table, sheet.sessions))


def _import_grid_row(context: ImportContext, table: TableImage, sessions: dict[str, str], row: Row) -> None:
    for name, heading in sessions.items():
        if name not in row.cells:
            continue
        mark = row.text(name)
        session = context.sessions.find(heading, heading)
        if session is None:
            raise RowRefusedError(heading, mark, wording.SESSION_UNKNOWN, wording.SESSION_UNKNOWN_REMEDY)
        person = context.people.resolve(row, session.values["starts_on"])
        if mark not in _MARKS:
            raise RowRefusedError(heading, mark, wording.GRID_CELL, wording.GRID_CELL_REMEDY)
        _import_mark(context, table, row, (session, person, _MARKS[mark]))


def _import_mark(context: ImportContext, table: TableImage, row: Row, found: tuple[Record, Record, str]) -> None:
    session, person, status = found
    identity = (session.key, person.key)
    record = table.records.get(identity)
    listed = context.claimed(ATTENDANCE, identity)
    marked = context.claimed(GRID, identity)
    if (listed or marked) and record is not None:
        if record.values["status"] != status:
            raise RowRefusedError(
                session.values["number"], _STATUS.kind.write(status), wording.MARK_DIFFERS, wording.REPEATED_REMEDY
            )
        return
    single = Row(row.number, {"status": status})
    context.claim(GRID, identity, single)
    record = _record(table, single, session, person)
    row.is_new = row.is_new or single.is_new
    if record.made_by is not single:
        set_value(row, record, _STATUS, status)
