"""Use cases of templates: the versions of each kind, which one is printed with, files in and out, the check."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.change_log.steps import Step
from models.database import Database
from models.document_templates import DocumentTemplate
from models.enums import StepKind
from models.keys import Key, new_key
from services.changes import Changes
from services.clock import Clock
from services.documents.kinds import KINDS, DocumentKind
from services.documents.template_papers import TEMPLATE_NAMES, Subject, TemplatePapers
from services.documents.templates.checking import check, checked
from services.documents.templates.defaults import DEFAULT_NAME, default_template, digest_of
from services.documents.templates.errors import (
    NoTemplateError,
    TemplateFault,
    TemplateNameMissingError,
    TemplateNameTakenError,
    TemplateUnknownError,
)
from services.documents.templates.files import read_template, template_bytes
from services.documents.templates.naming import name_rows
from services.documents.templates.rows import NameRow, TemplateRow
from services.documents.templates.stored import (
    StoredTemplate,
    chosen_of,
    content_of,
    stored_templates,
    template_text,
)
from services.errors import RecordMissingError
from services.files import write_whole

LONGEST_NAME: Final = 40
_WHAT: Final = "文档模板"
_CHANGES: Final = frozenset({DocumentTemplate.__tablename__})


@dataclass(frozen=True, slots=True)
class TemplateService:
    """Keeps the officer's versions; the program's own is always there and never changes."""

    database: Database
    clock: Clock

    def kinds(self) -> tuple[DocumentKind, ...]:
        """List the kinds of document that are made from templates."""
        return tuple(kind for kind in KINDS if kind.key in TEMPLATE_NAMES)

    def kind(self, key: str) -> DocumentKind:
        """Find such a kind by its key; NoTemplateError."""
        found = next((kind for kind in self.kinds() if kind.key == key), None)
        if found is None:
            raise NoTemplateError(next((kind.name for kind in KINDS if kind.key == key), key))
        return found

    def list(self) -> tuple[TemplateRow, ...]:
        """List the versions of every kind, the program's own first."""
        with self.database.reading() as connection:
            stored = stored_templates(connection)
        return tuple(
            row for kind in self.kinds() for row in _rows(kind, tuple(one for one in stored if one.kind == kind.key))
        )

    def find(self, kind: str, name: str = "") -> TemplateRow:
        """Find a version by its name, without one the chosen version; TemplateUnknownError, NoTemplateError."""
        of_kind = self.kind(kind)
        rows = [row for row in self.list() if row.kind == kind]
        found = next((row for row in rows if row.name == name or (not name and row.chosen)), None)
        if found is None:
            raise TemplateUnknownError(of_kind.name, name)
        return found

    def text(self, kind: str, name: str = "") -> str:
        """Give the text of a version, without a name that of the chosen one; TemplateUnknownError."""
        with self.database.reading() as connection:
            return template_text(connection, kind, self.kind(kind).name, name)[1]

    def default_text(self, kind: str) -> str:
        """Give the program's own text."""
        return default_template(self.kind(kind).key)

    def check(self, kind: str, text: str) -> tuple[TemplateFault, ...]:
        """List what is wrong with a text as this kind's template; nothing is run."""
        return check(text, TEMPLATE_NAMES[self.kind(kind).key])

    def names(self, kind: str, subject: Subject | None = None) -> tuple[NameRow, ...]:
        """List the names that a template of the kind may use, with their values in the document on a subject."""
        values = {} if subject is None else TemplatePapers(self.database, self.clock).values(kind, subject)
        return name_rows(TEMPLATE_NAMES[self.kind(kind).key], values)

    def add(self, kind: str, name: str, text: str) -> Changes:
        """Keep a text as a new version, faulty or not: it is not printed with before it is chosen.

        TemplateNameMissingError, TemplateNameTakenError.
        """
        of_kind = self.kind(kind)
        today = self.clock.today()
        with self.database.transaction(_step(of_kind, name)) as session:
            template = DocumentTemplate(
                id=new_key(),
                document_kind=kind,
                name=_new_name(session, of_kind, name),
                content=_lines(text),
                based_on=digest_of(default_template(kind)),
                created_on=today,
                changed_on=today,
            )
            session.add(template)
            return Changes(_CHANGES, template.id)

    def change(self, key: Key, text: str) -> Changes:
        """Put a text in the place of a version's; TemplateRefusedError where the chosen one would be faulty."""
        with self.database.transaction(StepKind.TEXT) as session:
            template = _get(session, key)
            if template.chosen_at:
                checked(template.name, text, TEMPLATE_NAMES[self.kind(template.document_kind).key])
            if template.content != _lines(text):
                template.content = _lines(text)
                template.changed_on = self.clock.today()
            return Changes(_CHANGES, key)

    def rename(self, key: Key, name: str) -> Changes:
        """Give a version another name; TemplateNameMissingError, TemplateNameTakenError."""
        with self.database.transaction(StepKind.TEXT) as session:
            template = _get(session, key)
            if template.name != name.strip():
                template.name = _new_name(session, self.kind(template.document_kind), name)
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Take a version away; where it was the chosen one, documents are made from the default again."""
        with self.database.transaction(StepKind.TEXT) as session:
            template = _get(session, key)
            template.deleted, template.chosen_at = True, ""
            return Changes(_CHANGES)

    def choose(self, kind: str, key: Key | None) -> Changes:
        """Make documents of a kind from this version, without a key from the program's own; TemplateRefusedError."""
        of_kind = self.kind(kind)
        with self.database.transaction(_step(of_kind, "")) as session:
            template = None if key is None else _get(session, key)
            if template is not None:
                checked(template.name, template.content, TEMPLATE_NAMES[kind])
            chosen = select(DocumentTemplate).where(
                DocumentTemplate.deleted == false(),
                DocumentTemplate.document_kind == kind,
                DocumentTemplate.chosen_at != "",
            )
            for other in session.scalars(chosen):
                other.chosen_at = ""
            if template is not None:
                template.chosen_at = self.clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
            return Changes(_CHANGES, key)

    def bring_in(self, kind: str, path: Path, name: str = "") -> Changes:
        """Keep a file's text as a new version, called like the file where no name is given; it is not chosen by that.

        TemplateRefusedError where it breaks the rules, the errors of reading it, those of its name.
        """
        text = read_template(path)
        checked(path.name, text, TEMPLATE_NAMES[self.kind(kind).key])
        return self.add(kind, name.strip() or path.stem.strip()[:LONGEST_NAME], text)

    def write_out(self, kind: str, name: str, path: Path) -> None:
        """Write a version (without a name the chosen one) to a file; FileNotWritableError."""
        write_whole(path, template_bytes(self.text(kind, name)))

    def version(self, key: Key) -> str:
        """Give the text of a version by its key; RecordMissingError."""
        with self.database.reading() as connection:
            text = content_of(connection, key)
        if text is None:
            raise RecordMissingError(_WHAT)
        return text


