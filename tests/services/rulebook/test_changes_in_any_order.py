"""However changes follow each other, and are taken back, every day keeps exactly one value."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from services.rulebook.rows import RuleChange, RuleHistory, RuleVersion
from services.rulebook.service import RuleService
from tests.services.book import CLOCK, Book

CODES = ("hours.target.member", "hours.target.leader")
ALWAYS = date(2020, 1, 1)
TODAY = date(2026, 3, 5)
LAST = date(2030, 1, 1)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
CHANGES = st.lists(st.tuples(DAYS, st.integers(1, 99)), max_size=6)


def history(rules: RuleService, code: str) -> RuleHistory:
    return next(one for one in rules.list() if one.subject.code == code)


def at(versions: tuple[RuleVersion, ...], day: date) -> list[RuleVersion]:
    return [version for version in versions if version.holds(day)]


@settings(max_examples=40)
@given(CHANGES, st.data())
def test_every_day_has_one_value_the_one_changed_last_before_it(
    changes: list[tuple[date, int]], data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(CODES))
    with TemporaryDirectory() as folder:
        book = Book(Path(folder))
        rules = RuleService(book.database, CLOCK)
        first = history(rules, code).on(ALWAYS)
        assert first is not None
        expected = {ALWAYS: first.value}
        for since, value in changes:
            rules.change(code, RuleChange(Decimal(value), since))
            expected[since] = Decimal(value)
        to_come = [one for one in history(rules, code).versions if one.valid_from and one.valid_from > TODAY]
        for version in data.draw(st.lists(st.sampled_from(to_come), unique=True)) if to_come else ():
            rules.take_back(version.key)
            assert version.valid_from is not None
            del expected[version.valid_from]
        versions = history(rules, code).versions
        book.close()
    for begun in (ALWAYS, TODAY, LAST, *(day for day, _ in changes)):
        for day in (begun, begun - timedelta(days=1), begun + timedelta(days=1)):
            wanted = expected[max((start for start in expected if start <= day), default=ALWAYS)]
            assert [one.value for one in at(versions, day)] == [wanted], day
