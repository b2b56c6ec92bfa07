"""What can be refused when papers are attached or taken out again."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class FileEmptyError(AppError):
    """A file to be attached has no content."""

    path: Path


@dataclass
class FileUnreadableError(AppError):
    """A file to be attached cannot be read, or changed while it was."""

    path: Path


@dataclass
class FolderInsteadOfFileError(AppError):
    """What was to be attached is a folder."""

    path: Path


@dataclass
class FileTooLargeError(AppError):
    """A file is larger than the rule allows; `size` and `limit` are texts with their unit."""

    path: Path
    size: str
    limit: str


@dataclass
class ProgramRefusedError(AppError):
    """A program, script or other file that could run is not taken in."""

    path: Path


@dataclass
class MacrosRefusedError(AppError):
    """A document with macros is not taken in."""

    path: Path


@dataclass
class MediaRefusedError(AppError):
    """A file that is neither document nor picture; `accepted` are the kinds that are."""

    path: Path
    accepted: tuple[str, ...]


@dataclass
class PictureDamagedError(AppError):
    """A picture that cannot be decoded: copied incompletely, or damaged."""

    path: Path


@dataclass
class ContentGoneError(AppError):
    """The content of an attachment was purged on request; its entry stays."""

    name: str


@dataclass
class ContentDamagedError(AppError):
    """The content of an attachment is not what was put in: the hashes differ."""

    name: str


@dataclass
class HolderNumberUnknownError(AppError):
    """Nothing of this kind (Chinese name) has this number."""

    what: str
    number: str


@dataclass
class HolderNumberAmbiguousError(AppError):
    """Several of this kind have this number."""

    what: str
    number: str


@dataclass
class UnsafeContentError(AppError):
    """What is stored under this name is neither document nor picture; it must have come with others' data."""

    name: str
