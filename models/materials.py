"""宣传与资料, and the texts that the officer writes for documents."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity, code, not_negative, reference
from models.enums import MaterialKind
from models.keys import Key


class Material(Entity, Base):
    """A book issue, brief, poster or article, with how many and how often read."""

    __tablename__ = "materials"
    __table_args__ = (not_negative("quantity"), not_negative("reads"))

    number: Mapped[str] = mapped_column(String(40), default="", server_default="")
    issued_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[MaterialKind] = mapped_column(code(MaterialKind, "kind"))
    name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    quantity: Mapped[int]
    reads: Mapped[int | None]
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    campaign_id: Mapped[Key | None] = reference("campaigns.id", nullable=True)
    note: Mapped[str] = mapped_column(String, default="", server_default="")


class DocumentText(Entity, Base):
    """A block of text that the officer wrote for a section of a kind of document in a year."""

    __tablename__ = "document_texts"

    document_kind: Mapped[str] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    organization_id: Mapped[Key | None] = reference("organizations.id", nullable=True)
    content: Mapped[str] = mapped_column(String)
