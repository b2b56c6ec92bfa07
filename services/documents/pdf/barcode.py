"""Code 128 on paper: what leads from a signed sheet back to its record by any barcode reader, or by eye."""

from itertools import accumulate, chain, repeat
from struct import pack
from typing import Any, Final
from zlib import compress, crc32

from reportlab.graphics.barcode.code128 import Code128

CODE_MODULE: Final = 0.68
"""Width of the narrowest bar in points (0.24 mm: office printers and hand-held readers manage it)."""

CODE_HEIGHT: Final = 24.0
CODE_SIZE: Final = 8.0
"""Height of the bars and size of the type below them, in points."""

QUIET: Final = 10
"""White modules beside the bars in a picture, where readers ask for them."""

LONGEST: Final = 20
"""Characters that leave the title its room."""


def bars_of(code: str) -> tuple[int, ...]:
    """Give the widths of bars and gaps in turn, in modules; none for what a reader could not type (Chinese, long)."""
    if not code or len(code) > LONGEST or not code.isascii() or not code.isprintable():
        return ()
    symbol: Any = Code128(code, quiet=0)
    symbol.validate()
    symbol.encode()
    return tuple(ord(letter.lower()) - ord("a") + 1 for letter in symbol.decompose())


def bar_operators(at: tuple[float, float], bars: tuple[int, ...]) -> bytes:
    """Fill the bars from their lower left corner on."""
    x, y = at
    starts = accumulate(bars, initial=0)
    drawn = [
        b"%.3f %.3f %.3f %.3f re" % (x + start * CODE_MODULE, y, width * CODE_MODULE, CODE_HEIGHT)
        for place, (start, width) in enumerate(zip(starts, bars, strict=False))
        if place % 2 == 0
    ]
    return b"\n".join([*drawn, b"f"])


def bar_picture(bars: tuple[int, ...], dots: int, height: int) -> bytes:
    """Draw the bars as a PNG of one bit a dot: so many dots a module, so many dots high."""
    widths = (QUIET, *bars, QUIET)
    colours = (number % 2 for number in range(len(widths)))  # white first
    dark = chain.from_iterable(repeat(colour, width * dots) for colour, width in zip(colours, widths, strict=True))
    line = "".join("01"[not each] for each in dark)
    width = len(line)
    row = b"\0" + int(line.ljust(-(-width // 8) * 8, "0"), 2).to_bytes(-(-width // 8), "big")
    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", crc32(name + content))
