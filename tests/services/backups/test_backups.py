"""Backups and restore: verified, on a second place too, and nothing that is replaced is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.organizations import Organization
from services.backups.errors import BackupFaultyError, RestoreOntoItselfError
from services.backups.restoring import RestoreService
from services.backups.rows import Occasion, TableDifference
from services.clock import FixedClock
from services.errors import FileNotWritableError, NotALedgerError
from services.ledger_file import LedgerFiles

PAGE_BYTES = 4096
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def files_at(folder: Path, moment: datetime = NOON, second: Path | None = None) -> LedgerFiles:
    return LedgerFiles(folder / "backups", FixedClock(moment), second_backup_folder=second)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    files_at(tmp_path).create(path, "某某公司党委").close()
    return path


def rename(path: Path, name: str) -> None:
    with closing(files_at(path.parent).open_for_reading(path)) as database, database.transaction() as session:
        session.execute(update(Organization).values(name=name))


def name_in(path: Path) -> str:
    with closing(files_at(path.parent).open_for_reading(path)) as database, database.reading() as connection:
        return str(connection.execute(select(Organization.name)).scalar_one())


def test_the_first_opening_of_a_day_makes_a_backup(ledger: Path) -> None:
    for hours in (0, 1, 5, 24):
        files_at(ledger.parent, NOON + timedelta(hours=hours)).open(ledger).close()
    rows = files_at(ledger.parent).backups.rows(ledger)
    assert [(row.made_at.day, row.occasion) for row in rows] == [(6, Occasion.DAILY), (5, Occasion.DAILY)]
    assert all(name_in(row.path) == "某某公司党委" for row in rows)


def test_ledgers_of_one_name_have_backups_of_their_own(ledger: Path) -> None:
    other = ledger.parent / "elsewhere" / ledger.name
    files = files_at(ledger.parent)
    files.create(other, "另一个党委").close()
    files.open(ledger).close()
    files.open(other).close()
    assert [name_in(row.path) for row in files.backups.rows(other)] == ["另一个党委"]


def test_a_name_with_signs_of_search_patterns_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / "台账[新].db"
    files = files_at(tmp_path)
    files.create(path, "某某公司党委").close()
    files.open(path).close()
    assert len(files.backups.rows(path)) == 1


def test_a_second_place_gets_the_same_and_may_be_missing(ledger: Path, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    made = files_at(tmp_path, second=second).backups.make(ledger, None, Occasion.BY_HAND)
    assert made.second is not None
    assert made.second.read_bytes() == made.path.read_bytes()
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    made = files_at(tmp_path, NOON + timedelta(hours=1), blocked).backups.make(ledger, None, Occasion.BY_HAND)
    assert made.second_failed
    assert name_in(made.path) == "某某公司党委"


def test_a_damaged_ledger_gives_no_backup(ledger: Path, tmp_path: Path) -> None:
    content = bytearray(ledger.read_bytes())
    content[3 * 4096 : 12 * 4096] = b"\xff" * (9 * 4096)
    ledger.write_bytes(content)
    with pytest.raises((BackupFaultyError, NotALedgerError)):
        files_at(tmp_path).backups.make(ledger, None, Occasion.BY_HAND)
    assert list((tmp_path / "backups").rglob("*.db*")) == []


def test_a_copy_that_is_not_sound_is_no_backup_and_thins_nothing(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in (0, 1, 2):
        files_at(tmp_path, NOON + timedelta(hours=hours)).backups.make(ledger, None, Occasion.BY_HAND)
    later = files_at(tmp_path, NOON + timedelta(days=100)).backups
    before = later.rows(ledger)
    monkeypatch.setattr("models.driver.copy_database", lambda source, target, _key: target.write_bytes(torn(source)))
    with pytest.raises(BackupFaultyError):
        later.make(ledger, None, Occasion.BY_HAND)
    assert later.rows(ledger) == before
    monkeypatch.undo()
    later.make(ledger, None, Occasion.BY_HAND)
    assert len(later.rows(ledger)) == 2


def torn(path: Path) -> bytes:
    """Give a file of which one page, deep inside, was not written."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'organizations'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = bytes(PAGE_BYTES)
    return bytes(content)


def test_a_second_copy_that_reads_back_otherwise_is_told_and_not_kept(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.copyfile", lambda source, target: target.write_bytes(torn(source)))
    made = files_at(tmp_path, second=tmp_path / "stick").backups.make(ledger, None, Occasion.BY_HAND)
    assert made.second_failed
    assert list((tmp_path / "stick").rglob("*.db*")) == []


def test_no_room_is_said(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file in the folder's place")
    with pytest.raises(FileNotWritableError):
        files_at(tmp_path).backups.make(ledger, None, Occasion.BY_HAND)


def test_restore_shows_what_changes_keeps_what_it_replaces_and_can_be_restored_again(ledger: Path) -> None:
    files = files_at(ledger.parent)
    backup = files.backups.make(ledger, None, Occasion.BY_HAND).path
    rename(ledger, "新名字")
    service = RestoreService(files)
    preview = service.preview(backup, ledger)
    assert preview.same_ledger
    assert preview.tables == (TableDifference("organizations", 0, 1, 0),)
    restored = service.restore(backup, ledger)
    assert name_in(ledger) == "某某公司党委"
    assert restored.replaced is not None
    service.restore(restored.replaced, ledger)
    assert name_in(ledger) == "新名字"


def test_restore_makes_a_file_where_there_is_none(ledger: Path, tmp_path: Path) -> None:
    files = files_at(tmp_path)
    backup = files.backups.make(ledger, None, Occasion.BY_HAND).path
    target = tmp_path / "new.db"
    assert RestoreService(files).restore(backup, target).replaced is None
    assert name_in(target) == "某某公司党委"


@pytest.mark.parametrize("damage", [lambda _: b"torn", lambda content: content[:5000]], ids=["other", "cut"])
def test_a_file_that_does_not_open_is_kept_beside_the_restored_one(
    ledger: Path, damage: Callable[[bytes], bytes]
) -> None:
    files = files_at(ledger.parent)
    backup = files.backups.make(ledger, None, Occasion.BY_HAND).path
    damaged = damage(ledger.read_bytes())
    ledger.write_bytes(damaged)
    ledger.with_name(ledger.name + "-journal").write_bytes(b"left over")
    restored = RestoreService(files).restore(backup, ledger)
    assert restored.replaced is not None
    assert restored.replaced.read_bytes() == damaged
    assert name_in(ledger) == "某某公司党委"


def test_a_backup_is_never_restored_onto_itself_nor_a_wrong_file_over_a_ledger(ledger: Path, tmp_path: Path) -> None:
    files = files_at(tmp_path)
    with pytest.raises(RestoreOntoItselfError):
        RestoreService(files).restore(ledger, ledger)
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no ledger" * 1000)
    before = ledger.read_bytes()
    with pytest.raises(NotALedgerError):
        RestoreService(files).restore(wrong, ledger)
    assert ledger.read_bytes() == before
