"""Tables to be read and printed, as the sheets of a workbook: title, heading rows that stay in sight, page set-up."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from services.workbooks.sheets.kinds import TEXT_FORMAT

PROGRAM: Final = "学习台账"
_A4: Final = 9
_LONG_SIDE, _SHORT_SIDE = 297, 210
_MARGIN: Final = 15
_FOOT: Final = 8
_MILLIMETRES_PER_INCH: Final = 25.4
_POINTS_PER_INCH: Final = 72
_MILLIMETRES_PER_CHARACTER: Final = 1.95
"""Width of a digit of the sheet's font: Excel's unit of column widths."""

_FINER: Final = 2
"""A picture's dots stand closer than those of a screen: twice as fine on paper."""

_TITLE_HEIGHT: Final = 30.0
_LINE_HEIGHT: Final = 14.5
_LETTERS_PER_UNIT: Final = 1.05
"""Latin letters of the cells' 10 points in a unit of width, which is a digit of the default font's 11."""

_SIZE: Final = 10
_SHEET_NAME: Final = 31
_FORBIDDEN_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LIKE_FORMULA: Final = "=+-@#＝＋－＠\t\r"
_TITLE, _LINE, _HEADING, _CELL = "台账标题", "台账说明", "台账表头", "台账"
_WIDER_THAN_LATIN: Final = "\u2000"

CellValue = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell's value; a number or a date has its number format."""

    value: CellValue
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column: its share of the page's width (any unit), and left, center or right."""

    share: float
    placement: str


@dataclass(frozen=True, slots=True)
class PrintedHeading:
    """A heading's cell: row among the heading rows and first column, both from 0; how far it reaches."""

    row: int
    column: int
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A table with what stands around it; `row_height` is a least height in millimetres, 0 for as high as the text.

    `code` leads from the paper back to its record: at the top right of every page, on the first one as `picture` (PNG).
    """

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[PrintedColumn, ...]
    headings: tuple[PrintedHeading, ...]
    heading_rows: int
    rows: tuple[tuple[PrintedCell, ...], ...]
    notes: tuple[str, ...]
    mark: str
    landscape: bool
    row_height: float = 0.0
    code: str = ""
    picture: bytes = b""


def write_book(title: str, sheets: Sequence[PrintedSheet], created: dt.datetime) -> bytes:
    """Write the workbook; texts are never taken for formulas."""
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    book.properties.title = title
    book.properties.creator = PROGRAM
    book.properties.created = book.properties.modified = created.replace(tzinfo=None)
    book.remove(book.worksheets[0])
    for printed in sheets:
        name = printed.name.translate(_FORBIDDEN_IN_NAMES).strip()[:_SHEET_NAME] or PROGRAM
        _write_sheet(book.create_sheet(name), printed)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_sheet(sheet: Worksheet, printed: PrintedSheet) -> None:
    first = len(printed.lines) + 2
    _set_widths(sheet, printed)
    _write_across(sheet, 1, printed.title, printed, _TITLE)
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    for number, line in enumerate(printed.lines, start=2):
        _write_across(sheet, number, line, printed, _LINE)
    _write_headings(sheet, first, printed)
    last = _write_rows(sheet, first + printed.heading_rows, printed)
    for number, note in enumerate(printed.notes, start=last + 1):
        _write_across(sheet, number, note, printed, _LINE)
    _set_page(sheet, printed)
    if printed.picture:
        picture = Image(BytesIO(printed.picture))
        picture.width, picture.height = picture.width // _FINER, picture.height // _FINER
        sheet.add_image(picture, f"{get_column_letter(len(printed.columns))}1")
    sheet.freeze_panes = f"A{first + printed.heading_rows}"
    sheet.print_title_rows = f"{first}:{first + printed.heading_rows - 1}"


def _styles() -> list[NamedStyle]:
    line = Side(style="thin")
    frame = Border(left=line, right=line, top=line, bottom=line)
    plain = Font(name="宋体", size=_SIZE)
    styles = [
        NamedStyle(_TITLE, font=Font(name="宋体", size=18, bold=True), alignment=_aligned("center")),
        NamedStyle(_LINE, font=plain, alignment=_aligned("left")),
        NamedStyle(
            _HEADING,
            font=Font(name="黑体", size=_SIZE),
            alignment=_aligned("center"),
            border=frame,
            fill=PatternFill("solid", fgColor="EFEFEF"),
        ),
    ]
    placements = ("left", "center", "right")
    return styles + [
        NamedStyle(_CELL + each, font=plain, alignment=_aligned(each), border=frame) for each in placements
    ]


def _aligned(placement: str) -> Alignment:
    return Alignment(horizontal=placement, vertical="center", wrap_text=True)


def _widths(printed: PrintedSheet) -> list[float]:
    """Share the page's width out, in characters."""
    room = (_LONG_SIDE if printed.landscape else _SHORT_SIDE) - 2 * _MARGIN
    total = sum(column.share for column in printed.columns)
    return [column.share / total * room / _MILLIMETRES_PER_CHARACTER for column in printed.columns]