def _rows(kind: DocumentKind, versions: tuple[StoredTemplate, ...]) -> list[TemplateRow]:
    chosen = chosen_of(versions)
    digest = digest_of(default_template(kind.key))
    own = [
        TemplateRow(
            key=one.key,
            kind=kind.key,
            kind_name=kind.name,
            name=one.name,
            chosen=one is chosen,
            outdated=one.based_on != digest,
            created_on=one.created_on,
            changed_on=one.changed_on,
        )
        for one in versions
    ]
    return [TemplateRow(None, kind.key, kind.name, DEFAULT_NAME, chosen is None), *own]


def _step(kind: DocumentKind, name: str) -> Step:
    return Step(StepKind.TEXT, " ".join(part for part in (f"{kind.name}的模板", name.strip()) if part))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip() + "\n"


def _get(session: Session, key: Key) -> DocumentTemplate:
    template = session.get(DocumentTemplate, key)
    if template is None or template.deleted:
        raise RecordMissingError(_WHAT)
    return template


def _new_name(session: Session, kind: DocumentKind, name: str) -> str:
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise TemplateNameMissingError
    taken = {DEFAULT_NAME, *(one.name for one in stored_templates(session.connection(), kind.key))}
    if wanted in taken:
        raise TemplateNameTakenError(kind.name, wanted)
    return wanted
