"""What a kill or a cut of power at each moment of a run would leave: the run goes on, and asks before each step.

A killed process leaves the files as they are at that moment. A cut of power leaves what was flushed, and of what was
written since then nothing, or some blocks of it and not others; names (made, changed, removed) last at once, as on
volumes that keep a journal of them.
"""

import hashlib
import os
import random
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = 512  # bytes that a disk writes as one
Files = Mapping[Path, bytes]


@dataclass
class Moment:
    """A step about to happen (`torn`: half of a write is there), the files as they are, and those on the disk."""

    number: int
    torn: bool
    files: Files
    flushed: Files

    def cut(self) -> Files:
        """Give what a cut of power leaves when nothing is written but what was flushed."""
        return {**self.files, **{path: self.flushed.get(path, b"") for path in self._ledgers()}}

    def half_written(self) -> Files:
        """Give what it leaves when some blocks were written and others were not."""
        chance = random.Random(self.number)  # noqa: S311 - a test's chance
        return {
            **self.files,
            **{path: _mixed(self.flushed.get(path, b""), self.files[path], chance) for path in self._ledgers()},
        }

    def _ledgers(self) -> Iterator[Path]:
        return (path for path in self.files if is_ours(path))


@dataclass
class Run:
    """A run that is asked: its folder, and the two pipes."""

    folder: Path
    questions: Path
    answers: Path
    flushed: dict[Path, bytes] = field(default_factory=dict)
    touched: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        os.mkfifo(self.questions)
        os.mkfifo(self.answers)
        self.flushed.update(self._files())

    def moments(self, steps: Container[int]) -> Iterator[Moment]:
        """Give the moments of these steps; the run goes on when the next one is asked for."""
        number = 0
        with self.questions.open() as questions, self.answers.open("wb", buffering=0) as answers:
            for line in questions:
                call, path, other = line.rstrip("\n").split("\t")
                number += call != "torn"
                self.touched.add(Path(path))
                if number in steps:
                    yield Moment(number, call == "torn", self._files(), dict(self.flushed))
                self._note(call, Path(path), Path(other))
                answers.write(b"\n")

    def _note(self, call: str, path: Path, other: Path) -> None:
        """Remember what the step makes last; nothing else is written between a question and its answer."""
        if not path.is_relative_to(self.folder):
            return  # a copy in a temporary folder, which nobody looks for again
        here = path.relative_to(self.folder)
        if call == "flush":
            self.flushed[here] = path.read_bytes()
        elif call == "unlink":
            self.flushed.pop(here, None)
        elif call == "rename":
            self.flushed[other.relative_to(self.folder)] = self.flushed.pop(here, b"")

    def _files(self) -> dict[Path, bytes]:
        return {path.relative_to(self.folder): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


def is_ours(path: Path) -> bool:
    """Tell whether a file is one whose writes are steps: the same as in faulty_calls.c."""
    return ".db" in path.name or path.name == "state.json"


def digest_of(files: Files) -> bytes:
    """Tell two states apart."""
    hashed = hashlib.sha256()
    for path in sorted(files):
        hashed.update(f"{path}\t{len(files[path])}\n".encode() + files[path])
    return hashed.digest()


def lay_out(files: Files, folder: Path) -> Path:
    """Write a state into a new folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _mixed(flushed: bytes, written: bytes, chance: random.Random) -> bytes:
    """Take each block from either; a block that was never flushed is empty."""
    if flushed == written:
        return written
    length = chance.choice((len(flushed), len(written)))
    whole = bytearray(flushed[:length].ljust(length, b"\0"))
    for start in range(0, min(length, len(written)), BLOCK):
        if chance.random() < 1 / 2:
            block = written[start : min(start + BLOCK, length)]
            whole[start : start + len(block)] = block
    return bytes(whole)
