"""附件: photos, scans and papers, kept by the hash of their content, add only."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import OUTSIDE_THE_LOG, Base, Entity, SoftDeleted, code, not_negative, reference
from models.enums import PaperKind
from models.keys import Key


class AttachmentContent(SoftDeleted, Base):
    """The bytes of a file, once however often it is attached; `content` is empty only after a purge.

    `size` in bytes; `thumbnail` is a small JPEG where the content is a picture.
    """

    __tablename__ = "attachment_contents"
    __table_args__ = (not_negative("size"), CheckConstraint("length(sha256) = 32", name="sha256_is_whole"))

    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, info=OUTSIDE_THE_LOG)
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary, info=OUTSIDE_THE_LOG)


class Attachment(Entity, Base):
    """归档材料 of a session, a person or an expense: a file, or (without content) a paper kept at `kept_at`."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(
            "(session_id IS NOT NULL) + (person_id IS NOT NULL) + (expense_id IS NOT NULL) = 1", name="hangs_on_one"
        ),
        CheckConstraint("sha256 IS NOT NULL OR kept_at <> ''", name="file_or_place"),
    )

    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32), ForeignKey("attachment_contents.sha256"), index=True)
    paper: Mapped[PaperKind] = mapped_column(code(PaperKind, "paper"))
    name: Mapped[str] = mapped_column(String(200))
    session_id: Mapped[Key | None] = reference("sessions.id", index=True, nullable=True)
    person_id: Mapped[Key | None] = reference("people.id", index=True, nullable=True)
    expense_id: Mapped[Key | None] = reference("expenses.id", index=True, nullable=True)
    added_on: Mapped[date]
    kept_at: Mapped[str] = mapped_column(String(200), default="", server_default="")
    note: Mapped[str] = mapped_column(String, default="", server_default="")
