"""A long table's cells, column by column: every different text is wrapped and encoded once, whatever the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.documents.outline import Alignment
from services.documents.pdf.composition import wrap_text
from services.documents.pdf.embedding import DocumentFonts
from services.documents.pdf.fonts import Typeface

_CONTROLS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x85\xa0\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a column's cells are set: type size, leading, usable width in points, alignment."""

    size: float
    leading: float
    width: float
    alignment: Alignment


class CellWriter:
    """Turns cell texts into text operators in one style of type, relative to the cell's left edge and middle line."""

    def __init__(self, fonts: DocumentFonts, typeface: Typeface, characters: Iterable[str]) -> None:
        glyphs = {character: fonts.glyph(typeface, character) for character in characters}
        self._fonts = fonts
        self._typeface = typeface
        self.font = fonts.primary(typeface)
        self.advances: Mapping[str, float] = {character: glyph.advance for character, glyph in glyphs.items()}
        self._foreign = frozenset(
            character
            for character, glyph in glyphs.items()
            if glyph.font is not self.font or glyph.character != character
        )

    def cut(
        self, columns: list[list[str]], widths: Sequence[float], most: int
    ) -> tuple[list[list[str]], Sequence[int]]:
        """Cut rows that would have more than `most` lines into several; `widths` in ems, all columns equally long.

        Also tell of every row which of the given ones it is of.
        """
        pieces: dict[int, dict[int, list[str]]] = {}
        for number, (texts, width) in enumerate(zip(columns, widths, strict=False)):  # no rows: no columns
            least = most * width / 2  # breaking lines early never wastes half of each
            if max(map(len, texts), default=0) > least:
                for row, text in enumerate(texts):
                    lines = wrap_text(text, self.advances, width) if len(text) > least else ()
                    if len(lines) > most:
                        cuts = ["".join(lines[start : start + most]) for start in range(0, len(lines), most)]
                        pieces.setdefault(row, {})[number] = cuts
        if not pieces:
            return columns, range(len(columns[0]) if columns else 0)
        cut = [
            [part for row, text in enumerate(texts) for part in _parts(text, number, pieces.get(row, {}))]
            for number, texts in enumerate(columns)
        ]
        return cut, [row for row, text in enumerate(columns[0]) for _ in _parts(text, 0, pieces.get(row, {}))]

    def column(self, texts: Sequence[str], style: CellStyle) -> tuple[list[bytes], list[int]]:
        """Write a column's cells: the operators of each, and the number of lines of each."""
        capacity = style.width / style.size
        lines = {text: wrap_text(text, self.advances, capacity) for text in dict.fromkeys(texts)}
        flat = [line for broken in lines.values() for line in broken]
        operators = iter(self._shown(flat, style))
        cells = {text: self._stacked([next(operators) for _ in broken], style) for text, broken in lines.items()}
        counts = {text: len(broken) for text, broken in lines.items()}
        return list(map(cells.__getitem__, texts)), list(map(counts.__getitem__, texts))

    def _shown(self, lines: Sequence[str], style: CellStyle) -> list[bytes]:
        """Write the operators that show each line, moved to its place in the column."""
        if not self._foreign.isdisjoint("".join(lines)):
            encoded = [
                self._with_fallback(line, style.size) if not self._foreign.isdisjoint(line) else b"(%b)" % code
                for line, code in zip(lines, self._encoded(lines), strict=True)
            ]
        else:
            encoded = [b"(%b)" % code for code in self.font.encode_all(lines)]
        if style.alignment is Alignment.LEFT:
            return [b"%b Tj" % code if code.endswith(b")") else code for code in encoded]
        share = 0.5 if style.alignment is Alignment.CENTER else 1.0
        ems = style.width / style.size
        return [
            _moved(code, share * 1000 * (ems - sum(map(self.advances.__getitem__, line))))
            for line, code in zip(lines, encoded, strict=True)
        ]

    def _encoded(self, lines: Sequence[str]) -> list[bytes]:
        """Encode the lines that are all in the first font; the others' place stays empty."""
        return self.font.encode_all("" if not self._foreign.isdisjoint(line) else line for line in lines)

    def _with_fallback(self, line: str, size: float) -> bytes:
        """Show a line whose characters come from several fonts, and go back to the first one."""
        font = self.font
        parts: list[bytes] = []
        for character in line:
            glyph = self._fonts.glyph(self._typeface, character)
            if glyph.font is not font:
                font = glyph.font
                parts.append(b"/%b %.4g Tf" % (font.resource.encode("ascii"), size))
            parts.append(b"(%b) Tj" % font.encode(glyph.character))
        if font is not self.font:
            parts.append(b"/%b %.4g Tf" % (self.font.resource.encode("ascii"), size))
        return b" ".join(parts)

    @staticmethod
    def _stacked(lines: Sequence[bytes], style: CellStyle) -> bytes:
        """Set lines one under another around the cell's middle line, and come back to it."""
        if len(lines) == 1:
            return lines[0]
        rise = (len(lines) - 1) * style.leading / 2
        down = b" 0 %.2f Td " % -style.leading
        return b"0 %.2f Td %b 0 %.2f Td" % (rise, down.join(lines), rise)


def _parts(text: str, column: int, cuts: Mapping[int, list[str]]) -> list[str]:
    """Give a cell's text for each of the rows that its row was cut into."""
    own = cuts.get(column, [text])
    rows = max(map(len, cuts.values()), default=1)
    return own + [""] * (rows - len(own))


def _moved(code: bytes, thousandths: float) -> bytes:
    """Show text further right by so many thousandths of its size."""
    if code.endswith(b")"):
        return b"[%.0f%b] TJ" % (-thousandths, code)
    return b"[%.0f] TJ %b" % (-thousandths, code)


def clean(text: str) -> str:
    """Replace line breaks and tabs, which have no glyph, by spaces."""
    return text.translate(_CONTROLS)
