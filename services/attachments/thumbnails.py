"""Small JPEGs of pictures and of the first page of PDFs.

PDFium is not thread-safe: whoever attaches files from the window does it on the thread that also paints previews.
"""

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from services.attachments.errors import PictureDamagedError
from services.attachments.media import JPEG, PDF, PNG, Media

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE: Final = 256
"""The longer side of a thumbnail, in pixels."""

_QUALITY: Final = 80
_WHITE: Final = (255, 255, 255)
_MOST_PIXELS: Final = 90_000_000  # 270 MB decoded; larger ones are kept without a thumbnail
_ALWAYS_DECODED: Final = (JPEG, PNG)


def thumbnail(path: Path, content: bytes, media: Media) -> bytes | None:
    """Make a thumbnail; None where there can be none.

    PictureDamagedError for a JPEG or PNG that cannot be decoded: what is kept must open when it is asked for.
    """
    if media.is_picture:
        return _of_picture(path, content, media)
    return _of_pdf(content) if media == PDF else None


def _of_picture(path: Path, content: bytes, media: Media) -> bytes | None:
    from PIL import Image, ImageOps  # noqa: PLC0415 - 40 ms that only a picture pays

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG is decoded at an eighth of its size at once
            return _small(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        return None
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError) as error:
        # What Pillow's decoders raise over damaged files.
        if media in _ALWAYS_DECODED:
            raise PictureDamagedError(path) from error
        return None


def _of_pdf(content: bytes) -> bytes | None:
    import pypdfium2  # noqa: PLC0415 - as the preview does, at first use

    try:
        document: Any = pypdfium2.PdfDocument(content)
        try:
            page = document[0]
            width, height = page.get_size()
            if min(width, height) <= 0:
                return None
            return _small(page.render(scale=SIDE / max(width, height), maybe_alpha=False).to_pil())
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None  # under a password, damaged, or without pages: kept as it is


def _small(image: "Image") -> bytes:
    """Shrink a picture and put it on white."""
    from PIL import Image  # noqa: PLC0415 - see above

    image.thumbnail((SIDE, SIDE))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        pale = image.convert("RGBA")
        ground = Image.new("RGB", pale.size, _WHITE)
        ground.paste(pale, mask=pale.getchannel("A"))
        image = ground
    if image.mode.startswith("I"):  # sixteen bits a pixel
        image = image.point(lambda value: value / 256).convert("L")
    written = io.BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
