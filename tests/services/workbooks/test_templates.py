"""Templates: what Excel shows, and that a filled-in one comes in while its example row stays out."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from services.workbooks.errors import SheetUnknownError
from services.workbooks.rows import Outcome
from services.workbooks.service import WorkbookImporter
from services.workbooks.sheets.catalogue import FORMATS, SHEET_NAMES
from services.workbooks.writing.templates import WorkbookTemplates


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "模板.xlsx"
    WorkbookTemplates().write(SHEET_NAMES, path)
    return path


def test_the_example_rows_are_no_data(importer: WorkbookImporter, template: Path) -> None:
    plan = importer.plan(template, create_missing=False)
    assert [sheet.name for sheet in plan.sheets] == list(SHEET_NAMES)
    assert all(sheet.rows == () and sheet.refused == () for sheet in plan.sheets)
    assert all(sheet.unknown_columns == () for sheet in plan.sheets)


def test_every_sheet_has_its_headings_notes_drop_downs_and_a_marked_example(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames == list(SHEET_NAMES)
    for form in FORMATS:
        sheet = book[form.name]
        assert [cell.value for cell in sheet[1]] == [column.label for column in form.columns]
        assert str(sheet["A2"].value).startswith("示例：")
        assert sheet.freeze_panes == "A2"
        lists = sum(1 for column in form.columns if column.kind.choices)
        assert len(sheet.data_validations.dataValidation) == lists
        assert all(len(rule.formula1) <= 255 for rule in sheet.data_validations.dataValidation)
        required = [cell for cell, column in zip(sheet[1], form.columns, strict=True) if column.required]
        assert all(cell.comment is not None and "必填" in cell.comment.text for cell in required)


def test_a_filled_in_template_comes_in(importer: WorkbookImporter, template: Path) -> None:
    book = load_workbook(template)
    book["党组织"].append(["第三党支部", "党支部"])
    book.save(template)
    plan = importer.plan(template, create_missing=False)
    assert plan.sheets[0].count(Outcome.NEW) == 1
    assert plan.sheets[0].rows[0].row == 3


def test_an_unknown_sheet_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(SheetUnknownError) as caught:
        WorkbookTemplates().write(("花名",), tmp_path / "out.xlsx")
    assert "花名册" in caught.value.known
    assert not (tmp_path / "out.xlsx").exists()
