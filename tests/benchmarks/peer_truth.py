"""The truth of a history, kept outside of every copy: who wrote what, and what the writer saw and wrote over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from tests.benchmarks.peer_copies import DELETED, SAME, Told

_STRIDE, _VALUES = 6121, 9973  # both prime: every step gives another value
Rows = Mapping[int, Mapping[str, str]]


class Written(NamedTuple):
    """A value in a cell; every value written is another one."""

    row: int
    cell: str
    value: str


@dataclass(frozen=True)
class Outcome:
    """What a history ended with.

    `lost`: values that nobody knowingly wrote over, that stand in no copy and of which nobody was told. `told` of
    `conflicts`: the cells in true conflict. `false`: told, though one value was written in knowledge of the other.
    `stale`: values (or deleted rows) that stand in some copy though somebody knowingly wrote over them (deleted them).
    """

    converged: bool
    lost: int
    told: int
    conflicts: int
    false: int
    stale: int


@dataclass
class Truth:
    """All that was written; a value's parent is the value that its writer saw there."""

    parents: dict[Written, Written | None] = field(default_factory=dict)
    deletions: list[frozenset[Written]] = field(default_factory=list)
    same: dict[int, int] = field(default_factory=dict)
    count: int = 0

    def fresh(self) -> str:
        """Make a value that was never written before; later ones are not greater, so that no rule by value is lucky."""
        self.count += 1
        return f"值{self.count * _STRIDE % _VALUES:04}"

    def inserted(self, row: int, values: Mapping[str, str]) -> None:
        self.parents.update({Written(row, cell, value): None for cell, value in values.items() if value})

    def changed(self, written: Written, seen: str) -> None:
        self.parents[written] = Written(written.row, written.cell, seen)

    def deleted(self, seen: Iterable[Written]) -> None:
        """Remember what the deleter saw in the row, and of which values in conflict he had been told."""
        self.deletions.append(frozenset(seen))

    def judge(self, copies: list[Rows], told: set[Told]) -> Outcome:
        """Compare what the copies ended with, and what was told, with the truth."""
        in_conflict = set(self._conflicts())
        right = {conflict for conflict in told if self._is_true(conflict, in_conflict)}
        standing = {
            Written(row, cell, value)
            for rows in copies
            for row, values in rows.items()
            for cell, value in values.items()
        }
        named = {value for conflict in told for value in conflict.values}
        kept = {one for one in self.parents if self._replaced(one) or one.value in named or self._stands(one, standing)}
        return Outcome(
            converged=all(rows == copies[0] for rows in copies),
            lost=len(self.parents.keys() - kept),
            told=len({(conflict.row, conflict.cell) for conflict in right} & in_conflict),
            conflicts=len(in_conflict),
            false=len(told - right),
            stale=len(set(self._stale(standing))),
        )

    def _stands(self, one: Written, standing: set[Written]) -> bool:
        """Tell whether a value stands in its record, or in the one that is the same person."""
        return one in standing or one._replace(row=self.same.get(one.row, one.row)) in standing

    def _replaced(self, one: Written) -> bool:
        return one in self.parents.values() or any(one in seen for seen in self.deletions)

    def _conflicts(self) -> Iterator[tuple[int, str]]:
        for first, second in combinations(self.parents, 2):
            if first[:2] == second[:2] and self._apart(first, second):
                yield first.row, first.cell
        for seen in self.deletions:
            row = next(iter(seen)).row
            if self._unseen(row, seen):
                yield row, DELETED
        yield from ((row, SAME) for row in self.same.values())

    def _is_true(self, told: Told, in_conflict: set[tuple[int, str]]) -> bool:
        if told.cell in {DELETED, SAME}:
            return (told.row, told.cell) in in_conflict
        first, second = (Written(told.row, told.cell, value) for value in sorted(told.values))
        return self._apart(first, second)

    def _apart(self, first: Written, second: Written) -> bool:
        return first not in self._with_ancestors(second) and second not in self._with_ancestors(first)

    def _with_ancestors(self, one: Written | None) -> set[Written]:
        found = set()
        while one is not None and one not in found:
            found.add(one)
            one = self.parents.get(one)
        return found

    def _unseen(self, row: int, seen: frozenset[Written]) -> list[Written]:
        """Give what was written on a row and is not what its deleter saw, nor older."""
        known = {older for one in seen for older in self._with_ancestors(one)}
        return [one for one in self.parents if one.row == row and one not in known]

    def _stale(self, standing: set[Written]) -> Iterator[object]:
        yield from (one for one in standing if one.value and one in self.parents.values())
        rows = {one.row for one in standing}
        for seen in self.deletions:
            row = next(iter(seen)).row
            if row in rows and not self._unseen(row, seen):
                yield row
