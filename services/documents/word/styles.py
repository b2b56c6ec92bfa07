"""The styles of an official paper in Word: what officers find in the list of styles when they go on writing."""

from dataclasses import dataclass, field
from typing import Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents.pdf.fonts import FontBook, Typeface
from services.documents.word.elements import element, font_element, language_element, twips

LINE: Final = 29.6
BODY_SIZE: Final = 16.0
TITLE_SIZE: Final = 22.0
TABLE_SIZE: Final = 12.0
TABLE_LINE: Final = 16.0
NUMBER_SIZE: Final = 14.0
MARK_SIZE: Final = 48.0
MARK_LINE: Final = 60.0
IMPRINT_SIZE: Final = 14.0
IMPRINT_LINE: Final = 22.0
"""Type sizes and exact lines, in points."""

CHARACTER_SPACE: Final = -0.25
"""What stands between the characters of the body, in points: 28 of them fill a line of 156 mm."""

TURNED_WIDTH: Final = 225 * 72 / 25.4
"""The text block's width on a turned page, in points."""

NORMAL: Final = "Normal"
BODY: Final = "BodyText"
NAMES: Final = "LedgerNames"
MARK: Final = "LedgerMark"
PAPER_NUMBER: Final = "LedgerPaperNumber"
IMPRINT: Final = "LedgerImprint"
TITLE: Final = "Title"
ADDRESSEE: Final = "LedgerAddressee"
HEADINGS: Final = {1: "Heading1", 2: "Heading2", 3: "Heading3", 4: "Heading4"}
ATTACHMENTS: Final = "LedgerAttachments"
SIGNER: Final = "Signature"
DATE: Final = "Date"
ATTACHMENT_LABEL: Final = "LedgerAttachmentLabel"
ATTACHMENT_TITLE: Final = "LedgerAttachmentTitle"
CAPTION: Final = "Caption"
CELL: Final = "LedgerCell"
CELL_HEADING: Final = "LedgerCellHeading"
FOOTER: Final = "Footer"

_INDENT: Final = {"firstLineChars": "200", "firstLine": twips(2 * (BODY_SIZE + CHARACTER_SPACE))}
_OFF: Final = {"val": "0"}
_TABLE: Final = "TableNormal"


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """A paragraph style: lengths in points, `before` and `after` in lines of the body."""

    key: str
    name: str
    typeface: Typeface
    size: float = BODY_SIZE
    line: float = LINE
    alignment: str = "both"
    before: float = 0.0
    after: float = 0.0
    indent: dict[str, str] = field(default_factory=dict)
    outline: int | None = None
    keeps_next: bool = False
    breaks_page: bool = False
    space: float = 0.0


STYLES: Final = (
    PaperStyle(NORMAL, "Normal", Typeface.BODY, space=CHARACTER_SPACE),
    PaperStyle(BODY, "Body Text", Typeface.BODY, indent=_INDENT, space=CHARACTER_SPACE),
    PaperStyle(NAMES, "名单", Typeface.BODY, space=CHARACTER_SPACE),
    PaperStyle(MARK, "发文机关标志", Typeface.TITLE, MARK_SIZE, MARK_LINE, "center"),
    PaperStyle(PAPER_NUMBER, "发文字号", Typeface.BODY, alignment="center"),
    PaperStyle(IMPRINT, "版记", Typeface.BODY, IMPRINT_SIZE, IMPRINT_LINE, "left"),
    PaperStyle(TITLE, "Title", Typeface.TITLE, TITLE_SIZE, alignment="center", after=LINE, keeps_next=True),
    PaperStyle(ADDRESSEE, "主送机关", Typeface.BODY, space=CHARACTER_SPACE),
    *(
        PaperStyle(
            HEADINGS[level],
            f"heading {level}",
            typeface,
            indent=_INDENT,
            outline=level - 1,
            keeps_next=True,
            space=CHARACTER_SPACE,
        )
        for level, typeface in ((1, Typeface.HEI), (2, Typeface.KAI), (3, Typeface.BODY), (4, Typeface.BODY))
    ),
    PaperStyle(ATTACHMENTS, "附件说明", Typeface.BODY, alignment="left", keeps_next=True),
    PaperStyle(SIGNER, "Signature", Typeface.BODY, alignment="right", before=LINE, keeps_next=True),
    PaperStyle(DATE, "Date", Typeface.BODY, alignment="right"),
    PaperStyle(ATTACHMENT_LABEL, "附件标识", Typeface.HEI, after=LINE, keeps_next=True, breaks_page=True),
    PaperStyle(
        ATTACHMENT_TITLE,
        "附件标题",
        Typeface.TITLE,
        TITLE_SIZE,
        alignment="center",
        after=LINE,
        outline=0,
        keeps_next=True,
    ),
    PaperStyle(CAPTION, "caption", Typeface.HEI, TABLE_SIZE, TABLE_LINE, "center", 4, 6, keeps_next=True),
    PaperStyle(CELL, "表格文字", Typeface.SONG, TABLE_SIZE, TABLE_LINE, "left"),
    PaperStyle(CELL_HEADING, "表头", Typeface.HEI, TABLE_SIZE, TABLE_LINE, "center"),
    PaperStyle(FOOTER, "footer", Typeface.SONG, NUMBER_SIZE, NUMBER_SIZE),
)


