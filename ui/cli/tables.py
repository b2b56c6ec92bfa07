"""Aligned tables for people: Chinese characters take two columns."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Final

_WIDE: Final = frozenset("WF")
_GAP: Final = "  "


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> None:
    """Print a table; the columns in `numbers` stand to the right."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(map(width, column)) for column in zip_longest(*lines, fillvalue="")]
    right = frozenset(numbers)
    for index, line in enumerate(lines):
        cells = [padded(cell, widths[place], right=place in right) for place, cell in enumerate(line)]
        print(_GAP.join(cells).rstrip())
        if index == 0:
            print(_GAP.join("-" * columns for columns in widths))


def print_json(content: Any) -> None:
    """Print one JSON object for programs."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def width(text: str) -> int:
    """Tell how many columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def padded(text: str, columns: int, *, right: bool) -> str:
    """Fill a text up to so many columns."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks
