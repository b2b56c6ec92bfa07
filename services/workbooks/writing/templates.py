"""Empty forms: drop-downs, notes on the headings, one example row marked as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from services.workbooks import wording
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import Choices, Day
from services.workbooks.writing.exporter import known_forms, save
from services.workbooks.writing.sheet_writer import (
    EXAMPLE_FONT,
    HEADING_ALIGNMENT,
    HEADING_FILL,
    HEADING_FONT,
    REQUIRED_FILL,
    start_sheet,
)

# Drop-downs and formats reach so far down.
_LAST_ROW: Final = 3000
_NOTE_WIDTH: Final = 260
_NOTE_HEIGHT: Final = 110


@dataclass(frozen=True, slots=True)
class WorkbookTemplates:
    """Writes empty templates."""

    def write(self, names: Sequence[str], path: Path) -> None:
        """Write the templates of these sheets into one workbook; SheetUnknownError, FileNotWritableError."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for form in known_forms(names):
            _write_sheet(book.create_sheet(form.name), form)
        save(book, path)


def _write_sheet(sheet: Worksheet, form: SheetFormat) -> None:
    start_sheet(sheet, form.columns)
    sheet.row_dimensions[1].height = 30
    for index, column in enumerate(form.columns, start=1):
        _write_heading(sheet, index, column, form.note if index == 1 else "")
        _write_example(sheet, index, column)
        _add_drop_down(sheet, index, column)


def _write_heading(sheet: Worksheet, index: int, column: Column, sheet_note: str) -> None:
    cell = sheet.cell(1, index, column.label)
    cell.font = HEADING_FONT
    cell.fill = REQUIRED_FILL if column.required else HEADING_FILL
    cell.alignment = HEADING_ALIGNMENT
    words = [
        "必填。" if column.required else "",
        column.note,
        wording.DATE_REMEDY + "。" if isinstance(column.kind, Day) else "",
        _possible(column),
        sheet_note,
    ]
    note = "\n".join(word for word in words if word)
    if note:
        cell.comment = Comment(note, "学习台账", height=_NOTE_HEIGHT, width=_NOTE_WIDTH)


def _possible(column: Column) -> str:
    choices = column.kind.choice.choices if isinstance(column.kind, Choices) else column.kind.choices
    return wording.CHOICES + wording.LIST_SEPARATOR.join(choices) + "。" if choices else ""


def _write_example(sheet: Worksheet, index: int, column: Column) -> None:
    """Write the example; the first cell carries the mark by which an import leaves the row out."""
    example = column.example
    cell = sheet.cell(2, index)
    if index == 1:
        cell.value = f"{wording.EXAMPLE_MARK}{example}"
    elif example is not None:
        cell.value = column.kind.write(column.kind.parse(example))
        cell.number_format = column.kind.number_format
    cell.font = EXAMPLE_FONT
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].number_format = column.kind.number_format


def _add_drop_down(sheet: Worksheet, index: int, column: Column) -> None:
    choices = column.kind.choices
    if not choices:
        return
    letter = get_column_letter(index)
    validation = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
    validation.error = wording.CHOICES + wording.LIST_SEPARATOR.join(choices)
    validation.errorTitle = column.label
    # Other usual words and 〔清空〕 come in too, so Excel warns and does not forbid.
    validation.errorStyle = "warning"
    validation.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(validation)
