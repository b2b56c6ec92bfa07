"""A Word file's pages: margins, numbers on odd and even pages, settings, what the file says about itself."""

from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt

from services.documents.pdf.fonts import FontBook, Typeface
from services.documents.word.elements import element, field_runs, paragraph, text_run, twips
from services.documents.word.styles import FOOTER, NUMBER_SIZE, set_styles

LEFT: Final = 28.0
RIGHT: Final = 26.0
TOP: Final = 34.58
BOTTOM: Final = 32.58
"""Margins in millimetres: an exact line has more above its type than below, so these are not the paper's 37 and 35."""

_NUMBER_DISTANCE: Final = 35 - 7
"""The number's upper edge stands 7 mm below the text block: so far above the paper's edge, in millimetres."""

_WIDTH, _HEIGHT = 210, 297


def open_document(fonts: FontBook) -> Document:
    """Make an empty paper: A4, the styles, numbered pages."""
    document = docx.Document()
    set_styles(document, fonts)
    _set_up(document)
    section = document.sections[0]
    set_portrait(section)
    number_pages(section, fonts.family(Typeface.SONG))
    return document


def set_portrait(section: Section) -> None:
    """Give a section the page of the standard."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(0)
    section.footer_distance = Length(Mm(_NUMBER_DISTANCE) - Pt(NUMBER_SIZE))


def number_pages(section: Section, family: str) -> None:
    """Write '— 1 —' into the footers: on odd pages one character in from the right, on even ones from the left."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        placed = (element("ind", {side: twips(NUMBER_SIZE)}), element("jc", {"val": side}))
        content = footer.part.element
        for child in list(content):
            content.remove(child)
        content.append(paragraph(FOOTER, number_runs(family), *placed))


def number_runs(family: str) -> list[BaseOxmlElement]:
    """Make the runs of a page's number."""
    return [text_run("— ", family), *field_runs("PAGE", "1", family), text_run(" —", family)]


def describe(document: Document, title: str, author: str, created: datetime) -> None:
    """Say what the file is, instead of what python-docx says about its template."""
    facts = document.core_properties
    facts.title, facts.subject, facts.author, facts.last_modified_by = title, title, author, author
    facts.comments, facts.keywords, facts.language, facts.revision = "", "", "zh-CN", 1
    facts.created = facts.modified = created.replace(tzinfo=None)


def _set_up(document: Document) -> None:
    """Odd and even pages differ, adjacent marks are set closer, no grid moves the lines, no picture of another file."""
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    for found in settings.iter(qn("w:characterSpacingControl")):
        found.set(qn("w:val"), "compressPunctuation")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), "zh-CN")
        found.set(qn("w:eastAsia"), "zh-CN")
    for grid in list(document.element.iter(qn("w:docGrid"))):
        grid.getparent().remove(grid)
