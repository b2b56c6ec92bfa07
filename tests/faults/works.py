"""What the writer does until it is killed: attendance, imports, merges, hand-backs, each counted up and acknowledged.

The count is in every row that a work writes, so that half of a work would show; what was acknowledged (one line in a
file of its own, after the commit) must be there, what was only begun may be.
"""

import os
import random
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.database import Database
from models.enums import AttendanceStatus, OrganizationKind, SessionKind
from services.clock import FixedClock
from services.exchange.service import MergeService
from services.ledger_file import REFUSALS, LedgerFiles
from services.sessions.rows import AttendanceEntry
from services.sessions.service import SessionService
from services.stick.working_copy import WorkingCopies, WorkingCopy
from services.workbooks.service import WorkbookImporter
from tests.services.book import CLOCK, Book
from tests.services.workbooks.books import BASE, save

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 40
STICK_NAME = "党委.db"
SESSION = "2025-100"
BRANCH = "第一支部"


@dataclass(frozen=True)
class Place:
    """The folders of one run: the PC with its data, the stick, the colleague's copy, the acknowledgements."""

    folder: Path

    @property
    def stick(self) -> Path:
        return self.folder / "stick" / STICK_NAME

    @property
    def theirs(self) -> Path:
        return self.folder / "theirs.db"

    @property
    def log(self) -> Path:
        return self.folder / "acknowledged.txt"

    @property
    def files(self) -> LedgerFiles:
        return LedgerFiles(self.folder / "backups", CLOCK, label="张三@PC")

    @property
    def copies(self) -> WorkingCopies:
        return WorkingCopies(self.folder / "working", self.files)


def prepare(folder: Path) -> None:
    """Make a ledger with a sheet of 40 people on the stick, and the colleague's copy of it."""
    folder.mkdir(parents=True)
    book = Book(folder)
    branch = book.organization(BRANCH, OrganizationKind.BRANCH)
    people = [book.person(f"党员{count}", branch) for count in range(PEOPLE)]
    session = book.session(branch, date(2025, 7, 1), SessionKind.THEME_DAY, number=SESSION)
    book.attend(session, *people, leave_reason="0")
    book.save()
    book.close()
    place = Place(folder)
    place.stick.parent.mkdir()
    (folder / "book.db").rename(place.stick)
    place.theirs.write_bytes(place.stick.read_bytes())


class Writer:
    """Does one work after the other, chosen by chance, on the working copy."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.place = Place(folder)
        self.chance = random.Random(seed)  # noqa: S311 - a test's chance
        self.counts: dict[str, int] = {}
        self._log = os.open(self.place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._seed = seed

    def run(self, rounds: int) -> None:
        """Open the working copy and work; `rounds` works, each kind as often as the others."""
        copy = self.place.copies.open(self.place.stick)
        with closing(self.place.files.open(copy.path)) as database:
            works: list[tuple[str, Callable[[int], None]]] = [
                ("attendance", lambda count: self._attend(database, count)),
                ("import", lambda count: self._import(database, count)),
                ("merge", lambda count: self._merge(database, count)),
                ("stick", lambda _count: self._hand_back(copy, database)),
            ]
            self.chance.shuffle(works)
            for turn in range(rounds):
                name, work = works[turn % len(works)]
                count = self.counts.get(name, 0) + 1
                self._say(f"begun {name} {count}")
                work(count)
                self.counts[name] = count
                self._say(f"done {name} {count}")
                if name == "stick":
                    self._say(f"done handed {self.counts.get('attendance', 0)}")

    def _say(self, line: str) -> None:
        os.write(self._log, f"{line}\n".encode())

    def _attend(self, database: Database, count: int) -> None:
        service = SessionService(database, CLOCK)
        with database.reading() as connection:
            key = connection.exec_driver_sql("SELECT id FROM sessions WHERE number = ?", (SESSION,)).scalar_one()
            people = connection.exec_driver_sql("SELECT id FROM people WHERE number LIKE 'D0%'").scalars().all()
        status = AttendanceStatus.LEAVE
        service.record(key, [AttendanceEntry(person, status, leave_reason=str(count)) for person in people])

    def _import(self, database: Database, count: int) -> None:
        head, *_ = BASE["花名册"]
        rows = [
            [f"新人{number}", f"E{number:05d}", "正式党员", "2010-06-30", BRANCH, None, f"第{count}次"]
            for number in range(PEOPLE)
        ]
        path = save(self.place.folder / f"import-{self._seed}.xlsx", {"花名册": [[*head, "学历"], *rows]})
        importer = WorkbookImporter(database, CLOCK)
        importer.apply(importer.plan(path, create_missing=False))

    def _merge(self, database: Database, count: int) -> None:
        with closing(Database(self.place.theirs, REFUSALS)) as theirs, theirs.transaction() as session:
            session.connection().exec_driver_sql(
                "UPDATE people SET ethnicity = ? WHERE number LIKE 'D0%'", (f"第{count}次",)
            )
        MergeService(database, FixedClock(CLOCK.moment), self.place.files).merge(self.place.theirs)

    def _hand_back(self, copy: WorkingCopy, database: Database) -> None:
        copy.hand_back(database, "2026-03-05 12:00")
