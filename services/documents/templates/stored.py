"""The officer's versions of templates as they stand in the file, and the text that a document is made from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, false, select

from models.document_templates import DocumentTemplate
from models.keys import Key
from services.documents.templates.defaults import DEFAULT_NAME, default_template
from services.documents.templates.errors import TemplateUnknownError


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A version in the file; `name` has a number behind it where a merge brought several of one name."""

    key: Key
    kind: str
    name: str
    based_on: str
    chosen_at: str
    created_on: date
    changed_on: date


def stored_templates(connection: Connection, kind: str | None = None) -> tuple[StoredTemplate, ...]:
    """List the versions of a kind (of all kinds) in the order in which they were made."""
    columns = (
        DocumentTemplate.id,
        DocumentTemplate.document_kind,
        DocumentTemplate.name,
        DocumentTemplate.based_on,
        DocumentTemplate.chosen_at,
        DocumentTemplate.created_on,
        DocumentTemplate.changed_on,
    )
    query = select(*columns).where(DocumentTemplate.deleted == false()).order_by(DocumentTemplate.id)
    if kind is not None:
        query = query.where(DocumentTemplate.document_kind == kind)
    taken: dict[tuple[str, str], int] = {}
    made = []
    for row in connection.execute(query):
        of_kind, name = row.document_kind, row.name
        number = taken[of_kind, name] = taken.get((of_kind, name), 0) + 1
        shown = name if number == 1 else f"{name}（{number}）"
        made.append(StoredTemplate(row.id, of_kind, shown, row.based_on, row.chosen_at, row.created_on, row.changed_on))
    return tuple(made)


def chosen_of(versions: tuple[StoredTemplate, ...]) -> StoredTemplate | None:
    """Give the version of one kind that documents are made from; None: the program's default.

    Of several that a merge brought together that which was chosen last, of those of one moment the greater key.
    """
    chosen = [version for version in versions if version.chosen_at]
    return max(chosen, key=lambda version: (version.chosen_at, version.key), default=None)


def content_of(connection: Connection, key: Key) -> str | None:
    """Read a version's text; None where it is gone."""
    query = select(DocumentTemplate.content).where(DocumentTemplate.id == key, DocumentTemplate.deleted == false())
    return connection.execute(query).scalar()


def template_text(connection: Connection, kind: str, kind_name: str, name: str = "") -> tuple[str, str]:
    """Give name and text of the version that a document is made from: the one named, else the chosen one.

    TemplateUnknownError where the kind has no version of that name.
    """
    versions = stored_templates(connection, kind)
    if name == DEFAULT_NAME:
        found = None
    elif name:
        found = next((version for version in versions if version.name == name), None)
        if found is None:
            raise TemplateUnknownError(kind_name, name)
    else:
        found = chosen_of(versions)
    text = None if found is None else content_of(connection, found.key)
    return (DEFAULT_NAME, default_template(kind)) if found is None or text is None else (found.name, text)
