"""Numbers for records that have none: an export must name every record, and its file must find them again."""

import base64
import hashlib
from typing import Final

from models.keys import Key

PREFIX: Final = "自编-"
_LENGTH: Final = 10


def derived_number(key: Key) -> str:
    """Derive a record's number from its key: the same at every export and on every PC, never stored for it."""
    digest = hashlib.blake2b(key, digest_size=8).digest()
    return PREFIX + base64.b32encode(digest).decode("ascii")[:_LENGTH]


def number_of(number: str, key: Key) -> str:
    """Give a record's own number, else the derived one."""
    return number or derived_number(key)
