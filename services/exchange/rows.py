"""What a merge shows and gives: rows new, changed, deleted and revived; conflicts; how much came."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

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


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a record before and after the merge, as stored."""

    cell: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A record that a merge touches; its key as one blob, as the change log has it."""

    table: str
    row: bytes
    outcome: MergeOutcome
    cells: tuple[CellChange, ...] = ()


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

    `applied` entries of the log were new, `already` known. `clock_ahead` tells how far the other PC's clock is ahead
    of this one's where it is more than a day; `package` what the number of a package says.
    """

    path: Path
    applied: int
    already: int
    rows: tuple[MergedRow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    clock_ahead: timedelta | None = None
    package: PackageNotice | None = None

    @property
    def deletions(self) -> int:
        """Count the records that the merge deletes."""
        return sum(row.outcome is MergeOutcome.DELETED for row in self.rows)

    @property
    def tables(self) -> frozenset[str]:
        """Name the tables touched."""
        return frozenset(row.table for row in self.rows)


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file of a folder that was merged in one go: what it brought, or why it was refused."""

    path: Path
    report: MergeReport | None = None
    refusal: AppError | None = None
