"""The neutral outline of a document: what it says, in order; every renderer draws it, none asks the database."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from models.keys import Key
from services.documents.plots.plots import Plot

INTERNAL_MARK = "内部资料 注意保存"
"""What stands on every page of a list with people's data."""


class Alignment(Enum):
    """Where a cell's text stands in its column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `figure` is the key of the number it states, `gap` marks a missing one."""

    text: str
    figure: str | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's title as parts that make sense by themselves: a line breaks between parts, never inside one."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who the paper is for, without the colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The red head: whose paper it is, its number, who approved it where it goes upwards.

    Where it is `preprinted`, room is left for the issuer's mark and the red line; number and approver are printed.
    """

    mark: str
    number: str
    approver: str = ""
    preprinted: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记, at the foot of the last page: who gets copies, which office sends the paper out, when."""

    copies: str
    office: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number written out: level 1 一、 2 （一） 3 1. 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, its first line indented by two characters."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """Who was there, under minutes: the label (出席) in 黑体 with a colon, names hanging behind it."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width (any unit, only the proportions count), where its text stands.

    What stands at the right is a number; `number` says that the texts of another column are numbers too.
    """

    heading: str
    share: float
    alignment: Alignment = Alignment.LEFT
    number: bool = False

    @property
    def holds_numbers(self) -> bool:
        """Tell whether a program that reckons takes the column's texts for numbers."""
        return self.number or self.alignment is Alignment.RIGHT


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside a paper; a cell is one run, so that a figure stays traceable.

    A `turned` one lies across pages of its own, with the headings or the attachment's title that stand over it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Run, ...], ...]
    caption: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Attachments:
    """The note under the body that names what is attached, without numbers and full stops."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, when; `sealed` leaves the date where the seal goes over it."""

    signer: str
    signed_on: date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class AttachmentStart:
    """An attachment's first page: its label (附件1) at the top left, its title centred on the third line."""

    label: str
    title: Title


Text = Title | Addressee | Heading | Paragraph | NameList | Table
"""What is read, one after another."""

Part = Letterhead | Attachments | Signature | PageBreak | AttachmentStart | Imprint
"""What stands around it."""

Block = Text | Part


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper; `subject` is what the file calls itself."""

    subject: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """A cell of a heading of several rows; it covers `columns` columns and `rows` heading rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A cell of a table, counted from 0, that states a figure of the catalogue for the years and scope of the table."""

    row: int
    column: int
    figure: str


@dataclass(frozen=True, slots=True)
class TableDocument:
    """An ordinary table (roster, ledger, sign-in sheet) on A4.

    `groups` are heading rows above the columns' own headings; in the last of them a cell may reach down over these.
    `blank_rows` are empty rows at the end, to be filled in by hand, `fill_page` adds more down to the page's foot;
    `row_height` is a least height in millimetres; `code` is set as a barcode at the top right of the first page;
    `plots` follow on pages of their own. `figures` are the cells that state figures; `records` names table and key of
    the record that each row is about, where it is about one.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    subtitle_lines: tuple[str, ...] = ()
    groups: tuple[tuple[HeadingCell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    blank_rows: int = 0
    fill_page: bool = False
    landscape: bool = True
    internal: bool = True
    row_height: float = 0.0
    code: str = ""
    plots: tuple[Plot, ...] = ()
    figures: tuple[CellFigure, ...] = ()
    records: tuple[tuple[str, Key] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBook:
    """Tables in one file, each from a new page and with pages counted by itself; a bookmark leads to each.

    All of them have the paper the same way round.
    """

    title: str
    parts: tuple[tuple[str, TableDocument], ...]
    """Bookmark and table."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """Pages that were made elsewhere: a PDF and the width and height of each of its pages, in points."""

    content: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class FolderPart:
    """One piece of a folder, as its table of contents names it."""

    name: str
    content: TableDocument | AttachedFile


@dataclass(frozen=True, slots=True)
class Folder:
    """Papers bound in one file: cover with what it is about, table of contents, the parts; pages counted over all."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[FolderPart, ...]


Document = Paper | TableDocument | TableBook | Folder
"""Whatever can be drawn."""
