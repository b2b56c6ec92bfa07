"""The other file: brought onto this PC as a copy of our own, verified, and upgraded where it is older."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import driver
from models.database import Database
from models.file_key import FileKey
from models.schema import metadata
from models.upgrade import SchemaState, holds_changes_only, schema_state, upgrade
from services.errors import FileNotWritableError
from services.exchange.errors import OtherFileDamagedError
from services.ledger_file import LedgerFiles
from services.packages.container import is_package, open_package, take_out
from services.packages.cover import seal_is_right
from services.packages.errors import ChangesOnlyError, PackageDamagedError, PackageTamperedError
from services.packages.rows import CoverSheet


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """A sound copy of the other file, of today's schema; it lives as long as the block that made it."""

    source: Path
    path: Path
    key: FileKey | None
    entries: int  # of its change log
    cover: CoverSheet | None = None  # of a package


@contextmanager
def brought_here(source: Path, files: LedgerFiles) -> Iterator[OtherCopy]:
    """Copy, verify and upgrade another file, or the one inside a package, in a folder of our own; it is only read.

    AppError where it is neither ledger nor package, newer, locked by a password, or damaged.
    """
    with tempfile.TemporaryDirectory(prefix="study-ledger-") as folder:
        path = Path(folder) / "theirs.db"
        cover = _copy(source, path)
        key = files.check_copy(source, path)
        if cover is not None and not seal_is_right(cover, key):
            raise PackageTamperedError(source)
        if schema_state(path, key) is SchemaState.OLDER:
            with closing(Database(path, key=key)) as database:
                upgrade(database)
        _verify(source, path, key)
        _refuse_other_extent(source, path, key, cover)
        try:
            entries = make_light(path, key)
        except driver.OperationalError as error:  # the disk of the temporary folder
            raise FileNotWritableError(path) from error
        yield OtherCopy(source, path, key, entries, cover)


def _copy(source: Path, path: Path) -> CoverSheet | None:
    """Copy a ledger with what was interrupted in it, or take it out of a package and give its cover sheet."""
    try:
        if not source.is_file():
            return None
        if is_package(source):
            package = open_package(source)
            take_out(package, path)
            return package.cover
        shutil.copyfile(source, path)
        journal = source.with_name(f"{source.name}-journal")
        if journal.is_file():
            # Whoever wrote it was interrupted: what is half written is taken back in our copy, not on the stick.
            shutil.copyfile(journal, path.with_name(f"{path.name}-journal"))
    except OSError as error:
        raise FileNotWritableError(source) from error
    return None


def _refuse_other_extent(source: Path, path: Path, key: FileKey | None, cover: CoverSheet | None) -> None:
    """Refuse changes without the package they came in, and a cover sheet that says other than what is inside."""
    inside = holds_changes_only(path, key)
    if inside and cover is None:
        raise ChangesOnlyError(source)
    if cover is not None and inside != cover.changes_only:
        raise PackageDamagedError(source)


def _verify(source: Path, path: Path, key: FileKey | None) -> None:
    """Check pages and references, and that every table is one, with the columns that we read."""
    try:
        sound = not driver.faults(path, key, quick=True) and _is_whole(path, key)
    except driver.DatabaseError as error:
        raise OtherFileDamagedError(source) from error
    if not sound:
        raise OtherFileDamagedError(source)


def make_light(path: Path, key: FileKey | None) -> int:
    """Take the triggers out of our copy, which is only read, and count the entries of its log.

    Reading two hundred triggers is most of what attaching a file takes; those of others shall not run either.
    """
    with closing(driver.connect(path, key)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        connection.execute("PRAGMA writable_schema = RESET")
        counted = connection.execute(
            "SELECT (SELECT count(*) FROM change_inserts) + (SELECT count(*) FROM change_cells)"
        )
        return int(counted.fetchone()[0])


def _is_whole(path: Path, key: FileKey | None) -> bool:
    with closing(driver.connect(path, key)) as connection:
        kinds = dict(connection.execute("SELECT name, type FROM sqlite_schema").fetchall())
        return (
            all(
                kinds.get(table.name) == "table" and _has_columns(connection, table) for table in metadata.sorted_tables
            )
            and connection.execute("PRAGMA foreign_key_check").fetchone() is None
        )


def _has_columns(connection: Any, table: Any) -> bool:
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    return {column.name for column in table.columns} <= there
