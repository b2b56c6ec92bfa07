"""A table as a workbook: numbers are numbers, text is text whatever it looks like, headings over several columns."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from services.documents.outline import Alignment, Column, HeadingCell, TableBook, TableDocument
from services.documents.workbook import render_table

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
COLUMNS = (
    Column("序号", 1, Alignment.CENTER, number=True),
    Column("姓名", 2),
    Column("编号", 2, Alignment.CENTER),
    Column("金额", 2, Alignment.RIGHT),
)


def sheet(document: TableDocument) -> Any:
    return load_workbook(BytesIO(render_table(document, CREATED))).worksheets[0]


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("1,234.50", 1234.5, "#,##0.00"),
        ("-12", -12, "0"),
        ("40.5", 40.5, "0.0"),
        ("91.7%", 0.917, "0.0%"),
        ("2026-01-05", datetime(2026, 1, 5), "yyyy-mm-dd"),  # noqa: DTZ001  a workbook's dates have no zone
        ("2026-02-30", "2026-02-30", "General"),
        ("免", "免", "General"),
        ("—", "—", "General"),
        ("12/11", "12/11", "General"),
        ("", None, "General"),
    ],
)
def test_a_number_column_holds_numbers(text: str, value: object, number_format: str) -> None:
    cell = sheet(TableDocument("表", COLUMNS, (("1", "王伟", "D1", text),)))["D3"]
    assert (cell.value, cell.number_format) == (value, number_format)


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-备注", "@所有人", "#REF!", "00123", "20250001"])
def test_text_stays_text(text: str) -> None:
    cell = sheet(TableDocument("表", COLUMNS, (("1", text, text, "5"),)))["C3"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_titles_and_notes_are_no_formulas_either() -> None:
    made = sheet(TableDocument("=A1", COLUMNS, (), subtitle_lines=("=B1",), notes=("=C1",)))
    assert [made[at].data_type for at in ("A1", "A2", "A4")] == ["s", "s", "s"]


def test_headings_reach_over_columns_and_rows() -> None:
    groups = ((HeadingCell("序号", rows=2), HeadingCell("人员", columns=2), HeadingCell("金额", rows=2)),)
    made = sheet(TableDocument("表", COLUMNS, (("1", "王伟", "D1", "5"),), groups=groups))
    assert {str(each) for each in made.merged_cells.ranges} == {"A1:D1", "A2:A3", "B2:C2", "D2:D3"}
    assert made.freeze_panes == "A4"
    assert [made.cell(3, number).value for number in (2, 3)] == ["姓名", "编号"]


def test_a_row_of_several_lines_is_high_enough() -> None:
    made = sheet(TableDocument("表", COLUMNS, (("1", "学习" * 60, "D1", "5"), ("2", "王伟", "D2", "6"))))
    assert made.row_dimensions[3].height > 3 * 13
    assert made.row_dimensions[4].height is None


def test_a_book_has_a_sheet_for_each_table() -> None:
    table = TableDocument("学习记录", COLUMNS, (("1", "王伟", "D1", "5"),))
    book = TableBook("学习记录", (("王伟", table), ("王伟", table), ("李/强", table)))
    made = load_workbook(BytesIO(render_table(book, CREATED)))
    assert made.sheetnames == ["王伟", "王伟1", "李 强"]


def test_blank_rows_are_there_to_be_filled_in() -> None:
    made = sheet(TableDocument("签到表", COLUMNS, (("1", "王伟", "", ""),), blank_rows=2, row_height=9))
    assert made.max_row == 5
    assert made.row_dimensions[5].height == pytest.approx(9 / 25.4 * 72)
    assert made["A5"].border.left.style == "thin"


def test_a_column_is_wide_enough_for_its_numbers() -> None:
    columns = (Column("事项", 90), Column("金额", 4, Alignment.RIGHT))
    made = sheet(TableDocument("表", columns, (("培训", "12,345,678,901.90"), ("学习", "5.00"))))
    assert made.column_dimensions["B"].width > len("12,345,678,901.90")
    assert made.column_dimensions["A"].width > made.column_dimensions["B"].width
