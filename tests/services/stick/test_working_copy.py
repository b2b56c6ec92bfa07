"""A ledger on a stick is worked on here and handed back whole; nothing of anybody's is written over."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.database import Database
from services.errors import AppError, PasswordNeededError
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from services.protection.service import ProtectionService
from services.stick.errors import NewerOnStickError, StickGoneError
from services.stick.generations import generations
from services.stick.rows import Begun
from services.stick.working_copy import WorkingCopies, WorkingCopy
from tests.services.book import CLOCK
from tests.services.stick.failing import Cut, FailingFiles, Failure

MOMENT = "2026-03-05 12:00"


class Pc:
    """A PC with its own data folder."""

    def __init__(self, folder: Path, password: str = "") -> None:
        self.files = LedgerFiles(folder / "backups", CLOCK, lambda _path: password, folder.name)
        self.copies = WorkingCopies(folder / "working", self.files)

    @contextmanager
    def at_work(self, path: Path) -> Iterator[tuple[WorkingCopy, Database]]:
        copy = self.copies.open(path)
        with closing(self.files.open(copy.path)) as database:
            yield copy, database


def rename(database: Database, name: str) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET name = ?", (name,))


def name_in(database: Database) -> str:
    return OrganizationService(database, CLOCK).top_name()


def name_on(pc: Pc, path: Path) -> str:
    with closing(pc.files.open_for_reading(path)) as database:
        return name_in(database)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    LedgerFiles(tmp_path / "maker", CLOCK).create(folder / "党委.db", "党委").close()
    return folder


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "pc")


@pytest.fixture
def other(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "other")


def names(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.iterdir())


def test_work_comes_back_to_the_stick_as_new_generations(pc: Pc, other: Pc, stick: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.TAKEN
        assert copy.path.parent.parent == pc.copies.folder
        assert copy.hand_back(database, MOMENT) is None
        rename(database, "第一次")
        handed = copy.hand_back(database, MOMENT)
        assert handed is not None
        assert handed.path.name == "党委.000001.db"
        assert copy.handed_back == MOMENT
        assert not copy.has_news(database)
        rename(database, "第二次")
        copy.hand_back(database, MOMENT)
    assert names(stick) == ["党委.000000.db", "党委.000001.db", "党委.000002.db"]
    with other.at_work(base) as (_copy, database):
        assert name_in(database) == "第二次"
        for count in range(3, 6):
            rename(database, f"第{count}次")
            _copy.hand_back(database, MOMENT)
    assert names(stick) == ["党委.000003.db", "党委.000004.db", "党委.000005.db"]
    assert name_on(pc, stick / "党委.000005.db") == "第5次"


def test_a_pulled_stick_leaves_the_work_here_and_it_is_handed_back_later(pc: Pc, stick: Path, tmp_path: Path) -> None:
    base, away = stick / "党委.db", tmp_path / "away"
    with pc.at_work(base) as (copy, database):
        rename(database, "拔出前")
        stick.rename(away)
        assert not copy.stick_is_there
        rename(database, "拔出后")
        with pytest.raises(StickGoneError):
            copy.hand_back(database, MOMENT)
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.WITHOUT_STICK
        assert name_in(database) == "拔出后"
    away.rename(stick)
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.CONTINUED
        assert copy.hand_back(database, MOMENT) is not None
    assert name_on(pc, stick / "党委.000001.db") == "拔出后"


def test_what_somebody_else_wrote_is_merged_before_ours_follows_it(pc: Pc, other: Pc, stick: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base) as (copy, database):
        rename(database, "甲写的")
        with other.at_work(base) as (theirs, their_database):
            with their_database.transaction() as session:
                session.connection().exec_driver_sql("UPDATE organizations SET note = '乙写的'")
            theirs.hand_back(their_database, MOMENT)
        with pytest.raises(NewerOnStickError):
            copy.hand_back(database, MOMENT)
        newer = copy.newer()
        assert newer is not None
        MergeService(database, CLOCK, pc.files).merge(newer[0].path)
        copy.merged(newer)
        assert copy.hand_back(database, MOMENT) is not None
    with other.at_work(base) as (_copy, database):
        with database.reading() as connection:
            found = connection.exec_driver_sql("SELECT name, note FROM organizations").one()
        assert tuple(found) == ("甲写的", "乙写的")


def test_both_sides_apart_at_the_opening_is_said_and_nothing_is_lost(pc: Pc, other: Pc, stick: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base) as (_copy, database):
        rename(database, "甲没有存回")
    with other.at_work(base) as (theirs, database):
        rename(database, "乙存回了")
        theirs.hand_back(database, MOMENT)
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.APART
        assert name_in(database) == "甲没有存回"
        with pytest.raises(NewerOnStickError):
            copy.hand_back(database, MOMENT)
    assert len(generations(base)) == 2


def test_without_work_of_ours_the_newest_of_the_stick_is_taken(pc: Pc, other: Pc, stick: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base):
        pass
    with other.at_work(base) as (theirs, database):
        rename(database, "乙存回了")
        theirs.hand_back(database, MOMENT)
    with pc.at_work(stick / "党委.000001.db") as (copy, database):
        assert copy.begun is Begun.TAKEN
        assert copy.base == base
        assert name_in(database) == "乙存回了"


def test_a_stick_that_has_another_letter_now_gets_what_was_not_handed_back(pc: Pc, stick: Path, tmp_path: Path) -> None:
    with pc.at_work(stick / "党委.db") as (copy, database):
        rename(database, "没有存回")
        stick.rename(tmp_path / "another place")
    stick = tmp_path / "another place"
    (tmp_path / "third").mkdir()
    LedgerFiles(tmp_path / "maker", CLOCK).create(tmp_path / "third" / "党委.db", "另一个党委").close()
    with pc.at_work(tmp_path / "third" / "党委.db") as (copy, database):
        assert name_in(database) == "另一个党委"  # of the same name, but not the same ledger
    with pc.at_work(stick / "党委.db") as (copy, database):
        assert copy.begun is Begun.CONTINUED
        assert name_in(database) == "没有存回"
        assert copy.hand_back(database, MOMENT) is not None
    assert name_on(pc, stick / "党委.000001.db") == "没有存回"


def test_a_torn_generation_is_passed_over(pc: Pc, stick: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base) as (copy, database):
        for name in ("一", "二"):
            rename(database, name)
            copy.hand_back(database, MOMENT)
    torn = stick / "党委.000002.db"
    torn.write_bytes(torn.read_bytes()[:200_000])
    with Pc(pc.copies.folder.parent.parent / "third").at_work(base) as (copy, database):
        assert name_in(database) == "一"
        assert copy.passed_over == (torn,)


def test_another_stick_in_the_same_place_is_not_written_to(pc: Pc, stick: Path, tmp_path: Path) -> None:
    base = stick / "党委.db"
    with pc.at_work(base) as (copy, database):
        rename(database, "甲")
        stick.rename(tmp_path / "away")
        stick.mkdir()
        with pytest.raises(StickGoneError):
            copy.hand_back(database, MOMENT)
        LedgerFiles(tmp_path / "maker", CLOCK).create(base, "别的党委").close()
        with pytest.raises(NewerOnStickError):
            copy.hand_back(database, MOMENT)
    assert names(stick) == ["党委.db"]


def test_a_protected_ledger_stays_protected_on_the_way(tmp_path: Path, stick: Path) -> None:
    base = stick / "党委.db"
    ProtectionService(LedgerFiles(tmp_path / "maker", CLOCK)).set_password(base, "secret-1")
    with pytest.raises(PasswordNeededError):
        Pc(tmp_path / "without").copies.open(base)
    with Pc(tmp_path / "with", "secret-1").at_work(base) as (copy, database):
        rename(database, "某党委的名称")
        handed = copy.hand_back(database, MOMENT)
        assert handed is not None
    for file in (handed.path, copy.path):
        assert "某党委的名称".encode() not in file.read_bytes()
        assert not file.read_bytes().startswith(b"SQLite")


def test_a_password_changed_elsewhere_sets_the_copy_here_aside(tmp_path: Path, stick: Path) -> None:
    base = stick / "党委.db"
    ProtectionService(LedgerFiles(tmp_path / "maker", CLOCK)).set_password(base, "secret-1")
    with Pc(tmp_path / "pc", "secret-1").at_work(base) as (_copy, database):
        rename(database, "没有存回")
    ProtectionService(LedgerFiles(tmp_path / "maker", CLOCK, lambda _: "secret-1")).change_password(base, "secret-2")
    with Pc(tmp_path / "pc", "secret-2").at_work(base) as (copy, database):
        assert name_in(database) == "党委"
        assert copy.set_aside is not None
        with closing(Pc(tmp_path / "pc", "secret-1").files.open_for_reading(copy.set_aside)) as aside:
            assert name_in(aside) == "没有存回"


@pytest.mark.parametrize("failure", list(Failure))
def test_a_hand_back_that_fails_anywhere_is_made_good_by_the_next(pc: Pc, stick: Path, failure: Failure) -> None:
    base = stick / "党委.db"
    layer = FailingFiles()
    copies = WorkingCopies(pc.copies.folder, pc.files, layer)
    copy = copies.open(base)
    before = len(layer.calls)
    layer.failure = failure
    with closing(pc.files.open(copy.path)) as database:
        for at in range(1, 24, 4):
            rename(database, f"第{at}次")
            layer.at = before + at
            try:
                copy.hand_back(database, MOMENT)
            except (AppError, Cut, OSError):
                layer.dead = False
            layer.at = 0
            if (newer := copy.newer()) is not None:  # cut between writing it and noting it: it is our own
                MergeService(database, CLOCK, pc.files).merge(newer[0].path)
                copy.merged(newer)
            copy.hand_back(database, MOMENT)
            before = len(layer.calls)
            assert name_on(pc, generations(base)[0].path) == f"第{at}次"
