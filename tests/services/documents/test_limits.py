"""Every kind of document at its limits, measured in the PDF: nothing outside the page block, nothing over another."""

import re
from collections.abc import Iterator
from ctypes import byref, c_double
from datetime import UTC, datetime

import pypdfium2
import pytest
from pypdfium2 import raw

from services.clock import FixedClock
from services.documents.kinds import DOCX, KINDS, DocumentKind
from services.documents.outline import Document, TableBook, TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.documents.limits import CAMPAIGN, MEMBER, NUMBER, YEAR, EmptyLedger, LargeLedger
from tests.services.documents.pdf_reading import MILLIMETRE, fonts, open_pdf, page_texts

CLOCK = FixedClock(datetime(2026, 1, 15, tzinfo=UTC))
PAPER_LEFT, PAPER_RIGHT, PAPER_TOP, PAPER_BOTTOM = 28, 184, 260, 35
HANGING = 16 / MILLIMETRE
EDGE = 15
"""Millimetres: a paper's text block, what hangs outside it, a table's margins."""


def key(kind: DocumentKind) -> str:
    return kind.key


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LargeLedger]:
    ledger = LargeLedger(tmp_path_factory.mktemp("large"))
    yield ledger
    ledger.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptyLedger]:
    ledger = EmptyLedger(tmp_path_factory.mktemp("empty"))
    yield ledger
    ledger.close()


def request(kind: DocumentKind, ledger: LargeLedger | EmptyLedger) -> DocumentRequest:
    """Ask for all that a kind can be about: several years, everybody of the branch of eighty."""
    scope = ledger.branch if isinstance(ledger, LargeLedger) and kind.of_scope else None
    return DocumentRequest(
        kind.key,
        YEAR - 4 if kind.of_span else YEAR,
        scope=scope,
        session=NUMBER if kind.of_session else "",
        campaign=CAMPAIGN if kind.of_campaign else "",
        member=MEMBER if kind.of_person and scope is None else "",
        to_year=YEAR if kind.of_span else None,
        sources=DOCX in kind.formats and not kind.of_span,
    )


def ink(page: pypdfium2.PdfPage) -> list[tuple[str, float, float, float, float]]:
    """List the page's characters with the boxes of their ink: left, bottom, right, top in points."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        box = [c_double() for _ in range(4)]  # left, right, bottom, top
        if raw.FPDFText_IsGenerated(text, index) or not raw.FPDFText_GetCharBox(text, index, *map(byref, box)):
            continue
        left, right, bottom, top = (each.value for each in box)
        if right > left and top > bottom:
            found.append((text.get_text_range(index, 1), left, bottom, right, top))
    return found


def area(kind: DocumentKind, page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Give where text may stand, in points: left, bottom, right, top; page numbers stand below."""
    if DOCX in kind.formats:
        edges = (PAPER_LEFT, PAPER_BOTTOM, PAPER_RIGHT + HANGING, PAPER_TOP)
        left, bottom, right, top = (edge * MILLIMETRE for edge in edges)
        return left, bottom, right, top
    width, height = page.get_size()
    margin = EDGE * MILLIMETRE
    return margin, margin, width - margin, height - margin


def overlaps(page: pypdfium2.PdfPage) -> list[str]:
    """Find characters whose ink lies upon that of another one."""
    found = []
    boxes = sorted(ink(page), key=lambda box: box[1])
    for number, (one, left, bottom, right, top) in enumerate(boxes):
        for other, left2, bottom2, right2, top2 in boxes[number + 1 :]:
            if bottom2 >= top - 1:
                break
            across, down = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
            is_pair = (left, bottom) == (left2, bottom2)  # beyond U+FFFF one character is told twice
            if not is_pair and across > 1.2 and down > 1.2:
                found.append(one + other)
    return found


def check(kind: DocumentKind, outline: Document, content: bytes) -> None:
    """Hold what every printed page must hold."""
    assert all(fonts(content).values())
    pages = open_pdf(content)
    texts = page_texts(content)
    assert all(re.search(r"[一-鿿]", text) for text in texts)
    for number in sorted({*range(len(pages))[:3], len(pages) // 2, *range(len(pages))[-2:]}):
        page = pages[number]
        left, bottom, right, top = area(kind, page)
        foot = bottom - 5 if DOCX in kind.formats else bottom - 1
        for character, x1, y1, x2, y2 in ink(page):
            if y2 < foot:
                assert y1 > 8 * MILLIMETRE  # a page's number
                continue
            where = (kind.key, number + 1, character, x1, y1)
            assert left - 0.6 <= x1, where
            assert x2 <= right + 0.6, where
            assert bottom - 1.6 <= y1, where
            assert y2 <= top + 0.6, where
        assert overlaps(page) == [], (kind.key, number + 1)
    check_numbers(kind, outline, texts)
    if isinstance(outline, TableDocument):
        check_headings(outline, texts)


def check_numbers(kind: DocumentKind, outline: Document, texts: list[str]) -> None:
    """Every page says which one it is."""
    for number, text in enumerate(texts, start=1):
        squeezed = re.sub(r"\s", "", text)
        if DOCX in kind.formats:
            assert squeezed.endswith(f"—{number}—")
        elif not isinstance(outline, TableBook):
            assert f"第{number}页共{len(texts)}页" in squeezed


def check_headings(outline: TableDocument, texts: list[str]) -> None:
    """Hold that a table's heading stands on every page, but for those of plots at the end."""
    wanted = re.sub(r"\s", "", outline.columns[-1].heading)
    has = [wanted in re.sub(r"\s", "", text) for text in texts]
    last = max(number for number, there in enumerate(has) if there)
    assert all(has[: last + 1])
    assert outline.plots or last == len(texts) - 1


@pytest.mark.parametrize("kind", KINDS, ids=key)
def test_a_very_large_ledger_prints_well(large: LargeLedger, kind: DocumentKind) -> None:
    service = DocumentService(large.database, CLOCK, FontBook())
    outline = service.outline(request(kind, large))
    content = service.draw(outline)
    assert "〓" not in "".join(page_texts(content))
    check(kind, outline, content)


@pytest.mark.parametrize("kind", KINDS, ids=key)
def test_an_empty_ledger_prints_well(empty: EmptyLedger, kind: DocumentKind) -> None:
    service = DocumentService(empty.database, CLOCK, FontBook())
    outline = service.outline(request(kind, empty))
    content = service.draw(outline)
    check(kind, outline, content)
