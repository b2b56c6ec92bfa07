"""The sheet 落实项目: a row a measure; its project is found or made by session, name and date."""

from collections import Counter
from typing import Any, Final

from models.enums import WorkState
from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, add_record, for_each_row, note_change, set_fields
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.sheets.work_sheets import FOLLOW_UP
from services.workbooks.writing.derived_numbers import NumberIndex, number_of

PROJECT_FIELDS: Final = ("session_id", "name", "decided_on")
MEASURE_FIELDS: Final = (
    "content",
    "responsible_unit",
    "responsible_person",
    "deadline",
    "state",
    "completed_on",
)


def import_follow_up(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the measure of each row; a project that lost its last measure is marked as deleted."""
    handler = _FollowUpRows(context, [row for sheet in sheets for row in sheet.rows])
    for_each_row(sheets, handler.handle)
    handler.drop_empty_projects()


class _FollowUpRows:
    def __init__(self, context: ImportContext, rows: list[Row]) -> None:
        self._context = context
        self._projects = context.image.table("follow_up_projects")
        self._measures = context.image.table("follow_up_measures")
        self._in_file = Counter(row.text("number") for row in rows)
        self._left: set[bytes] = set()
        self._project_by_name: dict[tuple[Any, ...], Record] = {}
        self._numbers = NumberIndex()
        self._untaken: dict[tuple[Any, ...], list[Record]] = {}
        for project in sorted(self._projects.live(), key=lambda record: record.key, reverse=True):
            self._project_by_name[tuple(project.values[name] for name in PROJECT_FIELDS)] = project
        for measure in sorted(self._measures.live(), key=lambda record: record.key):
            self._untaken.setdefault(self._content_of(measure), []).append(measure)
            self._numbers.add(measure)

    def _content_of(self, measure: Record) -> tuple[Any, ...]:
        project = self._projects.records[measure.values["project_id"]]
        values = tuple(project.values[name] for name in PROJECT_FIELDS)
        return values + tuple(measure.values[name] for name in MEASURE_FIELDS)

    def handle(self, row: Row) -> None:
        """Find or make one measure."""
        session = row.text("session")
        session_key = self._context.sessions.resolve(session).key if session else None
        about = (session_key, row.text("name"), row.text("decided_on"))
        number = row.text("number")
        if number:
            identity = (number,) if self._in_file[number] == 1 else (number, *about, row.text("content"))
            if not self._context.claim(FOLLOW_UP, identity, row):
                return
            measure = self._numbered(row, number, about)
        else:
            there = self._untaken.get((*about, *self._values(row).values()), [])
            measure = there.pop(0) if there else None
        if measure is None:
            project = self._project(about)
            measure = add_record(row, self._measures, project_id=project.key, number=number, **self._values(row))
            row.is_new = True
        elif number:
            self._change(row, measure, about)
        row.key = measure.key

    def _values(self, row: Row) -> dict[str, Any]:
        values = {
            name: self._measures.defaults[name] if row.stored(name) is None else row.stored(name)
            for name in MEASURE_FIELDS
        }
        values["state"] = row.stored("state") or WorkState.NOT_STARTED.value
        return values

    def _numbered(self, row: Row, number: str, about: tuple[Any, ...]) -> Record | None:
        """Find the measure of a number; where several rows share it, project and content tell them apart."""
        found = self._numbers.find(number)
        if len(found) == 1 and self._in_file[number] == 1:
            return found[0]
        same = [
            measure
            for measure in found
            if self._content_of(measure)[: len(about)] == about and measure.values["content"] == row.text("content")
        ]
        if len(same) > 1 or (not same and found and self._in_file[number] == 1):
            raise RowRefusedError("编号", number, wording.NUMBER_AMBIGUOUS, wording.NUMBER_AMBIGUOUS_REMEDY)
        return same[0] if same else None

    def _project(self, about: tuple[Any, ...]) -> Record:
        project = self._project_by_name.get(about)
        if project is None:
            project = self._projects.add(**dict(zip(PROJECT_FIELDS, about, strict=True)))
            self._project_by_name[about] = project
        return project

    def _change(self, row: Row, measure: Record, about: tuple[Any, ...]) -> None:
        former = self._projects.records[measure.values["project_id"]]
        if not row.text("session"):
            # An empty cell changes nothing; 〔清空〕 takes the session away.
            about = (None if row.clears("session") else former.values["session_id"], *about[1:])
        project = self._project(about)
        if measure.put("project_id", project.key):
            self._left.add(former.key)
            for name in PROJECT_FIELDS[1:]:
                if former.values[name] != project.values[name]:
                    note_change(row, measure, FOLLOW_UP.by_field[name], former.values[name], project.values[name])
            if former.values["session_id"] != project.values["session_id"]:
                old, new = (self._session_number(key.values["session_id"]) for key in (former, project))
                note_change(row, measure, FOLLOW_UP.by_field["session"], old, new)
        set_fields(row, measure, FOLLOW_UP, MEASURE_FIELDS)

    def _session_number(self, key: bytes | None) -> str | None:
        if key is None:
            return None
        number: str = self._context.image.table("sessions").records[key].values["number"]
        return number_of(number, key)

    def drop_empty_projects(self) -> None:
        """Mark the projects whose last measure moved to another project."""
        for key in self._left:
            if not any(measure.values["project_id"] == key for measure in self._measures.live()):
                self._projects.records[key].put("deleted", 1)
