"""From the system's error to what the officer is told: full, read-only, pulled out, held, or simply failing."""

import errno
from pathlib import Path
from typing import Final

from services.errors import AppError
from services.stick.errors import StickFaultyError, StickFullError, StickGoneError, StickHeldError, StickReadOnlyError
from services.stick.rows import WriteStep

_MEGABYTE: Final = 1_000_000
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE: Final = {errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN}
_HELD: Final = {errno.EBUSY, errno.ETXTBSY, errno.EEXIST}
# The same by Windows' own numbers, which tell more than the errno they are turned into.
_WINDOWS: Final = {
    19: StickReadOnlyError,  # ERROR_WRITE_PROTECT
    21: StickGoneError,  # ERROR_NOT_READY
    32: StickHeldError,  # ERROR_SHARING_VIOLATION
    33: StickHeldError,  # ERROR_LOCK_VIOLATION
    55: StickGoneError,  # ERROR_DEV_NOT_EXIST
    433: StickGoneError,  # ERROR_NO_SUCH_DEVICE
    1006: StickGoneError,  # ERROR_FILE_INVALID: the volume was changed
    1167: StickGoneError,  # ERROR_DEVICE_NOT_CONNECTED
}


def refusal(error: OSError, path: Path, step: WriteStep, needed: int = 0, free: int = 0) -> AppError:
    """Choose what to tell of a system error at a step of writing `path`."""
    kind = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    if kind is StickHeldError:
        return StickHeldError(path, step)
    if error.errno in _FULL:
        return StickFullError(path.parent, step, megabytes(needed), megabytes(free))
    if kind is StickGoneError or error.errno in _GONE or not _is_there(path.parent):
        return StickGoneError(path.parent, step)
    if kind is StickReadOnlyError or error.errno in _READ_ONLY:
        return StickReadOnlyError(path.parent, step)
    return StickHeldError(path, step) if error.errno in _HELD else StickFaultyError(path, step)


def megabytes(count: int) -> str:
    """Write a number of bytes as people compare it with what the system shows."""
    return f"{count / _MEGABYTE:.1f} MB"


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
