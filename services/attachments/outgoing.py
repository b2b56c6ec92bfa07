"""Files on their way out: what is stored may have come with somebody else's package, past the checks of intake."""

import hashlib
from pathlib import Path

from services.attachments.errors import (
    ContentDamagedError,
    ContentGoneError,
    MacrosRefusedError,
    MediaRefusedError,
    ProgramRefusedError,
    UnsafeContentError,
)
from services.attachments.media import media_of
from services.attachments.names import safe_name


def verified(name: str, sha256: bytes, content: bytes | None) -> bytes:
    """Give a content that is what its hash says; ContentGoneError, ContentDamagedError."""
    if content is None:
        raise ContentGoneError(name)
    if hashlib.sha256(content).digest() != sha256:
        raise ContentDamagedError(name)
    return bytes(content)


def outgoing_name(name: str, content: bytes) -> str:
    """Name a file by what it is, without any path; UnsafeContentError for what is no document or picture."""
    try:
        media = media_of(Path(name), content)
    except (ProgramRefusedError, MacrosRefusedError, MediaRefusedError) as error:
        raise UnsafeContentError(name) from error
    return safe_name(name, media.endings)
