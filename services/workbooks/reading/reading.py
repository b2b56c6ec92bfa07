"""From raw sheets to rows: which sheet it is, which column is which, what each cell means."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from services.workbooks import wording
from services.workbooks.importing.journal import CLEAR, Clear, ReadSheet, Row
from services.workbooks.reading import cells
from services.workbooks.reading.cells import Cell, CellRefusedError
from services.workbooks.reading.opening import RawSheet
from services.workbooks.rows import RefusedCell
from services.workbooks.sheets.catalogue import FORMAT_BY_NAME, FORMATS
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import Stored
from services.workbooks.sheets.session_sheets import GRID

# Headings are looked for in so many rows: above them stand titles and units.
_HEADING_ROWS: Final = 10
# Columns that stand in real grids and are no sessions.
_BESIDE_GRID: Final = frozenset(
    ["序号", "备注", "合计", "小计", "性别", "党小组", "党内职务", "应到", "实到", "出勤率", "次数"]
)
_CLEAR_MARKS: Final = (wording.CLEAR_MARK, "[清空]", "［清空］", "【清空】")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand (an index into the rows), and what the columns are."""

    form: SheetFormat
    at: int
    columns: dict[int, Column]
    others: dict[int, str]

    @property
    def missing(self) -> tuple[Column, ...]:
        """List the required columns that are not there."""
        there = {column.field for column in self.columns.values()}
        return tuple(column for column in self.form.columns if column.required and column.field not in there)


def read_sheet(raw: RawSheet) -> ReadSheet | None:
    """Read a sheet; None where it is none that the program knows."""
    headings = _by_name(raw)
    if headings is None or headings.missing:
        headings = _by_headings(raw) or headings
    return None if headings is None else _read(raw, headings)


def read_grid(raw: RawSheet, sessions: frozenset[str]) -> ReadSheet | None:
    """Read a sheet as an attendance grid if its headings are names of people's columns and known sessions."""
    for at in range(min(_HEADING_ROWS, len(raw.rows))):
        headings = _headings(GRID, raw.rows[at], at)
        marks = set(headings.others.values()) - _BESIDE_GRID
        if not headings.missing and marks and marks <= sessions:
            return _read(raw, headings)
    return None


def _read(raw: RawSheet, headings: Headings) -> ReadSheet:
    sheet = ReadSheet(raw.name, headings.form, [])
    if headings.missing:
        sheet.refused = [
            RefusedCell(headings.at + 1, column.label, "", wording.COLUMN_MISSING, wording.COLUMN_MISSING_REMEDY)
            for column in headings.missing
        ]
        return sheet
    if headings.form is GRID:
        sheet.sessions = {str(index): name for index, name in headings.others.items() if name not in _BESIDE_GRID}
        sheet.unknown_columns = tuple(name for name in headings.others.values() if name in _BESIDE_GRID)
    else:
        sheet.unknown_columns = tuple(headings.others.values())
    reader = _RowReader(headings)
    for at in range(headings.at + 1, len(raw.rows)):
        row = reader.read(at + 1, raw.rows[at])
        if row is not None:
            sheet.rows.append(row)
    return sheet


def _by_name(raw: RawSheet) -> Headings | None:
    form = FORMAT_BY_NAME.get(cells.compact(raw.name))
    if form is None or not raw.rows:
        return None
    candidates = [_headings(form, raw.rows[at], at) for at in range(min(_HEADING_ROWS, len(raw.rows)))]
    return max(candidates, key=lambda found: (not found.missing, len(found.columns), -found.at))


def _by_headings(raw: RawSheet) -> Headings | None:
    for at in range(min(_HEADING_ROWS, len(raw.rows))):
        fitting = [
            found
            for form in FORMATS
            if form is not GRID and not (found := _headings(form, raw.rows[at], at)).missing and len(found.columns) > 1
        ]
        fitting.sort(key=lambda found: len(found.columns), reverse=True)
        if fitting and (len(fitting) == 1 or len(fitting[0].columns) > len(fitting[1].columns)):
            return fitting[0]
    return None


