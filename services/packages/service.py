"""Pack the ledger for the stick: a verified copy with a number and a cover sheet, written whole and read back.

service = PackageService(database, clock, files)
service.pack(out)                       # PackedPackage; `out` is a folder, or the very file
service.pack(out, password="…")         # the ledger inside has a key of its own
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from models import driver
from models.change_log.cells import logged_tables
from models.database import Database
from models.file_key import FileKey, new_file_key
from models.upgrade import HEAD
from services.backups.errors import BackupFaultyError
from services.clock import Clock
from services.errors import FileInUseError, FileNotWritableError
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from services.packages.container import build_package, digest_of
from services.packages.cover import as_text, sealed
from services.packages.numbering import NextNumber, keep_number, next_number, place_of
from services.packages.rows import CoverSheet, PackageKind, PackedPackage
from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from services.stick.generations import write_generation, write_named

SUFFIX: Final = ".slpack"
_SENDER_LETTERS: Final = 4  # of the sender, in the name: two copies of one ledger never share a family
_UNCOUNTED: Final = frozenset({"acknowledgements", "attachment_contents"})
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class PackageService:
    """Packs an open ledger; `files.label` says which PC it is."""

    database: Database
    clock: Clock
    files: LedgerFiles

    def pack(self, out: Path, password: str = "") -> PackedPackage:
        """Write a package into a folder, or as the file named, and its cover sheet beside it.

        With a password the ledger inside is encrypted under it; without one it is protected as the ledger is. Of the
        packages that this file has put into the same folder the last three stay.
        """
        if password and len(password) < SHORTEST_PASSWORD:
            raise PasswordTooShortError(SHORTEST_PASSWORD)
        given = self._next_number()
        with _copied(self.database, password) as (copy, key):
            cover = self._cover(given, copy, key)
            built = copy.with_suffix(SUFFIX)
            build_package(built, copy, cover)
            target = _put(built, out, cover)
        cover_path = target.with_name(f"{target.name}.txt")
        write_named(cover_path, as_text(cover).encode("utf-8-sig"))
        with self.database.transaction() as session:
            keep_number(session.connection(), given)
        return PackedPackage(target, cover_path, cover)

    def _next_number(self) -> NextNumber:
        with self.database.reading() as connection:
            return next_number(connection, place_of(self._computer, str(self.database.path.resolve())))

    @property
    def _computer(self) -> str:
        """Name the PC without whoever is at it."""
        return self.files.label.rpartition("@")[2]

    def _cover(self, given: NextNumber, copy: Path, key: FileKey | None) -> CoverSheet:
        with self.database.reading() as connection:
            rows = dict(_live_rows(connection))
        cover = CoverSheet(
            PackageKind.WHOLE,
            OrganizationService(self.database, self.clock).top_name(),
            self._computer,
            self.clock.now().replace(microsecond=0),
            given.sender,
            given.number,
            HEAD,
            key is not None,
            rows,
            copy.stat().st_size,
            digest_of(copy),
        )
        return sealed(cover, key)


@contextmanager
def _copied(database: Database, password: str) -> Iterator[tuple[Path, FileKey | None]]:
    """Make a verified copy of the ledger on this PC, not on the stick, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="study-ledger-") as folder:
        copy = Path(folder) / "ledger.db"
        key = new_file_key(password) if password else database.key
        try:
            if password:
                driver.export_database(database.path, database.key, copy, key)
            else:
                driver.copy_database(database.path, copy, key)
        except (OSError, driver.OperationalError) as error:
            refusal = FileInUseError if "locked" in str(error) else FileNotWritableError
            raise refusal(database.path) from error
        if driver.faults(copy, key, quick=True):
            raise BackupFaultyError(database.path)
        yield copy, key


def _live_rows(connection: Connection) -> Iterator[tuple[str, int]]:
    for table in logged_tables():
        count = connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}" WHERE deleted = 0').scalar_one()
        if count and table.name not in _UNCOUNTED:
            yield table.name, count


def _put(built: Path, out: Path, cover: CoverSheet) -> Path:
    """Write the package into a folder as the next of this file's family, or under the very name given."""
    if not out.is_dir():
        write_named(out, built)
        return out
    name = _NOT_IN_NAMES.sub("_", cover.organization)[:60].strip(". ") or "台账"
    base = out / f"{name}-{cover.sender.hex()[:_SENDER_LETTERS]}{SUFFIX}"
    path = write_generation(base, built, least=cover.number)
    _remove_sheets_without_package(base)
    return path


def _remove_sheets_without_package(base: Path) -> None:
    for sheet in base.parent.glob(f"{escape(base.stem)}.*{SUFFIX}.txt"):
        if not sheet.with_suffix("").exists():
            with suppress(OSError):  # what cannot be removed stays
                sheet.unlink()
