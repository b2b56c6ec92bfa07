"""Which process on which PC: marks that tell two PCs, and a process from a later one with its number, apart."""

import os
import platform
import uuid
from pathlib import Path
from typing import Final

from services import windows

_MACHINE_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_BOOT_FILE: Final = Path("/proc/sys/kernel/random/boot_id")
_START_FIELD: Final = 19  # of /proc/PID/stat behind the name in brackets: when the process began


def machine_mark() -> str:
    """Give a mark of this PC that stays the same over restarts; PCs set up from one image differ by their name."""
    marks = (_text(file).strip() for file in _MACHINE_FILES)
    mark = next(filter(None, marks), "") or f"{uuid.getnode():x}"  # Windows: the network card's number
    return f"{platform.node()}/{mark}"


def process_mark(process: int) -> str:
    """Give a mark of a running process that no later one of the same number has; empty where there is none to tell."""
    if windows.is_here():
        return windows.process_start(process)
    fields = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return f"{_text(_BOOT_FILE).strip()}-{fields[_START_FIELD]}" if len(fields) > _START_FIELD else ""


def is_running(process: int, mark: str) -> bool:
    """Tell whether the process of this PC with this number and mark is still there; where in doubt it is."""
    there = windows.process_runs(process) if windows.is_here() else _posix_running(process)
    if not there or not mark:
        return there
    return process_mark(process) in {"", mark}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _posix_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's process: it is there
        return True
    return True
