"""Writing files that are either whole or not there."""

import os
from contextlib import suppress
from pathlib import Path

from services import windows
from services.errors import FileNotWritableError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place first, then give it its name; FileNotWritableError leaves what was there."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105 - the name says that what was there is replaced in one step
    except OSError as error:
        with suppress(OSError):  # the folder may be what failed
            unfinished.unlink(missing_ok=True)
        raise FileNotWritableError(path) from error


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can (Windows cannot: nothing is done)."""
    if windows.is_here():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
