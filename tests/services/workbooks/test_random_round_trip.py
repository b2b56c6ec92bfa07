"""Round trips of random databases: into their own file nothing changes, into a new one everything arrives."""

import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.database import Database
from models.organizations import Organization
from services.ledger_file import LedgerFiles
from services.workbooks.rows import FieldChange, Outcome
from services.workbooks.service import WorkbookImporter
from services.workbooks.sheets.catalogue import SHEET_NAMES
from services.workbooks.writing.exporter import WorkbookExporter
from tests.services.workbooks.conftest import CLOCK
from tests.services.workbooks.random_ledger import RandomLedger
from tests.services.workbooks.test_round_trip import cells_of


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    LedgerFiles(folder / "backups", CLOCK).create(folder / "empty.db", "某某公司党委").close()
    return folder / "empty.db"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_an_export_loses_nothing(empty_file: Path, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = (Database(Path(shutil.copy(empty_file, folder / f"{file}.db"))) for file in ("first", "second"))
        with first.transaction() as session:
            RandomLedger(Random(seed), session, session.scalars(select(Organization)).one()).fill()  # noqa: S311
        out, again = folder / "out.xlsx", folder / "again.xlsx"
        WorkbookExporter(first).export(SHEET_NAMES, out, full=True)
        assert _touched(first, out) == []
        importer = WorkbookImporter(second, CLOCK)
        importer.apply(importer.plan(out, create_missing=False))
        WorkbookExporter(second).export(SHEET_NAMES, again, full=True)
        first.close()
        second.close()
        assert cells_of(again) == cells_of(out)


def _touched(database: Database, path: Path) -> list[tuple[str, int, str, tuple[FieldChange, ...]]]:
    """List the rows of a file that would change anything."""
    plan = WorkbookImporter(database, CLOCK).plan(path, create_missing=False)
    refused = [(sheet.name, cell.row, cell.reason, ()) for sheet in plan.sheets for cell in sheet.refused]
    return refused + [
        (sheet.name, row.row, row.subject, row.changes)
        for sheet in plan.sheets
        for row in sheet.rows
        if row.outcome in {Outcome.NEW, Outcome.CHANGED}
    ]
