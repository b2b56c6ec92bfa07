"""Use cases of the officer's own texts: what is added to a section of a document in a year."""

from dataclasses import dataclass

from sqlalchemy import false, select

from models.database import Database
from models.enums import StepKind
from models.keys import Key
from models.materials import DocumentText
from services.changes import Changes
from services.documents.papers.annual_facts import Section
from services.documents.papers.annual_sources import KIND


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section with its Chinese name and the officer's text, empty where there is none."""

    section: Section
    content: str

    @property
    def name(self) -> str:
        """The section's Chinese name."""
        return self.section.value


@dataclass(frozen=True, slots=True)
class DocumentTextService:
    """The officer's texts for the annual summary; the organisation is the one that the paper is of."""

    database: Database

    def list(self, year: int, organization_id: Key) -> tuple[SectionText, ...]:
        """List every section in the order of the paper."""
        columns = select(DocumentText.section, DocumentText.content).where(
            DocumentText.deleted == false(),
            DocumentText.document_kind == KIND,
            DocumentText.year == year,
            DocumentText.organization_id == organization_id,
        )
        with self.database.reading() as connection:
            written = {row.section: row.content for row in connection.execute(columns)}
        return tuple(SectionText(section, written.get(section.key, "")) for section in Section)

    def write(self, year: int, organization_id: Key, section: Section, content: str) -> Changes:
        """Write a section's text; an empty one takes it away."""
        with self.database.transaction(StepKind.TEXT) as session:
            text = session.scalar(
                select(DocumentText).where(
                    DocumentText.deleted == false(),
                    DocumentText.document_kind == KIND,
                    DocumentText.section == section.key,
                    DocumentText.year == year,
                    DocumentText.organization_id == organization_id,
                )
            )
            if text is None:
                text = DocumentText(
                    document_kind=KIND, section=section.key, year=year, organization_id=organization_id, content=""
                )
                session.add(text)
            text.content = content.strip()
            text.deleted = not text.content
            session.flush()
            return Changes(frozenset({DocumentText.__tablename__}), text.id)
