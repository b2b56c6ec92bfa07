"""Excel out: the data in the columns in which they come in again.

    exporter = WorkbookExporter(database)
    result = exporter.export(("花名册", "出勤"), path, full=False)   # ExportResult(path, rows); SHEET_NAMES: all
    WorkbookTemplates().write(("花名册",), path)          # in templates.py: empty forms

A record without a number is given one derived from its key (自编-…), the same at every export; nothing is written
into the database for it, and importing the file finds the record by it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from openpyxl import Workbook

from models.database import Database
from services.errors import FileNotWritableError
from services.masking import MASKED_COLUMNS, masked
from services.workbooks.errors import GridTooWideError, SheetUnknownError
from services.workbooks.sheets.catalogue import FORMAT_BY_NAME, FORMATS
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import Word, Written
from services.workbooks.sheets.session_sheets import ATTENDANCE, GRID
from services.workbooks.writing import people as export_people
from services.workbooks.writing import sessions as export_sessions
from services.workbooks.writing import work as export_work
from services.workbooks.writing.sheet_writer import heading_cell, new_workbook, start_sheet, value_cell
from services.workbooks.writing.source import ExportRow, ExportSource

_WIDEST: Final = 16_384
Rows: TypeAlias = Callable[[ExportSource], Iterator[ExportRow]]

_ROWS: Final[dict[str, Rows]] = {
    "党组织": export_people.organization_rows,
    "花名册": export_people.roster_rows,
    "组织关系": export_people.membership_rows,
    "任职": export_people.appointment_rows,
    "免学时": export_people.exemption_rows,
    "发展阶段": export_people.stage_rows,
    "学习活动": export_sessions.session_rows,
    "场次": export_sessions.sitting_rows,
    "缺课": export_sessions.miss_rows,
    "出勤": export_sessions.attendance_rows,
    "落实项目": export_work.follow_up_rows,
    "经费预算": export_work.record_rows("budget_lines"),
    "经费支出": export_work.record_rows("expenses"),
    "工资总额": export_work.record_rows("payrolls"),
    "计划": export_work.plan_rows,
    "学习强国": export_people.score_rows,
    "宣传与资料": export_work.record_rows("materials"),
    "存在问题": export_work.shortcoming_rows,
    "认证证书": export_people.certificate_rows,
}
# These come in an order of their own; all others are sorted by what stands in their cells, columns named first first.
_ORDERED: Final = frozenset({"党组织", "计划"})
_SORTED_BY: Final = {
    "花名册": ("branch", "number"),
    "组织关系": ("number", "starts_on"),
    "任职": ("number", "starts_on"),
    "免学时": ("number", "starts_on"),
    "学习活动": ("starts_on", "number"),
    "经费支出": ("spent_on", "number"),
    "落实项目": ("decided_on", "session", "name"),
    "宣传与资料": ("issued_on", "number"),
    "学习强国": ("scored_on", "number"),
}


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was exported: rows by sheet."""

    path: Path
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class WorkbookExporter:
    """Writes the data of a database into workbooks."""

    database: Database

    def export(self, names: Sequence[str], path: Path, *, full: bool = False) -> ExportResult:
        """Write these sheets, in the order given; SheetUnknownError, GridTooWideError, FileNotWritableError.

        Identity and telephone numbers are masked unless `full` asks for them.
        """
        forms = known_forms(names)
        require_writable(path)
        book = new_workbook()
        with self.database.reading() as connection:
            source = ExportSource(connection)
            rows = {form.name: _write(book, source, form, full=full) for form in forms}
        save(book, path)
        return ExportResult(path, rows)


def known_forms(names: Sequence[str]) -> list[SheetFormat]:
    """Find the sheets by their names."""
    for name in names:
        if name not in FORMAT_BY_NAME:
            raise SheetUnknownError(name, tuple(form.name for form in FORMATS))
    return [FORMAT_BY_NAME[name] for name in dict.fromkeys(names)]


def require_writable(path: Path) -> None:
    """Refuse before any work is done; a streamed sheet that is never saved would complain on its own."""
    try:
        _partial(path).touch()
        _partial(path).unlink()
    except OSError as error:
        raise FileNotWritableError(path) from error


def save(book: Workbook, path: Path) -> None:
    """Save a workbook beside its place first, so that a failure leaves no half file behind."""
    partial = _partial(path)
    try:
        book.save(partial)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise FileNotWritableError(path) from error


def _partial(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _write(book: Workbook, source: ExportSource, form: SheetFormat, *, full: bool) -> int:
    columns, rows = (form.columns, _sorted(form, _ROWS[form.name](source))) if form is not GRID else _grid(source)
    sheet = book.create_sheet(form.name)
    start_sheet(sheet, columns)
    sheet.append([heading_cell(sheet, column.label, required=column.required) for column in columns])
    count = 0
    for row in rows:
        sheet.append([value_cell(sheet, column, _written(column, row, full=full)) for column in columns])
        count += 1
    return count


def _written(column: Column, row: ExportRow, *, full: bool) -> Written:
    written = column.kind.write(row.get(column.field))
    return written if full or written is None or column.field not in MASKED_COLUMNS else masked(str(written))


def _grid(source: ExportSource) -> tuple[tuple[Column, ...], Iterable[ExportRow]]:
    numbers, rows = export_sessions.grid(source)
    if len(numbers) + len(GRID.columns) > _WIDEST:
        raise GridTooWideError(len(numbers))
    columns = GRID.columns + tuple(Column(f"session:{number}", number, Word()) for number in numbers)
    return columns, sorted(rows, key=lambda row: (row["branch"] or "", row["number"]))


def _sorted(form: SheetFormat, rows: Iterator[ExportRow]) -> Iterable[ExportRow]:
    if form.name in _ORDERED:
        return rows
    if form is ATTENDANCE:
        return _sorted_by_session(rows)
    first = _SORTED_BY.get(form.name, ())
    names = (*first, *(column.field for column in form.columns if column.field not in first))
    return sorted(rows, key=lambda row: tuple(_sortable(row.get(name)) for name in names))


def _sorted_by_session(rows: Iterator[ExportRow]) -> Iterator[ExportRow]:
    """Sort the people of each session, without holding more than one session's rows."""
    session: str | None = None
    held: list[ExportRow] = []
    for row in rows:
        if row["session"] != session:
            yield from sorted(held, key=_by_number)
            session, held = row["session"], []
        held.append(row)
    yield from sorted(held, key=_by_number)


def _by_number(row: ExportRow) -> str:
    number: str = row["number"]
    return number


def _sortable(value: Any) -> tuple[bool, bool, Any]:
    """Make values of one column comparable: empty ones first, numbers before texts."""
    if value is None or isinstance(value, bytes):
        return (False, False, "")
    return (True, isinstance(value, str), "\n".join(value) if isinstance(value, tuple) else value)
