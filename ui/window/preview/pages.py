"""Pages of a PDF as pictures; everything here runs on the painting thread only, for PDFium is not thread-safe."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtGui import QImage

POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height in points (1/72 inch)."""

    width: float
    height: float


class PdfPages:
    """An opened PDF."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF from its bytes; the renderer is imported here, 44 ms that only a preview pays."""
        import pypdfium2  # noqa: PLC0415 - see above

        self._document: Any = pypdfium2.PdfDocument(data)
        self.sizes = tuple(PageSize(*self._document.get_page_size(number)) for number in range(len(self._document)))

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """Render a page."""
        page = self._document[number]
        # BGRx is what a QImage of 32 bits has in memory: nothing to swap.
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True, maybe_alpha=False)
        shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        kept = shown.copy()
        page.close()
        return kept

    def close(self) -> None:
        """Free the PDF."""
        self._document.close()
