"""A ledger edited straight on a stick: pulled out it refuses, back again it goes on, changed elsewhere it says so."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.removable import RemovableDatabase
from services.backups.rows import Occasion
from services.folders import Seat
from services.holding import Holding, holder_file, take
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from services.protection.service import ProtectionService
from services.stick.errors import LedgerChangedError, LedgerGoneError, LedgerGotThroughError, LedgerNotTakenError
from services.stick.generations import write_generation
from services.stick.rows import StraightState
from services.stick.straight import StraightWork
from tests.services.book import CLOCK
from tests.services.stick.failing import NOWHERE
from tests.services.stick.test_working_copy import name_in, rename

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Stick:
    """A folder that goes away as a stick does, leaving nothing or an empty place behind."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "stick"
        self.away = folder / "away"
        self.ledger = self.place / "党委.db"
        self.place.mkdir()

    def pull(self, *, leaving_a_folder: bool = False) -> None:
        self.place.rename(self.away)
        if leaving_a_folder:
            self.place.mkdir()

    def plug_in(self) -> None:
        """Bring a copy back: what is open of the one that went stays with the one that went."""
        copy = self.place.with_name("copy")
        shutil.copytree(self.away, copy)
        shutil.rmtree(self.place, ignore_errors=True)
        copy.rename(self.place)
        shutil.rmtree(self.away)


@pytest.fixture
def files(tmp_path: Path) -> LedgerFiles:
    return LedgerFiles(tmp_path / "backups", CLOCK, label="甲")


@pytest.fixture
def stick(tmp_path: Path, files: LedgerFiles) -> Stick:
    made = Stick(tmp_path)
    files.create(made.ledger, "党委").close()
    return made


@pytest.fixture
def holding(stick: Stick) -> Iterator[Holding]:
    held = take(stick.ledger, Seat("张三", "DESKTOP-1"), NOW)
    yield held
    held.release()


@pytest.fixture
def database(stick: Stick, files: LedgerFiles, holding: Holding) -> Iterator[RemovableDatabase]:
    with closing(files.open(stick.ledger, holding.require, on_stick=holding.look)) as opened:
        assert isinstance(opened, RemovableDatabase)
        yield opened


@pytest.mark.parametrize("leaving_a_folder", [False, True])
def test_while_the_stick_is_out_nothing_is_read_or_written_and_afterwards_it_goes_on(
    stick: Stick,
    database: RemovableDatabase,
    leaving_a_folder: bool,  # noqa: FBT001 - a case
) -> None:
    rename(database, "拔出前")
    stick.pull(leaving_a_folder=leaving_a_folder)
    for _ in range(2):
        with pytest.raises(LedgerGoneError):
            rename(database, "拔出后")
        with pytest.raises(LedgerGoneError):
            name_in(database)
    if leaving_a_folder:
        assert list(stick.place.iterdir()) == []
    stick.plug_in()
    assert name_in(database) == "拔出前"
    rename(database, "插回后")
    assert name_in(database) == "插回后"
    assert stick.ledger.with_name("党委.db-journal").exists()
    assert not StraightWork(database, NOWHERE).state().got_through


def test_pulled_and_plugged_in_between_two_looks_the_new_place_is_written(
    stick: Stick, database: RemovableDatabase, files: LedgerFiles
) -> None:
    rename(database, "拔出前")
    stick.pull()
    stick.plug_in()
    rename(database, "插回后")
    with closing(files.open_for_reading(stick.ledger)) as other:
        assert name_in(other) == "插回后"


def test_a_write_that_ends_while_the_stick_goes_is_there_whole(stick: Stick, database: RemovableDatabase) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET name = '正在写'")
        stick.pull()
    stick.plug_in()
    assert name_in(database) == "正在写"
    rename(database, "再来一次")
    assert name_in(database) == "再来一次"


def test_what_the_stick_lost_of_what_it_had_taken_is_noticed(stick: Stick, database: RemovableDatabase) -> None:
    rename(database, "一")
    before = stick.ledger.read_bytes()
    rename(database, "二")
    stick.pull()
    (stick.away / "党委.db").write_bytes(before)
    stick.plug_in()
    with pytest.raises(LedgerChangedError):
        rename(database, "三")


def test_a_ledger_changed_elsewhere_is_not_written(stick: Stick, database: RemovableDatabase, tmp_path: Path) -> None:
    rename(database, "拔出前")
    stick.pull()
    with closing(LedgerFiles(tmp_path / "other", CLOCK).open(stick.away / "党委.db")) as other:
        rename(other, "乙写的")
    stick.plug_in()
    for _ in range(2):
        with pytest.raises(LedgerChangedError):
            rename(database, "甲写的")
    assert isinstance(StraightWork(database, NOWHERE).state().refusal, LedgerChangedError)


