"""Columns with lines over them: the hours of people, the money of months."""

from collections.abc import Iterator
from itertools import pairwise

from services.documents.plots.axes import every, tick_text, ticks
from services.documents.plots.plots import BarPlot, Line, Series
from services.documents.plots.shapes import Anchor, Box, Drawing, Label, Shape, Stroke, hatched, text_ems, wrapped

_GREY = 0.45
_HEIGHT = 18.0
"""Of the scale, in sizes of type."""

_SHARE = 0.62
"""The column's part of its place."""


class _Frame:
    """Where the scale and the places of a plot are."""

    def __init__(self, plot: BarPlot, width: float, size: float, top: float) -> None:
        stacks = [sum(values) for values in zip(*(series.values for series in plot.series), strict=True)]
        highest = max([*stacks, *(value for line in plot.lines for value in line.values if value is not None)])
        self.ticks = ticks(highest)
        self.left = (max(text_ems(tick_text(tick)) for tick in self.ticks) + 0.8) * size
        self.top = top
        self.bottom = top + _HEIGHT * size
        self.right = width
        self.room = (width - self.left) / len(plot.places)

    def y(self, value: float) -> float:
        """Place a value on the scale."""
        return self.bottom - value / self.ticks[-1] * (self.bottom - self.top)

    def x(self, place: int) -> float:
        """Give the middle of a place."""
        return self.left + (place + 0.5) * self.room


def bars(plot: BarPlot, width: float, size: float) -> Drawing:
    """Draw title, legend, scale, columns, lines and the note."""
    shapes: list[Shape] = [Label(0, size, plot.title, size * 1.15)]
    shapes.append(Label(width, size, f"单位：{plot.unit}", size, Anchor.RIGHT))
    legend = list(_legend(plot, width, size))
    shapes += legend
    below = max((shape.y for shape in legend if isinstance(shape, Label)), default=size)
    frame = _Frame(plot, width, size, below + 2.6 * size)
    shapes += _scale(frame, size)
    shapes += _columns(plot, frame, size)
    for line in plot.lines:
        shapes += _line(line, frame, size)
    shapes += _words(plot, frame, size)
    step = every(plot.places, frame.room, size)
    shapes += [
        Label(frame.x(place), frame.bottom + size, name, size, Anchor.CENTER)
        for place, name in enumerate(plot.places)
        if place % step == 0
    ]
    y = frame.bottom + 2.4 * size
    for words in wrapped(plot.note, width / size):
        shapes.append(Label(0, y, words, size))
        y += 1.4 * size
    return Drawing(width, y, tuple(shapes))


def _legend(plot: BarPlot, width: float, size: float) -> Iterator[Shape]:
    x, y = 0.0, 2.8 * size
    items: list[Series | Line] = [*plot.series, *plot.lines]
    for item in items:
        needed = (text_ems(item.name) + 3.6) * size
        if x and x + needed > width:
            x, y = 0.0, y + 1.5 * size
        if isinstance(item, Line):
            yield Stroke(x, y, x + 1.8 * size, y, 1.4, dashed=item.dashed)
        else:
            yield from _filled(Box(x, y - 0.45 * size, 1.5 * size, 0.9 * size, _GREY), item, size)
        yield Label(x + 2.2 * size, y, item.name, size)
        x += needed


def _filled(box: Box, series: Series, size: float) -> tuple[Shape, ...]:
    return hatched(box, 0.45 * size) if series.hatched else (box,)


def _scale(frame: _Frame, size: float) -> Iterator[Shape]:
    for tick in frame.ticks:
        y = frame.y(tick)
        yield Stroke(frame.left, y, frame.right, y, 0.4, light=tick > 0)
        yield Label(frame.left - 0.4 * size, y, tick_text(tick), size, Anchor.RIGHT)


def _columns(plot: BarPlot, frame: _Frame, size: float) -> Iterator[Shape]:
    width = frame.room * _SHARE
    for place in range(len(plot.places)):
        reached = 0.0
        for series in plot.series:
            value = series.values[place]
            if value > 0:
                top = frame.y(reached + value)
                box = Box(frame.x(place) - width / 2, top, width, frame.y(reached) - top, _GREY)
                yield from _filled(box, series, size)
                reached += value


def _words(plot: BarPlot, frame: _Frame, size: float) -> Iterator[Shape]:
    """Say the columns above them, on white where lines pass; none where the places are too narrow for them."""
    if every(plot.words, frame.room, size) > 1:
        return
    for place, word in enumerate(plot.words):
        if word:
            y = frame.y(sum(series.values[place] for series in plot.series)) - 0.8 * size
            width = text_ems(word) * size
            if plot.lines:
                x = frame.x(place) - width / 2
                yield Box(x, y - 0.55 * size, width, 1.1 * size, 0.0, outlined=False)
            yield Label(frame.x(place), y, word, size, Anchor.CENTER)


def _line(line: Line, frame: _Frame, size: float) -> Iterator[Shape]:
    points = [(frame.x(place), frame.y(value)) for place, value in enumerate(line.values) if value is not None]
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Stroke(x1, y1, x2, y2, 1.4, dashed=line.dashed)
    if not line.dashed:
        half = 0.22 * size
        for x, y in points:
            yield Box(x - half, y - half, 2 * half, 2 * half, 1.0)
