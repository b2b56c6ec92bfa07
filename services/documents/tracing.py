"""Where a document states figures, so that a number on the page leads to the rows behind it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """A stretch of a page (from 0) that states a figure of the catalogue, in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float
    figure: str

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the page lies on it."""
        return self.left <= x <= self.left + self.width and self.bottom <= y <= self.bottom + self.height


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A PDF with the places of its figures, in reading order."""

    content: bytes
    places: tuple[FigurePlace, ...] = ()
