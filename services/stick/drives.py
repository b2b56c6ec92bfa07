"""Which files lie on a removable drive; what is not known counts as fixed, and the officer can choose otherwise.

USB disks may call themselves fixed on Windows; on Linux whatever hangs on USB counts as removable.
"""

import ctypes
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

# Tells whether a path lies on a removable drive.
DriveQuestion: TypeAlias = Callable[[Path], bool]

_REMOVABLE: Final = 2  # DRIVE_REMOVABLE
_MOUNTS: Final = Path("/proc/self/mountinfo")
_DEVICES: Final = Path("/sys/dev/block")
_ON_USB: Final = re.compile(r"/usb\d+/")


def is_removable(path: Path) -> bool:
    """Ask the system."""
    if os.name == "nt":
        return _drive_type(path) == _REMOVABLE
    try:
        return is_removable_mount(path.resolve(), _MOUNTS.read_text(encoding="utf-8", errors="replace"), _DEVICES)
    except OSError:
        return False


def is_removable_mount(path: Path, mounts: str, devices: Path) -> bool:
    """Find the mount that a path lies on (in the words of /proc/self/mountinfo), and ask its device below `devices`."""
    number = _device_number(path, mounts)
    if not number:
        return False
    device = (devices / number).resolve()
    if _ON_USB.search(f"{device}/"):
        return True
    # A partition's folder lies in its disk's, which knows whether it can be taken out.
    return any(_says_yes(place / "removable") for place in (device, device.parent))


def _device_number(path: Path, mounts: str) -> str:
    found = [(place, number) for place, number in _places(mounts) if path.is_relative_to(place)]
    return max(found, key=lambda mount: len(mount[0].parts), default=(path, ""))[1]


def _places(mounts: str) -> Iterator[tuple[Path, str]]:
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, device = before.split(), after.split()
        number = fields[2]
        if number.startswith("0:") and len(device) > 1:  # a file system in a program (exFAT may be): ask its source
            number = _number_of(Path(_unescaped(device[1])))
        yield Path(_unescaped(fields[4])), number


def _number_of(device: Path) -> str:
    try:
        status = device.stat()
    except (OSError, ValueError):
        return ""
    return f"{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}" if device.is_block_device() else ""


def _unescaped(name: str) -> str:
    return re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), name)


def _says_yes(file: Path) -> bool:
    try:
        return file.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _drive_type(path: Path) -> int:
    root = f"{path.absolute().drive}\\"
    return int(getattr(ctypes, "windll").kernel32.GetDriveTypeW(root))  # noqa: B009 - the name is on Windows only
