"""Chinese line breaking: full lines that end at the right edge, marks where they may stand, numbers kept whole."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol, TypeVar

NOT_FIRST = frozenset("，。、；：？！）》〉】〕］｝”’…—％‰℃·,.;:?!)]}%°")
"""Marks that may not begin a line."""

NOT_LAST = frozenset("（《〈【〔［｛“‘￥¥$([{№")
"""Marks that may not end a line."""

OPENING = frozenset("（《〈【〔“‘")
CLOSING = frozenset("，。、；：）》〉】〕”’")
"""Full-width marks with one empty half: the left one of an opening mark, the right one of a closing one."""

HALF = 0.5
_CLOSEST = 0.5
"""How far, in ems over the measure, a line may be squeezed to take in one closing mark."""

_LEAST_TO_SQUEEZE = 20
"""A line with fewer characters has too few gaps to squeeze half an em out of."""

_BREAKS_WORDS = frozenset("/-_?&=@")
_LONGEST_WORD = 16
"""Latin runs of more characters (addresses, long file names) may break after one of the marks above."""

_EPSILON = 1e-6


class Sized(Protocol):
    """What is composed: a character with its advance in ems."""

    @property
    def character(self) -> str:
        """The character."""

    @property
    def advance(self) -> float:
        """Its advance, in ems."""


SizedGlyph = TypeVar("SizedGlyph", bound=Sized)


@dataclass(frozen=True, slots=True)
class ComposedLine:
    """A line: glyphs from `start` to before `stop`, their advances in ems, the character space in points, if full."""

    start: int
    stop: int
    advances: tuple[float, ...]
    character_space: float
    indent: float
    full: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """The grid of a block: width and type size in points, characters a line."""

    width: float
    size: float
    characters: int

    @property
    def character_space(self) -> float:
        """What stands between the characters of a line that holds just `characters` of them, in points."""
        return (self.width - self.characters * self.size) / (self.characters - 1)

    def offset(self, characters: float) -> float:
        """Tell where the character after so many begins, in points from the left edge."""
        return characters * (self.size + self.character_space)


def compose(glyphs: Sequence[SizedGlyph], measure: Measure, indent: int = 0) -> list[ComposedLine]:
    """Break a paragraph into full lines, the first one indented by so many characters."""
    breaks = wrap(glyphs, measure.characters, indent)
    return [_justify(glyphs, (start, stop), measure, 0 if start else indent) for start, stop in pairwise([0, *breaks])]


def wrap(glyphs: Sequence[SizedGlyph], capacity: float, indent: float = 0) -> list[int]:
    """Tell where each line of so many ems stops, the first one shorter by `indent`."""
    allowed = _break_points(glyphs)
    stops: list[int] = []
    start = 0
    while start < len(glyphs):
        start = _fill(glyphs, allowed, start, capacity if stops else capacity - indent)
        stops.append(start)
    return stops


def set_closer(glyphs: Sequence[SizedGlyph]) -> list[float]:
    """Give the advances of one line, half an em less between two marks that both have room there."""
    advances = [glyph.advance for glyph in glyphs]
    for index, (one, other) in enumerate(pairwise(glyphs)):
        advances[index] -= _overlap(one.character, other.character)
    return advances


def _overlap(one: str, other: str) -> float:
    if one in CLOSING and (other in CLOSING or other in OPENING):
        return HALF
    if one in OPENING and other in OPENING:
        return HALF
    return 0.0


def _break_points(glyphs: Sequence[SizedGlyph]) -> list[bool]:
    """Tell for every glyph whether a line may end after it."""
    allowed = [_may_break(one.character, other.character) for one, other in pairwise(glyphs)]
    allowed.append(True)
    start = 0
    for stop in range(1, len(glyphs) + 1):
        if stop == len(glyphs) or not _is_word(glyphs[stop].character):
            if stop - start > _LONGEST_WORD:
                for index in range(start, stop - 1):
                    allowed[index] |= glyphs[index].character in _BREAKS_WORDS
            start = stop + 1
    return allowed


def _is_word(character: str) -> bool:
    return character.isascii() and character != " "


def _may_break(one: str, other: str) -> bool:
    if other in NOT_FIRST or one in NOT_LAST:
        return False
    return not (_is_word(one) and _is_word(other))


def _fill(glyphs: Sequence[SizedGlyph], allowed: list[bool], start: int, capacity: float) -> int:
    """Find where the line that begins at `start` ends: the last permitted place that fits, else the last that fits."""
    width = 0.0
    permitted = fitting = start
    for index in range(start, len(glyphs)):
        glyph = glyphs[index]
        over = width + glyph.advance - capacity
        if over <= _EPSILON:
            fitting = index + 1
        if allowed[index] and _takes_in(glyph.character, over, index - start):
            permitted = index + 1
        follower = glyphs[index + 1].character if index + 1 < len(glyphs) else ""
        width += glyph.advance - _overlap(glyph.character, follower)
        if width > capacity + 1:
            break
    if permitted > start:
        return permitted
    return max(fitting, start + 1)


def _takes_in(character: str, over: float, gaps: int) -> bool:
    """Tell whether a line still holds a last character that reaches `over` ems beyond the measure."""
    if over <= _EPSILON:
        return True
    return character in CLOSING and gaps >= _LEAST_TO_SQUEEZE and over - HALF <= _CLOSEST + _EPSILON


def _justify(glyphs: Sequence[SizedGlyph], span: tuple[int, int], measure: Measure, indent: int) -> ComposedLine:
    start, stop = span
    advances = set_closer(glyphs[start:stop])
    capacity = measure.characters - indent
    full = stop < len(glyphs) or sum(advances) > capacity + _EPSILON
    if sum(advances) > capacity + _EPSILON and glyphs[stop - 1].character in CLOSING:
        advances[-1] -= HALF
    offset = measure.offset(indent)
    space = measure.character_space
    if full and len(advances) > 1:
        space = (measure.width - offset - sum(advances) * measure.size) / (len(advances) - 1)
    return ComposedLine(start, stop, tuple(advances), space, offset, full)


def wrap_text(text: str, advances: Mapping[str, float], capacity: float) -> list[str]:
    """Break a table cell's text into lines of at most so many ems, fast; `advances` knows every character's ems."""
    edges = list(accumulate(map(advances.__getitem__, text)))
    lines: list[str] = []
    start, begun = 0, 0.0
    while edges and edges[-1] - begun > capacity + _EPSILON:
        fitting = max(bisect_right(edges, begun + capacity + _EPSILON, start), start + 1)
        if fitting >= len(text):
            break
        stop = fitting
        while stop > start and not _may_break(text[stop - 1], text[stop]):
            stop -= 1
        stop = stop if stop > start else fitting
        lines.append(text[start:stop])
        start, begun = stop, edges[stop - 1]
    return [*lines, text[start:]]


def balance(widths: Sequence[float], capacity: float) -> list[int]:
    """Split a title's parts into as few lines as fit, as even as they can be; gives the number of parts of each line.

    `widths` are the parts' widths and `capacity` the line's, in ems; a part wider than a line stands alone.
    """
    best: dict[int, tuple[int, float, list[int]]] = {len(widths): (0, 0.0, [])}
    for start in range(len(widths) - 1, -1, -1):
        options = []
        for stop in range(start + 1, len(widths) + 1):
            width = sum(widths[start:stop])
            if width > capacity and stop > start + 1:
                break
            lines, uneven, counts = best[stop]
            options.append((lines + 1, uneven + width * width, [stop - start, *counts]))
        best[start] = min(options)
    return best[0][2]
