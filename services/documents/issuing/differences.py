"""What of an issued document is another today: each period and scope is computed once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from models.keys import Key
from services.documents.issuing.rows import FigureDifference
from services.errors import RecordMissingError
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value
from services.figures.service import FigureService
from services.figures.text import UNKNOWN, as_json, shown_with_unit
from services.money.amounts import format_yuan


@dataclass(frozen=True, slots=True)
class Period:
    """The years and the scope of a document's figures."""

    year: int
    to_year: int | None
    scope: Key | None


@dataclass(frozen=True, slots=True)
class TodaysFigures:
    """Figures as they are today, by period."""

    figures: FigureService
    _known: dict[Period, Mapping[str, Value]] = field(default_factory=dict)

    def differences(self, period: Period, issued: Mapping[str, str]) -> tuple[FigureDifference, ...]:
        """List the figures that are others today; those that the catalogue has no more are passed over."""
        if not issued:
            return ()
        values = self._values(period)
        found = []
        for key, stated in issued.items():
            now = values.get(key)
            if key in CATALOGUE and stated != written(key, now):
                found.append(
                    FigureDifference(key, CATALOGUE[key].label, _shown(key, stated), shown_with_unit(key, now))
                )
        return tuple(found)

    def _values(self, period: Period) -> Mapping[str, Value]:
        if period not in self._known:
            try:
                told = self.figures.figures(period.year, period.to_year, period.scope)
            except RecordMissingError:  # the organisation is gone: there is nothing to compare with
                self._known[period] = {}
            else:
                self._known[period] = told.values
        return self._known[period]


def written(key: str, value: Value) -> str:
    """Write a figure as it is stored; empty where it is not known."""
    known = as_json(key, value)
    return "" if known is None else str(known)


def _shown(key: str, stated: str) -> str:
    """Write a stored figure for people."""
    if not stated:
        return UNKNOWN
    known = CATALOGUE[key]
    if known.kind is FigureKind.MONEY:
        return format_yuan(int(Decimal(stated) * 100)) + known.unit
    if known.kind in {FigureKind.COUNT, FigureKind.SUM}:
        return stated + known.unit
    return shown_with_unit(key, Fraction(stated))
