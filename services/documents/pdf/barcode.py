"""Code 128 on paper: what leads from a signed sheet back to its record by any barcode reader, or by eye."""

from itertools import accumulate
from typing import Any, Final

from reportlab.graphics.barcode.code128 import Code128

CODE_MODULE: Final = 0.68
"""Width of the narrowest bar in points (0.24 mm: office printers and hand-held readers manage it)."""

CODE_HEIGHT: Final = 24.0
CODE_SIZE: Final = 8.0
"""Height of the bars and size of the type below them, in points."""

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
