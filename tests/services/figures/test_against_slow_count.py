"""Every count of organisations, people, sessions, attendance, hours and duties, against a slow count of its own."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from services.figures.service import FigureService
from services.hours.service import HoursService
from tests.services.book import CLOCK
from tests.services.figures.random_book import RandomBook
from tests.services.figures.slow_count import SlowCount
from tests.services.figures.test_traces import AS_OF, PARTS, SEEDS, SPANS


@settings(max_examples=20)
@given(SEEDS, SPANS, AS_OF, PARTS)
def test_figures_equal_the_slow_count(seed: int, span: tuple[int, int], asof: date, part: int) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed)
        scope = made.part(part)
        values = FigureService(made.book.database, CLOCK).figures(*span, scope, asof).values
        slow = SlowCount(made.book, *span, scope, asof).figures()
        assert {key: values[key] for key in slow} == slow
        made.book.close()


@settings(max_examples=20)
@given(SEEDS, AS_OF, PARTS)
def test_the_hours_list_equals_the_slow_count(seed: int, asof: date, part: int) -> None:
    with TemporaryDirectory() as folder:
        made = RandomBook(Path(folder), seed)
        scope = made.part(part)
        service = HoursService(made.book.database, CLOCK)
        table = service.hours(2025, scope, asof)
        found = {row.person: (row.member_class, row.target, row.earned, row.met, row.state) for row in table.rows}
        assert found == SlowCount(made.book, 2025, 2025, scope, asof).hours_list(2025)
        for row in table.rows:
            assert sum(source.hours for source in service.sources(row.person, 2025, asof)) == row.earned
        made.book.close()
