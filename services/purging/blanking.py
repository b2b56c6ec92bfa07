"""What a purge does to a file: blanks in the rows and the log, then the file is rewritten without what went."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from models.change_log.applying import set_applying
from models.change_log.purging import apply_purges, forget_purges
from models.change_log.steps import current_step
from models.database import Database
from models.enums import StepKind
from models.keys import Key
from services.documents.kinds import KINDS
from services.purging.rows import PersonalField, PurgeDraft

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
BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "memberships": {"source": "", "destination": "", "reason": ""},
    "exemptions": {"reason": GONE, "approved_by": ""},
    "exclusions": {"reason": GONE, "approved_by": ""},
    "attendance": {"leave_reason": "", "approved_by": "", "made_up_how": "", "note": ""},
    "sitting_misses": {"reason": ""},
}
# Issued documents about one person name nobody else: they go with the person, those about many stay as issued.
_ABOUT_A_PERSON: Final = tuple(kind.key for kind in KINDS if kind.of_person)
_HELD_BY_NOTHING: Final = """NOT EXISTS (SELECT 1 FROM attachments o WHERE o.sha256 = x.sha256 AND o.deleted = 0
      AND o.person_id IS NOT x.person_id)
    AND NOT EXISTS (SELECT 1 FROM issued_documents i WHERE i.sha256 = x.sha256 AND i.deleted = 0)"""


def blank_for_good(database: Database, people: Iterable[Key], draft: PurgeDraft) -> int:
    """Blank it in one step that is never undone, then rewrite the file; tell how many contents of files went."""
    with database.transaction(StepKind.PURGE) as session:
        connection = session.connection()
        contents = 0
        for person in people:
            if draft.whole:  # first: they are known by the person's number
                contents += _blank_issued(connection, person)
                contents += _blank_attachments(connection, person)
            _blank_person(connection, person, draft)
        set_applying(connection, applying=True)
        apply_purges(connection, current_step(session))
        forget_purges(connection)
        set_applying(connection, applying=False)
    database.compact()
    return contents


def _blank_person(connection: Connection, person: Key, draft: PurgeDraft) -> None:
    names = _OF_THE_PERSON if draft.whole else tuple(field.value for field in draft.fields)
    blanks = {name: _BLANK.get(name, "") for name in names}
    _blank(connection, "people", blanks, "id", person)
    if draft.whole:
        for table, texts in BESIDE.items():
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
    contents = connection.exec_driver_sql(
        f"SELECT DISTINCT x.sha256 FROM attachments x WHERE x.person_id = ? AND x.sha256 IS NOT NULL "
        f"AND {_HELD_BY_NOTHING}",
        (bytearray(person),),
    )
    gone = _delete_contents(connection, contents.scalars().all())
    _blank(connection, "attachments", {"name": GONE, "kept_at": GONE, "note": ""}, "person_id", person)
    connection.exec_driver_sql("UPDATE attachments SET deleted = 1 WHERE person_id = ?", (bytearray(person),))
    return gone


def _blank_issued(connection: Connection, person: Key) -> int:
    """Take out of issued documents about the person what they say; that they were issued, and when, stays."""
    kinds = ", ".join(f"'{key}'" for key in _ABOUT_A_PERSON)
    found = connection.exec_driver_sql(
        f"SELECT i.id, i.sha256 FROM issued_documents i JOIN people p ON p.number = i.about AND p.number <> '' "
        f"WHERE p.id = ? AND i.document_kind IN ({kinds})",
        (bytearray(person),),
    ).all()
    for key, _ in found:
        _blank(connection, "issued_documents", {"title": GONE, "about": "", "note": ""}, "id", key)
    return _delete_contents(connection, {content for _, content in found})


def _delete_contents(connection: Connection, contents: Iterable[bytes]) -> int:
    marked = [(bytearray(content),) for content in contents]
    if marked:
        statement = "UPDATE attachment_contents SET deleted = 1 WHERE sha256 = ? AND deleted = 0"
        connection.exec_driver_sql(statement, marked)
    return len(marked)
