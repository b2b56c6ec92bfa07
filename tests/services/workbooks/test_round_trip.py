"""What goes out comes in again unchanged: into its own database, and into a new one."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.database import Database
from services.ledger_file import LedgerFiles
from services.workbooks.service import WorkbookImporter
from services.workbooks.sheets.catalogue import SHEET_NAMES
from services.workbooks.writing.exporter import WorkbookExporter
from tests.services.workbooks.books import counts, load, query
from tests.services.workbooks.conftest import CLOCK
from tests.services.workbooks.rich import RICH


def cells_of(path: Path) -> dict[str, list[list[object]]]:
    with CalamineWorkbook.from_path(path) as book:
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }


@pytest.fixture
def exported(importer: WorkbookImporter, database: Database, tmp_path: Path) -> Path:
    load(importer, tmp_path / "in.xlsx", RICH)
    path = tmp_path / "out.xlsx"
    WorkbookExporter(database).export(SHEET_NAMES, path, full=True)
    return path


def test_every_row_of_every_sheet_comes_in_as_new(importer: WorkbookImporter, tmp_path: Path) -> None:
    plan = load(importer, tmp_path / "in.xlsx", RICH)
    assert plan.made == ("专题：主题教育",)
    for name, (new, changed, unchanged, refused) in counts(plan).items():
        rows = len(RICH[name]) - 1
        there_already = {"党组织": 1, "出勤表": 1}.get(name, 0)
        assert (name, new, changed + unchanged, refused) == (name, rows - there_already, there_already, 0)


def test_an_export_into_its_own_database_changes_nothing(
    importer: WorkbookImporter, database: Database, exported: Path
) -> None:
    plan = importer.plan(exported, create_missing=False)
    assert [cell for sheet in plan.sheets for cell in sheet.refused] == []
    assert {name: (new, changed) for name, (new, changed, _, _) in counts(plan).items()} == dict.fromkeys(
        SHEET_NAMES, (0, 0)
    )
    assert importer.apply(plan).changes.tables == frozenset()


def test_an_export_into_a_new_database_goes_out_the_same_cell_by_cell(exported: Path, tmp_path: Path) -> None:
    other = LedgerFiles(tmp_path / "backups", CLOCK).create(tmp_path / "other.db", "某某公司党委")
    importer = WorkbookImporter(other, CLOCK)
    importer.apply(importer.plan(exported, create_missing=True))
    again = tmp_path / "again.xlsx"
    WorkbookExporter(other).export(SHEET_NAMES, again, full=True)
    other.close()
    assert cells_of(again) == cells_of(exported)


def test_text_that_looks_like_a_formula_stays_text(exported: Path, database: Database) -> None:
    rows = cells_of(exported)
    assert rows["党组织"][1][-1] == "=SUM(1,2)"
    assert query(database, "SELECT note FROM organizations WHERE kind = 'committee'") == [("=SUM(1,2)",)]
    assert any("#N/A" in row for row in rows["出勤"])


def test_records_without_a_number_are_exported_with_one(exported: Path) -> None:
    rows = cells_of(exported)
    for name, column in (("花名册", 1), ("经费支出", 0), ("落实项目", 0), ("宣传与资料", 0), ("存在问题", 1)):
        assert all(row[column] for row in rows[name]), name
