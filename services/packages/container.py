"""The file of a package: a stored zip of three members of fixed names, whose comment has the digest of all before it.

A flipped or missing byte anywhere is seen before anything inside is looked at. Nothing is unpacked by a name from the
file, nothing is decompressed, no member is larger than the file itself.
"""

import hashlib
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from services.errors import FileNotWritableError
from services.packages.cover import as_json, as_text, from_json
from services.packages.errors import PackageDamagedError
from services.packages.rows import CoverSheet

COVER: Final = "cover.json"
TEXT: Final = "cover.txt"
LEDGER: Final = "ledger.db"
MOST_COVER_BYTES: Final = 64 * 1024
_MARKER: Final = b"SLPACK1:"
_TAIL_BYTES: Final = len(_MARKER) + 2 * hashlib.sha256().digest_size
_BLOCK: Final = 1 << 20
_HEADER_BYTES: Final = 30  # of a zip's first member, before its name
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the sheet tells the time; the zip's own would be local time without a zone
_ENCRYPTED: Final = 1
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError)


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose every byte was found as it was written."""

    path: Path
    cover: CoverSheet


def is_package(path: Path) -> bool:
    """Tell by content, not by name, whether a file is a package or was one; OSError."""
    with path.open("rb") as file:
        start = file.read(_HEADER_BYTES + len(COVER))
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - _TAIL_BYTES))
        tail = file.read()
    first_member = start.startswith(b"PK\x03\x04") and start[_HEADER_BYTES:] == COVER.encode()
    return first_member or tail.startswith(_MARKER)


def build_package(target: Path, ledger: Path, cover: CoverSheet) -> None:
    """Make the file on this PC; FileNotWritableError."""
    try:
        with target.open("wb+") as file:
            _write(file, ledger, cover)
    except OSError as error:
        raise FileNotWritableError(target) from error


def open_package(path: Path) -> Package:
    """Check every byte, then read the sheet; PackageDamagedError where anything is not as it was written."""
    try:
        with path.open("rb") as file:
            if not _is_whole(file):
                raise PackageDamagedError(path)
            with zipfile.ZipFile(file) as archive:
                sizes = _sizes(archive)
                if sizes is None or sum(sizes.values()) > path.stat().st_size:
                    raise PackageDamagedError(path)
                cover = from_json(path, archive.read(COVER))
                if cover.size != sizes[LEDGER] or archive.read(TEXT) != as_text(cover).encode("utf-8-sig"):
                    raise PackageDamagedError(path)
    except (*_BROKEN, OSError) as error:
        raise PackageDamagedError(path) from error
    return Package(path, cover)


def take_out(package: Package, target: Path) -> None:
    """Write the ledger of a package into a file of our own, comparing its digest."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(package.path) as archive, archive.open(LEDGER) as inside, target.open("wb") as out:
            while block := inside.read(_BLOCK):
                digest.update(block)
                out.write(block)
    except _BROKEN as error:
        raise PackageDamagedError(package.path) from error
    except OSError as error:
        raise FileNotWritableError(target) from error
    if digest.digest() != package.cover.sha256:
        raise PackageDamagedError(package.path)


def digest_of(path: Path) -> bytes:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _write(file: BinaryIO, ledger: Path, cover: CoverSheet) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(COVER, _MOMENT), as_json(cover))
        archive.writestr(zipfile.ZipInfo(TEXT, _MOMENT), as_text(cover).encode("utf-8-sig"))
        member = zipfile.ZipInfo(LEDGER, _MOMENT)
        member.file_size = cover.size
        with ledger.open("rb") as inside, archive.open(member, "w") as out:
            shutil.copyfileobj(inside, out, _BLOCK)
        archive.comment = _MARKER.ljust(_TAIL_BYTES, b"0")
    place = file.seek(-_TAIL_BYTES, os.SEEK_END)
    tail = _MARKER + _digest_before(file, place).encode()
    file.seek(place)
    file.write(tail)


def _is_whole(file: BinaryIO) -> bool:
    size = file.seek(0, os.SEEK_END)
    if size < _TAIL_BYTES:
        return False
    place = file.seek(-_TAIL_BYTES, os.SEEK_END)
    tail = file.read()
    return tail == _MARKER + _digest_before(file, place).encode()


def _digest_before(file: BinaryIO, end: int) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    left = end
    while left and (block := file.read(min(left, _BLOCK))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def _sizes(archive: zipfile.ZipFile) -> dict[str, int] | None:
    """Give the members' sizes; None unless they are the three, stored as they are, and of sizes that make sense."""
    members = archive.infolist()
    if [member.filename for member in members] != [COVER, TEXT, LEDGER]:
        return None
    if any(
        member.compress_type != zipfile.ZIP_STORED
        or member.compress_size != member.file_size
        or member.flag_bits & _ENCRYPTED
        for member in members
    ):
        return None
    sizes = {member.filename: member.file_size for member in members}
    return None if max(sizes[COVER], sizes[TEXT]) > MOST_COVER_BYTES else sizes
