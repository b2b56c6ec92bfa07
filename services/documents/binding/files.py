"""Attached files as pages that can be bound: PDFs as they are, pictures as a page each; other files have none.

PDFium is not thread-safe: in the window this runs on the thread that paints previews.
"""

import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from services.attachments.media import BMP, GIF, JPEG, PDF, PNG, TIFF, WEBP
from services.documents.outline import AttachedFile

if TYPE_CHECKING:
    from PIL.Image import Image

_PICTURES: Final = frozenset(media.type for media in (JPEG, PNG, GIF, BMP, TIFF, WEBP))
_LONGEST: Final = 3508  # pixels: A4 at 300 dots an inch
_MOST_PIXELS: Final = 90_000_000
_WHITE: Final = (255, 255, 255)
_QUALITY: Final = 85


def may_have_pages(media: str) -> bool:
    """Tell whether files of this media type can be bound."""
    return media == PDF.type or media in _PICTURES


def attached_file(media: str, content: bytes) -> AttachedFile | None:
    """Give a file's pages; None for what has none that can be shown (other kinds, damaged, under a password)."""
    if media in _PICTURES:
        drawn = _of_picture(content)
        return None if drawn is None else attached_file(PDF.type, drawn)
    sizes = _sizes(content) if media == PDF.type else ()
    return AttachedFile(content, sizes) if sizes else None


def _sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    import pypdfium2  # noqa: PLC0415 - as the preview does, at first use

    try:
        document: Any = pypdfium2.PdfDocument(content)
        try:
            sizes = tuple(document.get_page_size(number) for number in range(len(document)))
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        return ()
    return sizes if all(width > 0 and height > 0 for width, height in sizes) else ()


def _of_picture(content: bytes) -> bytes | None:
    """Make a PDF of a picture, the right way up and no finer than paper shows."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - 40 ms that only a picture pays

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (_LONGEST, _LONGEST))
            image = _on_white(ImageOps.exif_transpose(opened))
            image.thumbnail((_LONGEST, _LONGEST))
            written = io.BytesIO()
            image.save(written, "PDF", quality=_QUALITY)
            return written.getvalue()
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, ArithmeticError, LookupError):
        return None  # what Pillow's decoders raise over damaged files


def _on_white(image: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415 - see above

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        pale = image.convert("RGBA")
        ground = Image.new("RGB", pale.size, _WHITE)
        ground.paste(pale, mask=pale.getchannel("A"))
        return ground
    if image.mode.startswith("I"):  # sixteen bits a pixel
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")
