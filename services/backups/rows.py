"""What the backups give: copies with their moment and occasion, and what a restore would change."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.enums import LabelledEnum


class Occasion(LabelledEnum):
    """Why a backup was made."""

    DAILY = "daily", "每日"
    UPGRADE = "upgrade", "升级前"
    IMPORT = "import", "导入前"
    MERGE = "merge", "合并前"
    RESTORE = "restore", "恢复前"
    BY_HAND = "by_hand", "手工"
    CLOSED = "closed", "关闭后"
    PURGE = "purge", "清除后"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One verified copy; `made_at` is local time without a zone, `size` in bytes."""

    path: Path
    made_at: datetime
    occasion: Occasion
    size: int


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup just made; `second` is its copy on the second place, `second_failed` that this could not be written."""

    path: Path
    second: Path | None = None
    second_failed: bool = False


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What a restore does to the rows of one table: those that come back, change, and vanish again."""

    table: str
    returning: int
    changed: int
    vanishing: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What restoring a backup over a ledger would do; `same_ledger` is false where their top organisations differ."""

    backup: Path
    target: Path
    same_ledger: bool
    tables: tuple[TableDifference, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A ledger restored; `replaced` is the backup of the state that it had before (None: there was no file)."""

    target: Path
    replaced: Path | None
