"""A paper laid out on the pages of GB/T 9704-2012: which line stands where; nothing is drawn yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil
from typing import Final, assert_never

from services.documents import outline
from services.documents.pdf.composition import Measure, balance, compose, even_capacity, wrap
from services.documents.pdf.embedding import DocumentFonts, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.official_grid import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    BODY_SIZE,
    CHARACTERS,
    LEADING,
    LINES,
    TITLE_SIZE,
)
from services.documents.pdf.official_parts import LETTERHEAD_LINES, set_imprint, set_letterhead
from services.documents.pdf.official_table import TableSetter
from services.documents.pdf.page_canvas import SetLine, Stroke, text_width
from services.documents.pdf.structure import INSIDE_TABLE

MEASURE = Measure(BLOCK_WIDTH, BODY_SIZE, CHARACTERS)
TURNED_MEASURE = Measure(BLOCK_HEIGHT, BODY_SIZE, 40)
TURNED_LINES = int((BLOCK_WIDTH - BODY_SIZE) / LEADING) + 1
"""The grid of a turned page: its block lies across."""

_HEADING_FACES = {1: Typeface.HEI, 2: Typeface.KAI, 3: Typeface.BODY, 4: Typeface.BODY}
_ROLES: Final = {outline.Title: "H1", outline.Table: "Table"}
_SIGNATURE_LINES = 3
_LEAST_CARRIED_OVER = 2


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading's entry in the reader's list of contents."""

    level: int
    title: str
    top: float


@dataclass(slots=True)
class PaperPage:
    """What stands on one page."""

    lines: list[SetLine] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    turned: bool = False


@dataclass(frozen=True, slots=True)
class _Styled:
    """Text ready to be composed: of every glyph whether it marks a gap and which figure it states."""

    glyphs: list[Glyph]
    gaps: list[bool]
    figures: list[str | None]

    def followed_by(self, other: "_Styled") -> "_Styled":
        """Append other text."""
        return _Styled(self.glyphs + other.glyphs, self.gaps + other.gaps, self.figures + other.figures)


def plain(text: str) -> str:
    """Replace line breaks, tabs and unbreakable spaces, which have no glyph, by spaces."""
    return " ".join(text.split()) if any(mark.isspace() and mark not in " \u3000" for mark in text) else text


