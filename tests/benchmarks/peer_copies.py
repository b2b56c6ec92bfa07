"""What every contender of the comparison can do: one copy of a small table of people, edited, handed over, merged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

CELLS = ("name", "phone", "education", "identity_number")
BASE: Mapping[int, Mapping[str, str]] = {
    row: {"name": f"人{row}", "phone": "", "education": "", "identity_number": ""} for row in (1, 2, 3)
}
DELETED = "deleted"
SAME = "same"


@dataclass(frozen=True)
class Told:
    """A conflict that somebody was told of: the record, the cell (or DELETED, or SAME), the values side by side."""

    row: int
    cell: str
    values: frozenset[str] = frozenset()


class Copy(Protocol):
    """One copy of the ledger on one PC, whose clock may be wrong."""

    def insert(self, row: int, values: Mapping[str, str]) -> None:
        """Enter a person."""

    def change(self, row: int, cell: str, value: str) -> None:
        """Write one field."""

    def delete(self, row: int) -> None:
        """Delete a person."""

    def rows(self) -> dict[int, dict[str, str]]:
        """Give the people who are there."""

    def package(self, receiver: str) -> Path:
        """Write what is handed to another PC, as a file."""

    def receive(self, package: Path) -> set[Told]:
        """Take in a file and say which conflicts it told of."""

    def offered(self) -> set[Told]:
        """Say which two people it asks to be the same, and unite them."""

    def copied(self, path: Path, skew: timedelta) -> "Copy":
        """Copy the closed file, as people do, onto a PC whose clock is wrong by `skew`."""

    def close(self) -> None:
        """Close the file."""


# Makes copies of one file in a folder; a copy's clock is wrong by its skew.
Contender = Callable[[Path, Sequence[timedelta]], list[Copy]]
