"""Elements of WordprocessingML: paragraphs, runs with their fonts, fields."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

TWIPS: Final = 20
"""Twentieths of a point: Word's unit of length."""

GAP_TINT: Final = "FFED99"
"""What is still to be written stands on this colour, as in the PDF."""


def twips(points: float) -> str:
    """Write a length in points as twips."""
    return str(round(points * TWIPS))


def plain(text: str) -> str:
    """Replace line breaks and tabs by spaces, and leave out what no XML may hold."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isspace() and character != "\u3000":
        return " "
    return character if character.isprintable() or character == "\u3000" else ""


def element(
    tag: str, attributes: Mapping[str, str] | None = None, children: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """Make an element; its attributes are of Word's namespace."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}", {_name(key): each for key, each in (attributes or {}).items()})
    made.extend(children)
    return made


@cache
def _name(local: str) -> str:
    return qn(f"w:{local}")


def font_element(family: str) -> BaseOxmlElement:
    """Name the font for Chinese and Latin text alike; the hint gives it quotes and dashes too."""
    return element("rFonts", {"hint": "eastAsia", "ascii": family, "hAnsi": family, "eastAsia": family, "cs": family})


def language_element() -> BaseOxmlElement:
    """Say that Chinese text is Chinese; Latin words and numbers are not, else they would be broken anywhere."""
    return element("lang", {"val": "en-US", "eastAsia": "zh-CN"})


def paragraph(style: str, runs: Iterable[BaseOxmlElement], *properties: BaseOxmlElement) -> BaseOxmlElement:
    """Make a paragraph of a style; `properties` are its own, in the schema's order."""
    own = element("pPr", None, (element("pStyle", {"val": style}), *properties))
    return element("p", None, (own, *runs))


def text_run(text: str, family: str, *, gap: bool = False) -> BaseOxmlElement:
    """Make a run of text."""
    content = element("t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run(family, content, gap=gap)


def run(family: str, content: BaseOxmlElement, *, gap: bool = False) -> BaseOxmlElement:
    """Make a run that holds `content`, with its font, on the tint of a gap where it is one."""
    return element("r", None, (deepcopy(_run_properties(family, gap=gap)), content))


@cache
def _run_properties(family: str, *, gap: bool) -> BaseOxmlElement:
    """Make what every run of a font begins with: once, for copies are ten times as fast."""
    tint = [element("shd", {"val": "clear", "color": "auto", "fill": GAP_TINT})] if gap else []
    return element("rPr", None, (font_element(family), *tint, language_element()))


def field_runs(code: str, shown: str, family: str) -> list[BaseOxmlElement]:
    """Make the runs of a field, with what it shows until Word reckons it."""
    instruction = element("instrText")
    instruction.text = f" {code} "
    marks = [element("fldChar", {"fldCharType": kind}) for kind in ("begin", "separate", "end")]
    begin, middle, end = (run(family, mark) for mark in marks)
    return [begin, run(family, instruction), middle, text_run(shown, family), end]
