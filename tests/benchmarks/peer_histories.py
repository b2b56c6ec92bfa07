"""The histories that all contenders are led through, each step alike, with the truth kept beside."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.peer_copies import CELLS, Contender, Copy, Told
from tests.benchmarks.peer_truth import Outcome, Truth, Written

NO_SKEW = timedelta()
YEARS_BEHIND = timedelta(days=-1200)
YEARS_AHEAD = timedelta(days=1500)
FIRST_NEW_ROW = 20
ACTIONS = 30


@dataclass
class Trial:
    """Copies of one contender in one history."""

    contender: Contender
    folder: Path
    skews: Sequence[timedelta]
    truth: Truth = field(default_factory=Truth)
    packages: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.copies: list[Copy] = self.contender(self.folder, self.skews)
        self.told: list[set[Told]] = [set() for _ in self.copies]

    def change(self, place: int, row: int, cell: str) -> None:
        seen = self.copies[place].rows().get(row)
        if seen is not None:
            written = Written(row, cell, self.truth.fresh())
            self.truth.changed(written, seen[cell])
            self.copies[place].change(*written)

    def insert(self, place: int, row: int, **values: str) -> None:
        values = {"name": self.truth.fresh(), **values}
        self.truth.inserted(row, values)
        self.copies[place].insert(row, values)

    def delete(self, place: int, row: int) -> None:
        seen = self.copies[place].rows().get(row)
        if seen is not None:
            losing = {Written(row, told.cell, value) for told in self.told[place] for value in told.values}
            self.truth.deleted({*(Written(row, cell, value) for cell, value in seen.items()), *losing})
            self.copies[place].delete(row)

    def pack(self, sender: int, receiver: int) -> Path:
        package = self.copies[sender].package(str(receiver))
        self.packages.append(package)
        return package

    def receive(self, place: int, package: Path) -> None:
        self.told[place] |= self.copies[place].receive(package)

    def send(self, sender: int, receiver: int) -> None:
        self.receive(receiver, self.pack(sender, receiver))

    def copy_file(self, place: int, onto: int | None = None, skew: timedelta = NO_SKEW) -> None:
        """Make another copy of a copy's file; `onto` throws that one away, whose changes were handed over before."""
        made = self.copies[place].copied(self.folder / f"again{len(self.packages)}.db", skew)
        if onto is None:
            self.copies.append(made)
            self.told.append(set(self.told[place]))
        else:
            self.copies[onto].close()
            self.copies[onto] = made
            self.told[onto] = set(self.told[place])

    def everything_to_everyone(self) -> None:
        """Send everything twice round, for what was decided in the first travels too."""
        places = range(len(self.copies))
        for _ in range(2):
            for receiver in places:
                for sender in places:
                    if sender != receiver:
                        self.send(sender, receiver)

    def end(self) -> Outcome:
        """Let everybody hear of everything, and judge."""
        self.everything_to_everyone()
        outcome = self.truth.judge([copy.rows() for copy in self.copies], set[Told]().union(*self.told))
        for copy in self.copies:
            copy.close()
        return outcome


def same_field(trial: Trial) -> None:
    """Write the phone of one person on two PCs, neither knowing of the other."""
    trial.change(0, 1, "phone")
    trial.change(1, 1, "phone")


def different_fields(trial: Trial) -> None:
    """Write different fields of one person on two PCs: no conflict at all."""
    trial.change(0, 1, "phone")
    trial.change(1, 1, "education")


def delete_against_change(trial: Trial) -> None:
    """Delete a person on one PC and correct it on the other; and the other way round."""
    trial.delete(0, 1)
    trial.change(1, 1, "phone")
    trial.change(0, 2, "phone")
    trial.delete(1, 2)


def copy_of_a_copy(trial: Trial) -> None:
    """Copy a file that was worked on to a third PC; all three work on, and hear of each other by detours."""
    trial.change(1, 1, "phone")
    trial.copy_file(1)
    trial.change(1, 2, "phone")
    trial.change(2, 2, "phone")
    trial.change(2, 3, "phone")
    trial.send(1, 0)
    trial.change(0, 1, "phone")
    trial.send(2, 0)
    trial.change(0, 3, "phone")


