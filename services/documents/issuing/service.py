"""Use cases of issuing: a document is stored as the very file with its figures, and never changed again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, false, func, select
from sqlalchemy.orm import Session

from models.attachments import AttachmentContent
from models.database import Database
from models.enums import StepKind
from models.issuing import IssuedDocument, IssuedFigure
from models.keys import Key, new_key
from services.attachments.outgoing import outgoing_name, verified
from services.changes import Changes
from services.clock import Clock
from services.documents.errors import DocumentKindUnknownError
from services.documents.issuing.differences import Period, TodaysFigures, written
from services.documents.issuing.errors import (
    CorrectsOtherKindError,
    GapsLeftError,
    IssuedNumberTakenError,
    IssuedUnknownError,
)
from services.documents.issuing.rows import IssueDraft, IssuedRow
from services.documents.issuing.stating import figures_of, gaps_of, title_of
from services.documents.kinds import DOCX, KINDS, PDF, DocumentKind
from services.documents.outline import Document
from services.documents.service import DocumentRequest, DocumentService
from services.errors import RecordMissingError, RequiredFieldError
from services.figures.service import FigureService
from services.files import write_whole
from services.organizations.tree import OrganizationTree, load_tree

_WHAT: Final = "已印发文件"
_REASON: Final = "更正原因"
_CHANGES: Final = frozenset({IssuedDocument.__tablename__, IssuedFigure.__tablename__, AttachmentContent.__tablename__})
_MEDIA: Final = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class IssuingService:
    """Issues documents and gives out what was issued."""

    database: Database
    clock: Clock
    documents: DocumentService

    def issue(self, request: DocumentRequest, draft: IssueDraft) -> Changes:
        """Make a document and store it as issued; raises the errors of `errors.py` and those of making it.

        A correction without its reason: RequiredFieldError.
        """
        kind = next((kind for kind in KINDS if kind.key == request.kind), None)
        if kind is None:
            raise DocumentKindUnknownError(request.kind)
        if draft.corrects.strip() and not draft.note.strip():
            raise RequiredFieldError(what=_WHAT, field=_REASON)
        document = self.documents.outline(request)
        gaps = gaps_of(document)
        if gaps and not draft.with_gaps:
            raise GapsLeftError(kind.name, gaps)
        content = self.documents.draw(document, request.format, substitute=request.substitute)
        figures = self._figures(request, figures_of(document))
        with self.database.transaction(StepKind.TEXT) as session:
            number, revision = self._named(session, draft, kind.key)
            issued = self._document(request, draft, kind, document)
            issued.number, issued.revision = number, revision
            issued.sha256 = _store(session, content, _MEDIA.get(request.format, _WORKBOOK))
            session.add(issued)
            session.flush()
            session.add_all(
                IssuedFigure(document_id=issued.id, figure_key=key, value=value) for key, value in figures.items()
            )
            return Changes(_CHANGES, issued.id)

    def _document(
        self, request: DocumentRequest, draft: IssueDraft, kind: DocumentKind, document: Document
    ) -> IssuedDocument:
        with self.database.reading() as connection:
            scope = load_tree(connection).root(request.scope)
        return IssuedDocument(
            id=new_key(),
            document_kind=kind.key,
            format=request.format,
            title=title_of(document) or kind.name,
            year=request.year,
            to_year=request.to_year,
            organization_id=scope,
            about=_about(request),
            issued_on=self.clock.today(),
            template_text=self.documents.template_text(request),
            note=draft.note.strip(),
        )

    def _figures(self, request: DocumentRequest, keys: Sequence[str]) -> dict[str, str]:
        if not keys:
            return {}
        values = FigureService(self.database, self.clock).figures(request.year, request.to_year, request.scope).values
        return {key: written(key, values[key]) for key in keys}

    def _named(self, session: Session, draft: IssueDraft, kind: str) -> tuple[str, int]:
        """Give number and revision: of the document corrected the next, else a number that is free."""
        corrected, number = draft.corrects.strip(), draft.number.strip()
        if corrected:
            last = session.scalar(_of_number(IssuedDocument, corrected).order_by(IssuedDocument.revision.desc()))
            if last is None:
                raise IssuedUnknownError(corrected)
            if last.document_kind != kind:
                raise CorrectsOtherKindError(corrected, _kind_name(last.document_kind))
            return corrected, last.revision + 1
        if number:
            if session.scalar(_of_number(func.count(), number)):
                raise IssuedNumberTakenError(number)
            return number, 1
        year = self.clock.today().year
        taken = set(session.scalars(select(IssuedDocument.number).where(IssuedDocument.deleted == false())))
        free = (f"{year}-{counted:03d}" for counted in range(1, len(taken) + 2))
        return next(each for each in free if each not in taken), 1

    def list(self, *, compare: bool = True) -> tuple[IssuedRow, ...]:
        """List what was issued, the newest first; `compare` with the figures that are others today."""
        rows, figures = self._stored()
        return self._compared(rows, figures) if compare else rows

    def compare(self, period: tuple[int, int | None, Key | None]) -> tuple[IssuedRow, ...]:
        """List what was issued of these years and this scope, with the figures that are others today."""
        rows, figures = self._stored()
        return self._compared([row for row in rows if row.period == period], figures)

    def of(self, request: DocumentRequest) -> tuple[IssuedRow, ...]:
        """List what was issued of this document in any format, the newest first, compared with today."""
        rows, figures = self._stored()
        with self.database.reading() as connection:
            root = load_tree(connection).root(request.scope)
        wanted = (request.kind, (request.year, request.to_year, root), _about(request))
        return self._compared([row for row in rows if (row.kind, row.period, row.about) == wanted], figures)

    def request(self, row: IssuedRow) -> DocumentRequest:
        """Give the request that makes an issued document anew, from today's data."""
        kind = next((kind for kind in KINDS if kind.key == row.kind), None)
        if kind is None:
            raise DocumentKindUnknownError(row.kind)
        asked = DocumentRequest(kind.key, row.year, row.scope, to_year=row.to_year, format=row.format)
        if kind.of_campaign:
            return replace(asked, campaign=row.about)
        return replace(asked, member=row.about) if kind.of_person else replace(asked, session=row.about)

    def _compared(self, rows: Sequence[IssuedRow], figures: Mapping[Key, dict[str, str]]) -> tuple[IssuedRow, ...]:
        today = TodaysFigures(FigureService(self.database, self.clock))
        return tuple(
            replace(row, differences=today.differences(Period(*row.period), figures.get(row.key, {}))) for row in rows
        )

    def _stored(self) -> tuple[tuple[IssuedRow, ...], dict[Key, dict[str, str]]]:
        """Read what was issued, not compared with anything, and its figures."""
        with self.database.reading() as connection:
            tree = load_tree(connection)
            stored = connection.execute(
                select(IssuedDocument.__table__)
                .where(IssuedDocument.deleted == false())
                .order_by(IssuedDocument.issued_on.desc(), IssuedDocument.id.desc())
            ).all()
            figures = _load_figures(connection)
        newest: dict[str, int] = {}
        for row in stored:
            newest[row.number] = max(row.revision, newest.get(row.number, 0))
        return tuple(_row(row, tree, len(figures.get(row.id, {})), newest[row.number]) for row in stored), figures

    def find(self, number: str, revision: int | None = None) -> Key:
        """Find an issued document by its number, the last revision where none is named; IssuedUnknownError."""
        query = _of_number(IssuedDocument.id, number.strip()).order_by(IssuedDocument.revision.desc())
        if revision is not None:
            query = query.where(IssuedDocument.revision == revision)
        with self.database.reading() as connection:
            found = connection.execute(query).scalars().first()
        if found is None:
            raise IssuedUnknownError(number)
        return Key(found)

    def content(self, key: Key) -> bytes:
        """Give the very file that was issued."""
        return self._content(key)[1]

    def _content(self, key: Key) -> tuple[str, bytes]:
        with self.database.reading() as connection:
            row = connection.execute(
                select(IssuedDocument.title, IssuedDocument.sha256, AttachmentContent.content)
                .join(AttachmentContent, IssuedDocument.sha256 == AttachmentContent.sha256)
                .where(IssuedDocument.id == key)
            ).one_or_none()
        if row is None or row.content is None:
            raise RecordMissingError(_WHAT)
        return row.title, verified(row.title, row.sha256, row.content)

    def save_out(self, key: Key, path: Path) -> Path:
        """Write the very file out; it is whole or not there."""
        title, content = self._content(key)
        outgoing_name(title, content)
        write_whole(path, content)
        return path

    def copy_to_view(self, row: IssuedRow, folder: Path) -> Path:
        """Write a copy to look at into a folder of its own; it is read-only, for changes to it would be lost."""
        content = self.content(row.key)
        path = folder / outgoing_name(row.file_name, content)
        write_whole(path, content)
        path.chmod(0o444)
        return path


