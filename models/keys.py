"""Keys of entities: 16 bytes, UUID version 7, made on this PC."""

import hashlib
import os
import threading
import time
from typing import Final, TypeAlias

Key: TypeAlias = bytes

KEY_LENGTH: Final = 16


class _Sequence:
    """Makes UUIDv7 (RFC 9562) that ascend: 48 bits of milliseconds, a 12-bit counter within one, random bits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> Key:
        """Make the next key; when a millisecond has been used up, the next one is begun early."""
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() // 1_000_000) << 12)
            milliseconds, counter = divmod(self._last, 1 << 12)
        random = bytearray(os.urandom(8))
        random[0] = (random[0] & 0x3F) | 0x80
        return milliseconds.to_bytes(6, "big") + (0x7000 | counter).to_bytes(2, "big") + bytes(random)


_SEQUENCE: Final = _Sequence()


def new_key() -> Key:
    """Make a fresh UUIDv7: later than every key that this program made before, so that keys sort by birth."""
    return _SEQUENCE.next()


def fixed_key(*names: str) -> Key:
    """Make the key of a record that every copy is born with (a seeded rule, a fund source): the same on every PC."""
    digest = bytearray(hashlib.sha256("/".join(names).encode()).digest()[:KEY_LENGTH])
    digest[6] = (digest[6] & 0x0F) | 0x80
    digest[8] = (digest[8] & 0x3F) | 0x80
    return bytes(digest)
