"""An official paper as PDF: the layout's lines drawn, page numbers outside, bookmarks for the headings."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import assert_never

from services.documents.outline import (
    Addressee,
    Attachments,
    AttachmentStart,
    Heading,
    Imprint,
    Letterhead,
    NameList,
    PageBreak,
    Paper,
    Paragraph,
    Part,
    Signature,
    Table,
    Title,
)
from services.documents.pdf.embedding import DocumentFonts, FaceShelf
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.official_grid import BLOCK_HEIGHT, BLOCK_LEFT, BLOCK_TOP, BLOCK_WIDTH
from services.documents.pdf.official_layout import OfficialLayout, PaperPage, plain
from services.documents.pdf.page_canvas import (
    A4,
    MILLIMETRE,
    FileFacts,
    PageCanvas,
    SetLine,
    Stroke,
    line_operators,
    reddened,
    shade_operators,
    text_operators,
    text_width,
)
from services.documents.pdf.structure import ARTIFACT, StructureTree, marked
from services.documents.tracing import FigurePlace, TracedDocument

NUMBER_SIZE = 14.0
"""四号, in points."""

_NUMBER_TOP = BLOCK_TOP - BLOCK_HEIGHT - 7 * MILLIMETRE
_GAP_OVERHANG = 0.15
_TURNED_LEFT = BLOCK_TOP - BLOCK_HEIGHT
_TURNED_TOP = A4[0] - BLOCK_LEFT
"""Where the block begins on a turned page when it is read."""


def render_paper(paper: Paper, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> bytes:
    """Draw the paper; raises CharactersMissingError for what no font has, unless `substitute` sets 〓 for it."""
    return trace_paper(paper, shelf, created, substitute=substitute).content


def trace_paper(paper: Paper, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> TracedDocument:
    """Draw the paper as `render_paper`, and tell where it states figures."""
    fonts = DocumentFonts(shelf)
    if not substitute:
        fonts.require(Typeface.BODY, plain("".join(paper_texts(paper))))
    layout = OfficialLayout(fonts)
    for block in paper.blocks:
        layout.add(block)
    layout.finish()
    signers = [block.signer for block in paper.blocks if isinstance(block, Signature)]
    canvas = PageCanvas(A4, FileFacts(paper.subject, signers[0] if signers else "", created))
    tree = canvas.structure = StructureTree()
    for number, page in enumerate(layout.pages, start=1):
        _bookmark(canvas, page, number)
        canvas.add_page(b"\n".join(_draw(page, number, fonts, tree)), turned=page.turned)
    places = [place for number, page in enumerate(layout.pages) for place in _places(number, page)]
    return TracedDocument(canvas.finish(fonts.used()), tuple(places))


def _places(number: int, page: PaperPage) -> Iterator[FigurePlace]:
    """Find the stretches of a page's lines that state figures, on the page as readers see it: upright."""
    left, top = (_TURNED_LEFT, _TURNED_TOP) if page.turned else (BLOCK_LEFT, BLOCK_TOP)
    for line in page.lines:
        x = left + line.x
        steps = [advance * line.size + line.space for advance in line.advances]
        for figure, group in groupby(zip(line.figures, steps, strict=False), key=lambda pair: pair[0]):
            width = sum(step for _, step in group)
            if figure is not None:
                overhang = _GAP_OVERHANG * line.size
                bottom = top - line.top - line.size - overhang
                yield FigurePlace(number, x, bottom, width, line.size + 2 * overhang, figure)
            x += width


def paper_texts(paper: Paper) -> Iterator[str]:
    """Give every text of the paper that will be set."""
    for block in paper.blocks:
        match block:
            case Title(parts):
                yield from parts
            case Heading() | Addressee():
                yield block.text
            case NameList(label, runs):
                yield from (label, *(run.text for run in runs))
            case Paragraph(runs):
                yield from (run.text for run in runs)
            case Table():
                yield from (block.caption, *(column.heading for column in block.columns))
                yield from (run.text for row in block.rows for run in row)
            case _:
                yield from _part_texts(block)


def _part_texts(block: Part) -> Iterator[str]:
    match block:
        case Letterhead(mark, number, approver):
            yield from (mark, number, approver)
        case Imprint(copies, office):
            yield from (copies, office)
        case AttachmentStart(label, title):
            yield from (label, *title.parts)
        case Signature():
            yield block.signer
        case Attachments():
            yield from block.names
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _bookmark(canvas: PageCanvas, page: PaperPage, number: int) -> None:
    for index, mark in enumerate(page.bookmarks):
        key = f"{number}-{index}"
        canvas.bookmarkHorizontal(key, 0, BLOCK_TOP - mark.top)
        canvas.addOutlineEntry(mark.title, key, canvas.next_level(mark.level - 1))


def _draw(page: PaperPage, number: int, fonts: DocumentFonts, tree: StructureTree) -> Iterator[bytes]:
    if page.turned:
        yield b"q 0 1 -1 0 %.3f %.3f cm" % (BLOCK_LEFT, BLOCK_TOP - BLOCK_HEIGHT)
    left, top = (0.0, 0.0) if page.turned else (BLOCK_LEFT, BLOCK_TOP)
    if page.strokes:
        yield marked(tree, number - 1, ARTIFACT, b"\n".join(_draw_strokes(page.strokes, left, top)))
    ascent = fonts.primary(Typeface.BODY).ascent
    for place, lines in groupby(page.lines, key=attrgetter("place")):
        drawn = b"\n".join(part for line in lines for part in _draw_line(line, left, top, ascent))
        yield marked(tree, number - 1, place, drawn)
    if page.turned:
        yield b"Q"
    yield marked(tree, number - 1, ARTIFACT, _page_number(number, fonts))


def _draw_strokes(strokes: Iterable[Stroke], left: float, top: float) -> Iterator[bytes]:
    for stroke in strokes:
        ends = left + stroke.x1, top - stroke.top1, left + stroke.x2, top - stroke.top2
        drawn = line_operators(*ends, stroke.width)
        yield reddened(drawn) if stroke.red else drawn


def _draw_line(line: SetLine, left: float, top: float, ascent: float) -> Iterator[bytes]:
    yield from _shades(line, left, top)
    baseline = top - line.top - ascent * line.size
    drawn = text_operators((left + line.x, baseline), line.size, line.glyphs, line.advances, line.space)
    yield reddened(drawn) if line.red else drawn


def _shades(line: SetLine, left: float, top: float) -> Iterator[bytes]:
    """Tint the gaps of a line."""
    x = left + line.x
    steps = [advance * line.size + line.space for advance in line.advances]
    for gap, group in groupby(zip(line.gaps, steps, strict=False), key=lambda pair: pair[0]):
        width = sum(step for _, step in group)
        if gap:
            overhang = _GAP_OVERHANG * line.size
            yield shade_operators(x, top - line.top - line.size - overhang, width, line.size + 2 * overhang)
        x += width


def _page_number(number: int, fonts: DocumentFonts) -> bytes:
    """Write '— 1 —': on odd pages one character in from the right, on even ones from the left."""
    glyphs = [fonts.glyph(Typeface.SONG, character) for character in f"— {number} —"]
    if number % 2:
        x = BLOCK_LEFT + BLOCK_WIDTH - NUMBER_SIZE - text_width(glyphs, NUMBER_SIZE)
    else:
        x = BLOCK_LEFT + NUMBER_SIZE
    baseline = _NUMBER_TOP - fonts.primary(Typeface.SONG).ascent * NUMBER_SIZE
    return text_operators((x, baseline), NUMBER_SIZE, glyphs)