def _set_widths(sheet: Worksheet, printed: PrintedSheet) -> None:
    for number, width in enumerate(_widths(printed), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write_across(sheet: Worksheet, row: int, text: str, printed: PrintedSheet, style: str) -> None:
    """Write a line over all columns, high enough for its text: merged cells do not grow by themselves."""
    _put(sheet, row, 1, PrintedCell(text)).style = style
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(printed.columns))
    sheet.row_dimensions[row].height = _lines(text, sum(_widths(printed))) * _LINE_HEIGHT


def _lines(text: str, width: float) -> int:
    """Estimate how many lines a text takes in so many characters; Chinese ones are twice as wide as Latin ones."""
    room = max(int(width * _LETTERS_PER_UNIT), 2)
    taken = sum(2 if character > _WIDER_THAN_LATIN else 1 for character in text)
    return max(-(-taken // (room - room % 2)), 1)


def _write_headings(sheet: Worksheet, first: int, printed: PrintedSheet) -> None:
    widths = _widths(printed)
    for row in range(first, first + printed.heading_rows):
        for column in range(1, len(printed.columns) + 1):
            sheet.cell(row, column).style = _HEADING
    for heading in printed.headings:
        row, column = first + heading.row, heading.column + 1
        _put(sheet, row, column, PrintedCell(heading.text))
        if heading.rows == 1:
            room = sum(widths[heading.column : heading.column + heading.columns])
            _grow(sheet, row, _lines(heading.text, room))
        if heading.rows > 1 or heading.columns > 1:
            end_row, end_column = row + heading.rows - 1, column + heading.columns - 1
            sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)


def _grow(sheet: Worksheet, row: int, lines: int, least: float = 0.0) -> None:
    """Make a row high enough, in points; one of a single line stays free to grow by itself when it is edited."""
    if lines > 1 or least:
        dimension = sheet.row_dimensions[row]
        dimension.height = max(dimension.height or 0.0, least, lines * _LINE_HEIGHT)


def _write_rows(sheet: Worksheet, first: int, printed: PrintedSheet) -> int:
    """Write the rows; tell the last one's number."""
    styles, widths = [_CELL + column.placement for column in printed.columns], _widths(printed)
    height = printed.row_height / _MILLIMETRES_PER_INCH * _POINTS_PER_INCH
    row = first - 1
    for row, cells in enumerate(printed.rows, start=first):
        for number, (cell, style) in enumerate(zip(cells, styles, strict=True), start=1):
            made = _put(sheet, row, number, cell, style)
            if cell.number_format:
                made.number_format = cell.number_format
        texts = [(cell.value, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell.value, str)]
        _grow(sheet, row, max((_lines(text, width) for text, width in texts), default=1), height)
    return row


def _put(sheet: Worksheet, row: int, column: int, cell: PrintedCell, style: str = "") -> Any:
    """Set a cell; what looks like a formula or a number but is text is marked as text, also for who edits it."""
    made: Any = sheet.cell(row, column)
    if style:
        made.style = style
    if isinstance(cell.value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", cell.value)
        made.value = text
        made.data_type = "s"
        if text[:1] in _LIKE_FORMULA or text.isdigit():
            made.number_format = TEXT_FORMAT
    else:
        made.value = cell.value
    return made


def _set_page(sheet: Any, printed: PrintedSheet) -> None:
    """A4 as wide as the table, the mark above, page x of y below."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if printed.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    side, edge = _MARGIN / _MILLIMETRES_PER_INCH, _FOOT / _MILLIMETRES_PER_INCH
    sheet.page_margins = PageMargins(left=side, right=side, top=side + edge / 2, bottom=side, header=edge, footer=edge)
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader.left.text = printed.mark
    if printed.code:
        sheet.oddHeader.right.text = printed.code.replace("&", "&&")
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
