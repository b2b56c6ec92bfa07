"""The neutral shapes of a plot: a painter on the screen and one on paper draw the same ones.

Lengths are in the painter's own unit (points on paper, pixels on the screen), from the upper left corner down.
"""

import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

NARROW: Final = 0.56
"""The width of a narrow character in ems; wide ones (Chinese) have 1."""


class Anchor(Enum):
    """Which point of a label `x` is."""

    LEFT = 0.0
    CENTER = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle filled with a grey from 0 (white) to 1 (black), outlined or not."""

    x: float
    y: float
    width: float
    height: float
    grey: float
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; a light one is a helper behind what is shown."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.6
    dashed: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text, its middle at `y`."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = Anchor.LEFT


Shape = Box | Stroke | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in a frame of this size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """List what is written in it."""
        return tuple(shape.text for shape in self.shapes if isinstance(shape, Label))


def text_ems(text: str) -> float:
    """Measure a text in ems, at most a little too wide whatever the font."""
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else NARROW for mark in text)


def wrapped(text: str, ems: float) -> list[str]:
    """Break a text into lines of at most so many ems; nothing is cut off."""
    lines, line = [], ""
    for mark in text:
        if line and text_ems(line + mark) > ems:
            lines.append(line)
            line = ""
        line += mark
    return [*lines, line] if line else lines


def hatched(box: Box, step: float) -> tuple[Shape, ...]:
    """Give a white box with slanting lines: told from a grey one also on a poor copy."""
    lines: list[Shape] = [Box(box.x, box.y, box.width, box.height, 0.0, outlined=box.outlined)]
    reach = step
    while reach < box.width + box.height:
        begin, end = max(0.0, reach - box.height), min(reach, box.width)
        lines.append(
            Stroke(box.x + begin, box.y + box.height - (reach - begin), box.x + end, box.y + box.height - (reach - end))
        )
        reach += step
    return tuple(lines)
