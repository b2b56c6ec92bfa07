"""The templates that come with the program, a text file a kind; an officer's own never change them."""

import hashlib
from typing import Final

from services.resources import RESOURCES

DEFAULT_NAME: Final = "默认"
"""What the program's own template is called; no version of an officer's may be."""


def default_template(kind: str) -> str:
    """Read the default template of a kind of document."""
    return (RESOURCES / "templates" / f"{kind}.txt").read_text(encoding="utf-8")


def has_template(kind: str) -> bool:
    """Tell whether documents of a kind are made from a template."""
    return (RESOURCES / "templates" / f"{kind}.txt").is_file()


def digest_of(text: str) -> str:
    """Give the SHA-256 of a template's text (hex), by which a changed default is told."""
    return hashlib.sha256(text.encode()).hexdigest()
