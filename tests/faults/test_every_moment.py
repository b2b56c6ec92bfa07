"""Killed, torn or cut off from power at each step of the works: the file opens, with the state before or after.

A few moments in every run; STUDY_LEDGER_FAULTS=all for every one. States that are the same are looked at once. What was
found is printed (-s).
"""

import random
import shutil
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from tests.faults.conftest import EVERY, FAULTS, Crew, Server
from tests.faults.moments import Files, Moment, Run, digest_of, lay_out
from tests.faults.test_failing_calls import ROUNDS, writes

WAYS: dict[str, Callable[[Moment], Files]] = {
    "killed": lambda moment: moment.files,
    "torn": lambda moment: moment.files,
    "nothing unflushed written": Moment.cut,
    "some blocks unflushed written": Moment.half_written,
}


def test_the_state_is_before_or_after_whenever_it_ends(
    faulty_server: Server, faulty_crew: Crew, ready: Path, tmp_path: Path
) -> None:
    every = range(1, writes(faulty_server, ready, tmp_path / "whole") + 1)
    steps = every if EVERY else random.Random(1).sample(every, min(int(FAULTS), len(every)))  # noqa: S311 - a test's chance
    counts = dict.fromkeys(WAYS, 0)

    def look(server: Server, folder: Path) -> tuple[str, int]:
        found = server.look(folder)
        shutil.rmtree(folder)
        return folder.name, found

    states = new_states(moments(faulty_server, ready, tmp_path, set(steps)), counts, tmp_path)
    outcomes = list(faulty_crew.each(look, states))
    wrong = [outcome for outcome in outcomes if outcome[1]]
    told = ", ".join(f"{way} {count}" for way, count in counts.items())
    sys.stdout.write(f"moments: {told}; {len(outcomes)} different states, {len(wrong)} wrong\n")
    assert not wrong, f"(state, found) {wrong}\n{faulty_crew.said()}"


def new_states(moments: Iterator[Moment], counts: dict[str, int], folder: Path) -> Iterator[Path]:
    """Lay out each state that was not met before, and count those that were too."""
    met: set[bytes] = set()
    for moment in moments:
        for way, leave in WAYS.items():
            if moment.torn == (way == "torn"):
                counts[way] += 1
                files = leave(moment)
                digest = digest_of(files)
                if digest not in met:
                    met.add(digest)
                    yield lay_out(files, folder / f"{way.replace(' ', '-')}-{moment.number}")


def moments(server: Server, ready: Path, folder: Path, steps: Container[int]) -> Iterator[Moment]:
    """Give moments of a run in which all goes well."""
    run = Run(shutil.copytree(ready, folder / "run"), folder / "questions", folder / "answers")
    server.start(run.folder, 1, ROUNDS, "ask", run.questions, run.answers)
    yield from run.moments(steps)
    assert server.ended() == 0
    # A journal over two files is found by its whole path: under another drive letter, a ledger half written would be
    # taken for committed.
    assert not [path for path in run.touched if "-mj" in path.name]
