"""The other side: the same table as a PDF written by hand, as fast as Python allows.

No font is embedded (the reader's own Chinese font stands in), a byte of GB 18030 counts as half an em, cells break
after a fixed number of characters, nothing is centred; heading, grid and page numbers are there.
"""

import zlib
from itertools import accumulate, pairwise

WIDTH, HEIGHT = 842, 595
MARGIN, SIZE, LEADING, PADDING = 42, 10, 13, 3
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000"
    b"/W[1 95 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def write_ledger(headings: tuple[str, ...], shares: tuple[float, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Write the table as a PDF file's bytes."""
    total = sum(shares)
    edges = list(accumulate(((WIDTH - 2 * MARGIN) * share / total for share in shares), initial=float(MARGIN)))
    room = [int((right - left - 2 * PADDING) / SIZE * 2) for left, right in pairwise(edges)]
    starts = [f"1 0 0 1 {edge + PADDING:.2f} " for edge in edges[:-1]]
    across = f"{edges[0]:.2f} %.2f m {edges[-1]:.2f} %.2f l"
    contents: list[str] = []
    texts: list[str] = []
    rules: list[str] = []
    y = 0.0
    for row in (headings, *rows):
        height = LEADING + 2 * PADDING
        for text, space in zip(row, room, strict=True):
            if len(text) * 2 > space:
                height = max(height, -(-len(text.encode("gb18030")) // space) * LEADING + 2 * PADDING)
        if y - height < MARGIN:
            if texts:
                contents.append(_page(texts, rules, edges, y))
            texts, rules, y = [], [], float(HEIGHT - MARGIN)
            if row is not headings:
                _put(texts, headings, starts, room, y - PADDING - SIZE)
                y -= LEADING + 2 * PADDING
                rules.append(across % (y, y))
        _put(texts, row, starts, room, y - PADDING - SIZE)
        y -= height
        rules.append(across % (y, y))
    contents.append(_page(texts, rules, edges, y))
    return _file(contents)


def _put(texts: list[str], row: tuple[str, ...], starts: list[str], room: list[int], base: float) -> None:
    """Write one row's text, its first line on `base`."""
    for text, start, space in zip(row, starts, room, strict=True):
        if len(text) * 2 <= space or len(text.encode("gb18030")) <= space:
            texts.append(f"{start}{base:.2f} Tm <{text.encode('utf-16-be').hex()}> Tj")
        else:
            for number in range(0, len(text), space // 2):
                piece = text[number : number + space // 2].encode("utf-16-be").hex()
                texts.append(f"{start}{base - number // (space // 2) * LEADING:.2f} Tm <{piece}> Tj")


def _page(texts: list[str], rules: list[str], edges: list[float], bottom: float) -> str:
    """Join a page's texts and its grid."""
    upright = [f"{edge:.2f} {HEIGHT - MARGIN} m {edge:.2f} {bottom:.2f} l" for edge in edges]
    return "\n".join([f"BT /F {SIZE} Tf", *texts, "ET 0.5 w", *rules, *upright, "S"])


def _file(contents: list[str]) -> bytes:
    """Put the pages into a file."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 {WIDTH} {HEIGHT}]>>".encode(),
        _FONT,
    ]
    for number, content in enumerate(contents):
        foot = f"第 {number + 1} 页 共 {count} 页".encode("utf-16-be").hex()
        operators = f"{content}\nBT /F {SIZE} Tf 1 0 0 1 390 25 Tm <{foot}> Tj ET"
        packed = zlib.compress(operators.encode("ascii"), 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed))
    parts = [b"%PDF-1.5\n"]
    offsets = []
    position = len(parts[0])
    for number, body in enumerate(objects, start=1):
        entry = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        offsets.append(position)
        position += len(entry)
        parts.append(entry)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, position))
    return b"".join(parts)
