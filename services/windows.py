"""The few calls that the program makes of Windows itself, with the types that Microsoft documents for each.

Elsewhere there is no such library: whoever calls has asked `is_here` before.
"""

import ctypes
import os
from collections.abc import Mapping
from ctypes import wintypes
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

DRIVE_REMOVABLE: Final = 2
DRIVE_FIXED: Final = 3
ERROR_INVALID_PARAMETER: Final = 87  # of OpenProcess: there is no process of that number
_REPLACE_AND_WRITE_THROUGH: Final = 0x1 | 0x8  # MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH
_NO_DIALOGS: Final = 0x1  # SEM_FAILCRITICALERRORS
_QUERY: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_STILL_ACTIVE: Final = 259
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# What a function gives, and what it takes. Undeclared, ctypes takes every result for an int: half of a handle is lost.
Signature: TypeAlias = tuple[Any, tuple[Any, ...]]
_TIME: Final = ctypes.POINTER(wintypes.FILETIME)
SIGNATURES: Final[Mapping[str, Signature]] = MappingProxyType(
    {
        "MoveFileExW": (wintypes.BOOL, (wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD)),
        "GetDriveTypeW": (wintypes.UINT, (wintypes.LPCWSTR,)),
        "GetLogicalDrives": (wintypes.DWORD, ()),
        "SetErrorMode": (wintypes.UINT, (wintypes.UINT,)),
        "OpenProcess": (wintypes.HANDLE, (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)),
        "GetExitCodeProcess": (wintypes.BOOL, (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))),
        "GetProcessTimes": (wintypes.BOOL, (wintypes.HANDLE, _TIME, _TIME, _TIME, _TIME)),
        "CloseHandle": (wintypes.BOOL, (wintypes.HANDLE,)),
    }
)


def is_here() -> bool:
    """Tell whether the program runs on Windows."""
    return os.name == "nt"


def kernel() -> Any:
    """Load kernel32 with its signatures declared."""
    library = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - the name is on Windows only
    for name, (result, arguments) in SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def rename_through(old: Path, new: Path) -> None:
    """Give a file another name, in place of what has it, and return when that is on the disk; OSError as usual."""
    if not kernel().MoveFileExW(str(old), str(new), _REPLACE_AND_WRITE_THROUGH):
        raise OSError(0, "MoveFileExW", str(old), _last_error(), str(new))


def drive_type(path: Path) -> int:
    """Tell the kind of the drive that a path lies on, by Windows' number."""
    return int(kernel().GetDriveTypeW(f"{path.absolute().drive}\\"))


def drives(kinds: frozenset[int]) -> list[Path]:
    """List the roots of the drives of these kinds that have a letter now; they can then be looked into.

    Windows is told not to ask the officer to put a medium into a reader that is empty.
    """
    library = kernel()
    library.SetErrorMode(_NO_DIALOGS)
    letters = library.GetLogicalDrives()
    roots = [f"{letter}:\\" for place, letter in enumerate(_LETTERS) if letters >> place & 1]
    return [Path(root) for root in roots if library.GetDriveTypeW(root) in kinds]


def process_runs(process: int) -> bool:
    """Tell whether a process of this PC is there; where Windows does not say it is."""
    library = kernel()
    handle = library.OpenProcess(_QUERY, 0, process)
    if not handle:
        return _last_error() != ERROR_INVALID_PARAMETER
    code = wintypes.DWORD()
    known = library.GetExitCodeProcess(handle, ctypes.byref(code))
    library.CloseHandle(handle)
    return not known or code.value == _STILL_ACTIVE


def process_start(process: int) -> str:
    """Tell when a process began, in Windows' own count; empty where it does not say."""
    library = kernel()
    handle = library.OpenProcess(_QUERY, 0, process)
    if not handle:
        return ""
    times = [wintypes.FILETIME() for _ in range(4)]  # created, ended, in the kernel, in the program
    known = library.GetProcessTimes(handle, *(ctypes.byref(moment) for moment in times))
    library.CloseHandle(handle)
    return f"{times[0].dwHighDateTime << 32 | times[0].dwLowDateTime:x}" if known else ""


def _last_error() -> int:
    return int(getattr(ctypes, "get_last_error")())  # noqa: B009 - the name is on Windows only
