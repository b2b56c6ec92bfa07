"""Ledgers on several PCs that write real packages to sticks and merge them: with numbers, bases and refusals."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from models.database import Database
from models.upgrade import upgrade
from services.errors import AppError
from services.exchange.rows import MergeReport
from services.exchange.service import MergeService
from services.packages.rows import PackagePlan
from services.packages.service import PackageService
from services.packages.unpacking import UnpackService
from tests.services.exchange.replicas import Replica
from tests.services.packages.branches import BRANCHES, District
from tests.services.packages.senders import CLOCK, files_of


@dataclass
class PackedFile:
    """A package on its way: who is to merge it, and whether it holds changes only."""

    path: Path
    to: Path
    changes_only: bool
    since: int


@dataclass
class Post:
    """A committee with a second PC, its branches' PCs, and the packages that were ever made."""

    folder: Path
    replicas: dict[str, Replica] = field(default_factory=dict)
    made: list[PackedFile] = field(default_factory=list)
    refusals: list[AppError] = field(default_factory=list)

    def __post_init__(self) -> None:
        with closing(Database(self.folder / "empty.db")) as database:
            upgrade(database)
        district = District(self.folder)
        district.close()
        self.committee = self.take("committee", district.committee.path)
        self.second = self.take("second", district.committee.path)
        for place, branch in enumerate(BRANCHES):
            self.pack("committee", branch=branch)
            self.new_pc(f"branch{place}", self.made.pop().path)

    def take(self, name: str, source: Path) -> Replica:
        """Put a copy of a file on a PC of its own."""
        path = self.folder / f"{name}.db"
        shutil.copyfile(source, path)
        self.replicas[name] = Replica(path)
        return self.replicas[name]

    def new_pc(self, name: str, package: Path) -> None:
        path = self.folder / f"{name}.db"
        UnpackService(files_of(path)).unpack(package, path)
        self.replicas[name] = Replica(path)

    def pack(self, name: str, to: str = "", branch: bytes | None = None, *, whole: bool = False) -> PackedFile:
        """Pack what the ledger on this PC has for another, each into a file of its own."""
        path = self.folder / f"{len(list(self.folder.glob('*.slpack')))}.slpack"
        with closing(Database(self.replicas[name].path if name in self.replicas else self.folder)) as database:
            service = PackageService(database, CLOCK, files_of(database.path))
            with self._schema_at_hand():
                cover = service.pack(path, branch=branch, whole=whole).cover
        self.made.append(PackedFile(path, self.folder / f"{to}.db", cover.changes_only, cover.since))
        return self.made[-1]

    def plan(self, name: str, branch: bytes | None = None) -> PackagePlan:
        with closing(Database(self.replicas[name].path)) as database, self._schema_at_hand():
            return PackageService(database, CLOCK, files_of(database.path)).plan(branch)

    def carry(self, package: PackedFile) -> MergeReport | None:
        """Merge a package where it was sent; None where it was refused, which changes nothing."""
        replica = self.replicas[package.to.stem]
        before = replica.path.read_bytes()
        files = files_of(package.to)
        try:
            with patch.object(type(files), "back_up"):
                return MergeService(replica.database, CLOCK, files).merge(package.path, allow_deletions=True)[0]
        except AppError as refusal:
            self.refusals.append(refusal)
            replica.reopen()
            assert replica.path.read_bytes() == before
            return None

    @contextmanager
    def _schema_at_hand(self) -> Iterator[None]:
        """Copy an empty ledger in place of making its schema, which takes half a second."""
        with patch(
            "services.packages.inside.upgrade", lambda part: shutil.copyfile(self.folder / "empty.db", part.path)
        ):
            yield

    def close(self) -> None:
        for replica in self.replicas.values():
            replica.database.close()
