"""Pages of other PDFs set into the free room of a PDF's own pages; bookmarks and page numbers of these stay.

PDFium is not thread-safe: in the window this runs on the thread that paints previews.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the pages of a file go: the page of the folder (from 0) and the box for each."""

    content: bytes
    places: tuple[tuple[int, Box], ...]


def bind(base: bytes, placements: Sequence[Placement]) -> bytes:
    """Set every page as large as its box allows, in the box's middle."""
    import pypdfium2  # noqa: PLC0415 - as the preview does, at first use

    document: Any = pypdfium2.PdfDocument(base)
    try:
        for placement in placements:
            source: Any = pypdfium2.PdfDocument(placement.content)
            try:
                for number, (page, box) in enumerate(placement.places):
                    _place(document, page, source, number, box)
            finally:
                source.close()
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()
    finally:
        document.close()


def _place(document: Any, number: int, source: Any, source_number: int, box: Box) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - see above

    original = source[source_number]
    raw.FPDFPage_Flatten(original.raw, raw.FLAT_PRINT)  # stamps and filled-in fields become part of the page
    width, height = original.get_size()
    original.close()
    copied = raw.FPDF_NewXObjectFromPage(document.raw, source.raw, source_number)
    shown = raw.FPDF_NewFormObjectFromXObject(copied)
    scale = min(box[2] / width, box[3] / height)
    x = box[0] + (box[2] - width * scale) / 2
    y = box[1] + (box[3] - height * scale) / 2
    raw.FPDFPageObj_SetMatrix(shown, raw.FS_MATRIX(scale, 0, 0, scale, x, y))
    page = document[number]
    raw.FPDFPage_InsertObject(page.raw, shown)
    raw.FPDFPage_GenerateContent(page.raw)
    raw.FPDF_CloseXObject(copied)
    page.close()
