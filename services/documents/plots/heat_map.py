"""A heat map: names at the left, places above, a grey cell with its words for each."""

from dataclasses import replace
from typing import Final

from services.documents.plots.axes import every
from services.documents.plots.plots import HeatMap
from services.documents.plots.shapes import Anchor, Box, Drawing, Label, Shape, text_ems, wrapped

_NAME_SHARE: Final = 0.36
_DARKEST: Final = 0.45  # black words are read on it also on a poor copy
_LINE: Final = 1.3
_LEAST: Final = 1.8
_HEAD: Final = 4.0
"""Lengths in sizes of type: leading, a row's least height, heading and names of places."""


def heat_map(plot: HeatMap, width: float, size: float) -> Drawing:
    """Draw title, names, cells and the note; a name that is long takes several lines."""
    names = _names(plot, width, size)
    left = min(max(text_ems(line) for lines in names for line in lines) * size + size, _NAME_SHARE * width + size)
    room = (width - left) / len(plot.places)
    shapes: list[Shape] = [Label(0, size, plot.title, size * 1.15)]
    step = every(plot.places, room, size)
    shapes += [
        Label(left + (place + 0.5) * room, 3.2 * size, name, size, Anchor.CENTER)
        for place, name in enumerate(plot.places)
        if place % step == 0
    ]
    y = _HEAD * size
    fits = all(text_ems(cell[1]) * size <= room for row in plot.rows for cell in row.cells if cell is not None)
    for row, lines in zip(plot.rows, names, strict=True):
        height = _height(lines, size)
        first = y + height / 2 - (len(lines) - 1) * _LINE * size / 2
        shapes += [Label(0, first + number * _LINE * size, line, size) for number, line in enumerate(lines)]
        for place, cell in enumerate(row.cells):
            x = left + place * room
            if cell is None:
                shapes.append(Box(x, y, room, height, 0.0))
                continue
            grey = _DARKEST * min(max(cell[0], 0.0), 1.0)
            shapes.append(Box(x, y, room, height, grey))
            if fits:
                middle = (x + room / 2, y + height / 2)
                shapes.append(Label(*middle, cell[1], size, Anchor.CENTER))
        y += height
    y += size
    for words in wrapped(plot.note, width / size):
        shapes.append(Label(0, y, words, size))
        y += 1.4 * size
    return Drawing(width, y, tuple(shapes))


def rows_that_fit(plot: HeatMap, width: float, size: float, most: float) -> tuple[HeatMap, HeatMap]:
    """Cut a map in two: the rows that this height has room for (one at least), and the rest."""
    room = most - (_HEAD + 1 + 1.4 * (len(wrapped(plot.note, width / size)) + 1)) * size
    count = 0
    for lines in _names(plot, width, size):
        room -= _height(lines, size)
        if room < 0 and count:
            break
        count += 1
    return replace(plot, rows=plot.rows[:count]), replace(plot, rows=plot.rows[count:])


def _names(plot: HeatMap, width: float, size: float) -> list[list[str]]:
    return [wrapped(row.name, _NAME_SHARE * width / size) or [""] for row in plot.rows]


def _height(lines: list[str], size: float) -> float:
    return max(_LEAST, _LINE * len(lines) + 0.4) * size
