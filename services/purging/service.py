"""Purge what is personal of somebody for good: out of the ledger, then out of the copies that the program knows of.

purged = service.purge(PurgeDraft(person, whole=True))
service.clean(purged, service.copies())        # after a fresh verified backup; what could not be done is told
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from models.database import Database
from models.keys import Key
from services.backups.rows import Occasion
from services.changes import Changes
from services.errors import AppError, RecordMissingError
from services.ledger_file import LedgerFiles
from services.purging.blanking import BESIDE, blank_for_good
from services.purging.copies import generations_but, known_copies, packages_in
from services.purging.errors import NothingToPurgeError, PersonUnclearError
from services.purging.mentions import issued_documents, mentions, names_of
from services.purging.renewing import remove, renew
from services.purging.rows import Cleaned, CopyKind, HeldCopy, LeftCopy, Purged, PurgeDraft
from services.stick.at_work import StickWork
from services.stick.generations import generations

REMOVED: Final = frozenset({CopyKind.PACKAGE, CopyKind.LEFTOVER})
"""The copies that are removed; all others are written anew without what was purged."""


@dataclass(frozen=True, slots=True)
class PurgeService:
    """Purges in an open ledger; `opened_from` is the file that the officer knows, on a stick `stick` works on it."""

    database: Database
    files: LedgerFiles
    opened_from: Path
    stick: StickWork | None = None

    def find(self, number: str) -> Key:
        """Find the one person of a number, deleted ones too; PersonUnclearError."""
        with self.database.reading() as connection:
            found = connection.exec_driver_sql("SELECT id FROM people WHERE number = ?", (number,)).scalars().all()
        if not number or len(found) != 1:
            raise PersonUnclearError(number)
        return Key(found[0])

    def purge(self, draft: PurgeDraft) -> Purged:
        """Blank it everywhere in this file, then rewrite the file so that no bytes stay; not to be undone."""
        if not draft.fields and not draft.whole:
            raise NothingToPurgeError
        with self.database.reading() as connection:
            people = _records_of(connection, draft.person)
            names = names_of(connection, people) if draft.whole else frozenset()
        contents = blank_for_good(self.database, people, draft)
        with self.database.reading() as connection:
            places = mentions(connection, names, people)
            issued = issued_documents(connection) if draft.whole else 0
        tables = {"people", *((*BESIDE, "attachments", "issued_documents") if draft.whole else ())}
        return Purged(Changes(frozenset(tables), draft.person), draft, tuple(people), contents, places, issued)

    def copies(self) -> tuple[HeldCopy, ...]:
        """List the copies of this ledger that the program knows of, and the packages beside it."""
        return tuple(known_copies(self.database, self.files, self.opened_from, self.stick))

    def packages_in(self, folder: Path) -> tuple[HeldCopy, ...]:
        """List the packages in another folder that this ledger gave out or has merged."""
        return tuple(packages_in(self.database, folder))

    def clean(self, purged: Purged, copies: Sequence[HeldCopy]) -> Cleaned:
        """Purge in the copies too, once a fresh backup is verified; without one, nothing is touched.

        Backups and older files are written anew without what was purged; packages and leftovers are removed.
        """
        self.files.back_up(self.database, Occasion.PURGE)
        left = []
        waiting = list(copies)
        if self.stick is not None:
            waiting = [copy for copy in copies if copy.kind is not CopyKind.GENERATION]
            try:
                waiting += self._older_generations(self.stick)
            except AppError as error:
                left.append(LeftCopy(self.opened_from, error))
        renewed = removed = 0
        for copy in waiting:
            try:
                if copy.kind in REMOVED:
                    remove(copy.path)
                    removed += 1
                elif copy.path.exists():
                    renewed += renew(self.files, copy, purged)
            except AppError as error:
                left.append(LeftCopy(copy.path, error))
        return Cleaned(renewed, removed, tuple(left))

    def _older_generations(self, stick: StickWork) -> tuple[HeldCopy, ...]:
        """Let the stick have the ledger as it is now first; its file without a number is then called otherwise."""
        stick.hand_back()
        newest = generations(stick.copy.base)[0].path
        return tuple(generations_but(newest, stick.copy.base))


def _records_of(connection: Connection, person: Key) -> list[Key]:
    """List the records of a person: also those typed in a second time and united with this one."""
    found = connection.exec_driver_sql("SELECT id FROM people WHERE id = ?1 OR united_into = ?1", (bytearray(person),))
    records = [Key(key) for key in found.scalars()]
    if person not in records:
        raise RecordMissingError(what="人员")
    return records
