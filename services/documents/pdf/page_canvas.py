"""Pages as bytes into one PDF: the canvas, and the few operators that papers and tables need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, ClassVar, cast
from zlib import compress

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from services.documents.pdf.embedding import Glyph, PdfObjects, SubsetFont
from services.documents.pdf.structure import Place, StructureTree

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
"""Width and height in points."""

_HALF_EM = 500
_QUARTER_TURN = 90
_COMPRESSION = 2
"""zlib's level: a third of the time of 6 and a tenth more bytes on tables."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to draw: `x` and `top` in points from the text block's upper left corner.

    `gaps` and `figures`, where there are any, say of every glyph whether it marks a gap and which figure it states;
    `place` tells what the line is part of, for readers that speak the text.
    """

    x: float
    top: float
    size: float
    glyphs: Sequence[Glyph]
    advances: Sequence[float]
    space: float = 0.0
    gaps: tuple[bool, ...] = ()
    keeps_next: bool = False
    figures: tuple[str | None, ...] = ()
    red: bool = False
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line of a table, in points from the text block's upper left corner."""

    x1: float
    top1: float
    x2: float
    top2: float
    width: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says about itself; the same facts and pages give the same bytes."""

    title: str
    author: str
    created: datetime


class _Page(pdfdoc.PDFPage):
    ExtGState = None
    _shadingUsed: ClassVar[dict[str, object]] = {}


class PageCanvas(Canvas):
    """A reportlab canvas that takes whole pages as bytes and has no font but the embedded ones."""

    _doc: Any
    _pagesize: tuple[float, float]
    _startPage: Callable[[], None]

    def __init__(self, size: tuple[float, float], facts: FileFacts) -> None:
        self._buffer = BytesIO()
        self._deepest = -1
        self.structure: StructureTree | None = None
        super().__init__(self._buffer, pagesize=size, invariant=1, pageCompression=1, lang="zh-CN")
        self.setTitle(facts.title)
        self.setAuthor(facts.author)
        self.setSubject(facts.title)
        self.setCreator("学习台账")
        self.setProducer("学习台账")
        self.setViewerPreference("DisplayDocTitle", "true")
        moment = facts.created.strftime("D:%Y%m%d%H%M%S")
        self.setDateFormatter(lambda *_: moment)

    def _make_preamble(self) -> None:
        """Leave out the operators that would name a font that is not embedded."""
        self._preamble = ""

    def next_level(self, wanted: int) -> int:
        """Give the level for the next bookmark: as wanted, but at most one below the last."""
        self._deepest = min(wanted, self._deepest + 1)
        return self._deepest

    def add_page(self, content: bytes, size: tuple[float, float] | None = None, *, turned: bool = False) -> None:
        """Append a page of these operators; without a size it is the file's own. A turned one is shown lying."""
        page: Any = _Page()
        page.pagewidth, page.pageheight = size or self._pagesize
        if turned:
            page.Rotate = _QUARTER_TURN
            page.MediaBox = pdfdoc.PDFArray([0, 0, page.pagewidth, page.pageheight])
        if self.structure is not None:
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = self.getPageNumber() - 1
            page.Tabs = "/S"
        packed = compress(content, _COMPRESSION)
        page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), content=packed)
        self._doc.updateSignature(packed)
        self._doc.addPage(page)
        self._startPage()

    def finish(self, fonts: Iterable[SubsetFont]) -> bytes:
        """Embed the fonts and give the file's bytes."""
        for font in fonts:
            font.add_to(cast("PdfObjects", self._doc))
        if self.structure is not None:
            self._doc.ensureMinPdfVersion("transparency")  # the version that is allowed tags, too
            self.structure.add_to(self._doc)
        self._doc.SaveToFile(self._buffer, self)
        return self._buffer.getvalue()


def text_operators(
    at: tuple[float, float], size: float, glyphs: Sequence[Glyph], advances: Sequence[float] = (), space: float = 0.0
) -> bytes:
    """Write one line of text from `at` on its baseline, in points; `advances` in ems default to the glyphs' own."""
    wanted = advances or [glyph.advance for glyph in glyphs]
    parts = [b"BT %.3f Tc 1 0 0 1 %.3f %.3f Tm" % (space, *at)]
    font: SubsetFont | None = None
    pieces: list[bytes] = []
    for glyph, advance in zip(glyphs, wanted, strict=True):
        if glyph.font is not font:
            parts += _shown(pieces)
            pieces = []
            font = glyph.font
            parts.append(b"/%s %.4g Tf" % (font.resource.encode("ascii"), size))
        surplus = font.width(glyph.character) - advance * 1000
        if abs(surplus - _HALF_EM) < 1:
            pieces.append(b"(%s)" % font.encode_halved(glyph.character))
            continue
        pieces.append(b"(%s)" % font.encode(glyph.character))
        if abs(surplus) > 0.5:  # noqa: PLR2004  half a thousandth of an em is nothing
            pieces.append(b"%.0f" % surplus)
    return b" ".join([*parts, *_shown(pieces), b"ET"])


def _shown(pieces: list[bytes]) -> list[bytes]:
    """Close the pieces of one font; neighbouring strings become one."""
    return [b"[%s] TJ" % b"".join(pieces).replace(b")(", b"")] if pieces else []


def text_width(glyphs: Sequence[Glyph], size: float) -> float:
    """Measure glyphs set at their own advances, in points."""
    return sum(glyph.advance for glyph in glyphs) * size


def line_operators(x1: float, y1: float, x2: float, y2: float, width: float) -> bytes:
    """Draw a straight line of this width, in points."""
    return b"%.3f w %.3f %.3f m %.3f %.3f l S" % (width, x1, y1, x2, y2)


def reddened(operators: bytes) -> bytes:
    """Paint text and lines in the red of letterheads."""
    return b"q 0.85 0 0 rg 0.85 0 0 RG %b Q" % operators


def shade_operators(x: float, y: float, width: float, height: float) -> bytes:
    """Fill a rectangle with the light tint that marks a gap."""
    return b"q 1 0.93 0.6 rg %.3f %.3f %.3f %.3f re f Q" % (x, y, width, height)
