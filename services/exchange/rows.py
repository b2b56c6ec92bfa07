"""What a merge shows and gives: rows new, changed, deleted and revived; conflicts; how much came."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from models.enums import LabelledEnum
from services.errors import AppError
from services.packages.rows import PackageNotice


class RowKey(NamedTuple):
    """A record by its table and its key as one blob."""

    table: str
    row: bytes


class MergeOutcome(LabelledEnum):
    """What a merge does to a record."""

    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    DELETED = "deleted", "删除"
    REVIVED = "revived", "恢复"


# By table; only what occurs.
OutcomeCounts: TypeAlias = Mapping[str, Mapping[MergeOutcome, int]]


class SettledOutcome(LabelledEnum):
    """What becomes of a record because the person or session that it hangs on was united with another one."""

    MADE = "made", "转到保留的记录"
    CHANGED = "changed", "改挂或补全"
    DROPPED = "dropped", "归并后不再单列"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one cell, neither of whose writers knew of the other's; `kept` stands in the record.

    `ours` was written here (or is the kept one where both came from elsewhere); `identity` names the conflict on every
    copy. `ours_by` and `theirs_by` tell who and when, as the log has it.
    """

    identity: str
    table: str
    row: bytes
    cell: str
    ours: Any
    theirs: Any
    kept: Any
    ours_by: str = ""
    theirs_by: str = ""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or would do.

    `applied` entries of the log were new, `already` known. `counts` are the records touched, `settled` those that moved
    because what they hang on was united, by table; `revived` are deleted records that the other side had worked on.
    `clock_ahead` tells how far the other PC's clock is ahead of this one's where it is more than a day; `package` what
    the number of a package says.
    """

    path: Path
    applied: int
    already: int = 0
    counts: OutcomeCounts = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    clock_ahead: timedelta | None = None
    package: PackageNotice | None = None
    settled: Mapping[str, int] = field(default_factory=dict)
    revived: tuple[RowKey, ...] = ()

    @property
    def totals(self) -> Mapping[MergeOutcome, int]:
        """Count the records of all tables by what becomes of them; 0 where there are none."""
        totals: Counter[MergeOutcome] = Counter()
        for counted in self.counts.values():
            totals.update(counted)
        return totals

    @property
    def deletions(self) -> int:
        """Count the records that the merge deletes."""
        return self.totals[MergeOutcome.DELETED]

    @property
    def tables(self) -> frozenset[str]:
        """Name the tables touched."""
        return frozenset(self.counts) | frozenset(self.settled)


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file of a folder that is merged in one go: what it brings, or why it is refused.

    `asks_deletions`: it deletes so many records that it asks apart.
    """

    path: Path
    report: MergeReport | None = None
    refusal: AppError | None = None
    asks_deletions: bool = False
