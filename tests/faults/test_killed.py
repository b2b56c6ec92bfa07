"""A writer killed by SIGKILL at random moments: the file opens, is sound, and nothing acknowledged is lost.

About twenty moments in every run; STUDY_LEDGER_KILLS=300 for as many as wanted. What was found is printed (-s).
"""

import os
import random
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import Server
from tests.faults.looking import look
from tests.faults.works import Place

KILLS = int(os.environ.get("STUDY_LEDGER_KILLS", "20"))
KILLS_A_LEDGER = 5
ROUNDS = 400  # more than are reached
LONGEST = 1.6  # seconds until the kill


def wait_for_work(server: Server, folder: Path) -> bool:
    """Wait until the writer has begun its first work; False when it ended before."""
    log = Place(folder).log
    while not log.exists() or not log.stat().st_size:
        if server.ends_within(0.02):
            return False
    return True


@pytest.mark.parametrize("series", range(-(-KILLS // KILLS_A_LEDGER)))
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(
    server: Server, ready: Path, tmp_path: Path, series: int
) -> None:
    chance = random.Random(series)  # noqa: S311 - a test's chance
    for kill in range(min(KILLS_A_LEDGER, KILLS - series * KILLS_A_LEDGER)):
        folder = shutil.copytree(ready, tmp_path / str(kill))
        process = server.start(folder, series * 1000 + kill, ROUNDS)
        if kill % 2:  # every other one while it works, the rest at any moment from its opening on
            assert wait_for_work(server, folder)
        server.ends_within(chance.uniform(0.0, LONGEST))
        os.kill(process, signal.SIGKILL)
        assert server.ended() == -signal.SIGKILL
        found = look(folder)
        sys.stdout.write(f"killed {series}/{kill}: acknowledged {found.done}\n")
        # The next opening goes on from there.
        server.start(folder, 7, 0)
        assert server.ended() == 0
