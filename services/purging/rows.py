"""What a purge takes and gives, and the copies that may still hold what was purged."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.enums import LabelledEnum
from models.keys import Key
from services.changes import Changes
from services.errors import AppError


class PersonalField(LabelledEnum):
    """What of a person can be purged by itself; the value is the column."""

    IDENTITY_NUMBER = "identity_number", "身份证号"
    PHONE = "phone", "联系电话"
    BORN_ON = "born_on", "出生日期"
    ETHNICITY = "ethnicity", "民族"
    EDUCATION = "education", "学历"
    NOTE = "note", "备注"


class CopyKind(LabelledEnum):
    """What a copy of the ledger is."""

    BACKUP = "backup", "备份"
    SECOND_BACKUP = "second_backup", "第二个位置的备份"
    REPLACED = "replaced", "恢复时被替换的文件"
    GENERATION = "generation", "U盘上较早的一份"
    SET_ASIDE = "set_aside", "另存的工作副本"
    LEFTOVER = "leftover", "中途留下的文件"
    PACKAGE = "package", "交换包"


@dataclass(frozen=True, slots=True)
class PurgeDraft:
    """What is to go of a person: some fields, or, with `whole`, all that tells who it was, attachments too."""

    person: Key
    fields: frozenset[PersonalField] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A copy of the ledger; `changed_at` is local time without a zone, `size` in bytes."""

    path: Path
    kind: CopyKind
    changed_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Mention:
    """How many live records of a table (its Chinese name) still name the person in a text."""

    table: str
    count: int


@dataclass(frozen=True, slots=True)
class Purged:
    """A purge done to `people` (a person's records); `contents` of files went.

    `mentions` are the texts of others that name the person, `issued` the documents that stay as they were issued.
    """

    changes: Changes
    draft: PurgeDraft
    people: tuple[Key, ...]
    contents: int
    mentions: tuple[Mention, ...] = ()
    issued: int = 0


@dataclass(frozen=True, slots=True)
class LeftCopy:
    """A copy that still holds what was purged, and why."""

    path: Path
    error: AppError


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many copies were written anew without what was purged, how many removed, and which are left."""

    renewed: int
    removed: int
    left: tuple[LeftCopy, ...]
