"""目标 of a real file: entered, measured year by year and over all, proposed, moved, refused, printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import SessionKind
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.errors import AppError, InvalidFieldError, RecordMissingError, RequiredFieldError
from services.figures.errors import FigureUnknownError, PeriodOutOfOrderError
from services.figures.service import FigureService
from services.targets.rows import TargetDraft, TargetState
from services.targets.service import TargetService
from services.targets.text import rate_text, target_text
from tests.services.office import NOON, Office, key_of

THEME_DAYS = TargetDraft(2024, 2026, "主题党日", "theme_day.sessions", target=Decimal(4), yearly=Decimal(2))
Attempt = Callable[[], object]


@pytest.fixture
def targets(office: Office) -> TargetService:
    for day in (date(2024, 3, 1), date(2024, 4, 1), date(2025, 5, 1)):
        office.session(kind=SessionKind.THEME_DAY, starts_on=day)
    return TargetService(office.database, FixedClock(NOON))


def test_a_target_is_measured_by_year_and_over_its_span(office: Office, targets: TargetService) -> None:
    targets.add(THEME_DAYS)
    (row,) = targets.table(2024, 2026).rows
    assert {year: (found.actual, found.state) for year, found in row.years.items()} == {
        2024: (2, TargetState.MET),
        2025: (1, TargetState.MISSED),
        2026: (0, TargetState.RUNNING),
    }
    assert (row.overall.actual, row.overall.rate) == (3, Fraction(3, 4))
    assert row.overall.state is TargetState.RUNNING
    figures = FigureService(office.database, FixedClock(NOON)).figures(2024, 2026)
    assert row.overall.actual == figures.values["theme_day.sessions"]


def test_years_shown_are_those_of_the_span_and_the_whole_stays_the_whole(targets: TargetService) -> None:
    targets.add(THEME_DAYS)
    (row,) = targets.table(2025, 2028).rows
    assert list(row.years) == [2025, 2026]
    assert row.overall.actual == 3
    assert targets.table(2027, 2030).rows == ()
    assert targets.spans() == ((2024, 2026),)


def test_as_of_an_earlier_day_what_comes_later_has_not_begun(targets: TargetService) -> None:
    targets.add(THEME_DAYS)
    (row,) = targets.table(2024, 2026, asof=date(2024, 12, 31)).rows
    assert [found.state for found in row.years.values()] == [
        TargetState.MET,
        TargetState.NOT_BEGUN,
        TargetState.NOT_BEGUN,
    ]
    assert (row.overall.actual, row.overall.state) == (2, TargetState.RUNNING)


def test_yearly_targets_alone_judge_the_span_and_words_judge_nothing(targets: TargetService) -> None:
    targets.add(replace(THEME_DAYS, target=None))
    targets.add(replace(THEME_DAYS, target=None, yearly=None))
    targets.add(TargetDraft(2024, 2026, "建成党员教育基地", note="已建成一处"))
    states = [row.overall.state for row in targets.table(2024, 2026).rows]
    assert states == [TargetState.MISSED, TargetState.UNSET, TargetState.IN_WORDS]


def test_the_usual_set_is_proposed_unset_and_each_indicator_once(targets: TargetService) -> None:
    targets.add(THEME_DAYS)
    proposed = targets.propose(2024, 2026)
    assert "theme_day.sessions" not in {draft.figure_key for draft in proposed}
    assert {"hours.members.rate", "training.coverage", "funding.ratio", "certification.rate"} <= {
        draft.figure_key for draft in proposed
    }
    assert all(draft.target is None and draft.yearly is None for draft in proposed)
    targets.add_all(proposed)
    assert targets.propose(2024, 2026) == ()
    assert len(targets.propose(2021, 2025)) == len(proposed) + 1
    assert len(targets.table(2024, 2026).rows) == len(proposed) + 1


def test_indicators_are_moved_changed_and_deleted(targets: TargetService) -> None:
    first, second = key_of(targets.add(THEME_DAYS)), key_of(targets.add(replace(THEME_DAYS, indicator="乙")))
    targets.move(second, up=True)
    assert [row.key for row in targets.table(2024, 2026).rows] == [second, first]
    assert targets.move(second, up=True).tables == frozenset()
    targets.move(second, up=False)
    targets.change(first, replace(THEME_DAYS, indicator="甲", at_most=True))
    assert [row.draft.indicator for row in targets.table(2024, 2026).rows] == ["甲", "乙"]
    targets.delete(first)
    assert [row.key for row in targets.table(2024, 2026).rows] == [second]


def test_what_cannot_be_right_is_refused(targets: TargetService) -> None:
    money = replace(THEME_DAYS, figure_key="funding.spent", target=Decimal("1.005"))
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: targets.add(replace(THEME_DAYS, indicator=" "))),
        (FigureUnknownError, lambda: targets.add(replace(THEME_DAYS, figure_key="people.all"))),
        (PeriodOutOfOrderError, lambda: targets.add(replace(THEME_DAYS, to_year=2023))),
        (PeriodOutOfOrderError, lambda: targets.table(2025, 2024)),
        (InvalidFieldError, lambda: targets.add(replace(THEME_DAYS, from_year=24))),
        (InvalidFieldError, lambda: targets.add(replace(THEME_DAYS, target=Decimal(-1)))),
        (InvalidFieldError, lambda: targets.add(money)),
        (RecordMissingError, lambda: targets.delete(bytes(16))),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    assert targets.spans() == ()


def test_targets_and_rates_are_written_for_people(targets: TargetService) -> None:
    coverage = TargetDraft(2024, 2025, "覆盖率", "training.coverage", target=Decimal("0.8"))
    assert target_text(coverage, coverage.target) == "≥80.0%"
    assert target_text(replace(THEME_DAYS, at_most=True), Decimal(4)) == "≤4次"
    assert target_text(replace(coverage, figure_key="funding.spent"), Decimal("1234.5")) == "≥1,234.50元"
    assert target_text(coverage, None) == "—"
    targets.add(THEME_DAYS)
    assert rate_text(targets.table(2024, 2026).rows[0].overall) == "75.0%"


def test_the_table_is_printed_over_its_years(office: Office, targets: TargetService) -> None:
    targets.add(THEME_DAYS)
    clock = FixedClock(datetime(2027, 1, 5, 9, tzinfo=UTC))
    documents = DocumentService(office.database, clock, FontBook())
    request = DocumentRequest("target_table", 2024, to_year=2026)
    table = documents.outline(request)
    assert isinstance(table, TableDocument)
    expected = ("1", "主题党日", "≥2次", "2 √", "1 ×", "0 ×", "≥4次", "3", "75.0%", "未达到", "")
    assert table.rows == (expected,)
    assert table.title == "2024—2026年学习教育目标完成情况表"
    assert documents.render(request).startswith(b"%PDF")
