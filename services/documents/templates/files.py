"""Templates in files: a plain text in UTF-8, read with suspicion, for it may come on a stick."""

import os
import stat
from pathlib import Path
from typing import Final

from services.documents.templates.errors import (
    TemplateFileNoTextError,
    TemplateFileTooLargeError,
    TemplateFileUnreadableError,
)
from services.documents.templates.scanning import LONGEST_TEMPLATE
from services.errors import FileMissingError

LARGEST_FILE: Final = 4 * LONGEST_TEMPLATE  # bytes: so many takes a text of Chinese at most
_KILOBYTE: Final = 1024
_ORDINARY: Final = frozenset("\n\t")


def read_template(path: Path) -> str:
    """Read a template's text from a file; nothing that is larger than any template is read to its end.

    FileMissingError, TemplateFileUnreadableError, TemplateFileTooLargeError, TemplateFileNoTextError.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise TemplateFileUnreadableError(path)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FileMissingError(path) from error
    except OSError as error:
        raise TemplateFileUnreadableError(path) from error
    if len(content) > LARGEST_FILE:
        raise TemplateFileTooLargeError(path, LARGEST_FILE // _KILOBYTE)
    return _text(path, content)


def _text(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateFileNoTextError(path) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not all(character.isprintable() or character in _ORDINARY or character.isspace() for character in text):
        raise TemplateFileNoTextError(path)
    return text


def template_bytes(text: str) -> bytes:
    """Give a template as a file that Windows' editor opens and shows line by line."""
    return text.replace("\r\n", "\n").replace("\n", os.linesep).encode("utf-8-sig")
