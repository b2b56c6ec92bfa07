"""A plot's shapes as operators of a PDF page."""

from collections.abc import Iterator

from services.documents.pdf.embedding import DocumentFonts
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.page_canvas import text_operators, text_width
from services.documents.plots.shapes import Box, Drawing, Label, Shape, Stroke

PLOT_SIZE = 9.0
"""Size of a plot's type, in points."""

_LIGHT = 0.75
_CAP = 0.36


def plot_operators(drawing: Drawing, left: float, top: float, fonts: DocumentFonts) -> bytes:
    """Paint a drawing with its upper left corner there, in points from the page's lower left corner."""
    return b"\n".join(part for shape in drawing.shapes for part in _painted(shape, left, top, fonts))


def _painted(shape: Shape, left: float, top: float, fonts: DocumentFonts) -> Iterator[bytes]:
    if isinstance(shape, Box):
        paint = b"B" if shape.outlined else b"f"
        box = (left + shape.x, top - shape.y - shape.height, shape.width, shape.height)
        yield b"q 0.5 w %.3f g %.2f %.2f %.2f %.2f re %b Q" % (1 - shape.grey, *box, paint)
    elif isinstance(shape, Stroke):
        dash = b"[3 2] 0 d " if shape.dashed else b""
        grey = _LIGHT if shape.light else 0.0
        ends = (left + shape.x1, top - shape.y1, left + shape.x2, top - shape.y2)
        yield b"q %b%.3f G %.2f w %.2f %.2f m %.2f %.2f l S Q" % (dash, grey, shape.width, *ends)
    elif isinstance(shape, Label):
        glyphs = [fonts.glyph(Typeface.SONG, character) for character in shape.text]
        x = left + shape.x - shape.anchor.value * text_width(glyphs, shape.size)
        yield text_operators((x, top - shape.y - _CAP * shape.size), shape.size, glyphs)
