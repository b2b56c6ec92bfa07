"""Keys of entities: 16 bytes, UUID version 7, made on this PC."""

import hashlib
import os
import time
from typing import Final, TypeAlias

Key: TypeAlias = bytes

KEY_LENGTH: Final = 16


def new_key() -> Key:
    """Make a fresh UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, so that keys sort by birth."""
    milliseconds = time.time_ns() // 1_000_000
    random = bytearray(os.urandom(10))
    random[0] = (random[0] & 0x0F) | 0x70
    random[2] = (random[2] & 0x3F) | 0x80
    return milliseconds.to_bytes(6, "big") + bytes(random)


def fixed_key(*names: str) -> Key:
    """Make the key of a record that every copy is born with (a seeded rule, a fund source): the same on every PC."""
    digest = bytearray(hashlib.sha256("/".join(names).encode()).digest()[:KEY_LENGTH])
    digest[6] = (digest[6] & 0x0F) | 0x80
    digest[8] = (digest[8] & 0x3F) | 0x80
    return bytes(digest)
