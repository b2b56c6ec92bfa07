"""Whatever the file, period and scope: the rows behind a figure add up to it, and parts add up to the whole."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from services.figures.catalogue import CATALOGUE
from services.figures.ledger import Ledger
from services.figures.rows import FigureKind, Trace, TraceRow
from services.figures.service import FigureService, measures_of
from tests.services.book import CLOCK
from tests.services.figures.random_book import RandomBook

SEEDS = st.integers(0, 2**32 - 1)
PARTS = st.integers(0, 6)
SPANS = st.sampled_from([(first, last) for first in range(2022, 2027) for last in range(first, 2027)])
AS_OF = st.sampled_from([date(2026, 3, 1), date(2025, 6, 30), date(2024, 12, 31)])


def total(rows: Iterable[TraceRow]) -> Fraction:
    return sum((Fraction(row.amount) for row in rows), start=Fraction(0))


def adds_up(trace: Trace) -> bool:
    if trace.definition.kind is FigureKind.COUNT:
        return trace.value is None or (len(trace.rows) == trace.value and all(row.amount == 1 for row in trace.rows))
    if trace.definition.kind in {FigureKind.RATE, FigureKind.AVERAGE}:
        divisor = total(trace.denominator)
        return trace.value == (total(trace.numerator) / divisor if divisor else None) or trace.value is None
    if trace.definition.key == "funding.per_member":
        people = len(trace.denominator)
        exact = total(trace.numerator) / people if people else None
        return trace.value == (None if exact is None else int(exact + Fraction(1, 2)))
    return trace.value is None or total(trace.rows) == trace.value


@settings(max_examples=12)
@given(SEEDS, SPANS, AS_OF, PARTS)
def test_the_rows_behind_every_figure_add_up_to_it(seed: int, span: tuple[int, int], asof: date, part: int) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed)
        scope = made.part(part)
        service = FigureService(made.book.database, CLOCK)
        values = service.figures(*span, scope, asof).values
        with made.book.database.reading() as connection:
            measures = measures_of(Ledger(connection, range(span[0], span[1] + 1), scope, asof))
            for key, definition in CATALOGUE.items():
                trace = measures[key].trace(definition)
                assert trace.value == values[key], key
                assert adds_up(trace), (key, trace)
                assert len({(row.table, row.key, row.description) for row in trace.rows}) == len(trace.rows), key
        made.book.close()


@settings(max_examples=8)
@given(SEEDS, SPANS, AS_OF, PARTS)
def test_spans_read_at_once_say_what_each_says_alone(seed: int, span: tuple[int, int], asof: date, part: int) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed)
        scope = made.part(part)
        service = FigureService(made.book.database, CLOCK)
        whole, years = service.of_each_year(*span, scope, asof)
        assert whole == service.figures(*span, scope, asof)
        assert list(years) == [service.figures(year, year, scope, asof) for year in range(span[0], span[1] + 1)]
        made.book.close()


@settings(max_examples=8)
@given(SEEDS, SPANS, AS_OF)
def test_parts_add_up_to_the_whole(seed: int, span: tuple[int, int], asof: date) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed, only_branches=True)
        service = FigureService(made.book.database, CLOCK)
        whole = service.figures(*span, None, asof).values
        parts = [service.figures(*span, scope, asof).values for scope in made.book_parts()]
        for key in (key for key, definition in CATALOGUE.items() if definition.adds_branches):
            assert whole[key] == sum((part[key] or 0 for part in parts), start=0), key
        made.book.close()


@settings(max_examples=8)
@given(SEEDS, SPANS, AS_OF, PARTS)
def test_years_add_up_to_their_span(seed: int, span: tuple[int, int], asof: date, part: int) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed)
        scope = made.part(part)
        service = FigureService(made.book.database, CLOCK)
        whole = service.figures(*span, scope, asof).values
        years = [service.figures(year, None, scope, asof).values for year in range(span[0], span[1] + 1)]
        for key in (key for key, definition in CATALOGUE.items() if definition.adds_years):
            assert (whole[key] or 0) == sum((year[key] or 0 for year in years), start=0), key
        made.book.close()


def test_what_adds_up_is_counted_and_not_a_rate() -> None:
    adding = {key for key, definition in CATALOGUE.items() if definition.adds_years or definition.adds_branches}
    assert not {key for key in adding if CATALOGUE[key].kind in {FigureKind.RATE, FigureKind.AVERAGE}}
    assert {"theme_day.sessions", "funding.spent", "attendance.expected"} <= adding
    assert not CATALOGUE["people.members"].adds_years
    assert CATALOGUE["people.members"].adds_branches
