"""Turned pages of a Word file: sections of their own whose page number stays where upright pages have it."""

from copy import deepcopy
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents.word.boxes import Box, text_box
from services.documents.word.elements import element, paragraph, twips
from services.documents.word.pages import BOTTOM, LEFT, RIGHT, TOP, number_runs
from services.documents.word.styles import FOOTER, NUMBER_SIZE

_MILLIMETRE: Final = 72 / 25.4
_BLOCK_ACROSS: Final = 156
_NUMBER_LEFT: Final = 297 - 269 - NUMBER_SIZE / _MILLIMETRE
"""An upright page has its number 269 mm below the upper edge: turned, that is so far from the left one."""


class Sections:
    """Ends the sections of a document and turns their pages."""

    def __init__(self, document: Document, family: str) -> None:
        self._document = document
        self._family = family
        self._last: Any = document.element.body[-1]
        self._upright: BaseOxmlElement = deepcopy(self._last)
        self._turned: BaseOxmlElement | None = None

    def end(self, last: BaseOxmlElement, *, turned: bool) -> None:
        """End a section with this paragraph."""
        last[0].append(deepcopy(self._made_turned() if turned else self._upright))

    def turn_last(self) -> None:
        """Turn the pages of the document's last section."""
        self._last.getparent().replace(self._last, deepcopy(self._made_turned()))

    def _made_turned(self) -> BaseOxmlElement:
        """Make the turned section's properties once: paper, margins, footers."""
        if self._turned is not None:
            return self._turned
        made: Any = deepcopy(self._upright)
        size, margins = made.find(qn("w:pgSz")), made.find(qn("w:pgMar"))
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        for name, value in (("w", height), ("h", width), ("orient", "landscape")):
            size.set(qn(f"w:{name}"), value)
        for name, millimetres in (("top", LEFT), ("bottom", RIGHT), ("left", BOTTOM), ("right", TOP)):
            margins.set(qn(f"w:{name}"), twips(millimetres * _MILLIMETRE))
        for number, reference in enumerate(made.findall(qn("w:footerReference")), start=1):
            is_even = reference.get(qn("w:type")) == "even"
            reference.set(qn("r:id"), self._footer("left" if is_even else "right", number))
        self._turned = deepcopy(made)
        return self._turned

    def _footer(self, side: str, number: int) -> str:
        """Make a footer whose number stands upright beside the turned block; gives its relation."""
        document_part: Any = self._document.part
        part, relation = document_part.add_footer_part()
        placed = (element("ind", {side: twips(NUMBER_SIZE)}), element("jc", {"val": side}))
        area = Box(_NUMBER_LEFT, LEFT, NUMBER_SIZE / _MILLIMETRE, _BLOCK_ACROSS)
        text = [paragraph(FOOTER, number_runs(self._family), *placed)]
        box = text_box(f"页码{number}", number, area, text, turned=True)
        content = part.element
        for child in list(content):
            content.remove(child)
        content.append(paragraph(FOOTER, [box]))
        return str(relation)
