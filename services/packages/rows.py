"""Packages as people and programs are told of them: the cover sheet, what was packed, what a number tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.enums import LabelledEnum


class PackageKind(LabelledEnum):
    """What a package holds."""

    WHOLE = "whole", "整个台账"
    BRANCH = "branch", "一个支部的内容"
    FROM_BRANCH = "from_branch", "支部报来的修改"


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """From whom, when, what, how many: no personal data, for it can be read without the password.

    `branch` is empty for a whole ledger; `sender` and `number` name the package, `predecessor` is the sender's number
    before it; `rows` counts the live records of each table; `size` (bytes) and `sha256` are those of the ledger inside;
    `seal` proves to whoever has the password that nobody changed the sheet.

    With `changes_only` the package holds what the receiver has not shown to know: `rows` then counts the records that
    changed, deleted ones too; `since` is the sender's newest number that the receiver has shown to have merged (0: it
    had the earlier content some other way), `since_sha256` the digest of the ledger inside that one.
    """

    kind: PackageKind
    organization: str
    branch: str
    computer: str
    made_at: datetime
    sender: bytes
    number: int
    schema: str
    protected: bool
    rows: Mapping[str, int]
    size: int
    sha256: bytes
    seal: bytes = b""
    changes_only: bool = False
    since: int = 0
    since_sha256: bytes = b""

    @property
    def predecessor(self) -> int | None:
        """Give the number of the package that the sender made before."""
        return self.number - 1 if self.number > 1 else None


@dataclass(frozen=True, slots=True)
class PackedPackage:
    """A package that was written and read back, its readable cover sheet beside it."""

    path: Path
    cover_path: Path
    cover: CoverSheet


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What a package would hold: all, or what came after number `since` (0: what the receiver did not show to have).

    `rows` counts records by table; `size` is in bytes; `partners` names the PCs whose packages tell what is known.
    """

    changes_only: bool
    since: int
    rows: Mapping[str, int]
    size: int
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageNotice:
    """What a package's number says to whoever merges it.

    `missing`: numbers of this sender between the newest one merged before and this one; nothing is lost by that, since
    each package holds the whole, or all since one that was merged. `newest`: the newest number merged before, where it
    is not older than this one.
    """

    cover: CoverSheet
    missing: tuple[int, ...] = ()
    newest: int | None = None
