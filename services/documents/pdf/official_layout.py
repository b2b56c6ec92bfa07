"""A paper laid out on the pages of GB/T 9704-2012: which line stands where; nothing is drawn yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import assert_never

from services.documents import outline
from services.documents.pdf.composition import Measure, balance, compose, wrap
from services.documents.pdf.embedding import DocumentFonts, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.official_table import TableSetter
from services.documents.pdf.page_canvas import A4, MILLIMETRE, SetLine, Stroke, text_width

BLOCK_LEFT = 28 * MILLIMETRE
BLOCK_TOP = A4[1] - 37 * MILLIMETRE
BLOCK_WIDTH = 156 * MILLIMETRE
BLOCK_HEIGHT = 225 * MILLIMETRE
LINES = 22
CHARACTERS = 28
BODY_SIZE = 16.0
TITLE_SIZE = 22.0
LEADING = (BLOCK_HEIGHT - BODY_SIZE) / (LINES - 1)
"""The first line's tops stand on the block's upper edge, the last line's bottoms on its lower one."""

MEASURE = Measure(BLOCK_WIDTH, BODY_SIZE, CHARACTERS)
_HEADING_FACES = {1: Typeface.HEI, 2: Typeface.KAI, 3: Typeface.BODY, 4: Typeface.BODY}
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


def plain(text: str) -> str:
    """Replace line breaks, tabs and unbreakable spaces, which have no glyph, by spaces."""
    return " ".join(text.split()) if any(mark.isspace() and mark not in " \u3000" for mark in text) else text


class OfficialLayout:
    """Lays blocks out one after another; `pages` is the result once `finish` was called."""

    def __init__(self, fonts: DocumentFonts) -> None:
        self.pages = [PaperPage()]
        self._fonts = fonts
        self._slot = 0
        self._headings: list[outline.Heading] = []

    def add(self, block: outline.Block) -> None:
        """Lay out the next block; headings wait for what they stand over."""
        if isinstance(block, outline.Heading):
            self._headings.append(block)
            return
        self.finish(self._least_lines(block))
        self._lay_out(block)

    def finish(self, followed_by: int = 1) -> None:
        """Lay out the headings that wait, on one page with so many lines of what follows them."""
        glyphs = [self._glyphs(heading.text, _HEADING_FACES[heading.level]) for heading in self._headings]
        if glyphs:
            self._need(sum(len(wrap(each, CHARACTERS, 2, justified=True)) for each in glyphs) + followed_by)
        for heading in self._headings:
            self._heading(heading)
        self._headings = []

    def _lay_out(self, block: outline.Block) -> None:
        match block:
            case outline.Title():
                self._title(block)
            case outline.Addressee():
                self._text([outline.Run(block.text + "：")], Typeface.BODY, indent=0)
            case outline.Heading():
                self._heading(block)
            case outline.Paragraph():
                self._text(block.runs, Typeface.BODY)
            case outline.Table():
                self._table(block)
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
        if self._headings and isinstance(block, outline.Table):
            return ceil(TableSetter(block, BLOCK_WIDTH, self._fonts).least_height() / LEADING)
        return 1

    @property
    def _page(self) -> PaperPage:
        return self.pages[-1]

    def _glyphs(self, text: str, typeface: Typeface) -> list[Glyph]:
        return [self._fonts.glyph(typeface, character) for character in plain(text)]

    def _break_page(self) -> None:
        if self._page.lines:
            self.pages.append(PaperPage())
            self._slot = 0

    def _need(self, lines: int) -> None:
        """Go to a new page unless so many lines still fit."""
        if self._slot + lines > LINES:
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
        counts = balance([text_width(part, 1) for part in glyphs], BLOCK_WIDTH / TITLE_SIZE)
        taken = 0
        for count in counts:
            line = [glyph for part in glyphs[taken : taken + count] for glyph in part]
            taken += count
            start = 0
            for stop in wrap(line, BLOCK_WIDTH / TITLE_SIZE):
                piece = line[start:stop]
                self._set((BLOCK_WIDTH - text_width(piece, TITLE_SIZE)) / 2, TITLE_SIZE, piece)
                start = stop

    def _title(self, title: outline.Title) -> None:
        self._centred(title.parts)
        self._skip()

    def _heading(self, heading: outline.Heading) -> None:
        self._page.bookmarks.append(Bookmark(heading.level, plain(heading.text), self._slot * LEADING))
        self._text([outline.Run(heading.text)], _HEADING_FACES[heading.level], keeps_next=True)

    def _text(
        self, runs: Sequence[outline.Run], typeface: Typeface, indent: int = 2, *, keeps_next: bool = False
    ) -> None:
        glyphs: list[Glyph] = []
        gaps: list[bool] = []
        figures: list[str | None] = []
        for run in runs:
            more = self._glyphs(run.text, Typeface.HEI if run.gap else typeface)
            glyphs += more
            gaps += [run.gap] * len(more)
            figures += [run.figure] * len(more)
        for line in compose(glyphs, MEASURE, indent):
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
        self._keep_company(_SIGNATURE_LINES)
        self._skip()
        signer = self._glyphs(signature.signer, Typeface.BODY)
        day = signature.signed_on
        date = self._glyphs(f"{day.year}年{day.month}月{day.day}日", Typeface.BODY)
        signer_width, date_width = text_width(signer, BODY_SIZE), text_width(date, BODY_SIZE)
        if signature.sealed:
            date_x = BLOCK_WIDTH - 4 * BODY_SIZE - date_width
            signer_x = min(date_x + (date_width - signer_width) / 2, BLOCK_WIDTH - signer_width)
        else:
            signer_x = BLOCK_WIDTH - 2 * BODY_SIZE - max(signer_width, date_width + 2 * BODY_SIZE)
            date_x = signer_x + 2 * BODY_SIZE
        self._set(max(signer_x, 0), BODY_SIZE, signer)
        self._set(date_x, BODY_SIZE, date)

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
        setter = TableSetter(table, BLOCK_WIDTH, self._fonts)
        top = self._slot * LEADING
        if top + setter.least_height() > BLOCK_HEIGHT:
            self._break_page()
            top = 0
        while not setter.done:
            part = setter.next_part(top, BLOCK_HEIGHT - top)
            self._page.lines += part.lines
            self._page.strokes += part.strokes
            self._slot = min(LINES, int(part.bottom / LEADING) + 1)
            if not setter.done:
                self._break_page()
                top = 0
