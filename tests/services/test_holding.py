"""Who holds a ledger: told to the second, cleared when the program is dead, taken over only when nobody moves."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.enums import StepKind
from services.clock import FixedClock
from services.errors import HeldError, HoldLostError, ReadOnlyLedgerError
from services.folders import Seat
from services.holding import Holder, Holding, _written_out, holder_file, read_holder, take, take_over
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from ui.error_texts import sentence

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
HERE = Seat("张三", "DESKTOP-1")
THERE = Seat("李四", "DESKTOP-2")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    LedgerFiles(tmp_path / "backups", FixedClock(NOW)).create(path, "某某公司党委").close()
    return path


@pytest.fixture
def held(ledger: Path) -> Iterator[Holding]:
    holding = take(ledger, HERE, NOW)
    yield holding
    holding.release()


def elsewhere(ledger: Path, beat: int = 0) -> Holder:
    holder = Holder("abc", *THERE, "2026-03-05 11:00", "other/machine", 4, "mark", beat)
    holder_file(ledger).write_bytes(_written_out(holder))
    return holder


def test_the_second_is_told_by_whom_and_since_when(ledger: Path, held: Holding) -> None:
    with pytest.raises(HeldError) as caught:
        take(ledger, THERE, NOW)
    assert "由张三在电脑“DESKTOP-1”上使用（2026-03-05 12:00 起）" in sentence(caught.value)


def test_who_gives_it_free_leaves_nothing_behind(ledger: Path) -> None:
    take(ledger, HERE, NOW).release()
    assert not holder_file(ledger).exists()
    take(ledger, THERE, NOW).release()


def test_a_program_of_this_pc_that_died_holds_nothing(ledger: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from datetime import datetime;"
        "from services.holding import take; from services.folders import Seat;"
        "take(Path(sys.argv[1]), Seat('王五', 'DESKTOP-1'), datetime.now()); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(ledger)], check=False)
    left = read_holder(ledger)
    assert left is not None
    assert left.person == "王五"
    assert left.is_dead
    take(ledger, HERE, NOW).release()


def test_a_later_process_of_the_same_number_is_not_the_holder(ledger: Path, held: Holding) -> None:
    assert not held.holder.is_dead
    assert replace(held.holder, process_mark="an earlier one").is_dead


def test_another_pc_is_taken_over_only_while_its_heartbeat_stands_still(ledger: Path) -> None:
    seen = elsewhere(ledger)
    with pytest.raises(HeldError):
        take(ledger, HERE, NOW)
    elsewhere(ledger, beat=1)
    with pytest.raises(HeldError):
        take_over(ledger, seen, HERE, NOW)
    now_seen = read_holder(ledger)
    assert now_seen is not None
    holding = take_over(ledger, now_seen, HERE, NOW)
    assert read_holder(ledger) == holding.holder
    holding.release()


def test_a_holder_of_this_pc_who_is_alive_is_never_taken_over(ledger: Path, held: Holding) -> None:
    with pytest.raises(HeldError):
        take_over(ledger, held.holder, HERE, NOW)


def test_whoever_was_taken_over_writes_no_more(ledger: Path, tmp_path: Path, held: Holding) -> None:
    files = LedgerFiles(tmp_path / "backups", FixedClock(NOW))
    with closing(files.open(ledger, held.require)) as database:
        with database.transaction():
            pass
        new = elsewhere(ledger)
        held.beat()
        with pytest.raises(HoldLostError), database.transaction(StepKind.EDIT):
            pass
    assert read_holder(ledger) == new  # the heartbeat of one never gets into the file of the other
    held.release()
    assert read_holder(ledger) == new


def test_the_heartbeat_moves_and_brings_back_a_file_that_went_with_the_stick(ledger: Path, held: Holding) -> None:
    before = held.holder.beat
    held.beat()
    now = read_holder(ledger)
    assert now is not None
    assert now.beat == before + 1
    holder_file(ledger).unlink()
    held.beat()
    assert read_holder(ledger) == held.holder


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"token": 3}', b"\xff\xfe"])
def test_what_cannot_be_read_is_held_by_somebody_unknown(ledger: Path, content: bytes) -> None:
    holder_file(ledger).write_bytes(content)
    with pytest.raises(HeldError) as caught:
        take(ledger, HERE, NOW)
    assert "未知" in sentence(caught.value)
    holder = read_holder(ledger)
    assert holder is not None
    take_over(ledger, holder, HERE, NOW).release()


def test_a_folder_that_cannot_be_written_is_held_without_a_file(tmp_path: Path) -> None:
    path = tmp_path / "no folder" / "台账.db"
    holding = take(path, HERE, NOW)
    holding.require()
    assert read_holder(path) is None
    holding.release()


def test_a_reader_beside_the_holder_reads_and_writes_nothing(ledger: Path, tmp_path: Path, held: Holding) -> None:
    files = LedgerFiles(tmp_path / "backups", FixedClock(NOW))
    with closing(files.open(ledger, held.require)) as writer, closing(files.open_read_only(ledger)) as reader:
        with pytest.raises(ReadOnlyLedgerError), reader.transaction():
            pass
        with writer.transaction() as session:
            session.connection().exec_driver_sql("UPDATE organizations SET name = '改名后的党委'")
        tree = OrganizationService(reader, FixedClock(NOW)).tree()
        assert [row.name for row in tree] == ["改名后的党委"]
        with reader.reading() as connection, pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM rules")