def _kind_name(key: str) -> str:
    return next((kind.name for kind in KINDS if kind.key == key), key)


def _about(request: DocumentRequest) -> str:
    return request.session or request.campaign or request.member


def _of_number(what: Any, number: str) -> Any:
    return select(what).where(IssuedDocument.deleted == false(), IssuedDocument.number == number)


def _store(session: Session, content: bytes, media_type: str) -> bytes:
    """Keep the file once by its hash; give the hash."""
    sha256 = hashlib.sha256(content).digest()
    if session.get(AttachmentContent, sha256) is None:
        session.add(AttachmentContent(sha256=sha256, media_type=media_type, size=len(content), content=content))
        session.flush()
    return sha256


def _load_figures(connection: Connection) -> dict[Key, dict[str, str]]:
    found: dict[Key, dict[str, str]] = {}
    columns = select(IssuedFigure.document_id, IssuedFigure.figure_key, IssuedFigure.value)
    for document, key, value in connection.execute(columns.where(IssuedFigure.deleted == false())):
        found.setdefault(document, {})[key] = value
    return found


def _row(row: Any, tree: OrganizationTree, figures: int, newest: int) -> IssuedRow:
    return IssuedRow(
        key=row.id,
        number=row.number,
        revision=row.revision,
        kind=row.document_kind,
        kind_name=_kind_name(row.document_kind),
        format=row.format,
        title=row.title,
        year=row.year,
        to_year=row.to_year,
        scope=row.organization_id,
        organization_name=tree.name(row.organization_id) if row.organization_id in tree.nodes else "",
        about=row.about,
        issued_on=row.issued_on,
        note=row.note,
        figures=figures,
        replaced=row.revision < newest,
        differences=None,
    )
