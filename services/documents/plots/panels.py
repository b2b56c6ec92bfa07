"""Small plots side by side: one figure each over the same years."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from services.documents.plots.axes import every
from services.documents.plots.plots import LinePanels, Panel
from services.documents.plots.shapes import Anchor, Box, Drawing, Label, Shape, Stroke, text_ems, wrapped

_WIDTH: Final = 22.0
_GAP: Final = 2.0
_PLOT: Final = 5.0
_LINE: Final = 1.4
_HEAD: Final = 2.6
"""Lengths in sizes of type: a panel's least width, between panels, the lines' height, leading, the heading."""


def panels(plot: LinePanels, width: float, size: float) -> Drawing:
    """Draw the title, then the panels in rows of as many as the width has room for."""
    shapes: list[Shape] = [Label(0, size, plot.title, size * 1.15)]
    y = _HEAD * size
    across, own = _columns(width, size)
    for start in range(0, len(plot.panels), across):
        row = plot.panels[start : start + across]
        for place, panel in enumerate(row):
            shapes += _panel(plot, panel, (place * (own + _GAP * size), y), own, size)
        y += _row_height(row, own, size)
    for words in wrapped(plot.note, width / size):
        shapes.append(Label(0, y, words, size))
        y += _LINE * size
    return Drawing(width, y, tuple(shapes))


def panels_that_fit(plot: LinePanels, width: float, size: float, most: float) -> tuple[LinePanels, LinePanels]:
    """Cut the panels in two: the rows that this height has room for (one at least), and the rest."""
    room = most - (_HEAD + _LINE * (len(wrapped(plot.note, width / size)) + 1)) * size
    across, own = _columns(width, size)
    count = 0
    for start in range(0, len(plot.panels), across):
        room -= _row_height(plot.panels[start : start + across], own, size)
        if room < 0 and count:
            break
        count = start + across
    return replace(plot, panels=plot.panels[:count]), replace(plot, panels=plot.panels[count:])


def _columns(width: float, size: float) -> tuple[int, float]:
    across = max(1, int((width + _GAP * size) // ((_WIDTH + _GAP) * size)))
    return across, (width - (across - 1) * _GAP * size) / across


def _row_height(row: tuple[Panel, ...], width: float, size: float) -> float:
    titles = max(len(wrapped(panel.title, width / size)) for panel in row)
    return (titles * _LINE + _PLOT + 5.4) * size


def _panel(plot: LinePanels, panel: Panel, at: tuple[float, float], width: float, size: float) -> Iterator[Shape]:
    left, y = at
    for line in wrapped(panel.title, width / size):
        y += _LINE * size
        yield Label(left, y - 0.7 * size, line, size)
    top, bottom = y + 1.8 * size, y + (1.8 + _PLOT) * size
    known = [value for value in (*panel.values, panel.target) if value is not None]
    highest = max([*known, 0.0]) or 1.0
    # Words over the first and the last point may be wider than their place: the points keep clear of the edges.
    edge = max(text_ems(word) for word in (*panel.words, *plot.places)) * size / 2
    room = (width - 2 * edge) / max(len(plot.places) - 1, 1)
    yield Stroke(left, bottom, left + width, bottom)
    if panel.target is not None:
        level = bottom - panel.target / highest * (bottom - top)
        yield Stroke(left, level, left + width, level, 0.8, dashed=True)
    points = [
        (place, left + edge + place * room, bottom - max(value, 0.0) / highest * (bottom - top))
        for place, value in enumerate(panel.values)
        if value is not None
    ]
    for (place, x1, y1), (following, x2, y2) in pairwise(points):
        if following == place + 1:
            yield Stroke(x1, y1, x2, y2, 1.3)
    half, step = 0.22 * size, every(panel.words, room, size)
    for place, x, level in points:
        yield Box(x - half, level - half, 2 * half, 2 * half, 1.0)
        if place % step == 0:
            yield Label(x, level - 0.9 * size, panel.words[place], size, Anchor.CENTER)
    yield from _below(plot, panel, (left, bottom), (edge, room), size)


def _below(
    plot: LinePanels, panel: Panel, at: tuple[float, float], places: tuple[float, float], size: float
) -> Iterator[Shape]:
    (left, bottom), (edge, room) = at, places
    step = every(plot.places, room, size)
    for place, name in enumerate(plot.places):
        if place % step == 0:
            yield Label(left + edge + place * room, bottom + size, name, size, Anchor.CENTER)
    if panel.target_words:
        yield Stroke(left, bottom + 2.4 * size, left + 1.8 * size, bottom + 2.4 * size, 0.8, dashed=True)
        yield Label(left + 2.2 * size, bottom + 2.4 * size, panel.target_words, size)
