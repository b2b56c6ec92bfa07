"""Reading attachments: lists with thumbnails and sizes, never with contents."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, false, func, select

from models.attachments import Attachment, AttachmentContent
from models.enums import PaperKind
from services.attachments.rows import AttachmentDraft, AttachmentRow, AttachmentSizes

_ORDER: Final = {paper: place for place, paper in enumerate(PaperKind)}


def list_attachments(connection: Connection, hangs: ColumnElement[bool]) -> tuple[AttachmentRow, ...]:
    """List attachments, by kind of paper, then as added."""
    rows = connection.execute(
        select(
            Attachment.id,
            Attachment.paper,
            Attachment.name,
            Attachment.kept_at,
            Attachment.note,
            Attachment.added_on,
            AttachmentContent.media_type,
            AttachmentContent.size,
            AttachmentContent.thumbnail,
        )
        .outerjoin(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(hangs, Attachment.deleted == false())
        .order_by(Attachment.id)
    )
    return tuple(sorted(map(_row, rows), key=lambda row: _ORDER[row.draft.paper]))


def _row(row: Any) -> AttachmentRow:
    draft = AttachmentDraft(row.paper, row.name, row.kept_at, row.note)
    return AttachmentRow(row.id, draft, row.added_on, row.media_type or "", row.size, row.thumbnail)


def load_sizes(connection: Connection, hangs: ColumnElement[bool] | None) -> AttachmentSizes:
    """Count attachments and the bytes of their contents, each content once."""
    wanted = [Attachment.deleted == false(), *(() if hangs is None else (hangs,))]
    files, kept = connection.execute(
        select(func.count(Attachment.sha256), func.count().filter(Attachment.sha256.is_(None))).where(*wanted)
    ).one()
    contents = select(Attachment.sha256).where(*wanted, Attachment.sha256.is_not(None))
    size = connection.execute(
        select(func.coalesce(func.sum(AttachmentContent.size), 0)).where(AttachmentContent.sha256.in_(contents))
    ).scalar_one()
    return AttachmentSizes(files, kept, size)
