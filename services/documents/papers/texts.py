"""Use cases of the officer's own texts: what is added to a section of a document in a year, and last year's offered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import false, or_, select

from models.database import Database
from models.enums import StepKind
from models.materials import DocumentText
from services.changes import Changes
from services.documents.papers.annual_facts import Section
from services.documents.template_papers import Subject, load_texts
from services.documents.templates.stored import template_text
from services.documents.templates.vocabulary import OWN_TEXTS
from services.organizations.tree import load_tree

_NAMED: Final = re.compile(rf"{OWN_TEXTS}\.(\w+)")
_STORED: Final = {"annual_summary": {section.value: section.key for section in Section}}
"""Sections that are stored under another name than the one that the template has."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A section with the officer's text, empty where there is none, and what was written for the year before."""

    section: str
    content: str
    previous: str


def sections_of(template: str) -> tuple[str, ...]:
    """List the sections of a document that take a text, in the order of its template's text."""
    return tuple(dict.fromkeys(_NAMED.findall(template)))


@dataclass(frozen=True, slots=True)
class DocumentTextService:
    """The officer's texts; they belong to a year and an organisation, or to a session or campaign."""

    database: Database

    def list(self, kind: str, subject: Subject) -> tuple[TextBlock, ...]:
        """List every section in the order of the chosen template; RecordMissingError for no such organisation."""
        with self.database.reading() as connection:
            _, template = template_text(connection, kind, kind)
            written = load_texts(connection, kind, subject)
            before = {}
            if not subject.prefix_of_texts:
                earlier = replace(subject, year=subject.year - 1, last_year=subject.last_year - 1)
                before = load_texts(connection, kind, earlier)
        sections = dict.fromkeys((*sections_of(template), *written))
        return tuple(TextBlock(each, written.get(each, ""), before.get(each, "")) for each in sections)

    def write(self, kind: str, subject: Subject, contents: Mapping[str, str]) -> Changes:
        """Write the texts of sections by their names; an empty one takes it away."""
        session_of, year = subject.session, subject.year_of_texts
        with self.database.transaction(StepKind.TEXT) as session:
            tree = load_tree(session.connection())
            root = tree.root(subject.scope if session_of is None else session_of.draft.organization_id)
            own = DocumentText.organization_id == root
            stored = session.scalars(
                select(DocumentText).where(
                    DocumentText.deleted == false(),
                    DocumentText.document_kind == kind,
                    DocumentText.year == year,
                    or_(own, DocumentText.organization_id.is_(None)) if root == tree.top else own,
                )
            )
            there = {text.section: text for text in stored}
            for section, content in contents.items():
                name = subject.prefix_of_texts + _STORED.get(kind, {}).get(section, section)
                text = there.get(name) or there.get(section)
                if text is None and not content.strip():
                    continue
                if text is None:
                    text = DocumentText(document_kind=kind, section=name, year=year, organization_id=root, content="")
                    session.add(text)
                text.content = content.strip()
                text.deleted = not text.content
            return Changes(frozenset({DocumentText.__tablename__}))
