"""Our merge on the histories on which it is compared with its peers; the committed table is what they give."""

from pathlib import Path

import pytest

from tests.benchmarks.peer_histories import CHANCE_SKEWS, HISTORIES, by_chance, play
from tests.benchmarks.peer_ours import our_copies
from tests.benchmarks.peers import CONTENDERS, OUTPUT, as_it_must_be, lines


@pytest.mark.parametrize("history", HISTORIES)
def test_ours_ends_equal_loses_nothing_and_tells_every_conflict(tmp_path: Path, history: str) -> None:
    steps, skews = HISTORIES[history]
    outcome = play(our_copies, tmp_path / "ours", steps, skews)
    assert as_it_must_be(outcome), outcome


def test_a_random_history_too(tmp_path: Path) -> None:
    outcome = play(our_copies, tmp_path / "ours", by_chance(100), CHANCE_SKEWS)
    assert as_it_must_be(outcome), outcome


@pytest.mark.parametrize("contender", [name for name in CONTENDERS if name != "ours"])
def test_the_committed_table_is_what_the_peers_end_with(tmp_path: Path, contender: str) -> None:
    results = {
        (history, contender): [play(CONTENDERS[contender], tmp_path / str(place), steps, skews)]
        for place, (history, (steps, skews)) in enumerate(HISTORIES.items())
    }
    assert set(lines(results)) <= set(OUTPUT.read_text(encoding="utf-8").splitlines(keepends=True))
