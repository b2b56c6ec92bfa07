"""The red head and the imprint (版记) of an official paper: where each stands in the text block."""

from collections.abc import Sequence
from typing import Final

from services.documents.outline import Imprint, Letterhead
from services.documents.pdf.composition import wrap
from services.documents.pdf.embedding import DocumentFonts, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.official_grid import BLOCK_HEIGHT, BLOCK_WIDTH, BODY_SIZE, LEADING
from services.documents.pdf.page_canvas import MILLIMETRE, SetLine, Stroke, text_width

MARK_TOP: Final = 35 * MILLIMETRE
"""The issuer's mark begins so far below the block's upper edge."""

MARK_SIZE: Final = 48.0
IMPRINT_SIZE: Final = 14.0
"""The largest size of the issuer's mark, and the imprint's (四号), in points."""

LETTERHEAD_LINES: Final = 10
"""Mark, two empty lines, the number on the eighth line, the red line 4 mm below it, two empty lines."""

THICK: Final = 0.35 * MILLIMETRE
THIN: Final = 0.25 * MILLIMETRE
"""The imprint's first and last line, and those between."""

_NUMBER_LINE = 7
_RED_LINE_BELOW = 4 * MILLIMETRE
_RED_LINE = 1.4
_ROW_LEADING = 22.0
_ROW_PADDING = 3.0

Set = tuple[list[SetLine], list[Stroke]]


def set_letterhead(head: Letterhead, fonts: DocumentFonts) -> Set:
    """Set the head from the block's top on."""
    lines: list[SetLine] = []
    strokes: list[Stroke] = []
    if not head.preprinted:
        mark = _glyphs(head.mark, Typeface.TITLE, fonts)
        size = min(MARK_SIZE, BLOCK_WIDTH / max(text_width(mark, 1), 1))
        lines.append(_line((BLOCK_WIDTH - text_width(mark, size)) / 2, MARK_TOP, size, mark, red=True))
    top = _NUMBER_LINE * LEADING
    number = _glyphs(head.number, Typeface.BODY, fonts)
    if head.approver:
        lines.append(_line(BODY_SIZE, top, BODY_SIZE, number))
        approver = [*_glyphs("签发人：", Typeface.BODY, fonts), *_glyphs(head.approver, Typeface.KAI, fonts)]
        lines.append(_line(BLOCK_WIDTH - BODY_SIZE - text_width(approver, BODY_SIZE), top, BODY_SIZE, approver))
    elif number:
        lines.append(_line((BLOCK_WIDTH - text_width(number, BODY_SIZE)) / 2, top, BODY_SIZE, number))
    if not head.preprinted:
        y = top + BODY_SIZE + _RED_LINE_BELOW
        strokes.append(Stroke(0, y, BLOCK_WIDTH, y, _RED_LINE, red=True))
    return lines, strokes


def set_imprint(imprint: Imprint, fonts: DocumentFonts) -> Set:
    """Set the imprint upwards from the block's lower edge."""
    rows = []
    if imprint.copies:
        rows.append(_copies(imprint.copies, fonts))
    if imprint.office or imprint.issued_on:
        rows.append(_sent_out(imprint, fonts))
    height = sum(len(row) * _ROW_LEADING + 2 * _ROW_PADDING for row in rows)
    y = BLOCK_HEIGHT - height
    lines: list[SetLine] = []
    strokes = [Stroke(0, y, BLOCK_WIDTH, y, THICK)]
    for number, row in enumerate(rows, start=1):
        y += _ROW_PADDING
        for pieces in row:
            lines += [_line(x, y + (_ROW_LEADING - IMPRINT_SIZE) / 2, IMPRINT_SIZE, glyphs) for x, glyphs in pieces]
            y += _ROW_LEADING
        y += _ROW_PADDING
        strokes.append(Stroke(0, y, BLOCK_WIDTH, y, THICK if number == len(rows) else THIN))
    return lines, strokes


_Row = list[list[tuple[float, list[Glyph]]]]


def _copies(copies: str, fonts: DocumentFonts) -> _Row:
    """Write who gets copies, one character in at both sides; further lines stand under the first name."""
    label = _glyphs("抄送：", Typeface.BODY, fonts)
    names = _glyphs(copies.rstrip("。") + "。", Typeface.BODY, fonts)
    x = IMPRINT_SIZE + text_width(label, IMPRINT_SIZE)
    start = 0
    row: _Row = []
    for stop in wrap(names, (BLOCK_WIDTH - x - IMPRINT_SIZE) / IMPRINT_SIZE):
        row.append([(x, names[start:stop])])
        start = stop
    row[0].insert(0, (IMPRINT_SIZE, label))
    return row


def _sent_out(imprint: Imprint, fonts: DocumentFonts) -> _Row:
    """Write the office at the left and the day at the right, one character in; on two lines where they would meet."""
    office = _glyphs(imprint.office, Typeface.BODY, fonts)
    day = imprint.issued_on
    date = _glyphs(f"{day.year}年{day.month}月{day.day}日印发" if day else "", Typeface.BODY, fonts)
    placed = BLOCK_WIDTH - IMPRINT_SIZE - text_width(date, IMPRINT_SIZE), date
    if not date:
        return [[(IMPRINT_SIZE, office)]]
    if IMPRINT_SIZE + text_width(office, IMPRINT_SIZE) + IMPRINT_SIZE > placed[0]:
        return [[(IMPRINT_SIZE, office)], [placed]]
    return [[(IMPRINT_SIZE, office), placed]]


def _glyphs(text: str, typeface: Typeface, fonts: DocumentFonts) -> list[Glyph]:
    return [fonts.glyph(typeface, character) for character in text]


def _line(x: float, top: float, size: float, glyphs: Sequence[Glyph], *, red: bool = False) -> SetLine:
    return SetLine(x, top, size, glyphs, [glyph.advance for glyph in glyphs], red=red)
