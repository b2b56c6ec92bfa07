"""An official paper as a Word file: the same outline as the PDF's, in styles that officers can go on writing in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final, assert_never

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents import outline
from services.documents.pdf.composition import balance, even_capacity, wrap_text
from services.documents.pdf.fonts import FontBook, Typeface
from services.documents.word import styles
from services.documents.word.elements import element, paragraph, plain, run, text_run, twips
from services.documents.word.pages import describe, open_document
from services.documents.word.parts import imprint_elements, letterhead_elements
from services.documents.word.sections import Sections
from services.documents.word.tables import table_elements

WIDTH: Final = 156 * 72 / 25.4
"""The text block's width, in points."""

_FACES: Final = {1: Typeface.HEI, 2: Typeface.KAI, 3: Typeface.BODY, 4: Typeface.BODY}
_PITCH: Final = styles.BODY_SIZE
_HALF: Final = 0.5
_SEALED_FROM_RIGHT: Final = 4


def render_paper(paper: outline.Paper, fonts: FontBook, created: datetime) -> bytes:
    """Write the paper as a .docx file's bytes."""
    document = open_document(fonts)
    signers = [block.signer for block in paper.blocks if isinstance(block, outline.Signature)]
    describe(document, paper.subject, signers[0] if signers else "", created)
    _fill(document, paper.blocks, fonts)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(document: Document, blocks: Sequence[outline.Block], fonts: FontBook) -> None:
    """Write the blocks; where the page is turned or turned back, a section ends with its last paragraph."""
    body = document.element.body
    sections = Sections(document, fonts.family(Typeface.SONG))
    parts = list(_turned_and_not(blocks))
    for number, (turned, those) in enumerate(parts, start=1):
        for made in _Writer(fonts, styles.TURNED_WIDTH if turned else WIDTH).blocks(those):
            body.insert(len(body) - 1, made)
        if number < len(parts):
            sections.end(body[-2], turned=turned)
        elif turned:
            sections.turn_last()


def _turned_and_not(blocks: Sequence[outline.Block]) -> Iterator[tuple[bool, list[outline.Block]]]:
    """Part the blocks into those of upright pages and each turned table with the headings over it."""
    upright: list[outline.Block] = []
    for block in blocks:
        if not (isinstance(block, outline.Table) and block.turned):
            upright.append(block)
            continue
        over: list[outline.Block] = []
        while upright and isinstance(upright[-1], outline.Heading | outline.AttachmentStart):
            over.insert(0, upright.pop())
            if isinstance(over[0], outline.AttachmentStart):
                break
        if upright:
            yield False, upright
        yield True, [*over, block]
        upright = []
    if upright:
        yield False, upright


def ems(text: str) -> float:
    """Estimate a text's width: Latin letters and digits are half as wide as Chinese characters."""
    return sum(_HALF if character.isascii() else 1.0 for character in text)


