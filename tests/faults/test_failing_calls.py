"""Every write to a ledger failing in turn: killed, torn, an error, a full disk; before or after, told in a sentence.

A few calls for each way in every run; STUDY_LEDGER_FAULTS=40 for as many as wanted of them, =all for every one (with
those killed and torn seen by test_every_moment, which needs no run for each). What was found is printed (-s).
"""

import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import EVERY, FAULTS, Crew, Server
from tests.faults.server import REFUSED

ROUNDS = 4  # each work once
KILLED = 137
ENDS = {"kill": {KILLED}, "torn": {KILLED}, "eio": {0, REFUSED}, "eios": {REFUSED}, "full": {REFUSED}}
SEEN_BY_MOMENTS = {"kill", "torn"}
SAMPLE = 20


def writes(server: Server, ready: Path, folder: Path) -> int:
    """Count the calls of a run in which all goes well."""
    shutil.copytree(ready, folder)
    counter = folder / "count"
    server.start(folder, 1, ROUNDS, "none", 0, counter)
    assert server.ended() == 0
    return int.from_bytes(counter.read_bytes(), "little")


def places(total: int, mode: str) -> list[int]:
    every = list(range(1, total + 1))
    if EVERY and mode not in SEEN_BY_MOMENTS:
        return every
    return sorted(random.Random(mode).sample(every, min(SAMPLE if EVERY else int(FAULTS), total)))  # noqa: S311 - a test's chance


@pytest.mark.parametrize("mode", list(ENDS))
def test_the_state_is_before_or_after_whatever_write_fails(
    faulty_server: Server, faulty_crew: Crew, ready: Path, tmp_path: Path, mode: str
) -> None:
    total = writes(faulty_server, ready, tmp_path / "whole")
    assert total > 100

    def fail(server: Server, at: int) -> tuple[int, int, int]:
        folder = shutil.copytree(ready, tmp_path / f"{mode}-{at}")
        server.start(folder, 1, ROUNDS, mode, at, folder / "count")
        status = server.ended()
        found = server.look(folder)
        shutil.rmtree(folder)
        return at, status, found

    outcomes = list(faulty_crew.each(fail, places(total, mode)))
    # The last call removes the journal at closing; where it fails, the next opening does it.
    wrong = [
        (at, *ended)
        for at, *ended in outcomes
        if ended[1] or ended[0] not in ENDS[mode] | ({0} if at == total else set())
    ]
    sys.stdout.write(f"{mode}: {len(outcomes)} of {total} calls, {len(wrong)} wrong\n")
    assert not wrong, f"{mode}: (call, status, found) {wrong}\n{faulty_crew.said()}"
