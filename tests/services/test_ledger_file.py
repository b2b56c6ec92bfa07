"""New, open, back up: what the officer's file goes through before any work."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import driver
from models.organizations import Organization
from models.rules import Rule
from services.clock import FixedClock
from services.errors import FileExistsAlreadyError, FileInUseError, FileMissingError, NewerSchemaError, NotALedgerError
from services.ledger_file import LedgerFiles

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def ledger_files(tmp_path: Path, moment: datetime = NOON) -> LedgerFiles:
    return LedgerFiles(tmp_path / "backups", FixedClock(moment))


def test_a_new_file_has_its_top_organisation_and_its_rules(tmp_path: Path) -> None:
    database = ledger_files(tmp_path).create(tmp_path / "台账.db", "某某公司党委")
    with database.reading() as connection:
        assert connection.execute(select(Organization.name)).scalars().all() == ["某某公司党委"]
        assert connection.execute(select(func.count()).select_from(Rule)).scalar_one() > 10
    database.close()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    path.write_bytes(b"something dear")
    with pytest.raises(FileExistsAlreadyError):
        ledger_files(tmp_path).create(path, "某某公司党委")
    assert path.read_bytes() == b"something dear"


@pytest.mark.parametrize("content", [b"", b"not a database" * 400, b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.db"
    path.write_bytes(content)
    with pytest.raises(NotALedgerError):
        ledger_files(tmp_path).open(path)
    assert path.read_bytes() == content


def test_a_missing_file_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        ledger_files(tmp_path).open(tmp_path / "gone.db")
    assert not (tmp_path / "gone.db").exists()


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    database = ledger_files(tmp_path).create(path, "某某公司党委")
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(NewerSchemaError):
        ledger_files(tmp_path).open(path)


def test_a_file_that_another_program_writes_to_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_SECONDS", 0.05)
    path = tmp_path / "台账.db"
    database = ledger_files(tmp_path).create(path, "某某公司党委")
    other = driver.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileInUseError), database.transaction():
        pass
    other.execute("ROLLBACK")
    other.close()
    with database.transaction():
        pass
    database.close()


def test_a_file_that_another_program_keeps_to_itself_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_SECONDS", 0.05)
    files = ledger_files(tmp_path)
    path = tmp_path / "台账.db"
    files.create(path, "某某公司党委").close()
    other = driver.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    for open_file in (files.open, files.open_for_reading):
        with pytest.raises(FileInUseError):
            open_file(path)
    other.execute("ROLLBACK")
    other.close()
    files.open(path).close()
