"""Writing cells with openpyxl: text stays text, whatever it begins with; headings, widths, drop-downs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from services.workbooks.sheets.formats import Column
from services.workbooks.sheets.kinds import (
    DATE_FORMAT,
    MONEY,
    TEXT_FORMAT,
    Day,
    IdentityNumber,
    Lines,
    Text,
    Word,
    Written,
)

HEADING_FONT: Final = Font(bold=True, color="FFFFFF")
HEADING_FILL: Final = PatternFill("solid", fgColor="8C1D18")
REQUIRED_FILL: Final = PatternFill("solid", fgColor="B3261E")
EXAMPLE_FONT: Final = Font(italic=True, color="808080")
WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
HEADING_ALIGNMENT: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDE: Final = 40
_MEDIUM: Final = 20
_NARROW: Final = 13
_WIDE_TEXT: Final = 300
_LIKE_FORMULA: Final = "=#+-@＝＋－＠\t\r"


def column_width(column: Column) -> int:
    """Choose a column's width in characters from what stands in it."""
    if isinstance(column.kind, Lines):
        return _WIDE
    if isinstance(column.kind, Word):
        return _NARROW + 2
    if isinstance(column.kind, IdentityNumber):
        return _MEDIUM + 2
    if isinstance(column.kind, Text):
        return _WIDE if _WIDE_TEXT <= column.kind.limit < _WIDE_TEXT + 100 else _MEDIUM
    return max(_NARROW, 2 * len(column.label) + 2)


def start_sheet(sheet: Any, columns: Iterable[Column]) -> None:
    """Set the widths, and keep the headings in sight; before the first row is written."""
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column_width(column)
    sheet.freeze_panes = "A2"


def heading_cell(sheet: Any, label: str, *, required: bool) -> Any:
    """Make a heading's cell; required columns are brighter."""
    cell = text_cell(sheet, label)
    cell.font = HEADING_FONT
    cell.fill = REQUIRED_FILL if required else HEADING_FILL
    cell.alignment = HEADING_ALIGNMENT
    return cell


def text_cell(sheet: Any, text: str) -> Any:
    """Make a cell that holds text and nothing else: no formula, no number."""
    cell: Any = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    return cell


def value_cell(sheet: Any, column: Column, value: Written) -> Any:
    """Make a cell of a column; plain where that is safe, since cells with styles are slow."""
    if value is None:
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, dt.date) and isinstance(column.kind, Day):
        return _formatted(sheet, value, DATE_FORMAT)
    if column.kind is MONEY:
        return _formatted(sheet, value, MONEY.number_format)
    return value


def _text(sheet: Any, text: str) -> Any:
    """Leave ordinary text plain; what Excel takes for a formula (at an edit too), an error or a number is marked."""
    if "\n" in text:
        cell = text_cell(sheet, text)
        cell.alignment = WRAPPED
        return cell
    if text[0] in _LIKE_FORMULA or text.isdigit() or ILLEGAL_CHARACTERS_RE.search(text):
        return text_cell(sheet, text)
    return text


def _formatted(sheet: Any, value: Any, number_format: str) -> Any:
    cell: Any = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def new_workbook() -> Workbook:
    """Make a workbook that is written row by row."""
    return Workbook(write_only=True)
