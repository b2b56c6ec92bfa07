"""文档模板: the officer's own versions of the texts that papers are made from; the program's own are no rows."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity


class DocumentTemplate(Entity, Base):
    """A version of the template of a kind of document.

    `based_on` is the SHA-256 (hex) of the program's default when the version was made. `chosen_at` is the moment (UTC,
    ISO) at which it was made the one to print with, empty where it is not; of several that a merge brought together
    the one chosen last counts, of those of one moment the one with the greater key. None chosen: the default counts.
    """

    __tablename__ = "document_templates"

    document_kind: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(80))
    content: Mapped[str] = mapped_column(String)
    based_on: Mapped[str] = mapped_column(String(64), default="", server_default="")
    chosen_at: Mapped[str] = mapped_column(String(40), default="", server_default="")
    created_on: Mapped[date]
    changed_on: Mapped[date]
