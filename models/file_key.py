"""The key of a protected file: derived from its password as SQLCipher 4 derives it, once per opening."""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
ROUNDS: Final = 256_000
PLAIN_HEADER: Final = b"SQLite format 3\0"
PAGE_BYTES: Final = 4096
_CHECK_BYTES: Final = 3
# Of 4096 random bytes, all but one or two of the 256 values turn up; text and tables have far fewer.
_VALUES_OF_NOISE: Final = 240
_OTHER_FILES: Final = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff", b"\x89PNG", b"MZ", b"Rar!", b"7z")


@dataclass(frozen=True, slots=True)
class FileKey:
    """What a protected file is encrypted with: the derived key, and the salt in the file's first 16 bytes."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """Give key and salt as SQLCipher takes them raw: a copy made under it opens with the same password."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"

    def opened_by(self, password: str) -> bool:
        """Tell whether a password, or the recovery code, is the one that gives this key; 0.1 s."""
        return (_key_from_code(password) or _derive(password, self.salt).key) == self.key

    @property
    def recovery_code(self) -> str:
        """Give the key as letters and digits for paper: groups of five, the last ones tell a misread sign."""
        packed = self.key + hashlib.sha256(self.key).digest()[:_CHECK_BYTES]
        letters = base64.b32encode(packed).decode()
        return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def new_file_key(password: str) -> FileKey:
    """Derive the key of a file that is about to be protected, under a salt of its own."""
    return _derive(password, os.urandom(SALT_BYTES))


def key_of_file(path: Path, password: str) -> FileKey:
    """Derive the key of a protected file from its password, or take it from its recovery code; 0.1 s, OSError."""
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    recovered = _key_from_code(password)
    return FileKey(recovered, salt) if recovered else _derive(password, salt)


def looks_protected(path: Path) -> bool:
    """Tell whether a file may be an encrypted database: whole pages of noise; OSError."""
    size = path.stat().st_size
    if size == 0 or size % PAGE_BYTES:
        return False
    with path.open("rb") as file:
        page = file.read(PAGE_BYTES)
    return not page.startswith((PLAIN_HEADER, *_OTHER_FILES)) and len(set(page)) >= _VALUES_OF_NOISE


def _derive(password: str, salt: bytes) -> FileKey:
    return FileKey(hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, KEY_BYTES), salt)


def _key_from_code(code: str) -> bytes | None:
    try:
        packed = base64.b32decode(code.replace("-", "").replace(" ", "").upper())
    except (binascii.Error, ValueError):
        return None
    key, check = packed[:KEY_BYTES], packed[KEY_BYTES:]
    if len(key) != KEY_BYTES or hashlib.sha256(key).digest()[:_CHECK_BYTES] != check:
        return None
    return key
