"""Our merge beside its peers on the same histories: SQLite's session extension, and the last writer by row.

Run it as `python -m tests.benchmarks.peers [HISTORIES]`: it leads every contender through the same histories, compares
what the copies ended with to the truth kept outside of them, and writes the table to `peers.md` beside itself. The last
line says whether ours is as it must be: all copies equal, no value lost, every conflict told and no false one.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.peer_copies import Contender
from tests.benchmarks.peer_histories import CHANCE_SKEWS, HISTORIES, by_chance, play
from tests.benchmarks.peer_last_writer import last_writer_copies
from tests.benchmarks.peer_ours import our_copies
from tests.benchmarks.peer_session_extension import changesets_of_all, changesets_since_last
from tests.benchmarks.peer_truth import Outcome

OUTPUT = Path(__file__).with_suffix(".md")
RANDOM_HISTORIES = 10
OURS = "ours"
CONTENDERS: dict[str, Contender] = {
    OURS: our_copies,
    "session extension, change by change": changesets_since_last,
    "session extension, net change": changesets_of_all,
    "last writer by row": last_writer_copies,
}
_HEAD = """# Our merge beside its peers

Written by `python -m tests.benchmarks.peers`. The same histories on each; at their end every copy hears of every other,
twice round. The truth (who wrote what, having seen what) is kept outside of the copies.

- *equal*: all copies end with the same records.
- *lost*: values that nobody knowingly wrote over, that stand in no copy, and of which nobody was told.
- *told*: fields (or records) in true conflict of which somebody was told, of all there are.
- *false*: conflicts told where one of the two values was written in knowledge of the other.
- *stale*: values that stand again in some copy though somebody knowingly wrote over them.

The peers are given the best rules we found for them (`peer_session_extension.py`, `peer_last_writer.py`). *Change by
change*: a package holds the changesets since the last one to the same PC; *net change*: since the copies were one file.

| history | contender | equal | lost | told | false | stale |
| --- | --- | --- | ---: | ---: | ---: | ---: |
"""

Results = dict[tuple[str, str], list[Outcome]]


def main() -> int:
    """Play all histories, write the table, and judge our rows; 1 when they are not as they must be."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RANDOM_HISTORIES
    with tempfile.TemporaryDirectory() as folder:
        results = {**named_histories(Path(folder)), **random_histories(Path(folder), count)}
    text = table(results)
    OUTPUT.write_text(text, encoding="utf-8")
    print(text)
    held = all(as_it_must_be(one) for (_, name), outcomes in results.items() if name == OURS for one in outcomes)
    print(f"ours: all equal, nothing lost, every conflict told, none false: {'held' if held else 'MISSED'}")
    return int(not held)


def named_histories(folder: Path) -> Results:
    """Lead every contender through every named history."""
    return {
        (history, name): [play(contender, folder / f"{history}-{place}", steps, skews)]
        for history, (steps, skews) in HISTORIES.items()
        for place, (name, contender) in enumerate(CONTENDERS.items())
    }


def random_histories(folder: Path, count: int) -> Results:
    """Lead every contender through as many histories made by chance, on three copies."""
    return {
        (f"{count} random histories", name): [
            play(contender, folder / f"random-{seed}-{place}", by_chance(seed), CHANCE_SKEWS) for seed in range(count)
        ]
        for place, (name, contender) in enumerate(CONTENDERS.items())
    }


def as_it_must_be(outcome: Outcome) -> bool:
    """Tell whether nothing went wrong."""
    clean = not (outcome.lost or outcome.false or outcome.stale)
    return outcome.converged and clean and outcome.told == outcome.conflicts


def table(results: Results) -> str:
    """Give the whole text of the output."""
    return _HEAD + "".join(lines(results))


def lines(results: Results) -> Iterator[str]:
    """Give the rows of the table."""
    for (history, name), outcomes in results.items():
        equal = sum(one.converged for one in outcomes)
        words = f"{equal} of {len(outcomes)}" if len(outcomes) > 1 else ("yes" if equal else "**no**")
        lost, false, stale = (sum(getattr(one, field) for one in outcomes) for field in ("lost", "false", "stale"))
        told = f"{sum(one.told for one in outcomes)} of {sum(one.conflicts for one in outcomes)}"
        yield f"| {history} | {name} | {words} | {lost} | {told} | {false} | {stale} |\n"


if __name__ == "__main__":
    sys.exit(main())
