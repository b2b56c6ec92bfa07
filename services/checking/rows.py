"""What a check finds: faults by kind and table, and what a recovery saved."""

from dataclasses import dataclass
from pathlib import Path

from models.enums import LabelledEnum


class FaultKind(LabelledEnum):
    """What is wrong with a file."""

    PAGES = "pages", "文件内部结构损坏"
    REFERENCE = "reference", "引用的记录不存在"
    DELETED_REFERENCE = "deleted_reference", "引用了已删除的记录"
    ATTENDANCE_YEAR = "attendance_year", "出勤的年度与活动不符"
    ATTACHMENT = "attachment", "附件内容与校验值不符"
    TRIGGERS = "triggers", "保护数据的触发器不全"


@dataclass(frozen=True, slots=True)
class Fault:
    """So many rows of a table have this fault; `detail` names what they point at, or what SQLite says.

    `repairable` faults can be mended without guessing.
    """

    kind: FaultKind
    table: str
    count: int
    detail: str = ""
    repairable: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All faults found in a file; `repaired` are those that were mended."""

    path: Path
    faults: tuple[Fault, ...]
    repaired: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedTable:
    """How many rows of a table could be read; `there` is how many it had, None where not even that can be told."""

    table: str
    saved: int
    there: int | None

    @property
    def whole(self) -> bool:
        """Tell whether nothing is missing."""
        return self.saved == self.there


@dataclass(frozen=True, slots=True)
class Recovery:
    """A new file with what could be read of a damaged one; `branch` where that was the copy of one branch."""

    target: Path
    tables: tuple[SavedTable, ...]
    branch: str = ""
