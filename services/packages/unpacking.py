"""The first package on a new PC: it becomes a ledger of its own."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models import driver
from models.database import Database
from models.triggers import install_triggers
from services.errors import FileExistsAlreadyError, FileNotWritableError
from services.exchange.copies import brought_here
from services.ledger_file import LedgerFiles
from services.packages.container import is_package
from services.packages.errors import ChangesOnlyError, PackageDamagedError
from services.packages.knowledge import begin_anew
from services.packages.rows import CoverSheet
from services.stick.generations import write_named


@dataclass(frozen=True, slots=True)
class UnpackService:
    """Makes ledgers out of packages; `files` knows the password of a protected one, which is the new ledger's too."""

    files: LedgerFiles

    def unpack(self, package: Path, target: Path) -> CoverSheet:
        """Write the ledger of a package as a new file, checked; its triggers are made anew, whatever came with it."""
        if target.exists():
            raise FileExistsAlreadyError(target)
        try:
            if package.is_file() and not is_package(package):
                raise PackageDamagedError(package)
        except OSError as error:
            raise FileNotWritableError(package) from error
        with brought_here(package, self.files) as other:
            if other.cover is None:
                raise PackageDamagedError(package)
            if other.cover.changes_only:
                raise ChangesOnlyError(package)
            with closing(Database(other.path, key=other.key)) as database, database.migrating() as connection:
                install_triggers(connection)
                begin_anew(connection, other.cover, self.files.clock.now())
            if driver.faults(other.path, other.key, quick=True):
                raise PackageDamagedError(package)
            write_named(target, other.path)
            return other.cover
