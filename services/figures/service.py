"""Use cases of figures: all values of a period and scope, and the rows behind one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.database import Database
from models.keys import Key
from services.clock import Clock
from services.figures.attendance import attendance_figures
from services.figures.behind import Behind
from services.figures.catalogue import CATALOGUE
from services.figures.duties import duty_figures
from services.figures.errors import FigureUnknownError, PeriodOutOfOrderError
from services.figures.hours import hours_figures, study_hours_figures
from services.figures.ledger import Ledger
from services.figures.materials import material_figures
from services.figures.measures import Measure
from services.figures.money import money_figures
from services.figures.organizations import organization_figures
from services.figures.people import certification_figures, people_figures, study_app_figures
from services.figures.plans import follow_up_figures, plan_figures, problem_figures
from services.figures.rows import Figures, Trace, Value
from services.figures.sessions import session_figures

_FAMILIES = (
    organization_figures,
    people_figures,
    session_figures,
    follow_up_figures,
    attendance_figures,
    study_hours_figures,
    material_figures,
    study_app_figures,
    duty_figures,
    plan_figures,
    problem_figures,
    certification_figures,
    money_figures,
)


@dataclass(frozen=True, slots=True)
class FigureService:
    """Reads the figures of a file, each call in one reading transaction; as of today where no date is given."""

    database: Database
    clock: Clock

    def figures(
        self, year: int, to_year: int | None = None, scope: Key | None = None, asof: date | None = None
    ) -> Figures:
        """Compute every figure of the catalogue for the years `year..to_year`; hours.* are those of the last year.

        PeriodOutOfOrderError when the years are reversed, RecordMissingError for no such scope.
        """
        return self.spans((_years(year, to_year),), scope, asof)[0]

    def of_each_year(
        self, year: int, to_year: int, scope: Key | None = None, asof: date | None = None
    ) -> tuple[Figures, tuple[Figures, ...]]:
        """Compute the figures of a span and those of each of its years, reading everything once; as `figures`."""
        years = _years(year, to_year)
        span, *each = self.spans((years, *(range(one, one + 1) for one in years)), scope, asof)
        return span, tuple(each)

    def spans(self, spans: Sequence[range], scope: Key | None = None, asof: date | None = None) -> tuple[Figures, ...]:
        """Compute the figures of several spans of years, reading everything once; as `figures`."""
        as_of = asof or self.clock.today()
        widest = range(min(span[0] for span in spans), max(span[-1] for span in spans) + 1)
        with self.database.reading() as connection:
            whole = Ledger(connection, widest, scope, as_of)
            return tuple(_told(whole.of(span)) for span in spans)

    def trace(
        self,
        key: str,
        year: int,
        to_year: int | None = None,
        scope: Key | None = None,
        asof: date | None = None,
    ) -> Trace:
        """Give the rows behind one figure; FigureUnknownError for a key that the catalogue does not have."""
        return self.traces((key,), year, to_year, scope, asof)[key]

    def behind(
        self, year: int, to_year: int | None = None, scope: Key | None = None, asof: date | None = None
    ) -> Behind:
        """Give what looks behind the figures of a period and scope, as `trace` does."""
        return Behind(self.database, lambda key: self.trace(key, year, to_year, scope, asof))

    def traces(
        self,
        keys: Iterable[str],
        year: int,
        to_year: int | None = None,
        scope: Key | None = None,
        asof: date | None = None,
    ) -> dict[str, Trace]:
        """Give the rows behind several figures in one reading; raises as `trace`."""
        wanted = tuple(keys)
        if unknown := [key for key in wanted if key not in CATALOGUE]:
            raise FigureUnknownError(unknown[0])
        years = _years(year, to_year)
        with self.database.reading() as connection:
            measures = measures_of(Ledger(connection, years, scope, asof or self.clock.today()))
            return {key: measures[key].trace(CATALOGUE[key]) for key in wanted}


def _told(ledger: Ledger) -> Figures:
    measures = measures_of(ledger)
    years = ledger.years
    hours = {one: hours_figures(ledger, one) for one in years[:-1]}
    hours[years[-1]] = {key: measures[key] for key in CATALOGUE if key.startswith("hours.")}
    return Figures(
        from_year=years[0],
        to_year=years[-1],
        scope=ledger.root,
        scope_name=ledger.tree.name(ledger.root),
        asof=ledger.asof,
        values={key: measures[key].value for key in CATALOGUE},
        hours_by_year={one: _values(by_year) for one, by_year in hours.items()},
    )


def _years(year: int, to_year: int | None) -> range:
    last = year if to_year is None else to_year
    if last < year:
        raise PeriodOutOfOrderError(year, last)
    return range(year, last + 1)


def measures_of(ledger: Ledger) -> dict[str, Measure]:
    """Measure every figure of the catalogue; hours.* are those of the last year."""
    measures = {key: measure for family in _FAMILIES for key, measure in family(ledger).items()}
    return measures | hours_figures(ledger, ledger.years[-1])


def _values(measures: Mapping[str, Measure]) -> dict[str, Value]:
    return {key: measure.value for key, measure in measures.items()}
