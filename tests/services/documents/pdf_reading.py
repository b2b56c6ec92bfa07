"""Reads back what a PDF really says and where: characters with their origins, fonts with whether they are embedded."""

from collections.abc import Iterator
from ctypes import byref, c_double, create_string_buffer
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Mark:
    """A character on a page: its origin in points from the page's lower left corner."""

    character: str
    x: float
    y: float
    size: float


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF from its bytes."""
    return pypdfium2.PdfDocument(content)


def page_texts(content: bytes) -> list[str]:
    """Extract the text of every page."""
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in open_pdf(content)]


def marks(content: bytes, page: int) -> list[Mark]:
    """List a page's visible characters, in the order of the text."""
    text = open_pdf(content)[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        character = text.get_text_range(index, 1)
        found.append(Mark(character, x.value, y.value, raw.FPDFText_GetFontSize(text, index)))
    return found


def text_lines(content: bytes, page: int, size: float = 16.0) -> list[list[Mark]]:
    """Group a page's characters of one type size into lines, from the top."""
    by_baseline: dict[float, list[Mark]] = {}
    for mark in marks(content, page):
        if abs(mark.size - size) < 0.1:
            by_baseline.setdefault(round(mark.y, 1), []).append(mark)
    return [sorted(by_baseline[y], key=lambda mark: mark.x) for y in sorted(by_baseline, reverse=True)]


def fonts(content: bytes) -> dict[str, bool]:
    """Tell of every font that the pages use whether it is embedded."""
    return {name: embedded for page in open_pdf(content) for name, embedded in _page_fonts(page)}


def _page_fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(item)
        name = create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(font, name, 200)
        yield name.value.decode(), bool(raw.FPDFFont_GetIsEmbedded(font))
