"""What a purge takes and gives."""

from dataclasses import dataclass
from pathlib import Path

from models.enums import LabelledEnum
from models.keys import Key
from services.changes import Changes


class PersonalField(LabelledEnum):
    """What of a person can be purged by itself; the value is the column."""

    IDENTITY_NUMBER = "identity_number", "身份证号"
    PHONE = "phone", "联系电话"
    BORN_ON = "born_on", "出生日期"
    ETHNICITY = "ethnicity", "民族"
    EDUCATION = "education", "学历"
    NOTE = "note", "备注"


@dataclass(frozen=True, slots=True)
class PurgeDraft:
    """What is to go of a person: some fields, or, with `whole`, all that tells who it was, attachments too."""

    person: Key
    fields: frozenset[PersonalField] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Purged:
    """A purge done: `attachments` whose content went, `backups` that still hold what was purged."""

    changes: Changes
    attachments: int
    backups: tuple[Path, ...]
