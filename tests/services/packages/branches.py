"""A committee's ledger and copies cut to its branches, and ways to carry packages between them."""

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from models.change_log.cells import logged_tables
from models.change_log.cutting import cut_to_branch
from models.database import Database
from models.upgrade import upgrade
from tests.services.exchange.replicas import PEOPLE, SESSIONS, TOP, Replica, office

FIRST, SECOND, GROUP = b"1" * 16, b"2" * 16, b"g" * 16
BRANCHES: Final = (FIRST, SECOND)
_OFFICE: Final = (
    *(
        f"INSERT INTO organizations (id, name, kind, parent_id) VALUES (x'{key.hex()}', '{name}', '{kind}', "
        f"x'{above.hex()}')"
        for key, name, kind, above in (
            (FIRST, "第一党支部", "branch", TOP),
            (SECOND, "第二党支部", "branch", TOP),
            (GROUP, "第一党小组", "group", FIRST),
        )
    ),
    *(
        f"INSERT INTO memberships (id, person_id, organization_id) VALUES (x'{bytes([100 + place] * 16).hex()}', "
        f"x'{person.hex()}', x'{branch.hex()}')"
        for place, (person, branch) in enumerate(zip(PEOPLE, (FIRST, GROUP, SECOND), strict=True))
    ),
    *(
        f"UPDATE sessions SET organization_id = x'{branch.hex()}' WHERE id = x'{session.hex()}'"
        for session, branch in zip(SESSIONS, BRANCHES, strict=True)
    ),
)


@dataclass
class District:
    """The committee, and each branch's PC; packages wait in `packages` as (receiver, file) until they are carried."""

    folder: Path
    committee: Replica = field(init=False)
    branches: dict[bytes, Replica] = field(init=False)
    packages: list[tuple[Replica, Path]] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        (self.committee,) = office(self.folder, 1)
        self.committee.write(*_OFFICE)
        self._empty = self.folder / "empty.db"
        with closing(Database(self._empty)) as database:
            upgrade(database)
        self.branches = {branch: Replica(self.cut(branch)) for branch in BRANCHES}

    @property
    def replicas(self) -> list[Replica]:
        return [self.committee, *self.branches.values()]

    def cut(self, branch: bytes, source: Replica | None = None) -> Path:
        """Cut the committee's ledger to a branch."""
        self.count += 1
        path = self.folder / f"cut{self.count}.db"
        shutil.copyfile(self._empty, path)
        with (
            closing(Database(path)) as database,
            database.filling((source or self.committee).path, None) as connection,
        ):
            cut_to_branch(connection, branch)
        return path

    def pack_down(self, branch: bytes) -> None:
        self.packages.append((self.branches[branch], self.cut(branch)))

    def pack_up(self, branch: bytes) -> None:
        self.packages.append((self.committee, self.copied(self.branches[branch])))

    def copied(self, replica: Replica) -> Path:
        self.count += 1
        path = self.folder / f"up{self.count}.db"
        replica.reopen()
        replica.database.close()
        shutil.copyfile(replica.path, path)
        replica.open()
        return path

    def carry(self, place: int) -> None:
        receiver, path = self.packages[place]
        with closing_replica(path) as package:
            receiver.merge(package)

    def everything_to_everyone(self) -> None:
        """Every branch reports, then gets what is its; twice, for what a merge itself decided travels too."""
        for _ in range(2):
            for branch in BRANCHES:
                self.pack_up(branch)
                self.carry(-1)
            for branch in BRANCHES:
                self.pack_down(branch)
                self.carry(-1)

    def close(self) -> None:
        for replica in self.replicas:
            replica.database.close()


def closing_replica(path: Path) -> Any:
    """Open a file as a replica for the length of a block."""
    replica = Replica(path)
    return _Closing(replica)


@dataclass
class _Closing:
    replica: Replica

    def __enter__(self) -> Replica:
        return self.replica

    def __exit__(self, *_: object) -> None:
        self.replica.database.close()


def rows_of(replica: Replica) -> dict[tuple[str, bytes], Any]:
    """Give every row, deleted or not, by table and key."""
    found = {}
    for table in logged_tables():
        columns = ", ".join(f'x."{column.name}"' for column in table.table.columns)
        for key, *values in replica.read(f"SELECT {table.row('x')}, {columns} FROM {table.name} x"):
            found[table.name, bytes(key)] = values
    return found
