"""From the pieces of a rendered template to the blocks of an outline: a line is a paragraph unless it says otherwise.

Only the template's own words say what a line is (标题： 主送： 一、 行： …); a value from the ledger never does.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.documents.outline import (
    Addressee,
    Alignment,
    Attachments,
    AttachmentStart,
    Block,
    Column,
    Heading,
    NameList,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.templates.punctuation import tidied
from services.documents.templates.values import Piece

Line = list[Piece]

_HEADINGS: Final = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.．] ?"),
    re.compile(r"（\d{1,2}）"),
)
_MARKER: Final = re.compile(r"(标题|主送|附件页|附件|落款（盖章）|落款|横排表格|表格|表题|表头|行)[：:]|(分页)[ \t]*$")
_NAMES: Final = re.compile(r"(出席|请假|缺席|列席)[：:]")
_GAP_OPENS: Final = "【待补："
_GAP_EDGES: Final = re.compile("(【待补：|】)")
_CELL: Final = re.compile("[｜|]")
_WIDTH: Final = re.compile(r"(\d+(?:\.\d+)?)([左中右]?)")
_ALIGNMENTS: Final = {"左": Alignment.LEFT, "中": Alignment.CENTER, "右": Alignment.RIGHT, "": Alignment.LEFT}
_ENDS_A_SENTENCE: Final = ("。", "：", "；", "！", "？", "…", "，")
_LONGEST_HEADING: Final = 60
_LONGEST_TITLE_LINE: Final = 20
_NUMERALS: Final = "一二三四五六七八九十"


def lay_out(pieces: Iterable[Piece], signed_on: date) -> Paper:
    """Make a paper of the pieces; its title is what it calls itself. Headings are numbered in order."""
    page = _Page(signed_on)
    for line in _lines(pieces):
        page.take(line)
    page.end_table()
    blocks = tuple(_numbered(_without_empty_headings(page.blocks)))
    titles = [block for block in blocks if isinstance(block, Title)]
    return Paper("".join(titles[0].parts) if titles else "", blocks)


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return f"{_NUMERALS[tens - 1] if tens > 1 else ''}十{_NUMERALS[ones - 1] if ones else ''}"


def _lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    line: Line = []
    for piece in pieces:
        first, *further = piece.text.split("\n")
        line.append(Piece(first, piece.figure, piece.gap, piece.literal))
        for text in further:
            yield _joined(line)
            line = [Piece(text, piece.figure, piece.gap, piece.literal)]
    yield _joined(line)


def _joined(line: Line) -> Line:
    """Join the template's own words where nothing stands between them, without blanks at the ends."""
    made: Line = []
    for piece in line:
        if not piece.text:
            continue
        if made and piece.literal and made[-1].literal:
            made[-1] = Piece(made[-1].text + piece.text, literal=True)
        else:
            made.append(piece)
    if made:
        first = made[0]
        made[0] = Piece(first.text.lstrip(), first.figure, first.gap, first.literal)
        last = made[-1]
        made[-1] = Piece(last.text.rstrip(), last.figure, last.gap, last.literal)
    return [piece for piece in made if piece.text]


