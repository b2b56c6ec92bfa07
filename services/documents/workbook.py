"""A table as a workbook: texts become cells, numbers become numbers; services.workbooks writes it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from services.documents.column_widths import ColumnContent, column_widths, longest_word
from services.documents.headings import placed_headings
from services.documents.outline import INTERNAL_MARK, Alignment, TableBook, TableDocument
from services.workbooks.writing.printed_sheet import (
    PrintedCell,
    PrintedColumn,
    PrintedHeading,
    PrintedSheet,
    write_book,
)

_NUMBER: Final = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d{1,15})(?:\.(\d{1,6}))?(%?)")
_ACROSS, _UPRIGHT = 75.0, 50.0
_PADDING, _NARROW = 1.0, 0.6
"""The page's width, what a cell needs beside its text, and a Latin letter's width, in ems of the cells' type."""

_DOTS, _BAR_DOTS = 2, 64
"""Dots of a barcode's module, and of its height."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLACEMENTS: Final = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}


def render_table(document: TableDocument | TableBook, created: datetime) -> bytes:
    """Write the table, or a sheet for each table of a book, as an .xlsx file's bytes."""
    parts = document.parts if isinstance(document, TableBook) else ((document.title, document),)
    return write_book(document.title, [_sheet(name, table) for name, table in parts], created)


def _sheet(name: str, document: TableDocument) -> PrintedSheet:
    headings = [
        PrintedHeading(row, column, cell.text, cell.columns, cell.rows)
        for row, column, cell in placed_headings(document)
    ]
    return PrintedSheet(
        name=name,
        title=document.title,
        lines=document.subtitle_lines,
        columns=tuple(
            PrintedColumn(width, _PLACEMENTS[column.alignment])
            for width, column in zip(_widths(document), document.columns, strict=True)
        ),
        headings=tuple(headings),
        heading_rows=len(document.groups) + 1,
        rows=tuple(_rows(document)),
        notes=document.notes,
        mark=INTERNAL_MARK if document.internal else "",
        landscape=document.landscape,
        row_height=document.row_height,
        code=document.code,
        picture=_barcode(document.code),
    )


def _widths(document: TableDocument) -> list[float]:
    """Share the page's width out to the columns, in ems: a number that does not fit would be shown as ####."""
    texts = list(zip(*document.rows, strict=True)) or [()] * len(document.columns)
    contents = [
        ColumnContent(column.share, each, _ems(column.heading), longest_word([column.heading], _ems))
        for column, each in zip(document.columns, texts, strict=True)
    ]
    fixed = bool(document.blank_rows or document.fill_page)
    return column_widths(contents, _ACROSS if document.landscape else _UPRIGHT, _PADDING, _ems, fixed=fixed)


def _ems(text: str) -> float:
    return sum(_NARROW if character.isascii() else 1.0 for character in text)


def _barcode(code: str) -> bytes:
    """Draw the barcode of a sheet that has one."""
    if not code:
        return b""
    from services.documents.pdf.barcode import bar_picture, bars_of  # noqa: PLC0415 - reportlab, for these sheets only

    bars = bars_of(code)
    return bar_picture(bars, _DOTS, _BAR_DOTS) if bars else b""


def _rows(document: TableDocument) -> Iterator[tuple[PrintedCell, ...]]:
    numbers = [column.holds_numbers for column in document.columns]
    for row in document.rows:
        yield tuple(_cell(text, is_number=is_number) for text, is_number in zip(row, numbers, strict=True))
    for _ in range(document.blank_rows):
        yield (PrintedCell(None),) * len(numbers)


def _cell(text: str, *, is_number: bool) -> PrintedCell:
    """Turn a text into what it states; a number keeps its commas, places and percent sign as its format."""
    if not text:
        return PrintedCell(None)
    if is_number and (match := _NUMBER.fullmatch(text)):
        return _number(*match.groups(default=""))
    if _DAY.fullmatch(text) and (day := _day(text)):
        return PrintedCell(day, "yyyy-mm-dd")
    return PrintedCell(text)


def _number(whole: str, places: str, percent: str) -> PrintedCell:
    value = Decimal(f"{whole.replace(',', '')}.{places or 0}")
    number_format = ("#,##0" if "," in whole else "0") + (f".{'0' * len(places)}" if places else "") + percent
    if percent:
        return PrintedCell(value / 100, number_format)
    return PrintedCell(value if places else int(value), number_format)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
