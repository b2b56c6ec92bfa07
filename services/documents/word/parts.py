"""The red head and the imprint (版记) of an official paper in Word."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents.outline import Imprint, Letterhead
from services.documents.pdf.fonts import FontBook, Typeface
from services.documents.word import styles
from services.documents.word.boxes import Box, text_box
from services.documents.word.elements import element, paragraph, plain, text_run, twips
from services.documents.word.pages import LEFT

RED: Final = "D90000"
_MILLIMETRE: Final = 72 / 25.4
_NUMBER_LINE: Final = 7
_HEAD_LINES: Final = 10
_MARK_TOP: Final = 100.0
"""From the page's margin down to the line of the mark, whose type then begins 35 mm below the text block's edge."""

_RED_LINE: Final = "11"  # eighths of a point
_RED_LINE_BELOW: Final = 5.0
_THICK: Final = "8"
_THIN: Final = "6"
"""0.35 and 0.25 mm, in eighths of a point."""

_ROW_PADDING: Final = 3.0
_BLOCK_FOOT: Final = 262
"""Millimetres from the paper's upper edge to the text block's lower one."""

_HAIR: Final = 1.0


def letterhead_elements(head: Letterhead, width: float, fonts: FontBook) -> Iterator[BaseOxmlElement]:
    """Write the issuer's mark and the number over the red line, or leave room for what is preprinted."""
    mark = "" if head.preprinted else plain(head.mark)
    size = min(styles.MARK_SIZE, width / max(len(mark), 1))
    run = text_run(mark, fonts.family(Typeface.TITLE))
    _own(run, element("color", {"val": RED}), size)
    above = {"before": twips(_MARK_TOP), "line": twips(styles.MARK_LINE), "lineRule": "exact"}
    yield paragraph(styles.MARK, [run], element("spacing", above))
    between = _NUMBER_LINE * styles.LINE - _MARK_TOP - styles.MARK_LINE
    below = (_HEAD_LINES - _NUMBER_LINE - 1) * styles.LINE - _RED_LINE_BELOW - int(_RED_LINE) / 8
    spacing = {"before": twips(between), "after": twips(below), "line": twips(styles.LINE), "lineRule": "exact"}
    border = {"val": "single", "sz": _RED_LINE, "space": f"{_RED_LINE_BELOW:.0f}", "color": RED}
    line = [] if head.preprinted else [element("pBdr", None, (element("bottom", border),))]
    body, one = fonts.family(Typeface.BODY), styles.BODY_SIZE
    runs = [text_run(plain(head.number), body)]
    properties = [element("spacing", spacing)]
    if head.approver:
        stops = (("left", one), ("right", width - one))
        tabs = element("tabs", None, [element("tab", {"val": side, "pos": twips(at)}) for side, at in stops])
        runs = [_tab(), *runs, _tab(), text_run("签发人：", body)]
        runs.append(text_run(plain(head.approver), fonts.family(Typeface.KAI)))
        line.append(tabs)
        properties.append(element("jc", {"val": "left"}))
    yield paragraph(styles.PAPER_NUMBER, runs, *line, *properties)


def _tab() -> BaseOxmlElement:
    return element("r", None, (element("tab"),))


def _own(run: BaseOxmlElement, color: BaseOxmlElement, size: float) -> None:
    """Give a run its color and size, in the schema's order."""
    properties = run[0]
    half_points = {"val": f"{int(size * 2)}"}
    for place, each in enumerate((color, element("sz", half_points), element("szCs", half_points)), start=1):
        properties.insert(place, each)


def imprint_elements(imprint: Imprint, width: float, fonts: FontBook) -> Iterator[BaseOxmlElement]:
    """Write the imprint in a box at the foot of the page on which the paper ends."""
    one, label = styles.IMPRINT_SIZE, 3 * styles.IMPRINT_SIZE
    rows = []
    lines = 0
    if imprint.copies:
        hanging = {"left": twips(one + label), "right": twips(one), "hanging": twips(label)}
        rows.append((["抄送：" + imprint.copies.rstrip("。") + "。"], hanging))
        lines += ceil((len(imprint.copies) + 1) * one / (width - 2 * one - label))
    if imprint.office or imprint.issued_on:
        day = imprint.issued_on
        date = [f"{day.year}年{day.month}月{day.day}日印发"] if day else []
        rows.append(([imprint.office, *date], {"left": twips(one)}))
        lines += 1
    made = []
    for number, (texts, indent) in enumerate(rows):
        sides = [("bottom", _THICK if number == len(rows) - 1 else _THIN)]
        if not number:
            sides.insert(0, ("top", _THICK))
        made.append(_imprint_row(texts, indent, sides, width, fonts))
    height = (lines * styles.IMPRINT_LINE + len(rows) * 2 * _ROW_PADDING + _HAIR) / _MILLIMETRE
    box = text_box("版记", 1, Box(LEFT, _BLOCK_FOOT - height, width / _MILLIMETRE, height), made)
    hair = {"before": "0", "after": "0", "line": twips(_HAIR), "lineRule": "exact"}
    yield paragraph(styles.NORMAL, [box], element("spacing", hair))


def _imprint_row(
    texts: list[str], indent: dict[str, str], sides: list[tuple[str, str]], width: float, fonts: FontBook
) -> BaseOxmlElement:
    """Write a line of the imprint; what follows a first text stands at the right edge."""
    borders = [
        element(side, {"val": "single", "sz": weight, "space": f"{_ROW_PADDING:.0f}", "color": "000000"})
        for side, weight in sides
    ]
    stop = element("tab", {"val": "right", "pos": twips(width - styles.IMPRINT_SIZE)})
    family = fonts.family(Typeface.BODY)
    runs = [text_run(plain(texts[0]), family)]
    for text in texts[1:]:
        runs += [_tab(), text_run(plain(text), family)]
    own = (element("pBdr", None, borders), element("tabs", None, (stop,)), element("ind", indent))
    return paragraph(styles.IMPRINT, runs, *own)
