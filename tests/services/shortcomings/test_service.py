"""问题整改: found, mended, closed, carried into the next year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.enums import ShortcomingState
from models.keys import Key, new_key
from services.clock import FixedClock
from services.errors import AppError, InvalidFieldError, RecordMissingError, RequiredFieldError
from services.figures.service import FigureService
from services.shortcomings.errors import AlreadyCarriedError, ShortcomingClosedError
from services.shortcomings.rows import ShortcomingDraft, ShortcomingRow
from services.shortcomings.service import ShortcomingService
from tests.services.office import NOON, Office, key_of

DRAFT = ShortcomingDraft(2025, "学用脱节", deadline="2025-12-31", measures=("开展调研", "建立机制"))
Attempt = Callable[[], object]


@pytest.fixture
def shortcomings(office: Office) -> ShortcomingService:
    return ShortcomingService(office.database, FixedClock(NOON))


def only(shortcomings: ShortcomingService, year: int = 2025) -> ShortcomingRow:
    (row,) = shortcomings.shortcomings(year)
    return row


def added(shortcomings: ShortcomingService, draft: ShortcomingDraft = DRAFT) -> Key:
    return key_of(shortcomings.add(draft))


def test_a_shortcoming_is_mended_and_reopened(office: Office, shortcomings: ShortcomingService) -> None:
    key = added(shortcomings)
    assert only(shortcomings).draft == replace(DRAFT, number="2025-0001")
    assert [row.days_late for row in shortcomings.overdue()] == [64]
    shortcomings.change(key, replace(only(shortcomings).draft, measures=("建立机制",)))
    assert only(shortcomings).draft.measures == ("建立机制",)
    shortcomings.close(key, date(2026, 3, 5))
    row = only(shortcomings)
    assert (row.draft.state, row.draft.completed_on) == (ShortcomingState.CLOSED, date(2026, 3, 5))
    assert shortcomings.overdue() == ()
    # Mended in the year after: in its own year it was still open.
    values = FigureService(office.database, FixedClock(NOON)).figures(2025).values
    totals = shortcomings.totals(2025)
    assert (values["problems.open"], values["problems.closed"]) == (totals.still_open, totals.closed) == (1, 0)
    shortcomings.reopen(key)
    row = only(shortcomings)
    assert (row.draft.state, row.draft.completed_on) == (ShortcomingState.IN_PROGRESS, None)


def test_an_open_one_is_carried_once_and_says_where_it_came_from(shortcomings: ShortcomingService) -> None:
    key = added(shortcomings)
    carried = key_of(shortcomings.carry_over(key))
    row = only(shortcomings, 2026)
    assert row.key == carried
    assert row.draft.problem == "学用脱节（结转自2025年2025-0001）"
    assert (row.draft.number, row.draft.deadline, row.draft.measures) == ("2026-0001", "2026-12-31", DRAFT.measures)
    assert only(shortcomings).carried
    assert shortcomings.overdue() == ()
    shortcomings.change(carried, replace(row.draft, problem="学用脱节严重（结转自2025年2025-0001）"))
    with pytest.raises(AlreadyCarriedError):
        shortcomings.carry_over(key)
    shortcomings.carry_over(carried)
    assert only(shortcomings, 2027).draft.problem == "学用脱节严重（结转自2026年2026-0001）"
    shortcomings.delete(carried)
    assert not only(shortcomings).carried


def test_what_cannot_be_right_is_refused(shortcomings: ShortcomingService) -> None:
    key = added(shortcomings)
    closed = added(shortcomings, replace(DRAFT, year=2024))
    shortcomings.close(closed, date(2024, 5, 1))
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: shortcomings.add(replace(DRAFT, problem=" "))),
        (InvalidFieldError, lambda: shortcomings.add(replace(DRAFT, year=25))),
        (InvalidFieldError, lambda: shortcomings.add(replace(DRAFT, completed_on=date(2025, 5, 1)))),
        (InvalidFieldError, lambda: shortcomings.close(key, date(2026, 3, 6))),
        (InvalidFieldError, lambda: shortcomings.close(key, date(2024, 12, 31))),
        (ShortcomingClosedError, lambda: shortcomings.carry_over(closed)),
        (RecordMissingError, lambda: shortcomings.carry_over(new_key())),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    assert len(shortcomings.shortcomings()) == 2
    assert shortcomings.years() == (2026, 2025, 2024)


def test_a_smaller_scope_shows_what_its_units_answer_for(office: Office, shortcomings: ShortcomingService) -> None:
    added(shortcomings)
    added(shortcomings, replace(DRAFT, problem="支部的", responsible_unit="第一党支部"))
    assert len(shortcomings.shortcomings(2025, office.top)) == 2
    assert [row.draft.problem for row in shortcomings.shortcomings(2025, office.first_branch)] == ["支部的"]
    assert shortcomings.shortcomings(2025, office.second_branch) == ()
