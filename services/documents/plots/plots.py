"""What is plotted, before it has a size: numbers with their words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Values side by side with the plot's places; they stack upon the series before. `hatched`: lines, not grey."""

    name: str
    values: tuple[float, ...]
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the plot's places; None where it has no point."""

    name: str
    values: tuple[float | None, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class BarPlot:
    """Columns over named places, and lines above them on the same scale; `words` stand over the columns."""

    title: str
    unit: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    words: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to see."""
        values = [value for series in self.series for value in series.values]
        values += [value for line in self.lines for value in line.values if value is not None]
        return not any(values)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of a heat map: a share from 0 to 1 in every place with its words; None where nothing was due."""

    name: str
    cells: tuple[tuple[float, str] | None, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows over named places: the fuller, the darker; the words are in the cells."""

    title: str
    places: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to see."""
        return not any(cell is not None for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure over the years, with its target where there is one; `words` say the values."""

    title: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    target: float | None = None
    target_words: str = ""


@dataclass(frozen=True, slots=True)
class LinePanels:
    """Figures of different units over the same years, each on a scale of its own."""

    title: str
    places: tuple[str, ...]
    panels: tuple[Panel, ...]
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to see."""
        return not any(value is not None for panel in self.panels for value in panel.values)


Plot = BarPlot | HeatMap | LinePanels


def described(plot: Plot) -> str:
    """Say a plot in words, for who cannot see it."""
    if plot.is_empty:
        return f"{plot.title}：没有数据"
    if isinstance(plot, BarPlot):
        told = (f"{place} {word}" for place, word in zip(plot.places, plot.words, strict=True) if word)
    elif isinstance(plot, HeatMap):
        told = (f"{row.name} {'、'.join(_cell_words(plot, row))}" for row in plot.rows)
    else:
        told = (f"{panel.title} {'、'.join(_panel_words(plot, panel))}" for panel in plot.panels)
    return f"{plot.title}：{'；'.join(told)}"


def _cell_words(plot: HeatMap, row: HeatRow) -> list[str]:
    return [f"{place}{cell[1]}" for place, cell in zip(plot.places, row.cells, strict=True) if cell is not None]


def _panel_words(plot: LinePanels, panel: Panel) -> list[str]:
    return [f"{place}{word}" for place, word in zip(plot.places, panel.words, strict=True) if word]
