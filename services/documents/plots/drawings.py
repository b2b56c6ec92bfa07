"""From a plot to shapes of a given width: the one way for screen and paper."""

from collections.abc import Iterator
from typing import Final

from services.documents.plots.bars import bars
from services.documents.plots.heat_map import heat_map, rows_that_fit
from services.documents.plots.panels import panels, panels_that_fit
from services.documents.plots.plots import BarPlot, HeatMap, Plot
from services.documents.plots.shapes import Anchor, Drawing, Label

NOTHING: Final = "没有数据"


def drawing(plot: Plot, width: float, size: float) -> Drawing:
    """Draw a plot whole; `size` is that of its type, all else follows from it."""
    if plot.is_empty:
        return _nothing(plot.title, width, size)
    if isinstance(plot, BarPlot):
        return bars(plot, width, size)
    return heat_map(plot, width, size) if isinstance(plot, HeatMap) else panels(plot, width, size)


def drawings(plot: Plot, width: float, size: float, most: float) -> Iterator[Drawing]:
    """Draw a plot in pieces of at most this height; each has the heading."""
    rest = plot
    while not rest.is_empty and not isinstance(rest, BarPlot):
        first, rest = (
            rows_that_fit(rest, width, size, most)
            if isinstance(rest, HeatMap)
            else panels_that_fit(rest, width, size, most)
        )
        yield drawing(first, width, size)
    if rest is plot:
        yield drawing(plot, width, size)


def _nothing(title: str, width: float, size: float) -> Drawing:
    shapes = (
        Label(0, size, title, size * 1.15),
        Label(width / 2, size * 4, NOTHING, size, Anchor.CENTER),
    )
    return Drawing(width, size * 6, shapes)
