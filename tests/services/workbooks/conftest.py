"""Fixtures: a new file with its top organisation, and workbooks written by openpyxl."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.database import Database
from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from services.workbooks.service import WorkbookImporter

CLOCK = FixedClock(datetime(2026, 3, 5, 12, tzinfo=UTC))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = LedgerFiles(tmp_path / "backups", CLOCK).create(tmp_path / "台账.db", "某某公司党委")
    yield made
    made.close()


@pytest.fixture
def importer(database: Database) -> WorkbookImporter:
    return WorkbookImporter(database, CLOCK)
