"""Where a ledger's working copy lies: a folder of its own for each place on a stick."""

import hashlib
from pathlib import Path
from typing import Final

LEDGER: Final = "ledger.db"
_DIGEST_LENGTH: Final = 8


def home_of(folder: Path, base: Path) -> Path:
    """Name the folder below `folder` for a ledger on a stick."""
    digest = hashlib.sha256(str(base.absolute()).encode()).hexdigest()[:_DIGEST_LENGTH]
    return folder / f"{base.stem}-{digest}"