def _said(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _runs(line: Line) -> tuple[Run, ...]:
    """Make the runs of a paragraph; what the template itself marks 【待补：…】 becomes one gap, values in it too."""
    runs: list[Run] = []
    gap = ""
    for piece in tidied(line):
        for text in _GAP_EDGES.split(piece.text) if piece.literal else [piece.text]:
            if gap or (piece.literal and text == _GAP_OPENS):
                gap += text
                if piece.literal and text == "】":
                    runs.append(Run(gap, gap=True))
                    gap = ""
            elif text:
                runs.append(Run(text, piece.figure, piece.gap))
    return (*runs, Run(gap, gap=True)) if gap else tuple(runs)


def _cells(line: Line) -> list[Line]:
    """Split a line at ｜ where the template has it."""
    cells: list[Line] = [[]]
    for piece in line:
        if not piece.literal:
            cells[-1].append(piece)
            continue
        first, *further = _CELL.split(piece.text)
        cells[-1].append(Piece(first, literal=True))
        cells += [[Piece(text, literal=True)] for text in further]
    return [_joined(cell) for cell in cells]


def _cell_run(cell: Line) -> Run:
    """Make one run of a cell, so that its figure stays traceable."""
    figures = {piece.figure for piece in cell if piece.figure is not None}
    text = _said(tidied(cell))
    return Run(text, figures.pop() if len(figures) == 1 else None, gap=any(piece.gap for piece in cell))


@dataclass(slots=True)
class _Table:
    """A table while its rows come in."""

    caption: str = ""
    widths: list[tuple[float, Alignment]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[tuple[Run, ...]] = field(default_factory=list)
    turned: bool = False

    def block(self) -> Table | None:
        """Make the table; rows are as wide as the widest line says. None where nothing but a caption was given."""
        count = max(len(self.headings), len(self.widths), *(len(row) for row in self.rows), 0)
        if not self.headings and not self.rows:
            return None
        widths = self.widths + [(1.0 if not self.widths else 20.0, Alignment.LEFT)] * (count - len(self.widths))
        headings = self.headings + [""] * (count - len(self.headings))
        columns = (Column(heading, width, side) for heading, (width, side) in zip(headings, widths, strict=True))
        rows = tuple(row + (Run(""),) * (count - len(row)) for row in self.rows)
        return Table(tuple(columns), rows, self.caption, self.turned)


@dataclass(slots=True)
class _Page:
    """Takes a line after the other and keeps the blocks made."""

    signed_on: date
    blocks: list[Block] = field(default_factory=list)
    table: _Table | None = None

    def take(self, line: Line) -> None:
        """Turn a line into what it says it is."""
        if not line:
            return
        marker = _MARKER.match(line[0].text) if line[0].literal else None
        word = (marker[1] or marker[2]) if marker else ""
        rest = line
        if marker:
            rest = _joined([Piece(line[0].text[marker.end() :], literal=True), *line[1:]])
        in_table: dict[str, Callable[[Line], None]] = {
            "表格": self._widths,
            "横排表格": self._widths_across,
            "表题": self._caption,
            "表头": self._headings,
            "行": self._row,
        }
        if word in in_table:
            in_table[word](rest)
            return
        self.end_table()
        self.blocks += self._marked(word, rest) if word else _plain(line)

    def _marked(self, word: str, rest: Line) -> list[Block]:
        parts = tuple(text for text in map(_said, map(tidied, _cells(rest))) if text)
        match word:
            case "标题":
                return [Title(tuple(each for part in parts for each in _title_parts(part)))] if parts else []
            case "主送":
                return [Addressee(_said(tidied(rest)).removesuffix("："))] if rest else []
            case "附件":
                return [Attachments(parts)] if parts else []
            case "附件页":
                return [AttachmentStart(parts[0], Title(parts[1:] or parts))] if parts else []
            case "分页":
                return [PageBreak()]
        return [Signature(_said(tidied(rest)), self.signed_on, sealed=word != "落款")]

    def _open(self) -> _Table:
        if self.table is None:
            self.table = _Table()
        return self.table

    def _widths(self, rest: Line) -> None:
        if self.table is not None and self.table.rows:
            self.end_table()
        found = (_WIDTH.fullmatch(_said(cell)) for cell in _cells(rest))
        self._open().widths = [(max(float(each[1]), 1.0), _ALIGNMENTS[each[2]]) for each in found if each]

    def _widths_across(self, rest: Line) -> None:
        """Begin a table that lies across pages of its own."""
        self._widths(rest)
        self._open().turned = True

    def _caption(self, rest: Line) -> None:
        self._open().caption = _said(tidied(rest))

    def _headings(self, rest: Line) -> None:
        self._open().headings = [_said(cell) for cell in _cells(rest)]

    def _row(self, rest: Line) -> None:
        self._open().rows.append(tuple(map(_cell_run, _cells(rest))))

    def end_table(self) -> None:
        """Close the table that is open."""
        table = self.table.block() if self.table else None
        self.table = None
        if table is not None:
            self.blocks.append(table)


def _title_parts(part: str) -> tuple[str, ...]:
    """Let a long part of a title break after its colon."""
    before, colon, after = part.partition("：")
    return (before + colon, after) if after and len(part) > _LONGEST_TITLE_LINE else (part,)


def _plain(line: Line) -> list[Block]:
    """Make a heading of a short line with a heading's number and without a full stop, else a paragraph."""
    if line[0].literal and (label := _NAMES.match(line[0].text)):
        rest = _joined([Piece(line[0].text[label.end() :], literal=True), *line[1:]])
        return [NameList(label[1], _runs(rest))] if rest else []
    runs = _runs(line)
    text = "".join(run.text for run in runs)
    if line[0].literal and len(text) <= _LONGEST_HEADING and not text.endswith(_ENDS_A_SENTENCE):
        for level, pattern in enumerate(_HEADINGS, start=1):
            if number := pattern.match(text):
                return [Heading(level, text[number.end() :].strip())]
    return [Paragraph(runs)] if text.strip("、，；。 ") else []


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Drop headings under which nothing stands."""
    kept: list[Block] = []
    level = 1  # a heading of this level or deeper would stand empty before what was kept last; 0: none would
    for block in reversed(blocks):
        if isinstance(block, Heading):
            if level and block.level >= level:
                continue
            level = block.level
            kept.append(block)
        else:
            level = 1 if isinstance(block, Attachments | AttachmentStart | Signature | PageBreak) else 0
            kept.append(block)
    return kept[::-1]


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give headings their numbers in order, afresh on every attachment's page."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, AttachmentStart):
            counts = [0, 0, 0, 0]
        if not isinstance(block, Heading):
            yield block
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        number = counts[block.level - 1]
        written = chinese_numeral(number) if block.level <= 2 and number < 100 else str(number)  # noqa: PLR2004 - two levels in numerals
        mark = (f"{written}、", f"（{written}）", f"{written}. ", f"（{written}）")[block.level - 1]
        yield Heading(block.level, mark + block.text)
