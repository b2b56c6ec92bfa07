"""Pack the ledger for the stick: a verified copy with a number and a cover sheet, written whole and read back.

service = PackageService(database, clock, files)
service.pack(out)                       # PackedPackage; `out` is a folder, or the very file
service.pack(out, password="…")         # the ledger inside has a key of its own
service.pack(out, branch=key)           # cut to one branch
service.pack(out, whole=True)           # all of it, whatever the receiver has shown to know
service.plan(branch=key)                # PackagePlan: what would be packed
"""

import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import Final

from sqlalchemy import select

from models.database import Database
from models.file_key import FileKey, new_file_key
from models.organizations import Organization, top_organization
from models.upgrade import HEAD
from services.clock import Clock
from services.exchange.branches import branch_of, refuse_lost_log
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from services.packages.container import build_package, digest_of
from services.packages.cover import as_text, sealed
from services.packages.errors import OnlyOwnBranchError
from services.packages.inside import Content, clock_of, measured, write_inside
from services.packages.knowledge import base_for, partners
from services.packages.numbering import NextNumber, keep_number, next_number, place_of
from services.packages.rows import CoverSheet, PackageKind, PackagePlan, PackedPackage
from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from services.stick.generations import write_generation, write_named

SUFFIX: Final = ".slpack"
_SENDER_LETTERS: Final = 4  # of the sender, in the name: two copies of one ledger never share a family
_LONGEST_PART: Final = 30  # characters: file systems count 255 bytes, a Chinese one has three
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class PackageService:
    """Packs an open ledger; `files.label` says which PC it is."""

    database: Database
    clock: Clock
    files: LedgerFiles

    def pack(self, out: Path, password: str = "", branch: bytes | None = None, *, whole: bool = False) -> PackedPackage:
        """Write a package into a folder, or as the file named, and its cover sheet beside it.

        With a password the ledger inside is encrypted under it; without one it is protected as the ledger is. Of the
        packages that this file has put into the same folder for the same receiver the last three stay. `branch` cuts
        the ledger to an organisation and what is below it; a branch copy sends what it has. What every partner has
        shown to know is left out, unless `whole`.
        """
        if password and len(password) < SHORTEST_PASSWORD:
            raise PasswordTooShortError(SHORTEST_PASSWORD)
        content = self._content(branch)
        given = self._next_number(content)
        content = self._with_base(content, given, whole=whole)
        with tempfile.TemporaryDirectory(prefix="study-ledger-") as folder:
            copy = Path(folder) / "ledger.db"
            key = new_file_key(password) if password else self.database.key
            rows = write_inside(self.database, content, given.sender, copy, key)
            cover = self._cover(given, content, rows, copy, key)
            built = copy.with_suffix(SUFFIX)
            build_package(built, copy, cover)
            target = _put(built, out, cover)
            clock = clock_of(copy, key)
        cover_path = target.with_name(f"{target.name}.txt")
        write_named(cover_path, as_text(cover).encode("utf-8-sig"))
        with self.database.transaction() as session:
            keep_number(session.connection(), given, cover.sha256, clock)
        return PackedPackage(target, cover_path, cover)

    def plan(self, branch: bytes | None = None, *, whole: bool = False) -> PackagePlan:
        """Tell what `pack` would write now; nothing is written."""
        content = self._content(branch)
        content = self._with_base(content, self._next_number(content), whole=whole)
        with self.database.reading() as connection:
            known = partners(connection, content.scope)
        rows, size = measured(self.database, content)
        base = content.base
        return PackagePlan(base is not None, base.number if base else 0, rows, size, known)

    def own_branch(self) -> str:
        """Name the branch that this ledger is the copy of; empty for a whole ledger."""
        content = self._content(None)
        return content.branch_name if content.kind is PackageKind.FROM_BRANCH else ""

    def _content(self, branch: bytes | None) -> Content:
        with self.database.reading() as connection:
            refuse_lost_log(connection, "main", self.database.path)
            own = branch_of(connection, "main")
            asked = own if own is not None else branch
            if asked is None or asked == top_organization(connection):
                return Content(PackageKind.WHOLE, b"", "")
            name = connection.execute(select(Organization.name).where(Organization.id == asked)).scalar() or ""
        if own is None:
            return Content(PackageKind.BRANCH, asked, name)
        if branch not in {None, own}:
            raise OnlyOwnBranchError(name)
        return Content(PackageKind.FROM_BRANCH, b"", name)

    def _with_base(self, content: Content, given: NextNumber, *, whole: bool) -> Content:
        """Build on what the receivers have shown to know, unless all is asked for."""
        if whole:
            return content
        with self.database.reading() as connection:
            return replace(content, base=base_for(connection, content.kind, content.scope, given.sender))

    def _next_number(self, content: Content) -> NextNumber:
        place = place_of(self._computer, str(self.database.path.resolve()))
        with self.database.reading() as connection:
            return next_number(connection, content.scope, place)

    @property
    def _computer(self) -> str:
        """Name the PC without whoever is at it."""
        return self.files.label.rpartition("@")[2]

    def _cover(
        self, given: NextNumber, content: Content, rows: Mapping[str, int], copy: Path, key: FileKey | None
    ) -> CoverSheet:
        base = content.base
        cover = CoverSheet(
            content.kind,
            OrganizationService(self.database, self.clock).top_name(),
            content.branch_name,
            self._computer,
            self.clock.now().replace(microsecond=0),
            given.sender,
            given.number,
            HEAD,
            key is not None,
            dict(rows),
            copy.stat().st_size,
            digest_of(copy),
            changes_only=base is not None,
            since=base.number if base else 0,
            since_sha256=base.digest if base else b"",
        )
        return sealed(cover, key)


def _put(built: Path, out: Path, cover: CoverSheet) -> Path:
    """Write the package into a folder as the next of this file's family, or under the very name given."""
    if not out.is_dir():
        write_named(out, built)
        return out
    name = "-".join(filter(None, (_name_part(cover.organization), _name_part(cover.branch)))) or "台账"
    base = out / f"{name}-{cover.sender.hex()[:_SENDER_LETTERS]}{SUFFIX}"
    path = write_generation(base, built, least=cover.number)
    _remove_sheets_without_package(base)
    return path


def _name_part(name: str) -> str:
    """Make a name that every file system takes."""
    return _NOT_IN_NAMES.sub("_", name)[:_LONGEST_PART].strip(". ")


def _remove_sheets_without_package(base: Path) -> None:
    for sheet in base.parent.glob(f"{escape(base.stem)}.*{SUFFIX}.txt"):
        if not sheet.with_suffix("").exists():
            with suppress(OSError):  # what cannot be removed stays
                sheet.unlink()
