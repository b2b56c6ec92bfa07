"""Use cases of attachments: taking files in, noting where papers are kept, giving files out again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, false, insert, select, update
from sqlalchemy.orm import Session

from models.attachments import Attachment, AttachmentContent
from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.money import Expense
from models.people import Person
from models.sessions import StudySession
from services.attachments.errors import HolderNumberAmbiguousError, HolderNumberUnknownError
from services.attachments.intake import CheckedFile, check_files, read_again
from services.attachments.listing import list_attachments, load_sizes
from services.attachments.names import safe_name
from services.attachments.outgoing import outgoing_name, verified
from services.attachments.rows import (
    AttachmentDraft,
    AttachmentRow,
    AttachmentSizes,
    FileDraft,
    FilesAdded,
    Holder,
    HolderKind,
    KeptDraft,
)
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require
from services.errors import RecordMissingError
from services.files import write_whole
from services.rules import RuleBook

WHAT: Final = "归档材料"
LARGEST: Final = "attachments.largest_megabytes"
_ROWS: Final = frozenset({Attachment.__tablename__})
_CHANGES: Final = _ROWS | {AttachmentContent.__tablename__}
_HOLDERS: Final[dict[HolderKind, Any]] = {
    HolderKind.SESSION: StudySession,
    HolderKind.PERSON: Person,
    HolderKind.EXPENSE: Expense,
}
_COLUMNS: Final = {
    HolderKind.SESSION: "session_id",
    HolderKind.PERSON: "person_id",
    HolderKind.EXPENSE: "expense_id",
}


@dataclass(frozen=True, slots=True)
class AttachmentService:
    """Papers of sessions, people and expenses; contents are kept by their hash and only ever added."""

    database: Database
    clock: Clock

    def list(self, holder: Holder) -> tuple[AttachmentRow, ...]:
        """List what hangs on a session, person or expense, by kind of paper, then as added."""
        with self.database.reading() as connection:
            return list_attachments(connection, _hangs_on(holder))

    def sizes(self, holder: Holder | None = None) -> AttachmentSizes:
        """Count the attachments of one holder, or of the whole file, and the bytes they take."""
        with self.database.reading() as connection:
            return load_sizes(connection, None if holder is None else _hangs_on(holder))

    def find(self, kind: HolderKind, number: str) -> Holder:
        """Find a session, person or expense by its number; HolderNumberUnknownError, HolderNumberAmbiguousError."""
        table = _HOLDERS[kind]
        with self.database.reading() as connection:
            wanted = select(table.id).where(table.number == number.strip(), table.deleted == false())
            found = connection.execute(wanted).scalars().all() if number.strip() else []
        if not found:
            raise HolderNumberUnknownError(kind.value, number)
        if len(found) > 1:
            raise HolderNumberAmbiguousError(kind.value, number)
        return Holder(kind, found[0])

    def add_files(self, holder: Holder, drafts: Sequence[FileDraft]) -> FilesAdded:
        """Attach files, all or none; one that is there already as the same paper is passed over.

        Raises the errors of `errors.py`, each naming the file. Makes thumbnails: see `thumbnails.py` on threads.
        """
        with self.database.reading() as connection:
            largest = RuleBook.load(connection).number(LARGEST, self.clock.today())
        checked = check_files(drafts, largest)
        with self.database.transaction(StepKind.ATTACHMENT) as session:
            live(session, _HOLDERS[holder.kind], holder.key, holder.kind.value)
            there = _there(session, holder)
            new = [each for each in checked if (each.sha256, each.draft.paper) not in there]
            new = list({(each.sha256, each.draft.paper): each for each in reversed(new)}.values())[::-1]
            for each, content in read_again(new):
                _store(session, each, content)
                session.add(self._attachment(holder, each))
                session.flush()
        return FilesAdded(_CHANGES if new else frozenset(), holder.key, len(new), len(checked) - len(new))

    def _attachment(self, holder: Holder, checked: CheckedFile) -> Attachment:
        return Attachment(
            id=new_key(),
            sha256=checked.sha256,
            paper=checked.draft.paper,
            name=checked.name,
            added_on=self.clock.today(),
            note=checked.draft.note.strip(),
            **{_COLUMNS[holder.kind]: holder.key},
        )

    def add_kept(self, holder: Holder, draft: KeptDraft) -> Changes:
        """Note that a paper without a file exists, and where it is kept."""
        require(WHAT, kept_at=("存放处", draft.kept_at))
        with self.database.transaction(StepKind.ATTACHMENT) as session:
            live(session, _HOLDERS[holder.kind], holder.key, holder.kind.value)
            values = field_values(replace(draft, name=draft.name.strip() or draft.paper.label))
            attachment = Attachment(
                id=new_key(), added_on=self.clock.today(), **values, **{_COLUMNS[holder.kind]: holder.key}
            )
            session.add(attachment)
            return Changes(_ROWS, attachment.id)

    def change(self, key: Key, draft: AttachmentDraft) -> Changes:
        """Mark an attachment as another paper, name it otherwise, note where it is kept; the content stays."""
        with self.database.transaction(StepKind.ATTACHMENT) as session:
            stored = live(session, Attachment, key, WHAT)
            if stored.sha256 is None:
                require(WHAT, name=("名称", draft.name), kept_at=("存放处", draft.kept_at))
            else:
                require(WHAT, name=("名称", draft.name))
                ending = Path(stored.name).suffix
                draft = replace(draft, name=safe_name(draft.name, (ending,)))
            fill(stored, field_values(draft))
            return Changes(_ROWS, key)

    def remove(self, key: Key) -> Changes:
        """Take an attachment away; its content stays in the file."""
        with self.database.transaction(StepKind.ATTACHMENT) as session:
            live(session, Attachment, key, WHAT).deleted = True
            return Changes(_ROWS, key)

    def content(self, key: Key) -> bytes:
        """Give a file's bytes as they were put in; ContentGoneError, ContentDamagedError."""
        with self.database.reading() as connection:
            return _content(connection, key)[1]

    def save_out(self, key: Key, path: Path) -> Path:
        """Write a file out; it is whole or not there. UnsafeContentError for what could run."""
        with self.database.reading() as connection:
            name, content = _content(connection, key)
        outgoing_name(name, content)
        write_whole(path, content)
        return path

    def copy_to_view(self, key: Key, folder: Path) -> Path:
        """Write a copy to look at into a folder of its own; it is read-only, for changes to it would be lost."""
        with self.database.reading() as connection:
            name, content = _content(connection, key)
        path = folder / outgoing_name(name, content)
        write_whole(path, content)
        path.chmod(0o444)
        return path


