"""Refusals of merging and exchanging."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class AnotherOrganizationError(AppError):
    """The other file is the ledger of another organisation: it has no organisation in common with this one."""

    path: Path
    theirs: str


@dataclass
class OtherFileDamagedError(AppError):
    """The other file opens, but its pages, references or tables are not sound."""

    path: Path


@dataclass
class MergeWithItselfError(AppError):
    """The file to merge is the open ledger itself."""

    path: Path


@dataclass
class ManyDeletionsError(AppError):
    """A merge would delete more records than goes without asking; `count` of `total`."""

    path: Path
    count: int
    total: int


@dataclass
class ConflictGoneError(AppError):
    """The conflict to decide is no longer open."""


@dataclass
class MergeBrokenError(AppError):
    """After the merge rows would point at rows that are not there; nothing was written."""

    path: Path


@dataclass
class NothingToMergeError(AppError):
    """The folder to merge holds no ledger and no package but the open one."""

    path: Path


@dataclass
class BranchCopyError(AppError):
    """A whole ledger is to be merged into the copy of one branch, which holds that branch only."""

    path: Path
    branch: str


@dataclass
class OtherBranchError(AppError):
    """The file is of one branch, the open ledger a copy of another."""

    path: Path
    theirs: str
    ours: str


@dataclass
class BranchAheadError(AppError):
    """What a branch wrote rests on changes of a PC (`computer`) that are not in this ledger yet."""

    path: Path
    computer: str


@dataclass
class TooLongApartError(AppError):
    """The other copy has thinned away changes that this one never got."""

    path: Path


@dataclass
class BranchRecoveredError(AppError):
    """A branch's copy that was read out of a damaged file is neither merged nor packed: it has lost its log."""

    path: Path
    branch: str
