"""A table of a paper in Word: fixed widths, rows kept whole, the heading row repeated on every page."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents.outline import Alignment, Run, Table
from services.documents.pdf.fonts import FontBook, Typeface
from services.documents.word.elements import element, paragraph, plain, text_run, twips
from services.documents.word.styles import CAPTION, CELL, CELL_HEADING, NORMAL

_PADDING: Final = 4.0
_THIN, _THICK = "4", "8"
"""Eighths of a point."""

_SEPARATOR: Final = 1.0
_JUSTIFIED: Final = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}


def table_elements(table: Table, width: float, fonts: FontBook) -> Iterator[BaseOxmlElement]:
    """Make the caption, the table of this width in points, and a hair's breadth that parts it from what follows."""
    if table.caption:
        yield paragraph(CAPTION, [text_run(plain(table.caption), fonts.family(Typeface.HEI))])
    total = sum(column.share for column in table.columns)
    widths = [column.share / total * width for column in table.columns]
    headings = [Run(column.heading) for column in table.columns]
    pattern = _pattern([Alignment.CENTER] * len(headings), widths, CELL_HEADING, heading=True)
    rows = [_row(pattern, headings, fonts.family(Typeface.HEI))]
    pattern = _pattern([column.alignment for column in table.columns], widths, CELL)
    rows += [_row(pattern, row, fonts.family(Typeface.SONG)) for row in table.rows]
    grid = element("tblGrid", None, [element("gridCol", {"w": twips(each)}) for each in widths])
    yield element("tbl", None, (_table_properties(width), grid, *rows))
    line = {"before": "0", "after": "0", "line": twips(_SEPARATOR), "lineRule": "exact"}
    yield paragraph(NORMAL, (), element("spacing", line))


def _table_properties(width: float) -> BaseOxmlElement:
    """Give width, frame and padding, in the schema's order."""
    sides = {"top": _THICK, "left": _THICK, "bottom": _THICK, "right": _THICK, "insideH": _THIN, "insideV": _THIN}
    borders = [
        element(side, {"val": "single", "sz": weight, "space": "0", "color": "000000"})
        for side, weight in sides.items()
    ]
    margins = [element(side, {"w": twips(_PADDING), "type": "dxa"}) for side in ("top", "left", "bottom", "right")]
    return element(
        "tblPr",
        None,
        (
            element("tblW", {"w": twips(width), "type": "dxa"}),
            element("jc", {"val": "center"}),
            element("tblBorders", None, borders),
            element("tblLayout", {"type": "fixed"}),
            element("tblCellMar", None, margins),
        ),
    )


def _pattern(
    alignments: Sequence[Alignment], widths: Sequence[float], style: str, *, heading: bool = False
) -> BaseOxmlElement:
    """Make a row without text: every row of the table is a copy of it, which is faster than making each."""
    properties = [element("cantSplit")]
    if heading:
        properties.append(element("tblHeader"))
    cells = []
    for alignment, width in zip(alignments, widths, strict=True):
        size = element("tcW", {"w": twips(width), "type": "dxa"})
        own = element("tcPr", None, (size, element("vAlign", {"val": "center"})))
        text = paragraph(style, (), element("jc", {"val": _JUSTIFIED[alignment]}))
        cells.append(element("tc", None, (own, text)))
    return element("tr", None, (element("trPr", None, properties), *cells))


def _row(pattern: BaseOxmlElement, runs: Sequence[Run], family: str) -> BaseOxmlElement:
    made = deepcopy(pattern)
    for cell, text in zip(made[1:], runs, strict=True):
        if text.text:
            cell[1].append(text_run(plain(text.text), family, gap=text.gap))
    return made
