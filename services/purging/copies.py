"""The copies of a ledger that the program itself made or was given, and that may hold what was purged from it.

Copies that people made by hand, and those on other PCs, are out of reach: they follow when they are merged.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import Final

from models.database import Database
from services.errors import AppError
from services.ledger_file import LedgerFiles
from services.packages.container import open_package
from services.packages.errors import PackageDamagedError, PackageNewerError
from services.packages.rows import CoverSheet
from services.packages.service import SUFFIX
from services.purging.rows import CopyKind, HeldCopy
from services.stick.at_work import StickWork
from services.stick.generations import generations, without_number
from services.stick.homes import LEDGER

_REPLACED: Final = "????????-??????.replaced"  # as services/backups/restoring.py names what it moves aside
_LEFTOVERS: Final = frozenset({"incoming.db", "outgoing.db"})  # of services/stick/working_copy.py


def known_copies(
    database: Database, files: LedgerFiles, opened_from: Path, stick: StickWork | None
) -> Iterator[HeldCopy]:
    """List the backups, what a restore replaced, what lies in the working copy's folder, generations, packages."""
    path = database.path
    yield from _copies(CopyKind.BACKUP, (row.path for row in files.backups.rows(path)))
    yield from _copies(CopyKind.SECOND_BACKUP, (row.path for row in files.backups.second_rows(path)))
    for ledger in dict.fromkeys((path, opened_from)):
        pattern = f"{escape(ledger.stem)}.{_REPLACED}{ledger.suffix}"
        yield from _copies(CopyKind.REPLACED, sorted(ledger.parent.glob(pattern)))
    if stick is not None:
        beside = sorted(file for file in path.parent.glob("*.db") if file.name != LEDGER)
        yield from _copies(CopyKind.LEFTOVER, (file for file in beside if file.name in _LEFTOVERS))
        yield from _copies(CopyKind.SET_ASIDE, (file for file in beside if file.name not in _LEFTOVERS))
    with suppress(AppError):  # the stick is not there: told when the copies are cleaned
        yield from generations_but(path, opened_from if stick is not None else path)
    yield from packages_in(database, opened_from.parent)


def generations_but(path: Path, member: Path) -> Iterator[HeldCopy]:
    """List the family that a file on a stick is a member of, but for one of its files."""
    family = generations(without_number(member))
    return _copies(CopyKind.GENERATION, (one.path for one in family if one.path != path))


def packages_in(database: Database, folder: Path) -> Iterator[HeldCopy]:
    """List the packages in a folder that this ledger gave out or has merged: nothing is lost when they go."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == SUFFIX and path.is_file())
    except OSError:
        return
    for path in found:
        with suppress(PackageDamagedError, PackageNewerError):
            if _is_known(database, open_package(path).cover):
                yield from _copies(CopyKind.PACKAGE, (path,))


def _is_known(database: Database, cover: CoverSheet) -> bool:
    with database.reading() as connection:
        return bool(
            connection.exec_driver_sql(
                "SELECT EXISTS (SELECT 1 FROM package_numbers WHERE sender = ?1) "
                "OR EXISTS (SELECT 1 FROM package_arrivals WHERE sender = ?1 AND number = ?2)",
                (bytearray(cover.sender), cover.number),
            ).scalar_one()
        )


def _copies(kind: CopyKind, paths: Iterable[Path]) -> Iterator[HeldCopy]:
    for path in paths:
        with suppress(OSError):  # it went meanwhile
            facts = path.stat()
            yield HeldCopy(path, kind, datetime.fromtimestamp(facts.st_mtime), facts.st_size)  # noqa: DTZ006 - as the folder shows it