def test_another_ledger_in_its_place_is_not_written_and_the_right_one_is(
    stick: Stick, database: RemovableDatabase, files: LedgerFiles
) -> None:
    stick.pull(leaving_a_folder=True)
    files.create(stick.ledger, "别的党委").close()
    with pytest.raises(LedgerChangedError):
        rename(database, "甲写的")
    stick.plug_in()
    rename(database, "甲写的")
    assert name_in(database) == "甲写的"


def test_a_newer_generation_handed_back_meanwhile_is_not_passed_by(stick: Stick, database: RemovableDatabase) -> None:
    stick.pull()
    write_generation(stick.away / "党委.db", stick.away / "党委.db")
    stick.plug_in()
    with pytest.raises(LedgerChangedError):
        rename(database, "甲写的")


def test_what_was_handed_back_under_another_name_meanwhile_is_no_pulled_stick(
    stick: Stick, database: RemovableDatabase
) -> None:
    stick.ledger.rename(stick.ledger.with_name("党委.000000.db"))
    with pytest.raises(LedgerChangedError):
        rename(database, "甲写的")


def test_whoever_holds_it_now_is_not_written_over(stick: Stick, database: RemovableDatabase, holding: Holding) -> None:
    stick.pull()
    holder_file(stick.away / "党委.db").unlink()
    take(stick.away / "党委.db", Seat("李四", "DESKTOP-2"), NOW)
    stick.plug_in()
    state = StraightWork(database, NOWHERE).state()
    assert state.is_there
    assert state.refusal is not None


def test_a_write_that_got_through_is_told_before_it_is_entered_twice(stick: Stick, database: RemovableDatabase) -> None:
    before = stick.ledger.read_bytes()
    rename(database, "写到了")
    after = stick.ledger.read_bytes()
    stick.ledger.write_bytes(before)
    database.look()
    database._let_go()  # as if the commit had been refused
    database._standing = None
    database.look()
    stick.ledger.write_bytes(after)
    database._let_go()
    with pytest.raises(LedgerGotThroughError):
        rename(database, "又写一次")
    assert name_in(database) == "写到了"
    rename(database, "确实要写")
    assert name_in(database) == "确实要写"


def test_it_is_told_once_what_got_through(stick: Stick, database: RemovableDatabase) -> None:
    database.got_through = True
    work = StraightWork(database, NOWHERE)
    assert work.state() == StraightState(is_there=True, got_through=True)
    assert work.state() == StraightState(is_there=True)


def test_a_backup_of_a_ledger_that_is_gone_says_that_the_stick_is_out(
    stick: Stick, database: RemovableDatabase, files: LedgerFiles
) -> None:
    stick.pull(leaving_a_folder=True)
    with pytest.raises(LedgerGoneError):
        files.back_up(database, Occasion.BY_HAND)
    assert list(stick.place.iterdir()) == []


def test_closed_while_the_stick_is_out_it_leaves_nothing_behind(stick: Stick, files: LedgerFiles) -> None:
    database = files.open(stick.ledger, on_stick=lambda: None)
    rename(database, "拔出前")
    stick.pull(leaving_a_folder=True)
    database.close()
    assert list(stick.place.iterdir()) == []


def test_pulled_again_while_it_is_looked_at_it_is_out(stick: Stick, files: LedgerFiles) -> None:
    back = False

    def pull_again() -> None:
        if back:
            stick.pull()

    database = files.open(stick.ledger, on_stick=pull_again)
    stick.pull()
    stick.plug_in()
    back = True
    with pytest.raises(LedgerGoneError):
        name_in(database)
    database.close()


def test_two_threads_read_on_while_it_goes_and_comes(stick: Stick, database: RemovableDatabase) -> None:
    seen: list[str] = []

    def read() -> None:
        for _ in range(60):
            try:
                seen.append(name_in(database))
            except LedgerGoneError:
                seen.append("")

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        stick.pull()
        stick.plug_in()
    for thread in threads:
        thread.join()
    assert len(seen) == 120
    assert set(seen) <= {"党委", ""}


def test_a_stick_that_is_write_protected_is_said_to_be(
    stick: Stick, database: RemovableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LedgerNotTakenError), database.transaction() as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
        session.connection().exec_driver_sql("UPDATE organizations SET name = 'x'")
    assert OrganizationService(database, CLOCK).top_name() == "党委"
    rename(database, "解除写保护后")
    assert name_in(database) == "解除写保护后"


def test_a_protected_ledger_goes_on_too_and_not_under_another_password(stick: Stick, tmp_path: Path) -> None:
    files = LedgerFiles(tmp_path / "backups", CLOCK, lambda _path: "secret-1")
    ProtectionService(files).set_password(stick.ledger, "secret-1")
    with closing(files.open(stick.ledger, on_stick=lambda: None)) as database:
        stick.pull()
        with pytest.raises(LedgerGoneError):
            rename(database, "拔出后")
        stick.plug_in()
        rename(database, "插回后")
        assert name_in(database) == "插回后"
        stick.pull()
        ProtectionService(files).change_password(stick.away / "党委.db", "other-22")
        stick.plug_in()
        with pytest.raises(LedgerChangedError):
            rename(database, "换了密码后")
