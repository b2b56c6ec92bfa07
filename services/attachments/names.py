"""File names that every system takes: no path, no device, nothing that hides the ending."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 120  # characters; 255 bytes is what most file systems take, and a Chinese character takes three
_NAMELESS: Final = "附件"
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_SEPARATOR: Final = re.compile(r"[\\/]")
_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)
_LONGEST_BYTES: Final = 240


def safe_name(name: str, endings: Sequence[str]) -> str:
    """Give a name without path parts, control characters and device names, with one of these endings (else the first).

    A name that hides what the file is (合影.exe of a picture) keeps its words and gets the true ending behind them.
    """
    printable = "".join(filter(_is_plain, _SEPARATOR.split(name)[-1]))
    cleaned = _FORBIDDEN.sub("_", printable).rstrip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if dot and f".{ending.lower()}" in endings:
        ending = f".{ending}"
    else:
        stem, ending = cleaned, endings[0]
    stem = _shortened(stem, _LONGEST_BYTES - len(ending.encode())) or _NAMELESS
    # NUL.txt is the device too: Windows looks at what stands before the first point.
    if stem.partition(".")[0].rstrip().upper() in _DEVICES:
        stem = f"_{stem}"
    return stem + ending


def _is_plain(character: str) -> bool:
    """Tell whether a character is to be seen, or is a blank; marks that turn the direction of writing are not."""
    return character == " " or not unicodedata.category(character).startswith(("C", "Z"))


def _shortened(stem: str, most_bytes: int) -> str:
    kept = stem[:LONGEST]
    while len(kept.encode()) > most_bytes:
        kept = kept[:-1]
    return kept.strip(" .")
