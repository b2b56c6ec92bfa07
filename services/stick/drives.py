"""Which files lie on a removable drive; what is not known counts as fixed, and the officer can choose otherwise.

USB disks may call themselves fixed on Windows; on Linux whatever hangs on USB counts as removable.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from services import windows

# Tells whether a path lies on a removable drive.
DriveQuestion: TypeAlias = Callable[[Path], bool]

_OWN_DRIVES: Final = frozenset({windows.DRIVE_REMOVABLE, windows.DRIVE_FIXED})  # no shares, no discs
_MOUNTS: Final = Path("/proc/self/mountinfo")
_DEVICES: Final = Path("/sys/dev/block")
_ON_USB: Final = re.compile(r"/usb\d+/")


def is_removable(path: Path) -> bool:
    """Ask the system."""
    if windows.is_here():
        return windows.drive_type(path) == windows.DRIVE_REMOVABLE
    try:
        return is_removable_mount(path.resolve(), _MOUNTS.read_text(encoding="utf-8", errors="replace"), _DEVICES)
    except OSError:
        return False


def places() -> list[Path]:
    """List where sticks may be now: every drive with a letter on Windows, what is removable on Linux."""
    if windows.is_here():
        return windows.drives(_OWN_DRIVES)
    try:
        return removable_places(_MOUNTS.read_text(encoding="utf-8", errors="replace"), _DEVICES)
    except OSError:
        return []


def removable_places(mounts: str, devices: Path) -> list[Path]:
    """List the mounts (in the words of /proc/self/mountinfo) of removable devices."""
    return [place for place, number in _places(mounts) if _is_removable_device(number, devices)]


def is_removable_mount(path: Path, mounts: str, devices: Path) -> bool:
    """Find the mount that a path lies on (in the words of /proc/self/mountinfo), and ask its device below `devices`."""
    return _is_removable_device(_device_number(path, mounts), devices)


def _is_removable_device(number: str, devices: Path) -> bool:
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