def _headings(form: SheetFormat, row: list[Cell], at: int) -> Headings:
    labels = _labels(form.name)
    columns: dict[int, Column] = {}
    others: dict[int, str] = {}
    taken: set[str] = set()
    for index, cell in enumerate(row):
        if cells.is_empty(cell):
            continue
        column = labels.get(_plain(cells.shown(cell))) or labels.get(_without_brackets(cells.shown(cell)))
        if column is None or column.field in taken:
            others[index] = cells.plain_text(cells.shown(cell))
        else:
            columns[index] = column
            taken.add(column.field)
    return Headings(form, at, columns, others)


@cache
def _labels(name: str) -> dict[str, Column]:
    labels: dict[str, Column] = {}
    for column in FORMAT_BY_NAME[name].columns:
        labels[_plain(column.label)] = column
    for column in FORMAT_BY_NAME[name].columns:
        for label in column.other_labels:
            labels.setdefault(_plain(label), column)
    return labels


def _plain(heading: str) -> str:
    return cells.compact(unicodedata.normalize("NFKC", heading)).strip("*:")


def _without_brackets(heading: str) -> str:
    return _plain(_plain(heading).partition("(")[0])


class _RowReader:
    """Reads the rows below the headings; what a text means is looked up once, since texts repeat down a column."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._columns = tuple(headings.columns.items())
        marks = headings.others if headings.form is GRID else {}
        self._marks = tuple(index for index, name in marks.items() if name not in _BESIDE_GRID)
        self._required = tuple(column for column in headings.form.columns if column.required)
        self._known: dict[tuple[str, str], Stored | Clear] = {}

    def read(self, number: int, cells_of_row: list[Cell]) -> Row | None:
        """Read one row; None where it is empty or the template's example."""
        row = Row(number, {})
        for index, column in self._columns:
            cell = cells_of_row[index] if index < len(cells_of_row) else None
            if not cells.is_empty(cell):
                self._read_cell(row, column, cell)
        for index in self._marks:
            cell = cells_of_row[index] if index < len(cells_of_row) else None
            if not cells.is_empty(cell):
                row.cells[str(index)] = cells.compact(cells.shown(cell))
        if not (row.cells or row.refused) or _is_example(self._headings, cells_of_row):
            return None
        refused = {cell.column for cell in row.refused}
        for column in self._required:
            if column.field not in row.cells and column.label not in refused:
                row.refused.append(RefusedCell(number, column.label, "", wording.REQUIRED, wording.REQUIRED_REMEDY))
        return row

    def _read_cell(self, row: Row, column: Column, cell: Cell) -> None:
        asked = (column.field, cell) if isinstance(cell, str) else None
        if asked is not None and asked in self._known:
            row.cells[column.field] = self._known[asked]
            return
        try:
            value = _parse(column, cell)
        except CellRefusedError as error:
            row.refused.append(RefusedCell(row.number, column.label, cells.shown(cell), error.reason, error.remedy))
            return
        row.cells[column.field] = value
        if asked is not None:
            self._known[asked] = value


def _parse(column: Column, cell: Cell) -> Stored | Clear:
    if cell == cells.FORMULA_ERROR:
        raise CellRefusedError(wording.CELL_ERROR, wording.CELL_ERROR_REMEDY)
    if isinstance(cell, str) and cells.compact(cell) in _CLEAR_MARKS:
        if column.required:
            raise CellRefusedError(wording.NOT_CLEARABLE, wording.NOT_CLEARABLE_REMEDY)
        return CLEAR
    return column.kind.parse(cell)


def _is_example(headings: Headings, row: list[Cell]) -> bool:
    first = min(headings.columns)
    return first < len(row) and cells.compact(cells.shown(row[first])).startswith(("示例：", "示例:"))
