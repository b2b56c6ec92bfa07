"""A TrueType file read fast: the long tables in one go each, where reportlab reads them number by number."""

from itertools import repeat
from struct import unpack, unpack_from
from typing import Any, Final

from reportlab.pdfbase.ttfonts import TTFontFace

from models.typing_override import override

_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Platform and encoding of maps from Unicode, the fullest first."""

_SHORT_MAP, _LONG_MAP = 4, 12
_SPACE, _HARD_SPACE = 0x20, 0xA0
_THOUSAND: Final = 1000


class QuickFace(TTFontFace):
    """reportlab's font file in a third of its time; a file with an unusual map is left to reportlab."""

    get_table: Any
    unitsPerEm: int
    numGlyphs: int

    @override
    def extractInfo(self, charInfo: int = 1) -> Any:
        """Read what the file says: reportlab the short tables, we the long ones."""
        super().extractInfo(0)
        glyphs = _characters(self.get_table("cmap"))
        if not glyphs:
            return super().extractInfo(1)
        self._set_metrics()
        if _SPACE in glyphs:
            glyphs[_HARD_SPACE] = glyphs[_SPACE]
        self.charToGlyph = glyphs
        self.glyphToChar: dict[int, list[int]] = {}
        widths = self._widths
        self.charWidths = {point: widths[glyph] for point, glyph in glyphs.items()}
        self.defaultWidth = widths[0]
        return self

    def _set_metrics(self) -> None:
        """Read the glyphs' advances and places."""
        (measured,) = unpack_from(">H", self.get_table("hhea"), 34)
        data = self.get_table("hmtx")
        pairs = unpack_from(f">{2 * measured}H", data)
        advances, bearings = list(pairs[::2]), list(pairs[1::2])
        others = self.numGlyphs - measured
        bearings += unpack_from(f">{others}H", data, 4 * measured)
        advances += repeat(advances[-1], others)
        self.hmetrics = list(zip(advances, bearings, strict=True))
        em = self.unitsPerEm
        self._widths = [advance if em == _THOUSAND else advance * _THOUSAND / em for advance in advances]
        (is_long,) = unpack_from(">h", self.get_table("head"), 50)
        places = self.get_table("loca")
        count = self.numGlyphs + 1
        if is_long:
            self.glyphPos = list(unpack_from(f">{count}L", places))
        else:
            self.glyphPos = [place * 2 for place in unpack_from(f">{count}H", places)]


def _characters(data: bytes) -> dict[int, int]:
    """Map code points to glyphs; empty where the file has no map of the usual kinds."""
    (count,) = unpack_from(">H", data, 2)
    records = [unpack_from(">HHL", data, 4 + 8 * number) for number in range(count)]
    places = {(platform, encoding): place for platform, encoding, place in records}
    place = next((places[kind] for kind in _UNICODE if kind in places), None)
    if place is None:
        return {}
    (form,) = unpack_from(">H", data, place)
    if form == _LONG_MAP:
        return _long_map(data, place)
    return _short_map(data, place) if form == _SHORT_MAP else {}


def _long_map(data: bytes, place: int) -> dict[int, int]:
    (groups,) = unpack_from(">L", data, place + 12)
    numbers = unpack_from(f">{3 * groups}L", data, place + 16)
    glyphs: dict[int, int] = {}
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return glyphs


def _short_map(data: bytes, place: int) -> dict[int, int]:
    length, _, doubled = unpack_from(">HHH", data, place + 2)
    words = unpack(f">{length // 2}H", data[place : place + length // 2 * 2])
    count = doubled // 2
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, at = words[8 + 2 * count : 8 + 3 * count], 8 + 3 * count
    glyphs: dict[int, int] = {}
    for number, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        span = range(first, last + 1)
        if offset := words[at + number]:
            begin = at + number + offset // 2
            found = [glyph and (glyph + delta) & 0xFFFF for glyph in words[begin : begin + len(span)]]
        else:
            found = [(point + delta) & 0xFFFF for point in span]
        glyphs.update((point, glyph) for point, glyph in zip(span, found, strict=False) if glyph)
    return glyphs
