"""A folder as PDF: cover, table of contents, tables and attached pages, with pages counted over the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from services.documents.binding.pages import Box, Placement, bind
from services.documents.outline import AttachedFile, Folder, TableDocument
from services.documents.pdf.composition import wrap_text
from services.documents.pdf.embedding import DocumentFonts, FaceShelf, Glyph
from services.documents.pdf.fonts import Typeface
from services.documents.pdf.ledger_cells import clean
from services.documents.pdf.ledger_pdf import LedgerPages, foot_operators
from services.documents.pdf.page_canvas import A4, MILLIMETRE, FileFacts, PageCanvas, text_operators, text_width

TITLE_SIZE = 30.0
ABOUT_SIZE = 20.0
FACT_SIZE = 15.0
HEADING_SIZE = 20.0
LINE_SIZE = 12.0
NAME_SIZE = 9.0
"""Type sizes in points: cover's title, what it is about, its facts; contents' heading and lines; attachments' names."""

LINES_A_PAGE = 34
_LEADING = 19.0
_MARGIN = 25 * MILLIMETRE
_EDGE = 12 * MILLIMETRE
_HEAD, _FOOT = 16 * MILLIMETRE, 15 * MILLIMETRE
_CONTENTS = "目录"
_COVER = "封面"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part with the number of pages before it."""

    name: str
    pages: LedgerPages | AttachedFile
    before: int


def render_folder(folder: Folder, shelf: FaceShelf, created: datetime, *, substitute: bool = False) -> bytes:
    """Draw the folder; CharactersMissingError as `render_table`."""
    return _Binder(folder, DocumentFonts(shelf), substitute=substitute).render(created)


class _Binder:
    def __init__(self, folder: Folder, fonts: DocumentFonts, *, substitute: bool) -> None:
        self._folder = folder
        self._fonts = fonts
        if not substitute:
            texts = (folder.title, folder.about, *(text for fact in folder.facts for text in fact))
            fonts.require(Typeface.SONG, set(clean("".join((*texts, *(part.name for part in folder.parts))))))
        parts = [
            LedgerPages(part.content, fonts, substitute=substitute)
            if isinstance(part.content, TableDocument)
            else part.content
            for part in folder.parts
        ]
        counts = [len(part) if isinstance(part, LedgerPages) else len(part.sizes) for part in parts]
        self._contents_pages = max(1, -(-len(parts) // LINES_A_PAGE))
        befores = list(accumulate(counts, initial=1 + self._contents_pages))
        self._total = befores[-1]
        self._parts = [
            _Placed(part.name, pages, before) for part, pages, before in zip(folder.parts, parts, befores, strict=False)
        ]

    def render(self, created: datetime) -> bytes:
        """Draw what is ours, then let the attached pages be set into the pages kept for them."""
        canvas = PageCanvas(A4, FileFacts(f"{self._folder.title}：{self._folder.about}", "", created))
        _bookmark(canvas, _COVER)
        canvas.add_page(b"\n".join(self._cover()))
        _bookmark(canvas, _CONTENTS)
        for number in range(self._contents_pages):
            canvas.add_page(b"\n".join(self._contents(number)))
        placements = []
        for part in self._parts:
            if isinstance(part.pages, LedgerPages):
                _bookmark(canvas, part.name)
                for page in part.pages.pages(part.before, self._total):
                    canvas.add_page(page, part.pages.size)
            else:
                placements.append(self._attach(canvas, part, part.pages))
        base = canvas.finish(self._fonts.used())
        return bind(base, placements) if placements else base

    def _attach(self, canvas: PageCanvas, part: _Placed, file: AttachedFile) -> Placement:
        places: list[tuple[int, Box]] = []
        _bookmark(canvas, part.name)
        for number, (width, height) in enumerate(file.sizes):
            size = A4[::-1] if width > height else A4
            count = f"（{number + 1}/{len(file.sizes)}）" if len(file.sizes) > 1 else ""
            head = self._glyphs(part.name + count, Typeface.SONG)
            name_size = min(NAME_SIZE, (size[0] - 2 * _EDGE) / max(text_width(head, 1), 1))
            at = (_EDGE, size[1] - _HEAD + NAME_SIZE / 2)
            number_of_all = part.before + number + 1
            foot = foot_operators(self._fonts, number_of_all, self._total, size[0])
            canvas.add_page(b"\n".join((text_operators(at, name_size, head), foot)), size)
            box = (_EDGE, _FOOT, size[0] - 2 * _EDGE, size[1] - _HEAD - _FOOT)
            places.append((number_of_all - 1, box))
        return Placement(file.content, tuple(places))

    def _glyphs(self, text: str, typeface: Typeface) -> list[Glyph]:
        return [self._fonts.glyph(typeface, character) for character in clean(text)]

    def _wrapped(self, text: str, typeface: Typeface, ems: float) -> list[list[Glyph]]:
        words = clean(text)
        advances = {mark: self._fonts.glyph(typeface, mark).advance for mark in set(words)}
        return [self._glyphs(line, typeface) for line in wrap_text(words, advances, ems)]

    def _centred(self, glyphs: Sequence[Glyph], size: float, y: float) -> bytes:
        return text_operators(((A4[0] - text_width(glyphs, size)) / 2, y), size, glyphs)

    def _cover(self) -> Iterator[bytes]:
        y = A4[1] * 0.74
        yield self._centred(self._glyphs(self._folder.title, Typeface.TITLE), TITLE_SIZE, y)
        y -= 60
        room = A4[0] - 2 * _MARGIN
        for line in self._wrapped(self._folder.about, Typeface.KAI, room / ABOUT_SIZE):
            yield self._centred(line, ABOUT_SIZE, y)
            y -= ABOUT_SIZE * 1.5
        y = min(y - 60, A4[1] * 0.45)
        left = _MARGIN + 2 * FACT_SIZE
        longest = max((text_width(self._glyphs(name, Typeface.HEI), 1) for name, _ in self._folder.facts), default=0)
        begin = left + (longest + 1.5) * FACT_SIZE
        for name, fact in self._folder.facts:
            yield text_operators((left, y), FACT_SIZE, self._glyphs(f"{name}：", Typeface.HEI))
            for line in self._wrapped(fact, Typeface.SONG, (A4[0] - _MARGIN - begin) / FACT_SIZE):
                yield text_operators((begin, y), FACT_SIZE, line)
                y -= FACT_SIZE * 1.7
        yield foot_operators(self._fonts, 1, self._total, A4[0])

    def _contents(self, number: int) -> Iterator[bytes]:
        """Write a page of the table of contents: names, dots, page numbers."""
        y = A4[1] - _MARGIN - HEADING_SIZE
        heading = "目\u3000录" if number == 0 else "目录（续）"
        yield self._centred(self._glyphs(heading, Typeface.TITLE), HEADING_SIZE, y)
        y -= HEADING_SIZE + _LEADING
        right = A4[0] - _MARGIN
        for part in self._parts[number * LINES_A_PAGE : (number + 1) * LINES_A_PAGE]:
            page = self._glyphs(str(part.before + 1), Typeface.SONG)
            page_left = right - text_width(page, LINE_SIZE)
            ems = (page_left - _MARGIN) / LINE_SIZE - 3
            name = self._shortened(part.name, ems)
            yield text_operators((_MARGIN, y), LINE_SIZE, name)
            dot = self._glyphs("…", Typeface.SONG)
            dots = int((page_left - _MARGIN - text_width(name, LINE_SIZE) - LINE_SIZE) / text_width(dot, LINE_SIZE))
            at = page_left - LINE_SIZE / 2 - dots * text_width(dot, LINE_SIZE)
            yield text_operators((at, y), LINE_SIZE, dot * max(dots, 0))
            yield text_operators((page_left, y), LINE_SIZE, page)
            y -= _LEADING
        yield foot_operators(self._fonts, 2 + number, self._total, A4[0])

    def _shortened(self, name: str, ems: float) -> list[Glyph]:
        """Cut a name that leaves the dots no room; the page itself has it whole."""
        glyphs = self._glyphs(name, Typeface.SONG)
        if text_width(glyphs, 1) <= ems:
            return glyphs
        while text_width(glyphs, 1) > ems - 1:
            glyphs.pop()
        return [*glyphs, *self._glyphs("…", Typeface.SONG)]


def _bookmark(canvas: PageCanvas, name: str) -> None:
    key = f"part-{canvas.getPageNumber()}"
    canvas.bookmarkHorizontal(key, 0, A4[1])
    canvas.addOutlineEntry(name, key, canvas.next_level(0))
