"""Fonts inside a PDF: characters to glyphs with fallback, one subset per font and document, text that can be copied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from reportlab.pdfbase import pdfdoc

from services.documents.errors import CharactersMissingError
from services.documents.pdf.face import QuickFace
from services.documents.pdf.fonts import FontBook, Typeface

FULL_WIDTH = frozenset("“”‘’—…·")
"""Marks that Chinese text sets one em wide, though many fonts have them narrower (for Latin text)."""

SUBSTITUTE = "〓"
"""What printers have always set for a character that their cases lacked."""

_LEAST_FULL_WIDTH = 950
_DEFAULT_WIDTH = 1000
_LINE_BREAK = 10
_FORBIDDEN_BYTES = frozenset(b"()\\\r\n")
_SURROGATE_HIGH_BYTES = range(0xD8, 0xE0)
_ENTRIES_PER_BLOCK = 100


class PdfObjects(Protocol):
    """The part of reportlab's document that fonts need, typed."""

    idToObject: dict[str, Any]

    def Reference(self, object: object, name: str) -> object:  # noqa: A002  reportlab's name
        """Put an object into the file under an internal name; the result stands for it elsewhere."""


class Face(Protocol):
    """The part of reportlab's font file that fonts need, typed; lengths are in thousandths of an em."""

    name: bytes
    ascent: float
    descent: float
    charToGlyph: dict[int, int]
    charWidths: dict[int, float]
    defaultWidth: float

    def addSubsetObjects(self, doc: PdfObjects, fontname: str, subset: list[int]) -> object:
        """Embed the characters of `subset`; the result stands for the font's descriptor."""


class FaceShelf:
    """The font files read so far, kept for the whole process: reading one costs about 15 ms."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self._faces: dict[Path, Face] = {}

    def face(self, path: Path) -> Face:
        """Give the font in a file, reading it at first use."""
        if path not in self._faces:
            self._faces[path] = cast("Face", QuickFace(str(path)))
        return self._faces[path]


def _codes() -> Iterator[int]:
    """Count two-byte codes whose bytes need no escape in a PDF string and are no half of a UTF-16 pair."""
    usable = [byte for byte in range(1, 256) if byte not in _FORBIDDEN_BYTES]
    for high in usable:
        if high not in _SURROGATE_HIGH_BYTES:
            for low in usable:
                yield high << 8 | low


class CodeTable(dict[int, int]):
    """Code points to this document's two-byte codes, given out at first use; fits str.translate."""

    def __init__(self, codes: Iterator[int]) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, code_point: int) -> int:
        code = self[code_point] = next(self._codes)
        return code


class SubsetFont:
    """One font in one document: the characters used so far, and the PDF objects that embed just them."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        codes = _codes()
        self.table = CodeTable(codes)
        self._halved = CodeTable(codes)

    def has(self, character: str) -> bool:
        """Tell whether the font has a glyph for the character."""
        return ord(character) in self.face.charToGlyph

    def width(self, character: str) -> float:
        """Tell the character's own advance in thousandths of an em."""
        return self.face.charWidths.get(ord(character), self.face.defaultWidth)

    @property
    def ascent(self) -> float:
        """The part of the em above the baseline, 0 to 1."""
        return self.face.ascent / (self.face.ascent - self.face.descent)

    def encode(self, text: str) -> bytes:
        """Encode text as the inside of a PDF string; its bytes need no escape."""
        return text.translate(self.table).encode("utf-16-be")

    def encode_all(self, texts: Iterable[str]) -> list[bytes]:
        """Encode many texts at once, none of them with a line break: ten times as fast as one by one."""
        self.table[_LINE_BREAK] = _LINE_BREAK << 8 | _LINE_BREAK
        try:
            return self.encode("\n".join(texts)).split(b"\n\n")
        finally:
            del self.table[_LINE_BREAK]

    def encode_halved(self, mark: str) -> bytes:
        """Encode a mark at half an em, so that readers of the text do not see it overlap the next one."""
        return self._halved[ord(mark)].to_bytes(2, "big")

    def add_to(self, document: PdfObjects) -> None:
        """Write the subset, its widths and its way back to text into the document."""
        name = f"{_subset_tag(self.resource)}+{self.face.name.decode('ascii')}"
        points = list(dict.fromkeys([*self.table, *self._halved]))
        descriptor = self.face.addSubsetObjects(document, name, points)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "DW": _DEFAULT_WIDTH,
                "W": self._widths(),
                "CIDToGIDMap": _stream(document, self._glyph_map(points), f"glyphs:{name}"),
                "FontDescriptor": descriptor,
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{name}")]),
                "ToUnicode": _stream(document, to_unicode(self._pairs()), f"unicode:{name}"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font, f"font:{name}")

    def _pairs(self) -> list[tuple[int, int]]:
        return [*self.table.items(), *self._halved.items()]

    def _widths(self) -> str:
        widths = [(code, self.width(chr(point))) for point, code in self.table.items()]
        widths += [(code, 500.0) for code in self._halved.values()]
        return "[" + " ".join(f"{code} [{width:g}]" for code, width in widths if width != _DEFAULT_WIDTH) + "]"

    def _glyph_map(self, points: list[int]) -> bytes:
        """Map codes to glyphs as the subset numbers them: in order of first use, a glyph that two share once."""
        order: dict[int, int] = {0: 0}
        glyphs = {point: order.setdefault(self.face.charToGlyph.get(point, 0), len(order)) for point in points}
        pairs = self._pairs()
        mapped = bytearray(2 * (max(code for _, code in pairs) + 1))
        for point, code in pairs:
            mapped[2 * code : 2 * code + 2] = glyphs[point].to_bytes(2, "big")
        return bytes(mapped)