@dataclass(frozen=True, slots=True)
class _Writer:
    fonts: FontBook
    width: float

    def blocks(self, blocks: Sequence[outline.Block]) -> Iterator[BaseOxmlElement]:
        """Write the blocks in their order; a signature keeps the paragraph before it in company."""
        breaks = in_names = False
        for number, block in enumerate(blocks):
            if isinstance(block, outline.PageBreak):
                breaks = True
                continue
            follower = blocks[number + 1] if number + 1 < len(blocks) else None
            keeps = isinstance(block, outline.Paragraph) and isinstance(
                follower, outline.Attachments | outline.Signature
            )
            for made in self._block(block, in_names=in_names):
                if breaks or keeps:
                    _add_first(made, *(["keepNext"] if keeps else []), *(["pageBreakBefore"] if breaks else []))
                    breaks = False
                yield made
            in_names = isinstance(block, outline.NameList)

    def _block(self, block: outline.Block, *, in_names: bool) -> Iterator[BaseOxmlElement]:
        match block:
            case outline.NameList(label, runs):
                yield self._names(label, runs, is_first=not in_names)
            case outline.Title(parts):
                yield self._title(styles.TITLE, parts)
            case outline.Addressee(text):
                yield paragraph(styles.ADDRESSEE, [self._run(text + "：", Typeface.BODY)])
            case outline.Heading(level, text):
                yield paragraph(styles.HEADINGS[level], [self._run(text, _FACES[level])])
            case outline.Paragraph(runs):
                yield paragraph(styles.BODY, [self._text(each) for each in runs if each.text])
            case outline.Table():
                yield from table_elements(block, self.width, self.fonts)
            case _:
                yield from self._part(block)

    def _part(self, block: outline.Part) -> Iterator[BaseOxmlElement]:
        match block:
            case outline.Letterhead():
                yield from letterhead_elements(block, WIDTH, self.fonts)
            case outline.Imprint():
                yield from imprint_elements(block, WIDTH, self.fonts)
            case outline.Attachments(names):
                yield from self._attachments(names)
            case outline.Signature():
                yield from self._signature(block)
            case outline.AttachmentStart(label, title):
                yield paragraph(styles.ATTACHMENT_LABEL, [self._run(label, Typeface.HEI)])
                yield self._title(styles.ATTACHMENT_TITLE, title.parts)
            case outline.PageBreak():
                pass
            case _:
                assert_never(block)

    def _run(self, text: str, typeface: Typeface) -> BaseOxmlElement:
        return text_run(plain(text), self.fonts.family(typeface))

    def _text(self, each: outline.Run) -> BaseOxmlElement:
        family = self.fonts.family(Typeface.HEI if each.gap else Typeface.BODY)
        return text_run(plain(each.text), family, gap=each.gap)

    def _title(self, style: str, parts: Sequence[str]) -> BaseOxmlElement:
        """Write a title, broken by sense over lines as even as they can be."""
        runs: list[BaseOxmlElement] = []
        taken = 0
        room = self.width / styles.TITLE_SIZE
        for count in balance([ems(part) for part in parts], room):
            if taken:
                runs.append(run(self.fonts.family(Typeface.TITLE), element("br")))
            text = plain("".join(parts[taken : taken + count]))
            taken += count
            advances = {character: ems(character) for character in text}
            for number, line in enumerate(wrap_text(text, advances, even_capacity(ems(text), room))):
                if number:
                    runs.append(run(self.fonts.family(Typeface.TITLE), element("br")))
                runs.append(self._run(line, Typeface.TITLE))
        return paragraph(style, runs)

    def _names(self, label: str, runs: Sequence[outline.Run], *, is_first: bool) -> BaseOxmlElement:
        """Write a list of names behind its label in 黑体, an empty line above the first of several."""
        pitch = styles.BODY_SIZE + styles.CHARACTER_SPACE
        hanging = (len(label) + 1) * pitch
        indent = {"left": twips(2 * pitch + hanging), "hanging": twips(hanging)}
        spacing = {"before": twips(styles.LINE if is_first else 0), "line": twips(styles.LINE), "lineRule": "exact"}
        texts = [self._run(f"{label}：", Typeface.HEI), *(self._text(each) for each in runs if each.text)]
        return paragraph(styles.NAMES, texts, element("spacing", spacing), element("ind", indent))

    def _attachments(self, names: Sequence[str]) -> Iterator[BaseOxmlElement]:
        """Write the note; names of several lines stand under their own beginning."""
        for number, name in enumerate(names, start=1):
            label = "附件：" if number == 1 else ""
            head = f"{label}{number}. " if len(names) > 1 else label
            hanging = ems(head) * _PITCH
            left = 2 * _PITCH + ems("附件：") * _PITCH + (ems("1. ") * _PITCH if len(names) > 1 else 0)
            before = {"before": twips(styles.LINE)} if number == 1 else {}
            own = [element("spacing", {**before, "line": twips(styles.LINE), "lineRule": "exact"})]
            own.append(element("ind", {"left": twips(left), "hanging": twips(hanging)}))
            yield paragraph(styles.ATTACHMENTS, [self._run(head + name, Typeface.BODY)], *own)

    def _signature(self, signature: outline.Signature) -> Iterator[BaseOxmlElement]:
        """Write signer and date, both indented from the right edge, for a seal or without one."""
        day = signature.signed_on
        date = f"{day.year}年{day.month}月{day.day}日"
        lines = _signer_lines(signature.signer)
        signer_width, date_width = max(map(ems, lines)), ems(date)
        if signature.sealed:
            signer_right = max(_SEALED_FROM_RIGHT + (date_width - signer_width) / 2, 0.0)
            placed = {"right": twips(_SEALED_FROM_RIGHT * _PITCH)}, "right"
        else:
            signer_right = 2 + max(0.0, date_width + 2 - signer_width)
            placed = {"left": twips(WIDTH - (signer_right + signer_width - 2) * _PITCH)}, "left"
        ends = {"right": twips(signer_right * _PITCH)}
        runs = [self._run(lines[0], Typeface.BODY)]
        middle = []
        if len(lines) > 1:
            ends["left"] = twips(WIDTH - (signer_right + signer_width) * _PITCH)
            middle = [element("jc", {"val": "center"})]
        for line in lines[1:]:
            runs += [run(self.fonts.family(Typeface.BODY), element("br")), self._run(line, Typeface.BODY)]
        yield paragraph(styles.SIGNER, runs, element("ind", ends), *middle)
        indent, side = placed
        own = element("ind", indent), element("jc", {"val": side})
        yield paragraph(styles.DATE, [self._run(date, Typeface.BODY)], *own)


def _signer_lines(signer: str) -> list[str]:
    """Break a signer that is too long for one line into even lines, as in the PDF."""
    advances = {character: ems(character) for character in signer}
    return wrap_text(signer, advances, even_capacity(ems(signer), WIDTH / _PITCH - 4))


def _add_first(made: BaseOxmlElement, *tags: str) -> None:
    """Add properties to a paragraph behind its style."""
    own = made[0]
    for place, tag in enumerate(tags, start=1):
        own.insert(place, element(tag))
