"""What a killed program left in the system's folder for temporary files: copies of ledgers and of attachments."""

import shutil
import stat
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

PREFIX: Final = "study-ledger-"
"""What the names of all our temporary folders begin with."""

STALE_AFTER: Final = timedelta(days=1)
"""A younger one may be at work, in another window too."""


def remove_leftovers(now: datetime, folder: Path | None = None) -> int:
    """Remove our temporary folders that nobody touched for a day; tell how many went. What resists stays."""
    place = folder or Path(tempfile.gettempdir())
    removed = 0
    with suppress(OSError):
        for found in sorted(place.glob(f"{PREFIX}*")):
            if not found.is_symlink() and found.is_dir() and _is_stale(found, now):
                _remove(found)
                removed += not found.exists()
    return removed


def _is_stale(folder: Path, now: datetime) -> bool:
    try:
        newest = max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))
    except OSError:  # it is going, or somebody else's
        return False
    return now.timestamp() - newest > STALE_AFTER.total_seconds()


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            with suppress(OSError):
                path.chmod(path.stat().st_mode | stat.S_IWRITE)  # copies to look at are read-only
    shutil.rmtree(folder, ignore_errors=True)