class OfficialLayout:
    """Lays blocks out one after another; `pages` is the result once `finish` was called."""

    def __init__(self, fonts: DocumentFonts) -> None:
        self.pages = [PaperPage()]
        self._fonts = fonts
        self._slot = 0
        self._waiting: list[outline.Heading | outline.AttachmentStart] = []
        self._in_names = False
        self._tagged = 0

    def add(self, block: outline.Block) -> None:
        """Lay out the next block; headings and an attachment's title wait for what they stand over."""
        if isinstance(block, outline.Heading | outline.AttachmentStart):
            if isinstance(block, outline.AttachmentStart):
                self.finish()
            self._waiting.append(block)
            self._in_names = False
            return
        turned = isinstance(block, outline.Table) and block.turned
        if turned or self._page.turned:
            self._begin_page(turned=turned)
        self.finish(self._least_lines(block))
        since = len(self.pages) - 1
        self._lay_out(block)
        self._tag(_ROLES.get(type(block), "P"), since)
        self._in_names = isinstance(block, outline.NameList)

    def finish(self, followed_by: int = 1) -> None:
        """Lay out what waits, headings on one page with so many lines of what follows them."""
        headings = [block for block in self._waiting if isinstance(block, outline.Heading)]
        starts = [block for block in self._waiting if isinstance(block, outline.AttachmentStart)]
        self._waiting = []
        for start in starts:
            self._attachment_start(start)
            self._tag("H1", -1)
        glyphs = [self._glyphs(heading.text, _HEADING_FACES[heading.level]) for heading in headings]
        if glyphs:
            ems = self._measure.characters
            self._need(sum(len(wrap(each, ems, 2, justified=True)) for each in glyphs) + followed_by)
        for heading in headings:
            since = len(self.pages) - 1
            self._heading(heading)
            self._tag(f"H{heading.level + 1}", since)

    def _tag(self, role: str, since: int) -> None:
        """Say of the lines that were set last, on this page and those after it, what they are part of."""
        self._tagged += 1
        step = (role, self._tagged)
        for page in self.pages[since:]:
            page.lines = [
                line
                if line.place and line.place[0][0] not in INSIDE_TABLE
                else replace(line, place=(step, *line.place))
                for line in page.lines
            ]

    def _lay_out(self, block: outline.Block) -> None:
        match block:
            case outline.Title():
                self._title(block)
            case outline.Addressee():
                self._text(self._styled([outline.Run(block.text + "：")]), 0)
            case outline.Heading():
                self._heading(block)
            case outline.Paragraph():
                self._text(self._styled(block.runs), 2)
            case outline.NameList():
                self._names(block)
            case outline.Table():
                self._table(block)
            case _:
                self._lay_out_part(block)

    def _lay_out_part(self, block: outline.Part) -> None:
        match block:
            case outline.Letterhead():
                self._letterhead(block)
            case outline.Imprint():
                self._imprint(block)
            case outline.Attachments():
                self._attachments(block)
            case outline.Signature():
                self._signature(block)
            case outline.PageBreak():
                self._break_page()
            case outline.AttachmentStart():
                self._attachment_start(block)
            case _:
                assert_never(block)

    def _least_lines(self, block: outline.Block) -> int:
        """Tell how many lines the least part of a block takes that may stand on a page."""
        if self._waiting and isinstance(block, outline.Table):
            return ceil(TableSetter(block, self._width, self._fonts, self._height).least_height() / LEADING)
        return 1

    @property
    def _page(self) -> PaperPage:
        return self.pages[-1]

    @property
    def _measure(self) -> Measure:
        return TURNED_MEASURE if self._page.turned else MEASURE

    @property
    def _width(self) -> float:
        return self._measure.width

    @property
    def _height(self) -> float:
        return BLOCK_WIDTH if self._page.turned else BLOCK_HEIGHT

    @property
    def _line_count(self) -> int:
        return TURNED_LINES if self._page.turned else LINES

    def _glyphs(self, text: str, typeface: Typeface) -> list[Glyph]:
        return [self._fonts.glyph(typeface, character) for character in plain(text)]

    def _break_page(self) -> None:
        if self._page.lines:
            self._begin_page(turned=self._page.turned)

    def _begin_page(self, *, turned: bool = False) -> None:
        """Begin a page that is turned or not; one on which nothing stands yet is taken."""
        if self._page.lines:
            self.pages.append(PaperPage())
        self._page.turned = turned
        self._slot = 0

    def _need(self, lines: int) -> None:
        """Go to a new page unless so many lines still fit."""
        if self._slot + lines > self._line_count:
            self._break_page()

    def _skip(self) -> None:
        """Leave a line empty, except at a page's top."""
        if self._slot:
            self._slot += 1

    def _set(self, x: float, size: float, glyphs: Sequence[Glyph]) -> None:
        """Set one line at its natural width in the next slot."""
        self._need(1)
        advances = [glyph.advance for glyph in glyphs]
        self._page.lines.append(SetLine(x, self._slot * LEADING, size, glyphs, advances))
        self._slot += 1

    def _centred(self, parts: Sequence[str]) -> None:
        """Set a title, broken by sense into lines as even as they can be."""
        glyphs = [self._glyphs(part, Typeface.TITLE) for part in parts]
        counts = balance([text_width(part, 1) for part in glyphs], self._width / TITLE_SIZE)
        taken = 0
        for count in counts:
            line = [glyph for part in glyphs[taken : taken + count] for glyph in part]
            taken += count
            start = 0
            for stop in wrap(line, even_capacity(text_width(line, 1), self._width / TITLE_SIZE)):
                piece = line[start:stop]
                self._set((self._width - text_width(piece, TITLE_SIZE)) / 2, TITLE_SIZE, piece)
                start = stop

    def _letterhead(self, letterhead: outline.Letterhead) -> None:
        lines, strokes = set_letterhead(letterhead, self._fonts)
        self._page.lines += lines
        self._page.strokes += strokes
        self._slot = LETTERHEAD_LINES

    def _imprint(self, imprint: outline.Imprint) -> None:
        """Set it at the page's foot, on the next page where there is no room."""
        lines, strokes = set_imprint(imprint, self._fonts)
        if self._slot * LEADING > min(stroke.top1 for stroke in strokes):
            self._break_page()
        self._page.lines += lines
        self._page.strokes += strokes
        self._slot = LINES

    def _title(self, title: outline.Title) -> None:
        self._centred(title.parts)
        self._skip()

    def _heading(self, heading: outline.Heading) -> None:
        self._page.bookmarks.append(Bookmark(heading.level, plain(heading.text), self._slot * LEADING))
        text = self._styled([outline.Run(heading.text)], _HEADING_FACES[heading.level])
        self._text(text, 2, keeps_next=True)

    def _names(self, names: outline.NameList) -> None:
        """Set a list of names, an empty line above the first of several."""
        if not self._in_names:
            self._skip()
        label = self._styled([outline.Run(f"{names.label}：")], Typeface.HEI)
        hanging = 2 + len(label.glyphs)
        self._text(label.followed_by(self._styled(names.runs)), 2, hanging)

    def _styled(self, runs: Sequence[outline.Run], typeface: Typeface = Typeface.BODY) -> _Styled:
        """Choose the glyphs of runs; a gap stands out in 黑体."""
        styled = _Styled([], [], [])
        for run in runs:
            more = self._glyphs(run.text, Typeface.HEI if run.gap else typeface)
            styled = styled.followed_by(_Styled(more, [run.gap] * len(more), [run.figure] * len(more)))
        return styled

    def _text(self, text: _Styled, indent: int, hanging: int = 0, *, keeps_next: bool = False) -> None:
        glyphs, gaps, figures = text.glyphs, text.gaps, text.figures
        for line in compose(glyphs, self._measure, indent, hanging):
            self._need(1)
            span = slice(line.start, line.stop)
            self._page.lines.append(
                SetLine(
                    line.indent,
                    self._slot * LEADING,
                    BODY_SIZE,
                    glyphs[span],
                    line.advances,
                    line.character_space,
                    tuple(gaps[span]) if any(gaps[span]) else (),
                    keeps_next,
                    tuple(figures[span]) if any(figures[span]) else (),
                )
            )
            self._slot += 1

    def _attachments(self, attachments: outline.Attachments) -> None:
        numbered = len(attachments.names) > 1
        self._keep_company(1 + len(attachments.names) + _SIGNATURE_LINES)
        self._skip()
        for number, name in enumerate(attachments.names, start=1):
            label = "附件：" if number == 1 else "\u3000\u3000\u3000"
            head = self._glyphs(f"{label}{number}. " if numbered else label, Typeface.BODY)
            glyphs = self._glyphs(name, Typeface.BODY)
            x = 2 * BODY_SIZE + text_width(head, BODY_SIZE)
            start = 0
            for stop in wrap(glyphs, (BLOCK_WIDTH - x) / BODY_SIZE):
                if start:
                    self._set(x, BODY_SIZE, glyphs[start:stop])
                else:
                    self._set(2 * BODY_SIZE, BODY_SIZE, [*head, *glyphs[:stop]])
                start = stop

    def _signature(self, signature: outline.Signature) -> None:
        signers = self._signer_lines(signature.signer)
        self._keep_company(_SIGNATURE_LINES + len(signers) - 1)
        self._skip()
        day = signature.signed_on
        date = self._glyphs(f"{day.year}年{day.month}月{day.day}日", Typeface.BODY)
        date_width = text_width(date, BODY_SIZE)
        widest = max(text_width(line, BODY_SIZE) for line in signers)
        if signature.sealed:
            date_x = BLOCK_WIDTH - 4 * BODY_SIZE - date_width
            left = max(min(date_x + (date_width - widest) / 2, BLOCK_WIDTH - widest), 0)
        else:
            left = BLOCK_WIDTH - 2 * BODY_SIZE - max(widest, date_width + 2 * BODY_SIZE)
            date_x = left + 2 * BODY_SIZE
        for line in signers:
            inner = (widest - text_width(line, BODY_SIZE)) / 2 if len(signers) > 1 else 0
            self._set(left + inner, BODY_SIZE, line)
        self._set(date_x, BODY_SIZE, date)

    def _signer_lines(self, signer: str) -> list[list[Glyph]]:
        """Break a signer that is too long for one line into even lines."""
        glyphs = self._glyphs(signer, Typeface.BODY)
        stops = wrap(glyphs, even_capacity(text_width(glyphs, 1), CHARACTERS - 4))
        return [glyphs[start:stop] for start, stop in pairwise([0, *stops])]

    def _keep_company(self, needed: int) -> None:
        """Take the last lines of the text along when what needs so many lines would stand alone on a new page."""
        lines = self._page.lines
        if self._slot + needed <= LINES or len(lines) <= _LEAST_CARRIED_OVER:
            return
        carried = [lines.pop() for _ in range(_LEAST_CARRIED_OVER)]
        while lines and lines[-1].keeps_next:
            carried.append(lines.pop())
        bookmarks = [mark for mark in self._page.bookmarks if mark.top >= carried[-1].top]
        self._page.bookmarks = [mark for mark in self._page.bookmarks if mark not in bookmarks]
        first = carried[-1].top
        self.pages.append(PaperPage())
        self._page.lines = [replace(line, top=line.top - first) for line in reversed(carried)]
        self._page.bookmarks = [replace(mark, top=mark.top - first) for mark in bookmarks]
        self._slot = round((carried[0].top - first) / LEADING) + 1

    def _attachment_start(self, start: outline.AttachmentStart) -> None:
        self._break_page()
        self._page.bookmarks.append(Bookmark(1, "".join(start.title.parts), 0))
        self._set(0, BODY_SIZE, self._glyphs(start.label, Typeface.HEI))
        self._slot = 2
        self._centred(start.title.parts)
        self._skip()

    def _table(self, table: outline.Table) -> None:
        setter = TableSetter(table, self._width, self._fonts, self._height)
        top = self._slot * LEADING
        if top + setter.least_height() > self._height:
            self._break_page()
            top = 0
        while not setter.done:
            part = setter.next_part(top, self._height - top)
            self._page.lines += part.lines
            self._page.strokes += part.strokes
            self._slot = min(self._line_count, int(part.bottom / LEADING) + 1)
            if not setter.done:
                self._break_page()
                top = 0
