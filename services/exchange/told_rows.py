"""A merge and its conflicts as people are shown them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.exchange.rows import Conflict, MergeOutcome, MergeReport, RowKey


@dataclass(frozen=True, slots=True)
class FieldTold:
    """A field before and after, in words; of a new record only what it has."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """A record that a merge touches."""

    key: RowKey
    record: str
    outcome: MergeOutcome
    fields: tuple[FieldTold, ...]


@dataclass(frozen=True, slots=True)
class TableTold:
    """The records of a table, counted by what happens to them; `rest` more are not listed."""

    table: str
    label: str
    counts: Mapping[MergeOutcome, int]
    rows: tuple[RowTold, ...]
    rest: int


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
    """What a merge would do, in words; `asks_deletions`: it deletes so many records that it asks apart."""

    report: MergeReport
    tables: tuple[TableTold, ...]
    conflicts: tuple[ToldConflict, ...]
    asks_deletions: bool = False
