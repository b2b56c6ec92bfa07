"""What a file is, by its content: documents and pictures are taken in, what could run is not.

The name can make this stricter (plain text must call itself .txt), never laxer.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.attachments.errors import MacrosRefusedError, MediaRefusedError, ProgramRefusedError

ACCEPTED: Final = ("图片", "PDF", "OFD", "Word、Excel、PowerPoint 和 WPS 文档", "纯文本（.txt）")
_PROGRAM_STARTS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)
_PROGRAM_ENDINGS: Final = frozenset({
    ".exe", ".com", ".scr", ".pif", ".cpl", ".msi", ".msp", ".dll", ".sys", ".bat", ".cmd", ".ps1", ".psm1", ".vbs",
    ".vbe", ".js", ".jse", ".wsf", ".wsh", ".hta", ".reg", ".lnk", ".url", ".sh", ".py", ".pyw", ".rb", ".pl", ".jar",
    ".apk", ".app", ".html", ".htm", ".mht", ".svg", ".chm", ".inf",
})  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN: Final = 1024
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f\x1a")


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of file: its media type, its endings (the usual one first), whether Pillow can decode it."""

    type: str
    endings: tuple[str, ...]
    is_picture: bool = False


PDF: Final = Media("application/pdf", (".pdf",))
JPEG: Final = Media("image/jpeg", (".jpg", ".jpeg", ".jfif"), is_picture=True)
PNG: Final = Media("image/png", (".png",), is_picture=True)
GIF: Final = Media("image/gif", (".gif",), is_picture=True)
BMP: Final = Media("image/bmp", (".bmp",), is_picture=True)
TIFF: Final = Media("image/tiff", (".tif", ".tiff"), is_picture=True)
WEBP: Final = Media("image/webp", (".webp",), is_picture=True)
HEIC: Final = Media("image/heic", (".heic", ".heif"))
DOCX: Final = Media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".dotx"))
XLSX: Final = Media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx", ".xltx"))
PPTX: Final = Media(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx", ".ppsx", ".potx")
)
OFD: Final = Media("application/ofd", (".ofd",))
DOC: Final = Media("application/msword", (".doc", ".wps", ".wpt", ".dot"))
XLS: Final = Media("application/vnd.ms-excel", (".xls", ".et", ".ett", ".xlt"))
PPT: Final = Media("application/vnd.ms-powerpoint", (".ppt", ".dps", ".pps"))
TEXT: Final = Media("text/plain", (".txt",))

_STARTS: Final = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"})
_ZIPPED: Final = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
# The names of the streams of an old Office file; an installer (.msi), the same container, has none of them.
_OLE_STREAMS: Final = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))
_OLE_MACROS: Final = "_VBA_PROJECT"
_OLE_ENTRY: Final = 128
_ZIP_MACROS: Final = "vbaproject.bin"


def media_of(path: Path, content: bytes) -> Media:
    """Tell what a file is; raises ProgramRefusedError, MacrosRefusedError or MediaRefusedError."""
    if content.startswith(_PROGRAM_STARTS):
        raise ProgramRefusedError(path)
    found = _by_start(content)
    if found is None and content.startswith(_OLE):
        found = _in_ole(path, content)
    if found is None and content.startswith(b"PK"):
        found = _in_zip(path, content)
    if found is None:
        # Whatever is a picture or document by its content is harmless under any name; the rest goes by its ending.
        if path.suffix.lower() in _PROGRAM_ENDINGS:
            raise ProgramRefusedError(path)
        if path.suffix.lower() in TEXT.endings and _is_text(content):
            found = TEXT
    if found is None:
        raise MediaRefusedError(path, ACCEPTED)
    return found


def _by_start(content: bytes) -> Media | None:
    for start, media in _STARTS:
        if content.startswith(start):
            return media
    if content.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return BMP
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return PDF if b"%PDF-" in content[:_PDF_WITHIN] else None


def _in_ole(path: Path, content: bytes) -> Media | None:
    for name, media in _OLE_STREAMS:
        if _has_stream(content, name):
            if _has_stream(content, _OLE_MACROS):
                raise MacrosRefusedError(path)
            return media
    return None


def _has_stream(content: bytes, name: str) -> bool:
    """Look for a directory entry: the name in UTF-16 at its beginning, entries lie at multiples of their size."""
    wanted = f"{name}\0".encode("utf-16-le")
    place = content.find(wanted)
    while place >= 0 and place % _OLE_ENTRY:
        place = content.find(wanted, place + 1)
    return place >= 0


def _in_zip(path: Path, content: bytes) -> Media | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = {name.lower() for name in opened.namelist()}
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, NotImplementedError):
        return None
    if any(name.endswith(_ZIP_MACROS) for name in names):
        raise MacrosRefusedError(path)
    if "ofd.xml" in names:
        return OFD
    return next((media for part, media in _ZIPPED if part in names), None)


def _is_text(content: bytes) -> bool:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for tried in (encoding, "gb18030"):
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        return all(character >= " " or character in _TEXT_CONTROLS for character in text)
    return False
