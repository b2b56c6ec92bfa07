"""A merge and its conflicts as people are shown them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.exchange.rows import Conflict, MergeOutcome, MergeReport, RowKey, SettledOutcome


@dataclass(frozen=True, slots=True)
class FieldTold:
    """A field before and after, in words; of a new record only what it has."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """A record that a merge touches, as it is called now."""

    key: RowKey
    record: str
    outcome: MergeOutcome | SettledOutcome
    fields: tuple[FieldTold, ...]


@dataclass(frozen=True, slots=True)
class TableTold:
    """The records of a table, counted by what happens to them; the first ones, where they are few."""

    table: str
    label: str
    counts: Mapping[MergeOutcome, int]
    rows: tuple[RowTold, ...] = ()

    @property
    def total(self) -> int:
        """Count the records."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class SettledTold:
    """The records of a table that move because what they hang on was united; `total` of them, some told."""

    label: str
    total: int
    rows: tuple[RowTold, ...]


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict in words; `plain` has ours, theirs and the kept value as JSON has them."""

    conflict: Conflict
    table: str
    record: str
    field: str
    ours: str
    theirs: str
    kept: str
    plain: tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class MergeTold:
    """What a merge would do, in words; `asks_deletions`: it deletes so many records that it asks apart.

    Of the conflicts the first ones are told.
    """

    report: MergeReport
    tables: tuple[TableTold, ...]
    conflicts: tuple[ToldConflict, ...] = ()
    asks_deletions: bool = False
    settled: tuple[SettledTold, ...] = ()