def clock_wrong(trial: Trial) -> None:
    """Let a PC whose clock is years behind correct what the first wrote, having seen it."""
    trial.change(0, 1, "phone")
    trial.send(0, 1)
    trial.change(1, 1, "phone")
    trial.insert(1, FIRST_NEW_ROW)
    trial.send(1, 0)
    trial.change(0, FIRST_NEW_ROW, "phone")


def package_twice(trial: Trial) -> None:
    """Take the same package in again, after the receiver corrected what it brought and deleted a person."""
    trial.change(0, 1, "phone")
    trial.change(0, 2, "phone")
    package = trial.pack(0, 1)
    trial.receive(1, package)
    trial.change(1, 1, "phone")
    trial.delete(1, 2)
    trial.receive(1, package)


def lost_and_late(trial: Trial) -> None:
    """Send three packages, of which the first comes last and the second never."""
    trial.insert(0, FIRST_NEW_ROW)
    trial.change(0, 1, "phone")
    late = trial.pack(0, 1)
    trial.insert(0, FIRST_NEW_ROW + 1)
    trial.change(0, 2, "phone")
    trial.pack(0, 1)
    trial.change(0, 1, "phone")
    trial.change(0, FIRST_NEW_ROW, "phone")
    trial.change(0, FIRST_NEW_ROW + 1, "phone")
    trial.send(0, 1)
    trial.receive(1, late)


def same_person(trial: Trial) -> None:
    """Type the same person (by identity number) in on both PCs: one is to remain, with what either wrote."""
    number = "11010519491231002X"
    trial.insert(0, FIRST_NEW_ROW, name="王芳", identity_number=number, phone="")
    trial.insert(1, FIRST_NEW_ROW + 1, name="王芳", identity_number=number, education="大学")
    trial.truth.same[FIRST_NEW_ROW + 1] = FIRST_NEW_ROW
    trial.everything_to_everyone()
    trial.told[0] |= trial.copies[0].offered()


def by_chance(seed: int) -> Callable[[Trial], None]:
    """Make a random history: edits, new and deleted people, packages sent, kept back and repeated, files copied."""

    def play(trial: Trial) -> None:
        chance = random.Random(seed)  # noqa: S311 - a test's chance
        for action in range(ACTIONS):
            _act(trial, chance, action)

    return play


def _act(trial: Trial, chance: random.Random, action: int) -> None:
    here, there = chance.sample(range(len(trial.copies)), 2)
    row, cell = chance.randrange(1, 4), chance.choice(CELLS[1:3])
    kind = chance.choices(
        ["change", "insert", "delete", "send", "keep back", "repeat", "copy"], [10, 2, 1, 8, 2, 2, 1]
    )[0]
    if kind == "change":
        trial.change(here, row, cell)
    elif kind == "insert":
        trial.insert(here, FIRST_NEW_ROW + action)
    elif kind == "delete":
        trial.delete(here, row)
    elif kind == "send":
        trial.send(here, there)
    elif kind == "keep back":
        trial.pack(here, there)
    elif kind == "repeat" and trial.packages:
        trial.receive(here, chance.choice(trial.packages))
    elif kind == "copy":
        trial.send(there, here)
        trial.copy_file(here, there, trial.skews[there])


HISTORIES: dict[str, tuple[Callable[[Trial], None], Sequence[timedelta]]] = {
    "same field on both sides": (same_field, (NO_SKEW, NO_SKEW)),
    "different fields of one row": (different_fields, (NO_SKEW, NO_SKEW)),
    "delete against change": (delete_against_change, (NO_SKEW, NO_SKEW)),
    "copy of a copy": (copy_of_a_copy, (NO_SKEW, NO_SKEW)),
    "clock wrong by years": (clock_wrong, (NO_SKEW, YEARS_BEHIND)),
    "package taken in twice": (package_twice, (NO_SKEW, NO_SKEW)),
    "packages lost and late": (lost_and_late, (NO_SKEW, NO_SKEW)),
    "same person typed in twice": (same_person, (NO_SKEW, NO_SKEW)),
}
CHANCE_SKEWS = (NO_SKEW, YEARS_BEHIND, YEARS_AHEAD)


def play(contender: Contender, folder: Path, history: Callable[[Trial], None], skews: Sequence[timedelta]) -> Outcome:
    """Lead a contender through a history to its end."""
    trial = Trial(contender, folder, skews)
    history(trial)
    return trial.end()
