"""Ordinary tables as PDF (rosters, ledgers, sign-in sheets), straight onto the pages: fast for ten thousand rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate, pairwise

from services.documents.column_widths import ColumnContent, column_widths, longest_word
from services.documents.headings import placed_headings
from services.documents.outline import INTERNAL_MARK, HeadingCell, TableBook, TableDocument
from services.documents.pdf.barcode import CODE_HEIGHT, CODE_MODULE, CODE_SIZE, bar_operators, bars_of
from services.documents.pdf.composition import wrap_text
from services.documents.pdf.embedding import DocumentFonts, FaceShelf, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.ledger_cells import CellStyle, CellWriter, clean
from services.documents.pdf.page_canvas import (
    A4,
    MILLIMETRE,
    FileFacts,
    PageCanvas,
    line_operators,
    text_operators,
    text_width,
)
from services.documents.pdf.plot_pdf import PLOT_SIZE, plot_operators
from services.documents.plots.drawings import drawings
from services.documents.plots.shapes import Drawing

SIZE = 10.0
LEADING = 13.0
TITLE_SIZE = 18.0
SMALL_SIZE = 10.0
"""Type sizes and leading, in points."""

_MARGIN = 15 * MILLIMETRE
_PADDING = 3.0
_EASE = 0.5
_PLOT_GAP = 24.0
_TITLE_LEADING = 26.0
_SMALL_LEADING = 16.0
_FOOT = 9 * MILLIMETRE
_LEAST_ON_LAST = 2
_CAP = 0.36
"""How far a character's middle stands above its baseline, in ems."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows from `start` to before `stop`, the table's upper edge at `top`; heights in points from the page's foot."""

    start: int
    stop: int
    top: float


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """Encoded rows with their heights, cut into pages; `after` is where the last page's table ends."""

    rows: list[tuple[bytes, ...]]
    heights: list[float]
    pages: list[_Page]
    after: float


@dataclass(frozen=True, slots=True)
class LaidRows:
    """Where rows are: the columns' edges, of which given row each is, the pages' rows with their upper edge, heights.

    A page is its first row, the one after its last, and where the rows begin, in points from its foot.
    """

    edges: tuple[float, ...]
    origins: Sequence[int]
    pages: tuple[tuple[int, int, float], ...]
    heights: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The paper's size and the columns' left edges, the table's right edge last."""

    width: float
    height: float
    edges: tuple[float, ...]


