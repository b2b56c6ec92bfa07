"""Our own side of the comparison: the program's services on real ledgers, packages as they go onto the stick."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from services.duplicates.service import DuplicateService
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from services.packages.service import PackageService
from tests.benchmarks.peer_copies import CELLS, DELETED, SAME, Copy, Told
from tests.services.exchange.replicas import Replica, copy, office

KEY_LENGTH = 16


def our_copies(folder: Path, skews: Sequence[timedelta]) -> list[Copy]:
    """Make copies of one ledger."""
    return [OurCopy(replica, folder) for replica in office(folder, len(skews), skews)]


@dataclass
class OurCopy:
    """A ledger on one PC."""

    replica: Replica
    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def today(self) -> date:
        return self.now().date()

    def now(self) -> datetime:
        return self.replica.now()

    def insert(self, row: int, values: Mapping[str, str]) -> None:
        cells, texts = ", ".join(values), ", ".join(f"'{value}'" for value in values.values())
        self.replica.write(f"INSERT INTO people (id, category, {cells}) VALUES (x'{_key(row)}', 'formal', {texts})")

    def change(self, row: int, cell: str, value: str) -> None:
        self.replica.write(f"UPDATE people SET {cell} = '{value}' WHERE id = x'{_key(row)}'")

    def delete(self, row: int) -> None:
        self.replica.write(f"UPDATE people SET deleted = 1 WHERE id = x'{_key(row)}'")

    def rows(self) -> dict[int, dict[str, str]]:
        found = self.replica.read(f"SELECT id, {', '.join(CELLS)} FROM people WHERE deleted = 0")
        return {key[0]: dict(zip(CELLS, values, strict=True)) for key, *values in found}

    def package(self, receiver: str) -> Path:
        path = self.folder / f"{self.replica.path.stem}-{receiver}-{next(self.numbers)}.slpack"
        return PackageService(self.replica.database, self, self._files).pack(path).path

    def receive(self, package: Path) -> set[Told]:
        merging = MergeService(self.replica.database, self, self._files)
        report, _ = merging.merge(package, allow_deletions=True)
        told = {
            Told(conflict.row[0], conflict.cell, frozenset({str(conflict.ours), str(conflict.theirs)}))
            for conflict in report.conflicts
        }
        return told | {Told(record.row[0], DELETED) for record in report.revived}

    def offered(self) -> set[Told]:
        service = DuplicateService(self.replica.database)
        pairs = [pair for pair in service.pairs() if pair.table == "people"]
        for pair in pairs:
            service.unite(pair.first, pair.second)
        return {Told(pair.first[0], SAME) for pair in pairs}

    def copied(self, path: Path, skew: timedelta) -> "OurCopy":
        return OurCopy(copy(self.replica, path, skew), self.folder)

    def close(self) -> None:
        self.replica.database.close()

    @property
    def _files(self) -> LedgerFiles:
        return LedgerFiles(self.folder / "backups", self, label=self.replica.path.stem)


def _key(row: int) -> str:
    return (bytes([row]) * KEY_LENGTH).hex()
