"""How wide a table's columns are: by their shares, but no number is broken, and room that nobody needs goes on."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import Final

_SAMPLE: Final = 40
"""Of each column's texts so many of the longest are measured."""

_UNBREAKABLE: Final = re.compile(r"[!-~]+")
_GIVEN: Final = 0.8
"""The part of its spare room that a column gives away."""

_MOST: Final = 0.3
"""A column's unbreakable words ask for no more than this part of the table."""

_LONGEST_WORD: Final = 16
_SERIES: Final = 3


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """A column's share of the width, its texts, what its heading needs: the whole and its longest word."""

    share: float
    texts: Sequence[str]
    heading: float
    heading_word: float


def column_widths(
    columns: Sequence[ColumnContent], width: float, padding: float, measure: Callable[[str], float], *, fixed: bool
) -> list[float]:
    """Share out the width, all lengths in the unit of `measure`; `padding` is what a cell needs beside its text.

    A `fixed` table is written in by hand: its columns only grow as far as words need that cannot be broken.
    """
    shares = [column.share for column in columns]
    shared = [share / sum(shares) * width for share in shares]
    longest = [nlargest(_SAMPLE, set(column.texts), key=len) for column in columns]
    least = [
        min(max(longest_word(texts, measure), column.heading_word) + padding, _MOST * width)
        for column, texts in zip(columns, longest, strict=True)
    ]
    least = _evened(least, shares)
    widths = _moved(shared, least, [own * _GIVEN for own in shared])
    if fixed:
        return widths
    natural = [
        max((column.heading, *map(measure, texts))) + padding for column, texts in zip(columns, longest, strict=True)
    ]
    natural = _evened(natural, shares)
    keeps = [
        own - _GIVEN * max(own - need, 0.0) if any(texts) else own
        for own, need, texts in zip(widths, natural, longest, strict=True)
    ]
    return _moved(widths, natural, keeps)


def _evened(lengths: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Let columns that stand side by side with one share (months, years) want the same."""
    evened: list[float] = []
    for _, run in groupby(zip(shares, lengths, strict=True), key=itemgetter(0)):
        wanted = [length for _, length in run]
        evened += [max(wanted)] * len(wanted) if len(wanted) >= _SERIES else wanted
    return evened


def longest_word(texts: Iterable[str], measure: Callable[[str], float]) -> float:
    """Measure the longest word that no line may break: a number, a day, a code."""
    words = (word for text in texts for word in _UNBREAKABLE.findall(text) if len(word) <= _LONGEST_WORD)
    return max(map(measure, words), default=0.0)


def _moved(widths: Sequence[float], wanted: Sequence[float], keeps: Sequence[float]) -> list[float]:
    """Let columns that lack what they want take it, in proportion, from those that have more than they keep."""
    lacks = [max(want - own, 0.0) for own, want in zip(widths, wanted, strict=True)]
    gives = [0.0 if lack else max(own - keep, 0.0) for own, keep, lack in zip(widths, keeps, lacks, strict=True)]
    lacking, given = sum(lacks), sum(gives)
    moved = min(lacking, given)
    if not moved:
        return list(widths)
    return [
        own + moved * lack / lacking - moved * give / given
        for own, lack, give in zip(widths, lacks, gives, strict=True)
    ]
