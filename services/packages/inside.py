"""The ledger inside a package: all of it, one branch, or what the receiver lacks of either; made on this PC."""

import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from models import driver
from models.change_log.cells import logged_tables
from models.change_log.cutting import cut_branch_changes, cut_changes, cut_to_branch
from models.database import Database
from models.file_key import FileKey
from models.triggers import drop_triggers
from models.upgrade import upgrade
from services.backups.errors import BackupFaultyError
from services.errors import FileInUseError, FileNotWritableError
from services.packages.knowledge import Base, show_arrivals
from services.packages.rows import PackageKind

_SMALL: Final = 8 << 20  # bytes
_SMALL_PAGE: Final = 512  # bytes, the least there is; SQLCipher keeps to its own
_UNCOUNTED: Final = frozenset({"acknowledgements", "attachment_contents"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is packed: `scope` is the branch that the ledger is cut to, empty for all; `base`: what it builds on."""

    kind: PackageKind
    scope: bytes
    branch_name: str
    base: Base | None = None


def write_inside(
    database: Database, content: Content, sender: bytes, copy: Path, key: FileKey | None
) -> Mapping[str, int]:
    """Make a verified copy of what is packed, on this PC and not on the stick; count its records by table."""
    changed = None
    try:
        if content.kind is PackageKind.BRANCH or content.base is not None:
            with closing(Database(copy, key=key)) as part:
                upgrade(part)
                with part.filling(database.path, database.key) as connection:
                    changed = _cut(connection, content)
                    show_arrivals(connection, content.kind, content.scope, sender)
                    if content.base is not None:
                        drop_triggers(connection)
            if content.base is not None:
                _shrink(copy, key)
        elif key != database.key:
            driver.export_database(database.path, database.key, copy, key)
        else:
            driver.copy_database(database.path, copy, key)
    except (OSError, driver.OperationalError) as error:
        refusal = FileInUseError if "locked" in str(error) else FileNotWritableError
        raise refusal(database.path) from error
    if driver.copy_faults(copy, key):
        raise BackupFaultyError(database.path)
    counted = _live_rows(copy, key) if changed is None else changed
    return {name: count for name, count in counted.items() if count and name not in _UNCOUNTED}


def measured(database: Database, content: Content) -> tuple[Mapping[str, int], int]:
    """Count the records that would be packed, and their size in bytes; a ledger that goes as it is, is not copied."""
    if content.kind is not PackageKind.BRANCH and content.base is None:
        counted = _live_rows(database.path, database.key)
        rows = {name: count for name, count in counted.items() if count and name not in _UNCOUNTED}
        return rows, database.path.stat().st_size
    with tempfile.TemporaryDirectory(prefix="study-ledger-") as folder:
        copy = Path(folder) / "ledger.db"
        rows = dict(write_inside(database, content, b"", copy, database.key))
        return rows, copy.stat().st_size


def clock_of(copy: Path, key: FileKey | None) -> int:
    """Give how far the ledger went that a copy was made of, by its own clock."""
    with closing(driver.connect(copy, key)) as connection:
        clock: int = connection.execute("SELECT hlc FROM change_clock").fetchone()[0]
        return clock


def _cut(connection: Connection, content: Content) -> dict[str, int] | None:
    """Cut the part that is packed; of changes, count the records."""
    base = content.base
    if base is None:
        cut_to_branch(connection, content.scope)
        return None
    if content.kind is PackageKind.BRANCH:
        return cut_branch_changes(connection, content.scope, base.clock, base.vector)
    return cut_changes(connection, base.vector)


def _shrink(copy: Path, key: FileKey | None) -> None:
    """Give a small file small pages: most of its tables are empty, and each takes one at least."""
    if key is None and copy.stat().st_size < _SMALL:
        with closing(driver.connect(copy)) as connection:
            for statement in ("PRAGMA journal_mode = DELETE", f"PRAGMA page_size = {_SMALL_PAGE}", "VACUUM"):
                connection.execute(statement)


def _live_rows(copy: Path, key: FileKey | None) -> dict[str, int]:
    with closing(driver.connect(copy, key)) as connection:
        return {
            table.name: connection.execute(f'SELECT count(*) FROM "{table.name}" WHERE deleted = 0').fetchone()[0]
            for table in logged_tables()
        }
