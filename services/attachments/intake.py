"""Taking files in: read once to check them all, then again one by one, so that a folder of scans never fills memory."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from services.attachments.errors import (
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    FolderInsteadOfFileError,
)
from services.attachments.media import Media, media_of
from services.attachments.names import safe_name
from services.attachments.rows import FileDraft
from services.attachments.thumbnails import thumbnail
from services.errors import FileMissingError

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be taken in, without its bytes."""

    draft: FileDraft
    name: str
    media: Media
    sha256: bytes
    size: int
    thumbnail: bytes | None


def check_files(drafts: Sequence[FileDraft], most_megabytes: Decimal | None) -> tuple[CheckedFile, ...]:
    """Check every file; the first that cannot be taken in raises its error (`most_megabytes` None: any size)."""
    return tuple(_check(draft, most_megabytes) for draft in drafts)


def read_again(files: Sequence[CheckedFile]) -> Iterator[tuple[CheckedFile, bytes]]:
    """Read the checked files' bytes, one at a time; FileUnreadableError for one that changed meanwhile."""
    for checked in files:
        content = _read(checked.draft.path, checked.size)
        if hashlib.sha256(content).digest() != checked.sha256:
            raise FileUnreadableError(checked.draft.path)
        yield checked, content


def size_text(size: int) -> str:
    """Write a size as people read it: 3.2 MB, 18 KB, 7 字节."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{size / 1024:.0f} KB" if size >= 1024 else f"{size} 字节"  # noqa: PLR2004 - bytes in a kilobyte


def _check(draft: FileDraft, most_megabytes: Decimal | None) -> CheckedFile:
    path = draft.path
    most = None if most_megabytes is None else int(most_megabytes * MEGABYTE)
    if path.is_dir():
        raise FolderInsteadOfFileError(path)
    if not path.exists():
        raise FileMissingError(path)
    if not path.is_file():
        raise FileUnreadableError(path)  # a device or a pipe would never end
    _check_size(path, path.stat().st_size, most_megabytes, most)
    content = _read(path, most)
    _check_size(path, len(content), most_megabytes, most)
    if not content:
        raise FileEmptyError(path)
    media = media_of(path, content)
    small = thumbnail(path, content, media)
    digest = hashlib.sha256(content).digest()
    return CheckedFile(draft, safe_name(path.name, media.endings), media, digest, len(content), small)


def _check_size(path: Path, size: int, most_megabytes: Decimal | None, most: int | None) -> None:
    if most is not None and size > most:
        raise FileTooLargeError(path, size_text(size), f"{most_megabytes:f} MB")


def _read(path: Path, most: int | None) -> bytes:
    """Read a file, at most one byte more than `most`: it may be growing."""
    try:
        with path.open("rb") as stream:
            return stream.read(-1 if most is None else most + 1)
    except FileNotFoundError as error:
        raise FileMissingError(path) from error
    except OSError as error:
        raise FileUnreadableError(path) from error
