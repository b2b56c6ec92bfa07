"""What the handlers of all sheets share: the image, the lookups, and how a field is set and a repeated row found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from models.keys import Key
from services.masking import MASKED_COLUMNS, masked
from services.workbooks import wording
from services.workbooks.importing.image import LedgerImage, Record, TableImage
from services.workbooks.importing.journal import CLEAR, ReadSheet, Row, RowRefusedError
from services.workbooks.importing.organization_lookup import OrganizationLookup
from services.workbooks.importing.people_lookup import PeopleLookup
from services.workbooks.importing.session_lookup import SessionLookup
from services.workbooks.rows import FieldChange
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import Stored, show


@dataclass(slots=True)
class ImportContext:
    """The state of one import."""

    image: LedgerImage
    organizations: OrganizationLookup
    people: PeopleLookup
    sessions: SessionLookup
    made: list[str] = field(default_factory=list)
    _seen: dict[tuple[str, Any], Row] = field(default_factory=dict)
    _attendance: TableImage | None = None
    _attended: set[Key] = field(default_factory=set)

    def claim(self, form: SheetFormat, identity: Any, row: Row, told: tuple[str, str] = wording.REPEATED) -> bool:
        """Take a record for a row; False where an earlier row says the very same, refused where it says otherwise."""
        earlier = self._seen.setdefault((form.name, identity), row)
        if earlier is row:
            return True
        if earlier.cells == row.cells:
            return False
        # Name the column that told which record it is: the number where the sheet has one and the row fills it in.
        numbers = [column for column in form.columns if column.field == "number" and row.text("number")]
        column = (*numbers, *form.columns)[0]
        value = show(column.kind, row.stored(column.field))
        reason, remedy = told
        raise RowRefusedError(column.label, value, reason.format(row=earlier.number), remedy)

    def attendance(self) -> TableImage:
        """Give the attendance that has been read so far."""
        if self._attendance is None:
            self._attendance = self.image.empty_table("attendance")
        return self._attendance

    def load_attendance(self, sessions: Iterable[Key]) -> None:
        """Read the attendance of those sessions that has not been read yet."""
        wanted = [key for key in sessions if key not in self._attended]
        self._attended.update(wanted)
        self.attendance().load_where_in(self.image.connection, "session_id", wanted)

    def claimed(self, form: SheetFormat, identity: Any) -> bool:
        """Tell whether a row of the file took that record."""
        return (form.name, identity) in self._seen


def for_each_row(sheets: Iterable[ReadSheet], handle: Callable[[Row], None]) -> None:
    """Hand every row to a handler; a row whose required cells are unreadable has been refused already."""
    for sheet in sheets:
        required = sheet.form.required
        for row in sheet.rows:
            if row.refused and not required <= row.cells.keys():
                continue
            try:
                handle(row)
            except RowRefusedError as error:
                row.refuse(error)


def add_record(row: Row, table: TableImage, **values: Any) -> Record:
    """Make a record for a row, which is then a new one's row."""
    record = table.add(**values)
    record.made_by = row
    return record


def set_fields(row: Row, record: Record, form: SheetFormat, names: tuple[str, ...]) -> None:
    """Set those fields of a record that the row fills in or clears; what changes is written into its story."""
    for name in names:
        if name in row.cells:
            value = row.cells[name]
            column = form.by_field[name]
            set_value(row, record, column, cleared(record, column, name) if value is CLEAR else row.stored(name))


def set_value(row: Row, record: Record, column: Column, value: Any, field_name: str = "") -> None:
    """Set one field of a record and note the change, unless the record was made by this very row."""
    name = field_name or column.field
    old = record.values[name]
    if record.put(name, value):
        note_change(row, record, column, old, value)


def note_change(row: Row, record: Record | None, column: Column, old: Stored, new: Stored) -> None:
    """Write a change into the row's story, unless its record was made by this very row."""
    if record is None or record.made_by is not row:
        before, after = show(column.kind, old), show(column.kind, new)
        if column.field in MASKED_COLUMNS:
            same = masked(before) == masked(after)
            before, after = masked(before), masked(after) + (wording.MASKED_CHANGED if same else "")
        row.changes.append(FieldChange(column.label, before, after))


def cleared(record: Record, column: Column, name: str) -> Any:
    """Give what an emptied field holds."""
    empty = record.clearable
    if name not in empty:
        raise RowRefusedError(column.label, wording.CLEAR_MARK, wording.NOT_CLEARABLE, wording.NOT_CLEARABLE_REMEDY)
    return empty[name]


def check_order(starts_on: str | None, ends_on: str | None, column: str) -> None:
    """Refuse an end before its start."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise RowRefusedError(column, ends_on, wording.ENDS_BEFORE_START, wording.ENDS_BEFORE_START_REMEDY)
