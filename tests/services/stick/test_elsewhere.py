"""A stick that comes back under another letter or mount: found by the ledger's name and origin, held and used there."""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.removable import RemovableDatabase
from services.errors import HeldError
from services.folders import Seat
from services.holding import Holder, holder_file, read_holder, take
from services.protection.service import ProtectionService
from services.stick.at_work import StickWork
from services.stick.elsewhere import Elsewhere
from services.stick.generations import generations
from services.stick.rows import Begun
from services.stick.straight import StraightWork
from tests.services.book import CLOCK
from tests.services.stick.test_working_copy import Pc, name_in, name_on, rename

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
HERE = Seat("张三", "DESKTOP-1")


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "pc")


@pytest.fixture
def base(tmp_path: Path, pc: Pc) -> Path:
    """Lay a ledger in a folder of the stick that the system calls e."""
    path = tmp_path / "e" / "党建" / "党委.db"
    path.parent.mkdir(parents=True)
    pc.files.create(path, "党委").close()
    return path


def places(tmp_path: Path) -> list[Path]:
    return [tmp_path / "c", tmp_path / "f", tmp_path / "g"]


def test_the_work_goes_to_the_stick_under_its_new_letter(tmp_path: Path, pc: Pc, base: Path) -> None:
    holding = take(base, HERE, NOW)
    with pc.at_work(base) as (copy, database):
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(holding.hold, lambda: places(tmp_path)))
        rename(database, "换了盘符")
        (tmp_path / "e").rename(tmp_path / "f")
        moved = tmp_path / "f" / "党建" / "党委.db"
        state = work.state()
        assert (state.is_there, state.moved_to) == (True, moved)
        assert work.state().moved_to is None
        assert work.hand_back() is not None
        held = read_holder(moved)
        assert held is not None
        assert held.token == holding.holder.token
    assert name_on(pc, generations(moved)[0].path) == "换了盘符"
    holding.release()
    assert not holder_file(moved).exists()
    with pc.at_work(moved) as (copy, database):
        assert copy.begun is Begun.TAKEN
        assert name_in(database) == "换了盘符"


def test_what_was_not_handed_back_under_the_new_letter_goes_on_from_there(tmp_path: Path, pc: Pc, base: Path) -> None:
    moved = tmp_path / "f" / "党建" / "党委.db"
    with pc.at_work(base) as (copy, database):
        (tmp_path / "e").rename(tmp_path / "f")
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(lambda _path: None, lambda: places(tmp_path)))
        assert work.state().moved_to == moved
        rename(database, "还没有存回")
    with pc.at_work(moved) as (copy, database):
        assert copy.begun is Begun.CONTINUED
        assert copy.base == moved
        assert name_in(database) == "还没有存回"
    (tmp_path / "f").rename(tmp_path / "e")
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.CONTINUED
        assert name_in(database) == "还没有存回"


def test_another_ledger_of_the_same_name_is_not_taken_for_it(tmp_path: Path, pc: Pc, base: Path) -> None:
    for name in ("f", "g"):
        (tmp_path / name / "党建").mkdir(parents=True)
    pc.files.create(tmp_path / "f" / "党建" / "党委.db", "别的党委").close()
    (tmp_path / "g" / "党建" / "党委.db").write_text("no ledger")
    with pc.at_work(base) as (copy, database):
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(lambda _path: None, lambda: places(tmp_path)))
        (tmp_path / "e").rename(tmp_path / "away")
        assert not work.state().is_there
        assert copy.base == base
        (tmp_path / "g" / "党建" / "党委.db").write_bytes((tmp_path / "away" / "党建" / "党委.db").read_bytes())
        assert work.state().moved_to == tmp_path / "g" / "党建" / "党委.db"


def test_a_protected_ledger_is_found_too(tmp_path: Path, base: Path) -> None:
    pc = Pc(tmp_path / "locked", "secret-1")
    ProtectionService(pc.files).set_password(base, "secret-1")
    with pc.at_work(base) as (copy, database):
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(lambda _path: None, lambda: places(tmp_path)))
        (tmp_path / "e").rename(tmp_path / "f")
        assert work.state().moved_to == tmp_path / "f" / "党建" / "党委.db"


def test_who_has_it_open_there_is_told_and_nothing_is_written(tmp_path: Path, pc: Pc, base: Path) -> None:
    holding = take(base, HERE, NOW)
    with pc.at_work(base) as (copy, database):
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(holding.hold, lambda: places(tmp_path)))
        rename(database, "等着")
        (tmp_path / "e").rename(tmp_path / "f")
        moved = tmp_path / "f" / "党建" / "党委.db"
        other = Holder("abc", "李四", "DESKTOP-2", "2026-03-05 11:00", "other", 4, "mark", 7)
        holder_file(moved).write_text(json.dumps(asdict(other)))
        state = work.state()
        assert not state.is_there
        assert isinstance(state.refusal, HeldError)
        assert [one.number for one in generations(moved)] == [0]
        holder_file(moved).unlink()
        assert work.state().moved_to == moved
        assert work.hand_back() is not None
    holding.release()


def test_a_ledger_opened_without_its_stick_is_held_before_it_is_handed_back(tmp_path: Path, pc: Pc, base: Path) -> None:
    with pc.at_work(base) as (_copy, database):
        rename(database, "没有存回")
    (tmp_path / "e").rename(tmp_path / "away")
    holding = take(base, HERE, NOW)
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.WITHOUT_STICK
        work = StickWork(copy, database, CLOCK, pc.files, Elsewhere(holding.hold, list))
        (tmp_path / "away").rename(tmp_path / "e")
        assert work.state().is_there
        assert work.hand_back() is not None
        held = read_holder(base)
        assert held is not None
        assert held.token == holding.holder.token
    holding.release()
    assert not holder_file(base).exists()


def test_an_empty_mount_point_is_no_stick(tmp_path: Path, pc: Pc, base: Path) -> None:
    with pc.at_work(base) as (_copy, database):
        rename(database, "没有存回")
    base.parent.rename(tmp_path / "away")
    base.parent.mkdir()
    with pc.at_work(base) as (copy, database):
        assert copy.begun is Begun.WITHOUT_STICK
        assert not copy.stick_is_there
        assert name_in(database) == "没有存回"


def test_edited_straight_it_goes_on_under_the_new_letter(tmp_path: Path, pc: Pc, base: Path) -> None:
    holding = take(base, HERE, NOW)
    with closing(pc.files.open(base, holding.require, on_stick=holding.look)) as database:
        assert isinstance(database, RemovableDatabase)
        rename(database, "一")
        work = StraightWork(database, Elsewhere(holding.hold, lambda: places(tmp_path)))
        (tmp_path / "e").rename(tmp_path / "f")
        moved = tmp_path / "f" / "党建" / "党委.db"
        state = work.state()
        assert (state.is_there, state.refusal, state.moved_to) == (True, None, moved)
        rename(database, "二")
        assert database.path == moved
    holding.release()
    assert name_on(pc, moved) == "二"
    assert sorted(path.name for path in moved.parent.iterdir()) == ["党委.db"]
