"""Where a drawn table states figures, and which record each of its rows is about."""

from collections.abc import Iterator
from datetime import datetime

from services.documents.outline import TableDocument
from services.documents.pdf.embedding import DocumentFonts, FaceShelf
from services.documents.pdf.ledger_pdf import LaidRows, LedgerPages, drawn
from services.documents.tracing import FigurePlace, RecordPlace, TracedDocument


def trace_table(
    document: TableDocument, shelf: FaceShelf, created: datetime, *, substitute: bool = False
) -> TracedDocument:
    """Draw a table as `render_table`, and tell its places."""
    fonts = DocumentFonts(shelf)
    ledger = LedgerPages(document, fonts, substitute=substitute)
    content = drawn(ledger, document.title, fonts, created)
    if not document.figures and not document.records:
        return TracedDocument(content)
    rows = ledger.laid_rows()
    return TracedDocument(content, tuple(_figures(document, rows)), tuple(_records(document, rows)))


def _figures(document: TableDocument, rows: LaidRows) -> Iterator[FigurePlace]:
    """Find the cells that state figures; one that is cut does so where it begins."""
    stated: dict[int, list[tuple[int, str]]] = {}
    for one in document.figures:
        stated.setdefault(one.row, []).append((one.column, one.figure))
    for origin, page, bottom, height in _boxes(rows):
        for column, figure in stated.pop(origin, ()):
            left, right = rows.edges[column : column + 2]
            yield FigurePlace(page, left, bottom, right - left, height, figure)


def _records(document: TableDocument, rows: LaidRows) -> Iterator[RecordPlace]:
    left, width = rows.edges[0], rows.edges[-1] - rows.edges[0]
    for origin, page, bottom, height in _boxes(rows):
        record = document.records[origin] if origin < len(document.records) else None
        if record is not None:
            yield RecordPlace(page, left, bottom, width, height, *record)


def _boxes(rows: LaidRows) -> Iterator[tuple[int, int, float, float]]:
    """Give of every row that was given which it is, its page, lower edge and height."""
    for number, (start, stop, top) in enumerate(rows.pages):
        y = top
        for row in range(start, min(stop, len(rows.origins))):
            y -= rows.heights[row]
            yield rows.origins[row], number, y, rows.heights[row]
