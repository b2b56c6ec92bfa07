"""The fast reading of a font file gives what reportlab's own gives."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from services.documents.pdf.face import QuickFace
from services.documents.pdf.fonts import BUNDLED_FOLDER


@pytest.mark.parametrize("name", ["LedgerFangSong", "LedgerSong"])
def test_a_face_is_read_as_reportlab_reads_it(name: str) -> None:
    path = str(BUNDLED_FOLDER / f"{name}.ttf")
    ours, theirs = QuickFace(path), TTFontFace(path)
    known = {point: glyph for point, glyph in theirs.charToGlyph.items() if glyph}
    assert ours.charToGlyph == known
    assert ours.charWidths == {point: theirs.charWidths[point] for point in known}
    for fact in ("glyphPos", "hmetrics", "defaultWidth", "ascent", "descent", "name", "bbox"):
        assert getattr(ours, fact) == getattr(theirs, fact), fact
    subset = [ord(character) for character in "学习台账12，"]
    assert ours.makeSubset(subset) == theirs.makeSubset(subset)
