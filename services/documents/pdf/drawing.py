"""Chooses the renderer for an outline; importing this loads the PDF writer."""

from datetime import datetime

from services.documents.outline import Document, Folder, Paper, TableBook, TableDocument
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.folder_pdf import render_folder
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.ledger_pdf import render_book, render_table
from services.documents.pdf.ledger_places import trace_table
from services.documents.pdf.official_pdf import render_paper, trace_paper
from services.documents.tracing import TracedDocument


def open_shelf(fonts: FontBook) -> FaceShelf:
    """Make the store of fonts that a process keeps between documents."""
    return FaceShelf(fonts)


def draw(outline: Document, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> bytes:
    """Draw whatever was composed as PDF."""
    if isinstance(outline, Paper):
        return render_paper(outline, shelf, created, substitute=substitute)
    if isinstance(outline, Folder):
        return render_folder(outline, shelf, created, substitute=substitute)
    if isinstance(outline, TableBook):
        return render_book(outline, shelf, created, substitute=substitute)
    return render_table(outline, shelf, created, substitute=substitute)


def draw_traced(outline: Document, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> TracedDocument:
    """Draw as `draw`, and tell where figures are stated and which record a row of a table is about."""
    if isinstance(outline, Paper):
        return trace_paper(outline, shelf, created, substitute=substitute)
    if isinstance(outline, TableDocument):
        return trace_table(outline, shelf, created, substitute=substitute)
    return TracedDocument(draw(outline, shelf, created, substitute=substitute))