def to_unicode(pairs: Iterable[tuple[int, int]]) -> bytes:
    """Write the map from codes back to code points, in UTF-16, so that characters beyond U+FFFF come out right."""
    entries = [f"<{code:04X}> <{chr(point).encode('utf-16-be').hex()}>" for point, code in pairs]
    blocks = [entries[at : at + _ENTRIES_PER_BLOCK] for at in range(0, len(entries), _ENTRIES_PER_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _subset_tag(resource: str) -> str:
    """Make the six capitals that mark a subset."""
    number = int(resource[1:])
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _stream(document: PdfObjects, content: bytes, name: str) -> object:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    return document.Reference(stream, name)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it will be set: its font and the advance wanted, in ems."""

    character: str
    font: SubsetFont
    advance: float


class DocumentFonts:
    """The fonts of one document: finds each character's font along the style's chain."""

    def __init__(self, shelf: FaceShelf) -> None:
        self._shelf = shelf
        self._fonts: dict[Path, SubsetFont] = {}
        self._glyphs: dict[tuple[Typeface, str], Glyph] = {}

    def used(self) -> tuple[SubsetFont, ...]:
        """List the fonts of which at least one character was set."""
        return tuple(font for font in self._fonts.values() if font.table)

    def primary(self, typeface: Typeface) -> SubsetFont:
        """Give the style's first font."""
        return self._font(self._shelf.book.chain(typeface)[0])

    def glyph(self, typeface: Typeface, character: str) -> Glyph:
        """Choose the font for a character; what no font has becomes 〓 (see `require`)."""
        key = (typeface, character)
        if key not in self._glyphs:
            font = self._find(typeface, character)
            if font is None:
                self._glyphs[key] = self.glyph(typeface, SUBSTITUTE)
            else:
                advance = 1.0 if character in FULL_WIDTH else font.width(character) / 1000
                self._glyphs[key] = Glyph(character, font, advance)
        return self._glyphs[key]

    def require(self, typeface: Typeface, characters: Iterable[str]) -> None:
        """Raise CharactersMissingError, naming them all, if the style's fonts lack some of the characters."""
        if missing := tuple(sorted(each for each in set(characters) if self._find(typeface, each) is None)):
            raise CharactersMissingError(missing)

    def _font(self, path: Path) -> SubsetFont:
        if path not in self._fonts:
            self._fonts[path] = SubsetFont(self._shelf.face(path), f"F{len(self._fonts) + 1}")
        return self._fonts[path]

    def _find(self, typeface: Typeface, character: str) -> SubsetFont | None:
        narrow = None
        for path in self._shelf.book.chain(typeface):
            font = self._font(path)
            if font.has(character):
                if character not in FULL_WIDTH or font.width(character) >= _LEAST_FULL_WIDTH:
                    return font
                narrow = narrow or font
        return narrow
