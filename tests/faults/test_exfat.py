"""A real exFAT volume, as sticks have it: on an image, through a loop device and exfat-fuse, where root may do that."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from models.database import Database
from services.stick.errors import StickFullError, StickGoneError, StickReadOnlyError
from services.stick.generations import generations, write_generation
from tests.faults.conftest import Server
from tests.faults.looking import look
from tests.faults.works import Place

TOOLS = ("losetup", "mkfs.exfat", "mount.exfat-fuse", "umount")
MEGABYTES = 24
KILLS = 4
ROUNDS = 400
Plugged = TypeVar("Plugged", bound="Stick")
MOMENT = "2026-03-05 12:00"


@dataclass
class Stick:
    """A volume that can be plugged in and pulled out."""

    image: Path
    place: Path
    device: str = ""

    def plug_in(self, *options: str) -> None:
        self.device = run("losetup", "--find", "--show", str(self.image))
        run("mount.exfat-fuse", *options, self.device, str(self.place))

    def pull_out(self) -> None:
        """Take it away without asking, as hands do."""
        run("umount", "-l", str(self.place))
        run("losetup", "-d", self.device)
        self.device = ""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def stick(tmp_path: Path, ready: Path) -> Iterator[Stick]:
    yield from volume(Stick(tmp_path / "image", tmp_path / "run" / "stick"), ready)


def volume(made: Plugged, ready: Path) -> Iterator[Plugged]:
    """Lay the ledger that is ready on a new volume; skipped in words where the machine mounts none."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("an exFAT volume is mounted by root on Linux only")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"an exFAT volume needs {', '.join(missing)} (Debian: exfat-fuse, exfatprogs)")
    folder = made.place.parent
    shutil.copytree(ready, folder)
    ledger = Place(folder).stick
    kept = ledger.rename(folder.parent / "ledger")
    with made.image.open("wb") as image:
        image.truncate(MEGABYTES << 20)
    run("mkfs.exfat", str(made.image))
    try:
        made.plug_in()
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"this machine mounts no exFAT volume: {refused.stderr.strip()}")
    if not os.path.ismount(made.place):
        pytest.skip("this machine mounts no exFAT volume: exfat-fuse ended")
    shutil.copyfile(kept, ledger)
    yield made
    if made.device:
        made.pull_out()


def rename(database: Database, name: str) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET note = ?", (name,))


def test_a_killed_writer_leaves_whole_generations_on_the_volume(stick: Stick, server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    chance = random.Random(1)  # noqa: S311 - a test's chance
    for kill in range(KILLS):
        Place(folder).log.unlink(missing_ok=True)
        shutil.rmtree(folder / "working", ignore_errors=True)
        for old in stick.place.iterdir():
            old.unlink()
        shutil.copyfile(tmp_path / "ledger", Place(folder).stick)
        shutil.copyfile(tmp_path / "ledger", Place(folder).theirs)
        process = server.start(folder, kill, ROUNDS)
        server.ends_within(chance.uniform(0.3, 1.5))
        os.kill(process, signal.SIGKILL)
        assert server.ended() == -signal.SIGKILL
        # What the volume itself holds, not what the system remembers of it.
        stick.pull_out()
        stick.plug_in()
        look(folder)


def test_pulled_out_and_plugged_in_again_the_work_gets_there(stick: Stick, tmp_path: Path) -> None:
    place = Place(tmp_path / "run")
    copy = place.copies.open(place.stick)
    with closing(place.files.open(copy.path)) as database:
        rename(database, "一")
        assert copy.hand_back(database, MOMENT) is not None
        stick.pull_out()
        rename(database, "二")
        with pytest.raises(StickGoneError):
            copy.hand_back(database, MOMENT)
        stick.plug_in("-o", "ro")
        with pytest.raises(StickReadOnlyError):
            copy.hand_back(database, MOMENT)
        stick.pull_out()
        stick.plug_in()
        handed = copy.hand_back(database, MOMENT)
    assert handed is not None
    assert [one.number for one in generations(place.stick)] == [2, 1, 0]


def test_a_full_volume_is_said_to_be_full_and_keeps_what_it_had(stick: Stick, tmp_path: Path) -> None:
    base = stick.place / "包.slp"
    written = write_generation(base, b"x" * 100_000)
    free = shutil.disk_usage(stick.place).free
    with pytest.raises(StickFullError):
        write_generation(base, b"x" * free)
    (stick.place / "filler").write_bytes(b"x" * (free - 400_000))
    with pytest.raises(StickFullError):
        write_generation(base, b"x" * 500_000)
    assert [one.path for one in generations(base)] == [written]
    assert written.read_bytes() == b"x" * 100_000
