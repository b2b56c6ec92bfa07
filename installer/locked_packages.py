"""The packages that a lock file names, and which of them are missing from a set of folders."""

import operator
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$", re.MULTILINE)
_COMPARISON = re.compile(r"^(\w+) (==|!=|<|<=|>|>=) '([^']*)'$")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def missing_packages(lock: Path, folders: Iterable[str]) -> list[str]:
    """Name the packages of the lock that the folders do not hold in the locked version."""
    found = installed_versions(folders)
    return [name for name, version in locked_versions(lock).items() if found.get(name) != version]


def locked_versions(lock: Path) -> dict[str, str]:
    """Read name and version of every package that the lock asks for on this system."""
    pins = _PINNED.findall(lock.read_text(encoding="utf-8"))
    return {_normalized(name): version for name, version, marker in pins if not marker or applies(marker)}


def installed_versions(folders: Iterable[str]) -> dict[str, str]:
    """Read name and version of the packages in the folders; the first folder wins, as it does in an import.

    Only the names of the `.dist-info` folders are read: that takes a millisecond, importlib.metadata thirty.
    """
    versions: dict[str, str] = {}
    for folder in folders:
        if not os.path.isdir(folder):  # noqa: PTH112 - an entry of sys.path may be anything, also empty
            continue
        for entry in os.listdir(folder):  # noqa: PTH208 - names are all that is wanted
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").rpartition("-")
                versions.setdefault(_normalized(name), version)
    return versions


def applies(marker: str) -> bool:
    """Tell whether an environment marker of the lock holds here: comparisons joined by `and` and `or`."""
    return any(all(_holds(part) for part in group.split(" and ")) for group in marker.split(" or "))


def _holds(comparison: str) -> bool:
    match = _COMPARISON.match(comparison.strip())
    if match is None:
        message = f"marker not understood: {comparison}"
        raise ValueError(message)
    name, sign, wanted = match.groups()
    if name.startswith("python_"):
        return _COMPARE[sign](sys.version_info[:2], tuple(int(part) for part in wanted.split(".")[:2]))
    here = {
        "sys_platform": sys.platform,
        "os_name": os.name,
        "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, ""),
    }
    return _COMPARE[sign](here[name], wanted)


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
