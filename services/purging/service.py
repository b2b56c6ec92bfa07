"""Purge what is personal of somebody for good: out of the tables, the log, the free pages; copies follow at a merge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from models.change_log.applying import set_applying
from models.change_log.purging import apply_purges, forget_purges
from models.change_log.steps import current_step
from models.database import Database
from models.enums import StepKind
from models.keys import Key
from services.backups.service import BackupService
from services.changes import Changes
from services.errors import FileNotWritableError, RecordMissingError
from services.purging.errors import NothingToPurgeError, PersonUnclearError
from services.purging.rows import PersonalField, Purged, PurgeDraft

GONE: Final = "已清除"

# What a column holds after a purge, where that is not an empty text.
_BLANK: Final[Mapping[str, str | None]] = {"name": GONE, "born_on": None, "gender": None, "rank": None}
_OF_A_FEW: Final = frozenset({"gender", "rank"})
_MARK: Final[Mapping[str, str]] = {"born_on": "1900-01-01"}  # written for a moment, before the blank
_OF_THE_PERSON: Final = (
    "name",
    "number",
    "gender",
    "rank",
    "administrative_post",
    *(field.value for field in PersonalField),
)
# Texts about the person in other tables; those that must not be empty say that they were purged.
_BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "memberships": {"source": "", "destination": "", "reason": ""},
    "exemptions": {"reason": GONE, "approved_by": ""},
    "exclusions": {"reason": GONE, "approved_by": ""},
    "attendance": {"leave_reason": "", "approved_by": "", "made_up_how": "", "note": ""},
    "sitting_misses": {"reason": ""},
}


@dataclass(frozen=True, slots=True)
class PurgeService:
    """Purges in an open ledger; `backups` tells which copies still hold what was purged."""

    database: Database
    backups: BackupService

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
        with self.database.transaction(StepKind.PURGE) as session:
            connection = session.connection()
            records = _records_of(connection, draft.person)
            for person in records:
                _blank_person(connection, person, draft)
            attachments = sum(_blank_attachments(connection, person) for person in records) if draft.whole else 0
            set_applying(connection, applying=True)
            apply_purges(connection, current_step(session))
            forget_purges(connection)
            set_applying(connection, applying=False)
        self.database.compact()
        holding = tuple(row.path for row in self.backups.rows(self.database.path))
        tables = {"people", *(_BESIDE if draft.whole else ()), *(("attachments",) if attachments else ())}
        return Purged(Changes(frozenset(tables), draft.person), attachments, holding)

    def remove_backups(self, backups: tuple[Path, ...]) -> int:
        """Remove backups that still hold what was purged, on the officer's word; tell how many went."""
        for backup in backups:
            try:
                backup.unlink(missing_ok=True)
            except OSError as error:
                raise FileNotWritableError(backup) from error
        return len(backups)


def _records_of(connection: Connection, person: Key) -> list[Key]:
    """List the records of a person: also those typed in a second time and united with this one."""
    found = connection.exec_driver_sql("SELECT id FROM people WHERE id = ?1 OR united_into = ?1", (bytearray(person),))
    records = [Key(key) for key in found.scalars()]
    if person not in records:
        raise RecordMissingError(what="人员")
    return records


def _blank_person(connection: Connection, person: Key, draft: PurgeDraft) -> None:
    names = _OF_THE_PERSON if draft.whole else tuple(field.value for field in draft.fields)
    blanks = {name: _BLANK.get(name, "") for name in names}
    _blank(connection, "people", blanks, "id", person)
    if draft.whole:
        for table, texts in _BESIDE.items():
            _blank(connection, table, texts, "person_id", person)


def _blank(connection: Connection, table: str, blanks: Mapping[str, str | None], column: str, key: Key) -> None:
    """Write the blanks, and something else first where it is blank already: the log may still hold what it was.

    Values that are one of a few (gender, rank) tell nobody who it was; where they are blank they stay as they are.
    """
    mark = {name: _MARK.get(name, "-") for name in blanks if name not in _OF_A_FEW}
    marked = ", ".join(f'"{name}" = CASE WHEN "{name}" IS ? THEN ? ELSE "{name}" END' for name in mark)
    values = [value for name in mark for value in (blanks[name], mark[name])]
    connection.exec_driver_sql(f'UPDATE "{table}" SET {marked} WHERE "{column}" = ?', (*values, bytearray(key)))
    assigned = ", ".join(f'"{name}" = ?' for name in blanks)
    statement = f'UPDATE "{table}" SET {assigned} WHERE "{column}" = ?'
    connection.exec_driver_sql(statement, (*blanks.values(), bytearray(key)))


def _blank_attachments(connection: Connection, person: Key) -> int:
    """Delete the person's attachments, and the contents that nothing else holds."""
    contents = list(_contents(connection, person))
    blanks = {"name": GONE, "kept_at": GONE, "note": ""}
    _blank(connection, "attachments", blanks, "person_id", person)
    connection.exec_driver_sql("UPDATE attachments SET deleted = 1 WHERE person_id = ?", (bytearray(person),))
    for content in contents:
        connection.exec_driver_sql("UPDATE attachment_contents SET deleted = 1 WHERE sha256 = ?", (bytearray(content),))
    return len(contents)


def _contents(connection: Connection, person: Key) -> Iterator[bytes]:
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT a.sha256 FROM attachments a WHERE a.person_id = ? AND a.sha256 IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM attachments o WHERE o.sha256 = a.sha256 AND o.person_id IS NOT a.person_id AND o.deleted = 0)",
        (bytearray(person),),
    )
    yield from rows.scalars().all()
