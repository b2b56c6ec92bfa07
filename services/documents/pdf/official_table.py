"""A table inside an official paper: columns by their shares, rows kept whole, the heading again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.documents.outline import Alignment, Run, Table
from services.documents.pdf.composition import set_closer, wrap
from services.documents.pdf.embedding import DocumentFonts, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.page_canvas import SetLine, Stroke
from services.documents.pdf.structure import ARTIFACT, Place

SIZE = 12.0
"""小四, in points."""

_LEADING = 16.0
_PADDING_ACROSS = 4.0
_PADDING_DOWN = 4.0
_THIN, _THICK = 0.5, 1.0
_CAPTION_HEIGHT = 26.0
_LEAST_LEFT = 3
"""Rows on a page, of which one may go on in the company of the last one."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """The rows of a table that stand on one page; `bottom` in points from the text block's upper edge."""

    lines: list[SetLine]
    strokes: list[Stroke]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[tuple[Glyph, ...], ...]
    gap: bool = False
    figure: str | None = None


class TableSetter:
    """Sets a table part by part; `done` when no row is left."""

    def __init__(self, table: Table, width: float, fonts: DocumentFonts, page_height: float) -> None:
        total = sum(column.share for column in table.columns)
        self._widths = [column.share / total * width for column in table.columns]
        self._alignments = [column.alignment for column in table.columns]
        self._fonts = fonts
        headings = [Run(column.heading) for column in table.columns]
        self._heading = self._row(headings, Typeface.HEI)
        most = int((page_height - _height(self._heading) - _CAPTION_HEIGHT - 2 * _PADDING_DOWN) / _LEADING)
        self._rows = [part for row in table.rows for part in _cut(self._row(row, Typeface.SONG), most)]
        self._caption = tuple(fonts.glyph(Typeface.HEI, character) for character in table.caption)
        self._next = 0
        self._begun = False

    @property
    def done(self) -> bool:
        """Tell whether all rows are set."""
        return self._begun and self._next >= len(self._rows)

    def least_height(self) -> float:
        """Tell how much room the caption, the heading and the first row take, in points."""
        first = self._rows[:1]
        return self._caption_height() + _height(self._heading) + sum(map(_height, first))

    def next_part(self, top: float, room: float) -> TablePart:
        """Set as many rows as fit into `room`, at least one, from `top` on; both in points."""
        lines: list[SetLine] = []
        y = top
        if not self._begun and self._caption:
            width = sum(glyph.advance for glyph in self._caption) * SIZE
            x = (sum(self._widths) - width) / 2
            advances = [glyph.advance for glyph in self._caption]
            lines.append(SetLine(x, y + 4, SIZE, self._caption, advances, place=(("Caption", 0),)))
            y += _CAPTION_HEIGHT
        place = ARTIFACT if self._begun else (("TR", 0),)
        self._begun = True
        edges = [y]
        lines += self._set_row(self._heading, y, [Alignment.CENTER] * len(self._widths), place)
        y += _height(self._heading)
        edges.append(y)
        stop = self._fitting(top + room - y)
        for number, row in enumerate(self._rows[self._next : stop], start=self._next + 1):
            lines += self._set_row(row, y, self._alignments, (("TR", number),))
            y += _height(row)
            edges.append(y)
        self._next = stop
        return TablePart(lines, self._grid(edges), y)

    def _fitting(self, room: float) -> int:
        """Tell before which row the page ends: after at least one; the table's last row does not go on alone."""
        stop = self._next
        while stop < len(self._rows) and (stop == self._next or _height(self._rows[stop]) <= room):
            room -= _height(self._rows[stop])
            stop += 1
        alone = stop == len(self._rows) - 1
        return stop - 1 if alone and stop - self._next >= _LEAST_LEFT else stop

    def _caption_height(self) -> float:
        return _CAPTION_HEIGHT if self._caption and not self._begun else 0.0

    def _row(self, runs: Sequence[Run], typeface: Typeface) -> list[_Cell]:
        cells = []
        for run, width in zip(runs, self._widths, strict=True):
            glyphs = [self._fonts.glyph(typeface, character) for character in run.text]
            stops = wrap(glyphs, (width - 2 * _PADDING_ACROSS) / SIZE)
            starts = [0, *stops]
            lines = tuple(tuple(glyphs[start:stop]) for start, stop in zip(starts, stops, strict=False))
            cells.append(_Cell(lines or ((),), run.gap, run.figure))
        return cells

    def _set_row(self, cells: list[_Cell], top: float, alignments: Sequence[Alignment], place: Place) -> list[SetLine]:
        lines = []
        height = _height(cells)
        left = 0.0
        kind = "TH" if cells is self._heading else "TD"
        for column, (cell, width, alignment) in enumerate(zip(cells, self._widths, alignments, strict=True)):
            here = place if place == ARTIFACT else (*place, (kind, column))
            y = top + (height - len(cell.lines) * _LEADING) / 2 + (_LEADING - SIZE) / 2
            for number, glyphs in enumerate(cell.lines):
                advances = set_closer(glyphs)
                room = width - sum(advances) * SIZE
                indent = {
                    Alignment.LEFT: _PADDING_ACROSS,
                    Alignment.CENTER: room / 2,
                    Alignment.RIGHT: room - _PADDING_ACROSS,
                }[alignment]
                gaps = (True,) * len(glyphs) if cell.gap else ()
                figures = (cell.figure,) * len(glyphs) if cell.figure else ()
                at = (left + indent, y + number * _LEADING)
                lines.append(SetLine(*at, SIZE, glyphs, advances, gaps=gaps, figures=figures, place=here))
            left += width
        return lines

    def _grid(self, edges: Sequence[float]) -> list[Stroke]:
        width = sum(self._widths)
        last = len(edges) - 1
        strokes = [Stroke(0, y, width, y, _THICK if number in {0, last} else _THIN) for number, y in enumerate(edges)]
        x = 0.0
        strokes.append(Stroke(0, edges[0], 0, edges[-1], _THICK))
        for number, column in enumerate(self._widths, start=1):
            x += column
            strokes.append(Stroke(x, edges[0], x, edges[-1], _THICK if number == len(self._widths) else _THIN))
        return strokes


def _cut(cells: list[_Cell], most: int) -> list[list[_Cell]]:
    """Cut a row that no page has room for into rows of at most so many lines."""
    longest = max(len(cell.lines) for cell in cells)
    if longest <= most:
        return [cells]
    return [
        [_Cell(cell.lines[start : start + most] or ((),), cell.gap, cell.figure) for cell in cells]
        for start in range(0, longest, most)
    ]


def _height(cells: Sequence[_Cell]) -> float:
    return max(len(cell.lines) for cell in cells) * _LEADING + 2 * _PADDING_DOWN
