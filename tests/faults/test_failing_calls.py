"""Every write to a ledger failing in turn: killed, torn, an error, a full disk; before or after, told in a sentence.

A few calls for each way in every run; STUDY_LEDGER_FAULTS=40 for as many as wanted of them, =all for every one.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.faults.conftest import Server
from tests.faults.looking import look
from tests.faults.server import REFUSED

ROUNDS = 4  # each work once
KILLED = 137
FAULTS = os.environ.get("STUDY_LEDGER_FAULTS", "4")
ENDS = {"kill": {KILLED}, "torn": {KILLED}, "eio": {0, REFUSED}, "eios": {REFUSED}, "full": {REFUSED}}


def writes(server: Server, ready: Path, folder: Path) -> int:
    """Count the calls of a run in which all goes well."""
    shutil.copytree(ready, folder)
    counter = folder / "count"
    server.start(folder, 1, ROUNDS, "none", 0, counter)
    assert server.ended() == 0
    return int.from_bytes(counter.read_bytes(), "little")


def places(total: int, chance: random.Random) -> list[int]:
    every = list(range(1, total + 1))
    return every if FAULTS == "all" else sorted(chance.sample(every, min(int(FAULTS), total)))


@pytest.mark.parametrize("mode", list(ENDS))
def test_the_state_is_before_or_after_whatever_write_fails(
    faulty_server: Server, ready: Path, tmp_path: Path, mode: str
) -> None:
    total = writes(faulty_server, ready, tmp_path / "whole")
    assert total > 100
    for at in places(total, random.Random(mode)):  # noqa: S311 - a test's chance
        folder = shutil.copytree(ready, tmp_path / f"{mode}-{at}")
        faulty_server.start(folder, 1, ROUNDS, mode, at, folder / "count")
        status = faulty_server.ended()
        assert status in ENDS[mode], f"{mode} at write {at} of {total}: ended with {status}"
        look(folder)
        shutil.rmtree(folder)
