"""Pictures of papers that never were: a sheet with signatures, a meeting seen from behind, a notice; a few KB each."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from models.enums import PaperKind
from services.demo.chance import Chance

_LINE: Final = 164
WIDTH: Final = 300
HEIGHT: Final = 212
_WHITE: Final = (252, 251, 247)
_INK: Final = (60, 62, 70)
_PALE: Final = (176, 178, 184)
_RED: Final = (190, 40, 38)
_WALLS: Final = ((226, 220, 205), (208, 219, 226), (222, 226, 212), (231, 216, 208))
_COATS: Final = ((44, 56, 84), (70, 72, 76), (96, 60, 52), (52, 84, 70), (110, 104, 96), (32, 36, 44))
_HAIR: Final = (34, 28, 26)

Colour = tuple[int, int, int]


@dataclass(slots=True)
class Canvas:
    """Pixels in rows, red, green, blue."""

    width: int
    height: int
    ground: Colour = _WHITE
    pixels: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.pixels = bytearray(self.ground * (self.width * self.height))

    def fill(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        """Fill a rectangle, as far as it lies on the canvas."""
        left, right = max(0, left), min(self.width, left + width)
        for row in range(max(0, top), min(self.height, top + height)):
            start = (row * self.width + left) * 3
            self.pixels[start : start + max(0, right - left) * 3] = bytes(colour) * max(0, right - left)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        """Fill a circle."""
        for step in range(-radius, radius + 1):
            half = int((radius * radius - step * step) ** 0.5)
            self.fill(x - half, y + step, 2 * half + 1, 1, colour)

    def png(self) -> bytes:
        """Write it as PNG."""
        line = self.width * 3
        raw = b"".join(b"\0" + self.pixels[row * line : (row + 1) * line] for row in range(self.height))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def drawn(paper: PaperKind, chance: Chance) -> bytes:
    """Draw a paper as PNG: a photo is a meeting, anything else a sheet with lines and signatures."""
    return (_meeting if paper is PaperKind.PHOTO else _sheet)(chance).png()


def _meeting(chance: Chance) -> Canvas:
    canvas = Canvas(WIDTH, HEIGHT, chance.pick(_WALLS))
    canvas.fill(0, 150, WIDTH, 62, (150, 126, 98))
    canvas.fill(70, 22, 160, 74, (60, 70, 82))
    canvas.fill(74, 26, 152, 66, (238, 242, 246))
    canvas.fill(84, 36, 132, 9, _RED)
    for place in range(3):
        canvas.fill(90, 56 + 11 * place, chance.between(60, 118), 4, _PALE)
    for row, top in enumerate((120, 150, 186)):
        size = 9 + 4 * row
        for x in range(chance.between(14, 34), WIDTH, size * 3 + chance.between(2, 8)):
            if chance.happens(0.9):
                canvas.fill(x - size, top + size, size * 2, size * 3, chance.pick(_COATS))
                canvas.disc(x, top, size - 2, _HAIR)
    return canvas


def _sheet(chance: Chance) -> Canvas:
    canvas = Canvas(212, 300)
    canvas.fill(62, 18, 88, 9, _INK)
    for top in range(44, 290, 18):
        canvas.fill(16, top, 180, 1, _PALE)
    for left in (16, 44, 104, 195):
        canvas.fill(left, 44, 1, 235, _PALE)
    for top in range(62, 44 + 18 * chance.between(9, 13), 18):
        canvas.fill(26, top + 6, 8, 6, _PALE)
        canvas.fill(52, top + 6, chance.pick((22, 34)), 6, _INK)
        x, y = 114, top + 9
        for _ in range(chance.between(14, 26)):
            x, y = x + chance.between(0, 4), min(top + 14, max(top + 4, y + chance.between(-3, 3)))
            canvas.fill(x, y, 3, 2, (40, 60, 120))
    return canvas


def _lines(chance: Chance) -> Iterator[tuple[int, int]]:
    for top in range(82, 82 + 11 * chance.between(11, 15), 11):
        yield top, _LINE if chance.happens(0.7) else chance.between(60, 150)


def pdf_page(chance: Chance) -> bytes:
    """Write a PDF of one page: a red head and grey lines."""
    lines = "".join(f"72 {680 - top * 2} {width * 2.6:.0f} 9 re f\n" for top, width in _lines(chance))
    drawing = f"0.75 0.16 0.15 rg 110 740 375 26 re f 72 715 451 3 re f 0.6 g\n{lines}".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%bendstream" % (len(drawing), drawing),
    )
    written = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    return written + b"xref\n0 5\n0000000000 65535 f \n" + table + ending
