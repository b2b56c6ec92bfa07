"""Where a document states figures, so that a number on the page leads to the rows behind it."""

from dataclasses import dataclass

from models.keys import Key


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
class RecordPlace:
    """A row of a ledger on a page (from 0) that is about a record of a table, in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float
    table: str
    key: Key

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the page lies on it."""
        return self.left <= x <= self.left + self.width and self.bottom <= y <= self.bottom + self.height


Place = FigurePlace | RecordPlace


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A PDF with the places of its figures and of the rows of its ledgers, in reading order."""

    content: bytes
    places: tuple[FigurePlace, ...] = ()
    records: tuple[RecordPlace, ...] = ()
