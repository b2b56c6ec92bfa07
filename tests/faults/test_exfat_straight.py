"""Editing straight on a real exFAT volume that is torn out at any moment: what was acknowledged is there, whole."""

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models import driver
from models.removable import RemovableDatabase
from services.stick.errors import LedgerGoneError, LedgerGotThroughError, LedgerNotTakenError
from services.stick.straight import StraightWork
from tests.faults.test_exfat import Stick, rename, run, volume
from tests.faults.works import Place
from tests.services.stick.failing import NOWHERE

PULLS = 8
PATIENCE_SECONDS = 10.0


class Torn(Stick):
    """A volume whose program is killed: all that is open on it fails at once, as when a stick is pulled out."""

    process: "subprocess.Popen[bytes] | None" = None

    def plug_in(self, *options: str) -> None:
        self.device = run("losetup", "--find", "--show", str(self.image))
        self.process = subprocess.Popen(
            ["mount.exfat-fuse", "-d", *options, self.device, str(self.place)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: os.path.ismount(self.place))

    def tear_out(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def clear_away(self) -> None:
        run("umount", "-l", str(self.place))
        run("losetup", "-d", self.device)
        self.device = ""

    def pull_out(self) -> None:
        self.tear_out()
        self.clear_away()


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def stick(tmp_path: Path, ready: Path) -> Iterator[Torn]:
    yield from volume(Torn(tmp_path / "image", tmp_path / "run" / "stick"), ready)


@pytest.fixture
def database(stick: Torn, tmp_path: Path) -> Iterator[RemovableDatabase]:
    place = Place(tmp_path / "run")
    with closing(place.files.open(place.stick, on_stick=lambda: None)) as opened:
        assert isinstance(opened, RemovableDatabase)
        yield opened


def note(database: RemovableDatabase) -> str:
    with database.reading() as connection:
        return str(connection.exec_driver_sql("SELECT DISTINCT note FROM organizations").scalar_one())


def test_torn_out_in_the_middle_of_a_write_it_is_as_before_and_goes_on(
    stick: Torn, database: RemovableDatabase
) -> None:
    rename(database, "一")
    with pytest.raises(LedgerGoneError), database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET note = '二'")
        stick.tear_out()
    with pytest.raises(LedgerGoneError):
        note(database)
    stick.clear_away()
    assert StraightWork(database, NOWHERE).state().is_there is False
    assert list(stick.place.iterdir()) == []
    stick.plug_in()
    assert StraightWork(database, NOWHERE).state().is_there
    assert note(database) == "一"
    rename(database, "三")
    assert note(database) == "三"


def test_torn_out_at_any_moment_what_was_acknowledged_is_there(stick: Torn, database: RemovableDatabase) -> None:
    chance = random.Random(1)  # noqa: S311 - a test's chance
    done = 0

    def write_until_refused() -> None:
        nonlocal done
        while True:
            try:
                rename(database, str(done + 1))
            except (LedgerGoneError, LedgerNotTakenError):
                return
            done += 1

    rename(database, "0")
    for _ in range(PULLS):
        writer = threading.Thread(target=write_until_refused)
        writer.start()
        threading.Event().wait(chance.uniform(0.05, 0.4))
        stick.tear_out()
        writer.join()
        stick.clear_away()
        stick.plug_in()
        got_through = StraightWork(database, NOWHERE).state().got_through
        assert note(database) == str(done + got_through)
        assert driver.faults(database.path) == []
        done += got_through
    assert done > PULLS


def test_a_stick_that_comes_back_write_protected_is_said_to_be(stick: Torn, database: RemovableDatabase) -> None:
    rename(database, "一")
    stick.pull_out()
    stick.plug_in("-o", "ro")
    assert note(database) == "一"
    with pytest.raises(LedgerNotTakenError):
        rename(database, "二")
    stick.pull_out()
    stick.plug_in()
    try:
        rename(database, "三")
    except LedgerGotThroughError:
        pytest.fail("nothing got through")
    assert note(database) == "三"