def set_styles(document: Document, fonts: FontBook) -> None:
    """Replace the styles of python-docx's own template."""
    styles = document.styles.element
    for child in list(styles):
        kept = child.tag == qn("w:style") and child.get(qn("w:styleId")) == _TABLE
        if not kept:
            styles.remove(child)
    styles.insert(0, _defaults(fonts.family(Typeface.BODY)))
    for style in STYLES:
        styles.append(_style(style, fonts.family(style.typeface)))


def _defaults(family: str) -> BaseOxmlElement:
    run = element("rPr", None, _run_properties(family, BODY_SIZE, 0.0))
    return element("docDefaults", None, (element("rPrDefault", None, (run,)), element("pPrDefault")))


def _style(style: PaperStyle, family: str) -> BaseOxmlElement:
    attributes = {"type": "paragraph", "styleId": style.key}
    head = [element("name", {"val": style.name})]
    if style.key == NORMAL:
        attributes["default"] = "1"
    else:
        head.append(element("basedOn", {"val": NORMAL}))
    if style.outline is not None or style.key == TITLE:
        head.append(element("next", {"val": BODY}))
    if style.key.startswith("Ledger"):
        attributes["customStyle"] = "1"
    paragraph = element("pPr", None, _paragraph_properties(style))
    run = element("rPr", None, _run_properties(family, style.size, style.space))
    return element("style", attributes, (*head, element("qFormat"), paragraph, run))


def _paragraph_properties(style: PaperStyle) -> list[BaseOxmlElement]:
    """Give the properties in the order of the schema."""
    spacing = {
        "before": twips(style.before),
        "after": twips(style.after),
        "line": twips(style.line),
        "lineRule": "exact",
    }
    properties = []
    if style.keeps_next:
        properties += [element("keepNext"), element("keepLines")]
    if style.breaks_page:
        properties.append(element("pageBreakBefore"))
    properties += [element("widowControl", _OFF), element("kinsoku"), element("overflowPunct")]
    # Word would set a quarter of an em between Chinese and digits, and a line would no longer take 28 characters.
    properties += [element("autoSpaceDE", _OFF), element("autoSpaceDN", _OFF), element("snapToGrid", _OFF)]
    properties.append(element("spacing", spacing))
    if style.indent:
        properties.append(element("ind", style.indent))
    properties.append(element("jc", {"val": style.alignment}))
    if style.outline is not None:
        properties.append(element("outlineLvl", {"val": str(style.outline)}))
    return properties


def _run_properties(family: str, size: float, space: float) -> list[BaseOxmlElement]:
    half_points = {"val": f"{size * 2:.0f}"}
    spacing, kerning = element("spacing", {"val": twips(space)}), element("kern", _OFF)
    sizes = (element("sz", half_points), element("szCs", half_points))
    return [font_element(family), spacing, kerning, *sizes, language_element()]
