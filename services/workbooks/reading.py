"""From raw sheets to rows: which sheet it is, which column is which, what each cell means."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from services.workbooks import cells, wording
from services.workbooks.catalogue import FORMAT_BY_NAME, FORMATS
from services.workbooks.cells import Cell, CellRefusedError
from services.workbooks.formats import Column, SheetFormat
from services.workbooks.journal import CLEAR, ReadSheet, Row
from services.workbooks.opening import RawSheet
from services.workbooks.rows import RefusedCell
from services.workbooks.session_sheets import GRID

# Headings are looked for in so many rows: above them stand titles and units.
_HEADING_ROWS: Final = 10


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
    headings = _by_name(raw) or _by_headings(raw)
    if headings is None:
        return None
    sheet = ReadSheet(raw.name, headings.form, [])
    if headings.missing:
        sheet.refused = [
            RefusedCell(headings.at + 1, column.label, "", wording.COLUMN_MISSING, wording.COLUMN_MISSING_REMEDY)
            for column in headings.missing
        ]
        return sheet
    if headings.form is GRID:
        sheet.sessions = {str(index): heading for index, heading in headings.others.items()}
    else:
        sheet.unknown_columns = tuple(headings.others.values())
    _read_rows(raw, headings, sheet)
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
            others[index] = cells.plain_text(cell)
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


def _read_rows(raw: RawSheet, headings: Headings, sheet: ReadSheet) -> None:
    grid = {index: str(index) for index in headings.others} if headings.form is GRID else {}
    required = [column for column in headings.form.columns if column.required]
    for at in range(headings.at + 1, len(raw.rows)):
        cells_of_row = raw.rows[at]
        row = Row(at + 1, {})
        for index, column in headings.columns.items():
            if index < len(cells_of_row) and not cells.is_empty(cells_of_row[index]):
                _read_cell(row, column, cells_of_row[index])
        for index, name in grid.items():
            if index < len(cells_of_row) and not cells.is_empty(cells_of_row[index]):
                row.cells[name] = cells.compact(cells.shown(cells_of_row[index]))
        if not (row.cells or row.refused) or _is_example(headings, cells_of_row):
            continue
        refused = {cell.column for cell in row.refused}
        for column in required:
            if column.field not in row.cells and column.label not in refused:
                row.refused.append(RefusedCell(row.number, column.label, "", wording.REQUIRED, wording.REQUIRED_REMEDY))
        sheet.rows.append(row)


def _read_cell(row: Row, column: Column, cell: Cell) -> None:
    if isinstance(cell, str) and cells.compact(cell) in (wording.CLEAR_MARK, "[清空]", "［清空］"):
        if column.required:
            row.refused.append(
                RefusedCell(
                    row.number, column.label, cells.shown(cell), wording.NOT_CLEARABLE, wording.NOT_CLEARABLE_REMEDY
                )
            )
        else:
            row.cells[column.field] = CLEAR
        return
    try:
        row.cells[column.field] = column.kind.parse(cell)
    except CellRefusedError as error:
        row.refused.append(RefusedCell(row.number, column.label, cells.shown(cell), error.reason, error.remedy))


def _is_example(headings: Headings, row: list[Cell]) -> bool:
    first = min(headings.columns)
    return first < len(row) and cells.compact(cells.shown(row[first])).startswith(("示例：", "示例:"))
