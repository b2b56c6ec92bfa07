"""Whole files on a stick, each a new generation: 台账.000123.db, flushed, read back, the last three kept.

path = write_generation(folder / "台账.db", source)      # source: a file or bytes; the number is put in
found = newest_sound(folder / "台账.db", is_sound)       # the newest that verifies, torn ones passed over
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from services.errors import AppError, FileMissingError
from services.stick.errors import NoSoundGenerationError, ReadBackDiffersError, StickFullError
from services.stick.layer import DISK, PIECE, FileLayer
from services.stick.refusals import megabytes, refusal
from services.stick.rows import FoundGeneration, Generation, WriteStep

KEPT: Final = 3
SPARE_BYTES: Final = 1 << 20  # what the stick's own tables may take besides the file
_UNFINISHED: Final = ".unfinished"
_NUMBER: Final = r"\.(\d{6,})"


class _Source(NamedTuple):
    """What is written: its size and its pieces."""

    size: int
    pieces: Callable[[], Iterator[bytes]]


def without_number(path: Path) -> Path:
    """Give the name of the family: 台账.db for 台账.000123.db, and for itself."""
    stem = re.sub(_NUMBER + "$", "", path.stem)
    return path.with_name(f"{stem}{path.suffix}") if stem else path


def generations(base: Path, files: FileLayer = DISK) -> list[Generation]:
    """List a family, the newest first; the file without a number, where there is one, comes last as number 0."""
    with _step(WriteStep.LOOK, base):
        names = files.names(base.parent)
    pattern = _pattern(base)
    found = [
        Generation(base.with_name(name), int(matched[1])) for name in names if (matched := pattern.fullmatch(name))
    ]
    if base.name in names:
        found.append(Generation(base, 0))
    return sorted(found, key=lambda one: one.number, reverse=True)


def is_there(base: Path, files: FileLayer = DISK) -> bool:
    """Tell whether any file of a family can be reached."""
    try:
        return bool(generations(base, files))
    except AppError:
        return False


def newest_sound(base: Path, is_sound: Callable[[Path], bool], files: FileLayer = DISK) -> FoundGeneration:
    """Find the newest generation that verifies; newer ones that do not are named, so that it can be told."""
    passed_over: list[Path] = []
    for generation in generations(base, files):
        if is_sound(generation.path):
            return FoundGeneration(generation, tuple(passed_over))
        passed_over.append(generation.path)
    raise NoSoundGenerationError(base) if passed_over else FileMissingError(base)


def write_generation(base: Path, source: Path | bytes, files: FileLayer = DISK, least: int = 1) -> Path:
    """Write a file as the next generation of its family, numbered `least` or higher, and give its path.

    An AppError of services.stick.errors names the step that failed; the generations there are untouched by it.
    """
    there = generations(base, files)
    number = max(there[0].number + 1 if there else 1, least)
    path = base.with_name(f"{base.stem}.{number:06d}{base.suffix}")
    _clean(base, files)
    write_named(path, source, files)
    _thin(base, files)
    return path


def write_named(path: Path, source: Path | bytes, files: FileLayer = DISK) -> None:
    """Write a file under this very name as safely as a generation; what had the name is replaced at the end."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    taken = _taken(source)
    free = _check_room(path, taken.size, files)
    try:
        digest = _write(path, unfinished, taken, free, files)
        with _step(WriteStep.RENAME, path):
            files.rename(unfinished, path)
    except BaseException:
        with suppress(OSError):
            files.remove(unfinished)
        raise
    _compare(path, digest, files)
    with _step(WriteStep.FOLDER, path):
        files.flush_folder(path.parent)


def digest_of(path: Path, files: FileLayer = DISK) -> bytes:
    """Give the sha256 of a file on the stick."""
    hashed = hashlib.sha256()
    for piece in files.pieces(path):
        hashed.update(piece)
    return hashed.digest()


def _pattern(base: Path, ending: str = "") -> re.Pattern[str]:
    return re.compile(re.escape(base.stem) + _NUMBER + re.escape(base.suffix + ending))


def _clean(base: Path, files: FileLayer) -> None:
    """Remove what an interrupted write of this very family left; nobody else's files are touched."""
    with suppress(OSError):
        for name in files.names(base.parent):
            if _pattern(base, _UNFINISHED).fullmatch(name):
                files.remove(base.with_name(name))


def _thin(base: Path, files: FileLayer) -> None:
    """Remove all but the last three; what cannot be removed now is at the next time."""
    with suppress(OSError):
        numbered = [one for one in generations(base, files) if one.path != base]
        for old in numbered[KEPT:]:
            files.remove(old.path)


def _taken(source: Path | bytes) -> _Source:
    if isinstance(source, bytes):
        return _Source(len(source), lambda: (source[at : at + PIECE] for at in range(0, len(source), PIECE)))
    if not source.is_file():
        raise FileMissingError(source)
    return _Source(source.stat().st_size, lambda: DISK.pieces(source))


def _check_room(path: Path, size: int, files: FileLayer) -> int:
    with _step(WriteStep.LOOK, path):
        free = files.free(path.parent)
    if free < size + SPARE_BYTES:
        raise StickFullError(path.parent, WriteStep.LOOK, megabytes(size + SPARE_BYTES), megabytes(free))
    return free


def _write(path: Path, unfinished: Path, source: _Source, free: int, files: FileLayer) -> bytes:
    hashed = hashlib.sha256()
    with _step(WriteStep.CREATE, path, source.size, free):
        handle = files.create(unfinished)
    try:
        for piece in source.pieces():
            hashed.update(piece)
            with _step(WriteStep.WRITE, path, source.size, free):
                files.write(handle, piece)
        with _step(WriteStep.FLUSH, path, source.size, free):
            files.flush(handle)
    except BaseException:
        with suppress(OSError):
            files.close(handle)
        raise
    with _step(WriteStep.FLUSH, path, source.size, free):
        files.close(handle)
    return hashed.digest()


def _compare(path: Path, digest: bytes, files: FileLayer) -> None:
    """Read back; what cannot be read, or differs, is taken away again, so that it is not the newest."""
    read = b""
    try:
        with _step(WriteStep.COMPARE, path):
            read = digest_of(path, files)
    finally:
        if read != digest:
            with suppress(OSError):
                files.remove(path)
    if read != digest:
        raise ReadBackDiffersError(path)


@contextmanager
def _step(step: WriteStep, path: Path, needed: int = 0, free: int = 0) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(error, path, step, needed, free) from error
