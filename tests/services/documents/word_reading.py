"""Reads back what a Word file says: its text in order, the fonts of its runs."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn


def open_word(content: bytes) -> Any:
    """Open a Word file from its bytes."""
    return docx.Document(BytesIO(content))


def word_lines(content: bytes) -> list[str]:
    """Give the text, a line a paragraph or a table's row (cells parted by bars), empty ones left out."""
    return [line for line in _lines(open_word(content)) if line.strip()]


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "|".join(cell.text for cell in row.cells)
        else:
            yield block.text.replace("\n", "")


def text_runs(content: bytes) -> list[Any]:
    """List every run of body and footers that has text."""
    document = open_word(content)
    section = document.sections[0]
    roots = [document.element.body, section.footer.part.element, section.even_page_footer.part.element]
    return [run for root in roots for run in root.iter(qn("w:r")) if run.find(qn("w:t")) is not None]


def fonts_of(run: Any) -> dict[str, str]:
    """Give a run's own font attributes, by their names without prefix."""
    fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
    return {name.split("}")[1]: value for name, value in fonts.attrib.items()}
