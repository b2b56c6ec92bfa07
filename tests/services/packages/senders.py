"""Ledgers on several PCs that send packages to each other, and ways to spoil what they send."""

import hashlib
import io
import shutil
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from models.database import Database
from services.clock import FixedClock
from services.exchange.rows import MergeReport
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.packages.rows import PackedPackage
from services.packages.service import PackageService

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
CLOCK = FixedClock(NOON)
MARKER = b"SLPACK1:"
TAIL = len(MARKER) + 64


def files_of(path: Path, password: str = "") -> LedgerFiles:
    """Give what opens ledgers on the PC that is called like the file."""
    return LedgerFiles(path.parent / "backups", CLOCK, lambda _: password, f"officer@{path.stem}")


def new_ledger(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    files_of(path).create(path, "某某公司党委").close()
    return path


def copied(path: Path, target: Path) -> Path:
    shutil.copyfile(path, target)
    return target


def write(path: Path, *statements: str) -> None:
    with closing(files_of(path).open_for_reading(path)) as database, database.transaction() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def pack(path: Path, out: Path, password: str = "") -> PackedPackage:
    with closing(files_of(path).open_for_reading(path)) as database:
        return PackageService(database, CLOCK, files_of(path)).pack(out, password)


def merge(path: Path, package: Path, password: str = "", *, only_look: bool = False) -> MergeReport:
    files = files_of(path, password)
    with closing(Database(path)) as database:
        service = MergeService(database, CLOCK, files)
        return service.preview(package) if only_look else service.merge(package)[0]


def repacked(members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Build a package of any members, with a digest that is right."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body, compress_type=compression)
        archive.comment = b"0" * TAIL
    body = content.getvalue()[:-TAIL]
    return body + MARKER + hashlib.sha256(body).hexdigest().encode()


def members_of(package: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(package) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
