"""From a row behind a figure to the record itself: what it hangs on, and the year under which it is listed."""

from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from models.base import Base
from models.keys import Key
from services.errors import RecordMissingError
from services.figures.rows import Record

_OWNERS: Final = {
    "study_items": ("sessions", "session_id"),
    "certificates": ("people", "person_id"),
    "follow_up_measures": ("follow_up_projects", "project_id"),
    "plan_items": ("plans", "plan_id"),
}
_YEARS: Final = {
    "sessions": "starts_on",
    "expenses": "spent_on",
    "budget_lines": "year",
    "payrolls": "year",
    "plans": "year",
    "shortcomings": "year",
    "follow_up_projects": "decided_on",
    "materials": "issued_on",
    "study_app_scores": "scored_on",
}
"""The column that says under which year a record is listed."""


def find_record(connection: Connection, table: str, key: tuple[Key, ...]) -> Record:
    """Find where a record is; one of attendance (session, person) hangs on its session. RecordMissingError."""
    if table == "attendance":
        session, person = key
        return Record(table, person, _year(connection, "sessions", session), session)
    own = key[0]
    if table not in _OWNERS:
        return Record(table, own, _year(connection, table, own))
    owners, column = _OWNERS[table]
    owner = _value(connection, table, own, column)
    if not isinstance(owner, bytes):
        raise RecordMissingError(table)
    return Record(table, own, _year(connection, owners, Key(owner)), Key(owner))


def _year(connection: Connection, table: str, key: Key) -> int | None:
    if table not in _YEARS:
        return None
    found = _value(connection, table, key, _YEARS[table])
    return found.year if isinstance(found, date) else found if isinstance(found, int) else None


def _value(connection: Connection, table: str, key: Key, column: str) -> object:
    columns = Base.metadata.tables[table].c
    return connection.execute(select(columns[column]).where(columns.id == key)).scalar()
