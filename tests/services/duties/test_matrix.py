"""The matrix of duties: branches x periods and x kinds, what is due this month, what fell out, what stands behind."""

from datetime import date

import pytest

from models.enums import DutyState, OrganizationKind, SessionKind, SessionState
from services.duties.matrix import MATRIX_KINDS, agenda, by_kind, by_period, kinds_of, last_day_of_month, period_title
from services.duties.rows import DutyRow
from services.duties.service import DutyService
from tests.services.book import CLOCK, Book

MET, DUE, MISSED, NONE = DutyState.MET, DutyState.DUE, DutyState.MISSED, DutyState.NOT_REQUIRED
A, B = b"a" * 16, b"b" * 16
THEME, LECTURE = SessionKind.THEME_DAY, SessionKind.PARTY_LECTURE


def row(
    place: bytes, kind: SessionKind, period: str, days: tuple[date, date], state: DutyState, *, held: int = 0
) -> DutyRow:
    return DutyRow(place, place[:1].decode(), kind, period, *days, int(state is not NONE), held, state)


JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))
FIRST_QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
ROWS = [
    row(A, THEME, "2026-01", JANUARY, MET, held=3),
    row(A, THEME, "2026-02", FEBRUARY, DUE),
    row(A, LECTURE, "2026-Q1", FIRST_QUARTER, DUE),
    row(B, THEME, "2026-01", JANUARY, MISSED),
    row(B, THEME, "2026-02", FEBRUARY, NONE),
]


@pytest.mark.parametrize(
    ("period", "title"),
    [("2026", "全年"), ("2026-H2", "下半年"), ("2026-Q3", "三季度"), ("2026-03", "3月"), ("2026-12", "12月")],
)
def test_periods_are_named_as_people_say(period: str, title: str) -> None:
    assert period_title(period) == title


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 2, 29), (2025, 2, 28), (2025, 12, 31), (2025, 4, 30)])
def test_the_last_day_of_a_month(year: int, month: int, day: int) -> None:
    assert last_day_of_month(year, month) == date(year, month, day)


def test_one_kind_by_period() -> None:
    matrix = by_period(ROWS, THEME)
    assert matrix.columns == ("1月", "2月")
    assert [(line.name, [cell and cell.state for cell in line.cells]) for line in matrix.lines] == [
        ("a", [MET, DUE]),
        ("b", [MISSED, NONE]),
    ]
    assert (matrix.required, matrix.counted) == (3, 1), "three held in January count once"
    assert [matrix.count(state) for state in (MET, DUE, MISSED, NONE)] == [1, 1, 1, 1]


def test_every_kind_of_one_month_with_the_longer_periods_around_it() -> None:
    matrix = by_kind(ROWS, date(2026, 2, 28))
    assert matrix.columns == ("党课", "主题党日")
    assert [[cell and cell.period for cell in line.cells] for line in matrix.lines] == [
        ["2026-Q1", "2026-02"],
        [None, "2026-02"],
    ]
    assert by_kind(ROWS, date(2025, 2, 1)).lines == ()


def test_kinds_are_the_usual_ones_and_whatever_a_rule_asks_for() -> None:
    assert kinds_of([]) == MATRIX_KINDS
    assert kinds_of([row(A, SessionKind.EXAM, "2026", JANUARY, DUE)]) == (*MATRIX_KINDS, SessionKind.EXAM)


@pytest.mark.parametrize(
    ("day", "due", "missed"),
    [
        (date(2026, 2, 15), [(A, "2026-02")], [(B, "2026-01")]),
        (date(2026, 3, 1), [(A, "2026-Q1")], []),
        (date(2026, 1, 31), [], []),
    ],
)
def test_what_ends_this_month_and_what_last_month_let_fall(
    day: date, due: list[tuple[bytes, str]], missed: list[tuple[bytes, str]]
) -> None:
    found = agenda(ROWS, day)
    assert [(one.organization, one.period) for one in found.due] == due
    assert [(one.organization, one.period) for one in found.missed] == missed


def test_in_january_last_month_was_december(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.session(branch, date(2025, 12, 3), THEME)
    book.save()
    found = DutyService(book.database, CLOCK).agenda(branch, date(2026, 1, 9))
    assert [(one.kind, one.period) for one in found.due] == [(THEME, "2026-01")]
    assert {one.period for one in found.missed} == {"2025-Q4", "2025"}


def test_a_scope_leaves_out_the_others(book: Book) -> None:
    branch, other = book.organization("第一党支部"), book.organization("第二党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    book.save()
    service = DutyService(book.database, CLOCK)
    assert {one.organization for one in service.duties(2025, scope=branch)} == {branch, group}
    assert {one.organization for one in service.duties(2025)} == {book.top, branch, other, group}


def test_the_sessions_behind_a_cell_are_as_many_as_it_counts(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.session(branch, date(2025, 5, 8), THEME, title="党日", further=[LECTURE])
    book.session(branch, date(2025, 5, 9), THEME, title="取消的", state=SessionState.CANCELLED)
    book.session(branch, date(2025, 6, 2), LECTURE, title="六月党课")
    book.session(book.top, date(2025, 5, 9), SessionKind.CENTER_GROUP, title="只学习")
    book.session(book.top, date(2025, 5, 19), SessionKind.CENTER_GROUP, title="研讨", discussion=True)
    book.save()
    service = DutyService(book.database, CLOCK)
    rows = service.duties(2025)
    assert all(len(service.sessions(one)) == one.held for one in rows)
    behind = {(one.kind, one.period): [held.title for held in service.sessions(one)] for one in rows if one.held}
    assert behind == {
        (SessionKind.CENTER_GROUP, "2025-Q2"): ["研讨"],
        (LECTURE, "2025-Q2"): ["党日", "六月党课"],
        (THEME, "2025-05"): ["党日"],
    }
    assert service.sessions(next(one for one in rows if one.held and one.kind is LECTURE))[0].kinds == (THEME, LECTURE)