def _hangs_on(holder: Holder) -> ColumnElement[bool]:
    column: ColumnElement[Any] = getattr(Attachment, _COLUMNS[holder.kind])
    return column == holder.key


def _there(session: Session, holder: Holder) -> set[tuple[bytes | None, Any]]:
    rows = session.execute(
        select(Attachment.sha256, Attachment.paper).where(_hangs_on(holder), Attachment.deleted == false())
    )
    return {(sha256, paper) for sha256, paper in rows}


def _store(session: Session, checked: CheckedFile, content: bytes) -> None:
    """Write a content that is not there yet, or was purged; as columns, so that the session holds no bytes."""
    this = AttachmentContent.sha256 == checked.sha256
    known = select(AttachmentContent.content.is_not(None), AttachmentContent.deleted).where(this)
    there = session.execute(known).one_or_none()
    values = {
        "media_type": checked.media.type,
        "size": checked.size,
        "content": content,
        "thumbnail": checked.thumbnail,
        "deleted": False,
    }
    if there is None:
        session.execute(insert(AttachmentContent.__table__).values(sha256=checked.sha256, **values))  # type: ignore[arg-type]
    elif not there[0]:
        session.execute(update(AttachmentContent).where(this).values(**values))
    elif there.deleted:  # by a step that was taken back
        session.execute(update(AttachmentContent).where(this).values(deleted=False))


def _content(connection: Connection, key: Key) -> tuple[str, bytes]:
    row = connection.execute(
        select(Attachment.name, Attachment.sha256, AttachmentContent.content)
        .outerjoin(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(Attachment.id == key, Attachment.deleted == false())
    ).one_or_none()
    if row is None or row.sha256 is None:
        raise RecordMissingError(what=WHAT)
    return row.name, verified(row.name, row.sha256, row.content)
