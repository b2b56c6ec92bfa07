"""Files of every release open: each release leaves one in tests/data."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models.sessions import Attendance
from models.upgrade import SchemaState, schema_state
from services.clock import FixedClock
from services.figures.service import FigureService
from services.ledger_file import LedgerFiles

RELEASES = sorted((Path(__file__).parents[1] / "data").glob("ledger-*.db"))
CLOCK = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))


def test_each_release_left_a_file() -> None:
    assert [path.name for path in RELEASES] == ["ledger-0.1.0.db"]


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_file_of_that_release_opens_and_still_tells_its_figures(release: Path, tmp_path: Path) -> None:
    path = tmp_path / release.name
    shutil.copy(release, path)
    database = LedgerFiles(tmp_path / "backups", CLOCK).open(path)
    assert schema_state(path) is SchemaState.CURRENT
    with database.reading() as connection:
        assert len(connection.execute(select(Attendance.year)).all()) == 40
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    values = FigureService(database, CLOCK).figures(2025).values
    database.close()
    assert values["people.members"] == 9