def render_table(document: TableDocument, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> bytes:
    """Draw the table; raises CharactersMissingError for what no font has, unless `substitute` sets 〓 for it."""
    fonts = DocumentFonts(shelf)
    return drawn(LedgerPages(document, fonts, substitute=substitute), document.title, fonts, created)


def drawn(ledger: "LedgerPages", title: str, fonts: DocumentFonts, created: datetime) -> bytes:
    """Put a table's pages into a file of their own."""
    canvas = PageCanvas(ledger.size, FileFacts(title, "", created))
    for page in ledger.pages():
        canvas.add_page(page)
    return canvas.finish(fonts.used())


def render_book(book: TableBook, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> bytes:
    """Draw tables one after the other, each with a bookmark; CharactersMissingError as `render_table`."""
    fonts = DocumentFonts(shelf)
    ledgers = [LedgerPages(part, fonts, substitute=substitute) for _, part in book.parts]
    canvas = PageCanvas(ledgers[0].size, FileFacts(book.title, "", created))
    for number, ((name, _), ledger) in enumerate(zip(book.parts, ledgers, strict=True)):
        canvas.bookmarkHorizontal(str(number), 0, ledger.size[1])
        canvas.addOutlineEntry(name, str(number), canvas.next_level(0))
        for page in ledger.pages():
            canvas.add_page(page)
    return canvas.finish(fonts.used())


class LedgerPages:
    """A table's pages, laid out once and drawn at any place of a file."""

    def __init__(self, document: TableDocument, fonts: DocumentFonts, *, substitute: bool) -> None:
        self._document = document
        self._fonts = fonts
        width, height = A4[::-1] if document.landscape else A4
        blank = ("",) * len(document.columns)
        columns = zip(*document.rows, *[blank] * document.blank_rows, strict=True)
        self._texts: list[list[str]] = [clean("\0".join(column)).split("\0") for column in columns]
        characters = set().union(*map(set, map("".join, self._texts)))
        self._frame = _Frame(width, height, tuple(accumulate(self._shared_out(width), initial=_MARGIN)))
        self._plot_pages = self._place_plots()
        if not substitute:
            fonts.require(Typeface.SONG, characters | set("".join(self._furniture())))
        self._headings = placed_headings(document)
        self._heading_lines = self._count_heading_lines()
        self._heading = b"\n".join(self._draw_heading())
        self._mark = self._draw_mark()
        self._subtitle = self._wrapped(document.subtitle_lines)
        self._notes = self._wrapped(document.notes)
        self._writer = CellWriter(fonts, Typeface.SONG, sorted(characters))
        self._texts, self._origins = self._writer.cut(self._texts, self._cell_widths(), self._most_lines())

    def _shared_out(self, width: float) -> list[float]:
        """Share the paper's width out to the columns."""
        document = self._document
        contents = [
            ColumnContent(
                column.share,
                self._texts[number] if self._texts else (),
                self._measure(column.heading, Typeface.HEI),
                longest_word([column.heading], lambda word: self._measure(word, Typeface.HEI)),
            )
            for number, column in enumerate(document.columns)
        ]
        fixed = bool(document.blank_rows or document.fill_page)
        return column_widths(contents, width - 2 * _MARGIN, 2 * _PADDING + _EASE, self._measure, fixed=fixed)

    def _measure(self, text: str, typeface: Typeface = Typeface.SONG) -> float:
        """Measure a text in a cell, in points."""
        return sum(self._fonts.glyph(typeface, character).advance for character in clean(text)) * SIZE

    @property
    def size(self) -> tuple[float, float]:
        """Give the paper's width and height in points."""
        return self._frame.width, self._frame.height

    def __len__(self) -> int:
        """Count the pages."""
        return len(self._laid_out.pages) + len(self._plot_pages)

    def pages(self, before: int = 0, total: int | None = None) -> Iterator[bytes]:
        """Draw the pages; they are counted after `before` others, of `total` in all (its own without it)."""
        laid, own = self._laid_out, len(self)
        for number, page in enumerate(laid.pages, start=1):
            span = slice(page.start, page.stop)
            parts = [*self._head(number), *self._table(page.top, laid.rows[span], laid.heights[span])]
            if number == len(laid.pages):
                parts += self._draw_notes(laid.after)
            parts.append(foot_operators(self._fonts, before + number, total or own, self._frame.width))
            yield b"\n".join(parts)
        for number, drawn in enumerate(self._plot_pages, start=len(laid.pages) + 1):
            foot = foot_operators(self._fonts, before + number, total or own, self._frame.width)
            plots = (plot_operators(drawing, _MARGIN, top, self._fonts) for drawing, top in drawn)
            yield b"\n".join((self._mark, *plots, foot))

    def laid_rows(self) -> LaidRows:
        """Tell where the rows are."""
        laid, heading = self._laid_out, sum(self._heading_heights())
        spans = tuple((page.start, page.stop, page.top - heading) for page in laid.pages)
        return LaidRows(self._frame.edges, self._origins, spans, laid.heights)

    def _place_plots(self) -> list[list[tuple[Drawing, float]]]:
        """Set the plots one under another on pages after the table."""
        top = self._frame.height - _MARGIN - self._mark_height()
        width = self._frame.width - 2 * _MARGIN
        pages: list[list[tuple[Drawing, float]]] = []
        y = 0.0
        for plot in self._document.plots:
            for drawing in drawings(plot, width, PLOT_SIZE, top - _MARGIN):
                if not pages or y - drawing.height < _MARGIN:
                    pages.append([])
                    y = top
                pages[-1].append((drawing, y))
                y -= drawing.height + _PLOT_GAP
        return pages

    @cached_property
    def _laid_out(self) -> _LaidOut:
        """Set the columns and cut the rows into pages."""
        cells, counts = self._set_columns()
        rows = list(zip(*cells, strict=True))
        least = max(self._document.row_height * MILLIMETRE, LEADING + 2 * _PADDING)
        heights = [max(least, lines * LEADING + 2 * _PADDING) for lines in map(max, zip(*counts, strict=True))]
        pages, after = self._paginate(heights)
        if self._document.fill_page:
            room = after - _MARGIN - len(self._notes) * _SMALL_LEADING
            more = max(0, int(room / least))
            rows += [(b"",) * len(self._texts)] * more
            heights += [least] * more
            pages, after = self._paginate(heights)
        return _LaidOut(rows, heights, pages, after)

    def _furniture(self) -> Iterator[str]:
        """Give every text outside the rows."""
        document = self._document
        yield from (document.title, *document.subtitle_lines, *document.notes, INTERNAL_MARK)
        yield from (column.heading for column in document.columns)
        yield from (cell.text for row in document.groups for cell in row)
        yield from (text for page in self._plot_pages for drawing, _ in page for text in drawing.texts)

    def _cell_widths(self) -> list[float]:
        """Give the room of each column's cells, in ems."""
        return [(right - left - 2 * _PADDING) / SIZE for left, right in pairwise(self._frame.edges)]

    def _most_lines(self) -> int:
        """Tell how many lines a row may have that fits on every page, also under the title."""
        room = self._frame.height - 2 * _MARGIN - self._title_height() - sum(self._heading_heights())
        return max(1, int((room - 2 * _PADDING) / LEADING))

    def _set_columns(self) -> tuple[list[list[bytes]], list[list[int]]]:
        cells, counts = [], []
        for number, (texts, column) in enumerate(zip(self._texts, self._document.columns, strict=False)):
            width = self._cell_widths()[number] * SIZE
            operators, lines = self._writer.column(texts, CellStyle(SIZE, LEADING, width, column.alignment))
            cells.append(operators)
            counts.append(lines)
        return cells, counts

    def _paginate(self, heights: Sequence[float]) -> tuple[list[_Page], float]:
        """Cut the rows into pages; also tell where the last page's table ends."""
        heading = sum(self._heading_heights())
        first = self._frame.height - _MARGIN - self._title_height()
        bottom = _MARGIN
        pages: list[_Page] = []
        start, top = 0, first
        y = top - heading
        for index, height in enumerate(heights):
            if y - height < bottom and index > start:
                pages.append(_Page(start, index, top))
                start, top = index, self._frame.height - _MARGIN - self._mark_height()
                y = top - heading
            y -= height
        pages.append(_Page(start, len(heights), top))
        top = self._frame.height - _MARGIN - self._mark_height()
        if y - len(self._notes) * _SMALL_LEADING < _MARGIN and self._document.notes:
            pages.append(_Page(len(heights), len(heights), top))
            y = top - heading
        if len(pages) > 1:
            _keep_company(pages)
            y = top - heading - sum(heights[pages[-1].start :])
        return pages, y

    def _mark_height(self) -> float:
        return _SMALL_LEADING if self._document.internal else 0.0

    def _title_height(self) -> float:
        return self._mark_height() + _TITLE_LEADING + len(self._subtitle) * _SMALL_LEADING + _PADDING

    def _glyphs(self, text: str, typeface: Typeface) -> list[Glyph]:
        return [self._fonts.glyph(typeface, character) for character in clean(text)]

    def _draw_mark(self) -> bytes:
        at = (_MARGIN, self._frame.height - _MARGIN - SMALL_SIZE)
        return (
            text_operators(at, SMALL_SIZE, self._glyphs(INTERNAL_MARK, Typeface.HEI))
            if self._document.internal
            else b""
        )

    def _head(self, number: int) -> Iterator[bytes]:
        """Write the mark on every page, title and subtitle lines on the first."""
        y = self._frame.height - _MARGIN
        yield self._mark
        y -= self._mark_height()
        if number == 1:
            yield from self._draw_code()
            title = self._glyphs(self._document.title, Typeface.TITLE)
            size = min(TITLE_SIZE, (self._frame.width - 2 * _MARGIN) / max(text_width(title, 1), 1))
            x = (self._frame.width - text_width(title, size)) / 2
            yield text_operators((x, y - TITLE_SIZE), size, title)
            y -= _TITLE_LEADING
            for line in self._subtitle:
                yield text_operators((_MARGIN, y - SMALL_SIZE), SMALL_SIZE, self._glyphs(line, Typeface.SONG))
                y -= _SMALL_LEADING

    def _draw_code(self) -> Iterator[bytes]:
        """Set the barcode above the table's right edge, what it says below it."""
        code = self._document.code
        bars = bars_of(code) if code else ()
        if bars:
            right, top = self._frame.width - _MARGIN, self._frame.height - _MARGIN
            width = sum(bars) * CODE_MODULE
            yield bar_operators((right - width, top - CODE_HEIGHT), bars)
            glyphs = self._glyphs(code, Typeface.SONG)
            x = right - (width + text_width(glyphs, CODE_SIZE)) / 2
            yield text_operators((x, top - CODE_HEIGHT - CODE_SIZE), CODE_SIZE, glyphs)

    def _wrapped(self, texts: Sequence[str]) -> list[str]:
        capacity = (self._frame.width - 2 * _MARGIN) / SMALL_SIZE
        lines: list[str] = []
        for each in map(clean, texts):
            advances = {mark: self._fonts.glyph(Typeface.SONG, mark).advance for mark in set(each)}
            lines += wrap_text(each, advances, capacity)
        return lines

    def _draw_notes(self, y: float) -> Iterator[bytes]:
        for number, line in enumerate(self._notes, start=1):
            at = (_MARGIN, y - number * _SMALL_LEADING)
            yield text_operators(at, SMALL_SIZE, self._glyphs(line, Typeface.SONG))

    def _table(self, top: float, rows: Sequence[tuple[bytes, ...]], heights: Sequence[float]) -> Iterator[bytes]:
        """Draw the heading, the rows and the grid around them."""
        yield b"q 1 0 0 1 0 %.2f cm %b Q" % (top, self._heading)
        below = top - sum(self._heading_heights())
        ys = list(accumulate((-height for height in heights), initial=below))
        edges = self._frame.edges
        steps = b" ".join(b"%b" if not step else b"%.2f 0 Td %%b" % step for step in self._steps())
        template = b"1 0 0 1 %.2f %%.2f Tm " % (edges[0] + _PADDING) + steps
        yield b"BT 0 Tc /%b %.4g Tf" % (self._writer.font.resource.encode("ascii"), SIZE)
        for y, height, row in zip(ys, heights, rows, strict=False):
            yield template % (y - height / 2 - _CAP * SIZE, *row)
        yield b"ET 0.5 w"
        across = b"%.2f %%.2f m %.2f %%.2f l" % (edges[0], edges[-1])
        for y in ys:
            yield across % (y, y)
        for x in edges:
            yield b"%.2f %.2f m %.2f %.2f l" % (x, below, x, ys[-1])
        yield b"S"

    def _steps(self) -> list[float]:
        """Tell how far each cell begins from the one before; 0 for the first."""
        edges = self._frame.edges
        return [0.0, *(edges[number] - edges[number - 1] for number in range(1, len(edges) - 1))]

    def _count_heading_lines(self) -> list[int]:
        """Count the lines that each heading row needs."""
        lines = [1] * (len(self._document.groups) + 1)
        for row, column, cell in self._headings:
            if cell.rows == 1:
                lines[row] = max(lines[row], len(self._wrapped_heading(column, cell)))
        return lines

    def _heading_heights(self) -> list[float]:
        return [lines * LEADING + 2 * _PADDING for lines in self._heading_lines]

    def _wrapped_heading(self, column: int, cell: HeadingCell) -> list[str]:
        text = clean(cell.text)
        width = self._frame.edges[column + cell.columns] - self._frame.edges[column] - 2 * _PADDING
        advances = {each: self._fonts.glyph(Typeface.HEI, each).advance for each in set(text)}
        return wrap_text(text, advances, width / SIZE)

    def _draw_heading(self) -> Iterator[bytes]:
        """Draw the heading rows hanging from the page's foot: drawn once, moved up on every page."""
        levels = list(accumulate((-height for height in self._heading_heights()), initial=0.0))
        for row, column, cell in self._headings:
            left, right = self._frame.edges[column], self._frame.edges[column + cell.columns]
            upper, lower = levels[row], levels[row + cell.rows]
            lines = self._wrapped_heading(column, cell)
            y = (upper + lower) / 2 + (len(lines) - 1) * LEADING / 2 - _CAP * SIZE
            for number, line in enumerate(lines):
                glyphs = self._glyphs(line, Typeface.HEI)
                x = (left + right - text_width(glyphs, SIZE)) / 2
                yield text_operators((x, y - number * LEADING), SIZE, glyphs)
            yield line_operators(left, upper, right, upper, 0.5)
            yield line_operators(left, upper, left, lower, 0.5)
            yield line_operators(right, upper, right, lower, 0.5)


def _keep_company(pages: list[_Page]) -> None:
    """Give the last page two rows at least, where the one before it can spare them."""
    before, last = pages[-2:]
    moved = _LEAST_ON_LAST - (last.stop - last.start)
    if moved > 0 and before.stop - before.start > _LEAST_ON_LAST + moved:
        pages[-2:] = [replace(before, stop=before.stop - moved), replace(last, start=last.start - moved)]


def foot_operators(fonts: DocumentFonts, number: int, pages: int, width: float) -> bytes:
    """Write the number of the page and of all pages in the middle of the foot."""
    glyphs = [fonts.glyph(Typeface.SONG, character) for character in f"第 {number} 页 共 {pages} 页"]
    return text_operators(((width - text_width(glyphs, SMALL_SIZE)) / 2, _FOOT), SMALL_SIZE, glyphs)
