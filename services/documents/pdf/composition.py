"""Chinese line breaking: full lines that end at the right edge, marks where they may stand, numbers kept whole."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import Protocol, TypeVar

NOT_FIRST = frozenset("，。、；：？！）》〉】〕］｝”’…—％‰℃·,.;:?!)]}%°")
"""Marks that may not begin a line."""

NOT_LAST = frozenset("（《〈【〔［｛“‘￥¥$([{№")
"""Marks that may not end a line."""

OPENING = frozenset("（《〈【〔“‘")
CLOSING = frozenset("，。、；：）》〉】〕”’")
"""Full-width marks with one empty half: the left one of an opening mark, the right one of a closing one."""

_MARKS = OPENING | CLOSING | NOT_FIRST | NOT_LAST

HANGING = frozenset("，。、")
"""Marks whose ink is small and low at the left: one that does not fit hangs outside the right edge."""

HALF = 0.5
_CLOSEST = 0.5
"""How far, in ems over the measure, the spaces of a line may be squeezed."""

_MOST_FROM_MARKS = 1.0
"""How many ems more the marks inside a line may give, half an em each, where it would be looser without."""

_LEAST_TO_SQUEEZE = 20
"""A line with fewer characters has too few gaps to squeeze half an em out of."""

_LOOSE = 0.03
"""Ems a gap that nobody sees; what a line lacks beyond goes first to where Chinese meets Latin, then after marks."""

_QUARTER = 0.25

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


def compose(glyphs: Sequence[SizedGlyph], measure: Measure, indent: int = 0, hanging: int = 0) -> list[ComposedLine]:
    """Break a paragraph into full lines, the first one indented by so many characters, the others by `hanging`."""
    breaks = wrap(glyphs, measure.characters - hanging, indent - hanging, justified=True)
    return [
        _justify(glyphs, (start, stop), measure, hanging if start else indent) for start, stop in pairwise([0, *breaks])
    ]


def wrap(glyphs: Sequence[SizedGlyph], capacity: float, indent: float = 0, *, justified: bool = False) -> list[int]:
    """Tell where each line of so many ems stops, the first one shorter by `indent`.

    Only lines that will be `justified` may be too long: their last mark hangs, or they are squeezed.
    """
    allowed = _break_points(glyphs)
    fill = _fill if justified else _fill_plainly
    stops: list[int] = []
    start = 0
    while start < len(glyphs):
        start = fill(glyphs, allowed, start, capacity if stops else capacity - indent)
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


def _fill_plainly(glyphs: Sequence[SizedGlyph], allowed: list[bool], start: int, capacity: float) -> int:
    """Find where the line that begins at `start` ends: the last permitted place that fits, else the last that fits."""
    width = 0.0
    permitted = fitting = start
    for index in range(start, len(glyphs)):
        glyph = glyphs[index]
        if width + glyph.advance > capacity + _EPSILON:
            break
        fitting = index + 1
        if allowed[index]:
            permitted = index + 1
        follower = glyphs[index + 1].character if index + 1 < len(glyphs) else ""
        width += glyph.advance - _overlap(glyph.character, follower)
    if permitted > start:
        return permitted
    return max(fitting, start + 1)


def _fill(glyphs: Sequence[SizedGlyph], allowed: list[bool], start: int, capacity: float) -> int:
    """Find where a line that will be justified ends; where nothing is permitted, the last place that fits."""
    width = given = 0.0
    loose = capacity
    permitted = fitting = start
    for index in range(start, len(glyphs)):
        glyph = glyphs[index]
        over = width + glyph.advance - capacity
        if over <= _EPSILON:
            fitting = index + 1
        if allowed[index] and (
            _takes_in(glyph.character, over, index - start)
            or (index - start >= _LEAST_TO_SQUEEZE and over < loose and over <= min(given, _MOST_FROM_MARKS) + _CLOSEST)
        ):
            permitted = index + 1
            loose = max(-over, 0.0)
        follower = glyphs[index + 1].character if index + 1 < len(glyphs) else ""
        overlap = _overlap(glyph.character, follower)
        if not overlap and glyph.character in CLOSING:
            given += HALF
        width += glyph.advance - overlap
        if width > capacity + _MOST_FROM_MARKS + 1:
            break
    if permitted > start:
        return permitted
    return max(fitting, start + 1)


def _takes_in(character: str, over: float, gaps: int) -> bool:
    """Tell whether a line still holds a last character that reaches `over` ems beyond the measure."""
    if over <= _EPSILON:
        return True
    if character in HANGING:
        return over <= 1 + _EPSILON
    return character in CLOSING and gaps >= _LEAST_TO_SQUEEZE and over - HALF <= _CLOSEST + _EPSILON


def _justify(glyphs: Sequence[SizedGlyph], span: tuple[int, int], measure: Measure, indent: int) -> ComposedLine:
    start, stop = span
    line = glyphs[start:stop]
    advances = set_closer(line)
    capacity = measure.characters - indent
    too_long = sum(advances) > capacity + _EPSILON
    full = stop < len(glyphs) or too_long
    offset = measure.offset(indent)
    hangs = too_long and line[-1].character in HANGING
    inside = len(advances) - hangs
    if too_long and not hangs:
        _squeeze(line, advances, capacity)
    if not full or inside < 2:  # noqa: PLR2004 - one character has no gap
        return ComposedLine(start, stop, tuple(advances), measure.character_space, offset, full)
    lacking = (measure.width - offset) / measure.size - sum(advances[:inside])
    _open_up(line[:inside], advances, lacking - _LOOSE * (inside - 1))
    space = (measure.width - offset - sum(advances[:inside]) * measure.size) / (inside - 1)
    return ComposedLine(start, stop, tuple(advances), space, offset, full)


def _squeeze(line: Sequence[SizedGlyph], advances: list[float], capacity: float) -> None:
    """Set a last mark at half its width; what the line is still too long by, the marks inside give in equal parts."""
    last = len(line) - 1
    if line[last].character in CLOSING:
        advances[last] -= HALF
    marks = [index for index in range(last) if line[index].character in CLOSING and advances[index] >= 1 - _EPSILON]
    over = sum(advances) - capacity
    if marks and over > _EPSILON:
        for index in marks:
            advances[index] -= min(HALF, over / len(marks))


def _open_up(line: Sequence[SizedGlyph], advances: list[float], lacking: float) -> None:
    """Give what a loose line lacks, in ems, a quarter of an em each to the places where it is not seen."""
    if lacking <= 0:
        return
    pairs = list(pairwise(glyph.character for glyph in line))
    borders = [index for index, (one, other) in enumerate(pairs) if _is_border(one, other)]
    marks = [index for index, (one, other) in enumerate(pairs) if one in CLOSING and other not in NOT_FIRST]
    for places in (borders, marks):
        if places and lacking > 0:
            share = min(_QUARTER, lacking / len(places))
            for index in places:
                advances[index] += share
            lacking -= share * len(places)


def _is_border(one: str, other: str) -> bool:
    """Tell whether a Latin word or a number meets Chinese text."""
    if one in _MARKS or other in _MARKS or " " in (one, other):
        return False
    return one.isascii() != other.isascii()


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


def even_capacity(width: float, capacity: float) -> float:
    """Give how long lines may be, so that a text too long for one is broken into lines as even as they can be."""
    lines = ceil(width / capacity - _EPSILON)
    return capacity if lines < 2 else min(ceil(width / lines) + 0.5, capacity)  # noqa: PLR2004 - one line needs no break


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
