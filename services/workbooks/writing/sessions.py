"""Rows of the sheets about sessions and attendance, as the database has them."""

from collections.abc import Iterator
from typing import Any, Final

from models.enums import AttendanceStatus, SessionKind, Topic
from services.workbooks.importing.children import LinkRows, ListedTexts
from services.workbooks.sheets.kinds import minutes_text
from services.workbooks.writing.source import ExportRow, ExportSource

GRID_MARKS: Final = {
    AttendanceStatus.PRESENT.value: "√",
    AttendanceStatus.LEAVE.value: "假",
    AttendanceStatus.ABSENT.value: "缺",
    AttendanceStatus.MADE_UP.value: "补",
    AttendanceStatus.OBSERVER.value: "列",
}
_ATTENDANCE: Final = """
SELECT a.session_id, a.person_id, a.status, a.leave_reason, a.made_up_on, a.made_up_how, a.hours, a.speech, a.score,
       a.note, a.minutes
FROM attendance a
JOIN sessions s ON s.id = a.session_id
JOIN people p ON p.id = a.person_id
WHERE a.deleted = 0 AND s.deleted = 0 AND p.deleted = 0
ORDER BY s.starts_on, s.number
"""
_ATTENDANCE_FIELDS: Final = (
    "status",
    "leave_reason",
    "made_up_on",
    "made_up_how",
    "hours",
    "speech",
    "score",
    "note",
    "minutes",
)


def session_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a session, by date and number."""
    kinds = LinkRows(source.table("session_further_kinds"), "session_id", "kind")
    topics = LinkRows(source.table("session_topics"), "session_id", "topic")
    items = ListedTexts(source.table("study_items"), "session_id", "title")
    campaigns = source.table("campaigns").records
    for record in source.table("sessions").live():
        row: ExportRow = dict(record.values)
        row["number"] = source.session_number(record.key)
        row["organization"] = source.organization(record.values["organization_id"])
        row["further_kinds"] = _in_order(SessionKind, kinds.of(record.key))
        row["topics"] = _in_order(Topic, topics.of(record.key))
        row["items"] = items.of(record.key)
        campaign = record.values["campaign_id"]
        row["campaign"] = None if campaign is None else campaigns[campaign].values["name"]
        yield row


def _in_order(kind: type[SessionKind | Topic], codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(member.value for member in kind if member.value in codes)


def sitting_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a sitting."""
    sessions = source.table("sessions").records
    for record in source.table("sittings").live():
        if record.values["session_id"] in sessions:
            yield record.values | {"session": source.session_number(record.values["session_id"])}


def miss_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row an entry of a missed sitting."""
    sittings, sessions, people = (source.table(name).records for name in ("sittings", "sessions", "people"))
    for record in source.table("sitting_misses").live():
        sitting = sittings.get(record.values["sitting_id"])
        if sitting is None or sitting.values["session_id"] not in sessions or record.values["person_id"] not in people:
            continue
        yield source.with_person(record) | {
            "session": source.session_number(sitting.values["session_id"]),
            "sitting": sitting.values["number"],
        }


def attendance_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a person and session, read as they are written."""
    people = source.table("people").records
    names: dict[bytes, ExportRow] = {}
    for session, person, *values in source.connection.exec_driver_sql(_ATTENDANCE):
        if person not in names:
            names[person] = {
                "name": people[person].values["name"],
                "number": source.person_number(person),
                "branch": source.branch_of(person),
            }
        row: ExportRow = dict(zip(_ATTENDANCE_FIELDS, values, strict=True))
        if row["hours"] is None:
            row["hours"] = minutes_text(row["minutes"])
        yield row | names[person] | {"session": source.session_number(session)}


def grid(source: ExportSource) -> tuple[list[str], list[ExportRow]]:
    """Give the numbers of the sessions that have attendance, and a row a person with a mark for each."""
    numbers: dict[str, None] = {}
    rows: dict[Any, ExportRow] = {}
    for row in attendance_rows(source):
        numbers[row["session"]] = None
        mine = rows.setdefault(row["number"], {name: row[name] for name in ("name", "number", "branch")})
        mine[f"session:{row['session']}"] = GRID_MARKS[row["status"]]
    return list(numbers), list(rows.values())
