"""What writing on sticks speaks of: its steps, generations, and what opening found."""

from dataclasses import dataclass
from pathlib import Path

from models.enums import LabelledEnum


class WriteStep(LabelledEnum):
    """The steps in which a whole file gets onto a stick; a refusal names the one that failed."""

    LOOK = "look", "查看U盘"
    CREATE = "create", "新建临时文件"
    WRITE = "write", "写入"
    FLUSH = "flush", "刷新到盘上"
    RENAME = "rename", "改为正式文件名"
    COMPARE = "compare", "读回核对"
    FOLDER = "folder", "登记文件夹"


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole file of a numbered family: `台账.000123.db`; number 0 is the file without a number, `台账.db`."""

    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class FoundGeneration:
    """The newest generation that verifies, and the newer ones that do not and were passed over."""

    generation: Generation
    passed_over: tuple[Path, ...] = ()
