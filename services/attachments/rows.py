"""What the attachment service gives and takes."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from models.enums import PaperKind
from models.keys import Key
from services.changes import Changes


class HolderKind(Enum):
    """What papers can hang on; the value is the Chinese name of its kind."""

    SESSION = "学习活动"
    PERSON = "人员"
    EXPENSE = "经费支出"


@dataclass(frozen=True, slots=True)
class Holder:
    """The session, person or expense that a paper belongs to."""

    kind: HolderKind
    key: Key


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file to be attached, marked as what it is."""

    path: Path
    paper: PaperKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A paper without a file: it is kept at `kept_at` (a cabinet, a volume); an empty name is that of its kind."""

    paper: PaperKind
    kept_at: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """What of an attachment can be changed: anything but the content."""

    paper: PaperKind
    name: str
    kept_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment; `size` (bytes) and `media` are empty for a paper without a file, `thumbnail` is a JPEG."""

    key: Key
    draft: AttachmentDraft
    added_on: date
    media: str = ""
    size: int | None = None
    thumbnail: bytes | None = None

    @property
    def is_file(self) -> bool:
        """Tell whether there is a file, not only a note of where the paper is kept."""
        return self.size is not None


@dataclass(frozen=True, slots=True)
class AttachmentSizes:
    """Numbers of attachments and the bytes of their contents; what is attached twice counts once."""

    files: int
    kept: int
    size: int


@dataclass(frozen=True, slots=True)
class FilesAdded(Changes):
    """The result of attaching files: how many were, and how many were there already as the same paper."""

    added: int = 0
    already: int = 0
