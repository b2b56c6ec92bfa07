"""Documents as they were issued: the very file, the figures it stated, the template's text; nothing of it changes."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, SoftDeleted, not_negative, reference
from models.keys import Key


class IssuedDocument(Entity, Base):
    """印发的文件: `number` and `revision` together name it; the file itself is a content kept by its hash.

    `about` is the number of the session or member, or the campaign's name, of documents that are about one.
    """

    __tablename__ = "issued_documents"
    __table_args__ = (not_negative("revision"),)

    number: Mapped[str] = mapped_column(String(80), index=True)
    revision: Mapped[int]
    document_kind: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    to_year: Mapped[int | None]
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    about: Mapped[str] = mapped_column(String(200), default="", server_default="")
    issued_on: Mapped[date]
    template_text: Mapped[str] = mapped_column(String, default="", server_default="")
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), ForeignKey("attachment_contents.sha256"), index=True)
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class IssuedFigure(SoftDeleted, Base):
    """A figure as an issued document stated it; `value` as programs write it, empty where it was not known."""

    __tablename__ = "issued_figures"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document_id: Mapped[Key] = reference("issued_documents.id", primary_key=True)
    figure_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
