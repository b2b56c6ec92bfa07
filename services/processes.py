"""Which process on which PC: marks that tell two PCs, and a process from a later one with its number, apart."""

import ctypes
import os
import platform
import uuid
from pathlib import Path
from typing import Any, Final

_MACHINE_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_BOOT_FILE: Final = Path("/proc/sys/kernel/random/boot_id")
_START_FIELD: Final = 19  # of /proc/PID/stat behind the name in brackets: when the process began
_QUERY: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_STILL_ACTIVE: Final = 259
_INVALID_PARAMETER: Final = 87  # there is no process of that number


def machine_mark() -> str:
    """Give a mark of this PC that stays the same over restarts; PCs set up from one image differ by their name."""
    marks = (_text(file).strip() for file in _MACHINE_FILES)
    mark = next(filter(None, marks), "") or f"{uuid.getnode():x}"  # Windows: the network card's number
    return f"{platform.node()}/{mark}"


def process_mark(process: int) -> str:
    """Give a mark of a running process that no later one of the same number has; empty where there is none to tell."""
    if os.name == "nt":
        return _windows_start(process)
    fields = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return f"{_text(_BOOT_FILE).strip()}-{fields[_START_FIELD]}" if len(fields) > _START_FIELD else ""


def is_running(process: int, mark: str) -> bool:
    """Tell whether the process of this PC with this number and mark is still there; where in doubt it is."""
    there = _windows_running(process) if os.name == "nt" else _posix_running(process)
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


def _kernel() -> Any:
    return getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - the name is on Windows only


def _windows_running(process: int) -> bool:
    kernel = _kernel()
    handle = kernel.OpenProcess(_QUERY, 0, process)
    if not handle:
        return bool(getattr(ctypes, "get_last_error")() != _INVALID_PARAMETER)  # noqa: B009 - the same
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == _STILL_ACTIVE


def _windows_start(process: int) -> str:
    kernel = _kernel()
    handle = kernel.OpenProcess(_QUERY, 0, process)
    if not handle:
        return ""
    times = [ctypes.c_ulonglong() for _ in range(4)]  # created, ended, in the kernel, in the program
    known = kernel.GetProcessTimes(handle, *(ctypes.byref(moment) for moment in times))
    kernel.CloseHandle(handle)
    return f"{times[0].value:x}" if known else ""
