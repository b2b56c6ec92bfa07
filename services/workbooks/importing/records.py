"""Sheets whose rows are the same by 编号, else by their whole content: 经费预算, 经费支出, 宣传与资料, 存在问题."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from models.enums import ExpenseState, ShortcomingState
from services.workbooks import wording
from services.workbooks.importing.children import ListedTexts
from services.workbooks.importing.context import (
    ImportContext,
    add_record,
    cleared,
    for_each_row,
    note_change,
    set_value,
)
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import CLEAR, ReadSheet, Row, RowRefusedError
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.work_sheets import BUDGET, EXPENSES, MATERIALS, SHORTCOMINGS
from services.workbooks.writing.derived_numbers import NumberIndex, number_of

_NUMBER: Final = "number"
Content: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names another record: how its key is found, and how it is written again."""

    column: str
    find: Callable[[ImportContext, Row, Column], bytes]
    write: Callable[[ImportContext, bytes], str]


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """How a sheet's rows become records of a table."""

    form: SheetFormat
    table: str
    references: dict[str, Reference] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    children: tuple[str, str, str, str] | None = None


def _organization(context: ImportContext, row: Row, column: Column) -> bytes:
    return context.organizations.resolve(row.text(column.field), column.label).key


def _session(context: ImportContext, row: Row, column: Column) -> bytes:
    return context.sessions.resolve(row.text(column.field), column.label).key


def _fund_source(context: ImportContext, row: Row, column: Column) -> bytes:
    code = row.text(column.field)
    for record in context.image.table("fund_sources").live():
        if record.values["code"] == code:
            return record.key
    raise RowRefusedError(column.label, column.kind.write(code), wording.NOT_A_CHOICE, wording.NUMBER_AMBIGUOUS_REMEDY)


def _organization_name(context: ImportContext, key: bytes) -> str:
    return context.organizations.reference(key)


def _session_number(context: ImportContext, key: bytes) -> str:
    number: str = context.image.table("sessions").records[key].values["number"]
    return number_of(number, key)


def _fund_source_code(context: ImportContext, key: bytes) -> str:
    code: str = context.image.table("fund_sources").records[key].values["code"]
    return code


ORGANIZATION: Final = Reference("organization_id", _organization, _organization_name)
SESSION: Final = Reference("session_id", _session, _session_number)
_FUND_SOURCE: Final = Reference("fund_source_id", _fund_source, _fund_source_code)

BUDGET_RECORDS: Final = RecordSheet(BUDGET, "budget_lines", {"fund_source": _FUND_SOURCE, "organization": ORGANIZATION})
EXPENSE_RECORDS: Final = RecordSheet(
    EXPENSES,
    "expenses",
    {"fund_source": _FUND_SOURCE, "organization": ORGANIZATION, "session": SESSION},
    {"state": ExpenseState.DRAFT.value},
)
MATERIAL_RECORDS: Final = RecordSheet(MATERIALS, "materials", {"organization": ORGANIZATION})
SHORTCOMING_RECORDS: Final = RecordSheet(
    SHORTCOMINGS,
    "shortcomings",
    defaults={"state": ShortcomingState.OPEN.value},
    children=("measures", "shortcoming_measures", "shortcoming_id", "content"),
)


def import_records(spec: RecordSheet) -> Callable[[ImportContext, list[ReadSheet]], None]:
    """Make the handler of such a sheet."""

    def handle(context: ImportContext, sheets: list[ReadSheet]) -> None:
        rows = _RecordRows(context, spec)
        for_each_row(sheets, rows.handle)

    return handle


class _RecordRows:
    def __init__(self, context: ImportContext, spec: RecordSheet) -> None:
        self._context = context
        self._spec = spec
        self._columns = tuple(column for column in spec.form.columns if column.field != _NUMBER)
        self._table = context.image.table(spec.table)
        self._children = None
        if spec.children is not None:
            _, table, owner, text = spec.children
            self._children = ListedTexts(context.image.table(table), owner, text)
        self._numbers = NumberIndex()
        self._by_content: dict[Content, list[Record]] = {}
        for record in sorted(self._table.live(), key=lambda found: found.key):
            self._by_content.setdefault(self._content_of(record), []).append(record)
            if _NUMBER in spec.form.by_field:
                self._numbers.add(record)

    def handle(self, row: Row) -> None:
        """Find or make the record of one row."""
        content = self._content(row)
        number = row.text(_NUMBER)
        if not number:
            self._nth(row, content)
            return
        found = self._numbers.find(number)
        if len(found) > 1:
            raise RowRefusedError("编号", number, wording.NUMBER_AMBIGUOUS, wording.NUMBER_AMBIGUOUS_REMEDY)
        if not self._context.claim(self._spec.form, number, row):
            return
        if not found:
            self._numbers.add(self._add(row, content, number))
            return
        row.key = found[0].key
        for column in self._columns:
            if column.field in row.cells:
                self._set(row, found[0], column, content)

    def _nth(self, row: Row, content: Content) -> None:
        """Take the first record of this content that no row has taken; the n-th row is the n-th record."""
        there = self._by_content.get(content, [])
        if there:
            row.key = there.pop(0).key
        else:
            self._add(row, content, "")

    def _content(self, row: Row) -> Content:
        """Give a row's values in the order of the columns, with what empty cells mean in a new record."""
        values: list[Any] = []
        for column in self._columns:
            reference = self._spec.references.get(column.field)
            if self._is_child(column):
                values.append(row.stored(column.field) or ())
            elif reference is not None:
                values.append(reference.find(self._context, row, column) if row.text(column.field) else None)
            else:
                stored = row.stored(column.field)
                default = self._spec.defaults.get(column.field, self._table.defaults[column.field])
                values.append(default if stored is None else stored)
        return tuple(values)

    def _content_of(self, record: Record) -> Content:
        return tuple(
            self._children.of(record.key)
            if self._children is not None and self._is_child(column)
            else record.values[self._name(column)]
            for column in self._columns
        )

    def _is_child(self, column: Column) -> bool:
        return self._spec.children is not None and column.field == self._spec.children[0]

    def _name(self, column: Column) -> str:
        reference = self._spec.references.get(column.field)
        return column.field if reference is None else reference.column

    def _add(self, row: Row, content: Content, number: str) -> Record:
        values = {
            self._name(column): value
            for column, value in zip(self._columns, content, strict=True)
            if not self._is_child(column)
        }
        if number:
            values[_NUMBER] = number
        record = add_record(row, self._table, **values)
        for column, value in zip(self._columns, content, strict=True):
            if self._children is not None and self._is_child(column):
                self._children.put(record.key, value)
        row.is_new = True
        row.key = record.key
        return record

    def _set(self, row: Row, record: Record, column: Column, content: Content) -> None:
        value = content[self._columns.index(column)]
        reference = self._spec.references.get(column.field)
        if self._children is not None and self._is_child(column):
            old = self._children.of(record.key)
            if old != value:
                self._children.put(record.key, value)
                note_change(row, record, column, old, value)
        elif reference is not None:
            old = record.values[reference.column]
            if record.put(reference.column, value):
                write = reference.write
                before = None if old is None else write(self._context, old)
                note_change(row, record, column, before, None if value is None else write(self._context, value))
        elif row.cells[column.field] is CLEAR:
            set_value(row, record, column, cleared(record, column, column.field))
        else:
            set_value(row, record, column, value)
