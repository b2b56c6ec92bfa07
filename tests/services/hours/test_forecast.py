"""Where the pace leads: a table of cases, then the lists of real files."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, ForecastState, Topic
from services.clock import FixedClock
from services.hours.errors import YearNotRunningError
from services.hours.forecast import Outlook, outlook
from services.hours.service import HoursService
from services.people.standing import Span
from tests.services.book import CLOCK, Book

D = Decimal
YEAR = (Span(date(2025, 1, 1), date(2026, 1, 1)),)
LEAP = (Span(date(2024, 1, 1), date(2025, 1, 1)),)
JUNE = (Span(date(2025, 6, 1), date(2026, 1, 1)),)
TWICE = (Span(date(2025, 1, 1), date(2025, 2, 1)), Span(date(2025, 12, 1), date(2026, 1, 1)))
MET, ON_TRACK, SHORT, NOT_BEGUN = (
    ForecastState.MET,
    ForecastState.ON_TRACK,
    ForecastState.SHORT,
    ForecastState.NOT_BEGUN,
)


@pytest.mark.parametrize(
    ("earned", "target", "days", "asof", "expected"),
    [
        # Half the year gone (181 of 365 days): 16 become 32.26.
        (16, 32, YEAR, date(2025, 6, 30), Outlook(ON_TRACK, D(32), D(16), D(3))),
        (15, 32, YEAR, date(2025, 6, 30), Outlook(SHORT, D(30), D(17), D(3))),
        (32, 32, YEAR, date(2025, 6, 30), Outlook(MET, D("64.5"), D(0), D(0))),
        (40, 32, YEAR, date(2025, 12, 31), Outlook(MET, D(40), D(0), D(0))),
        # A pace of 31.9 is not 32, however it is rounded.
        (D("15.82"), 32, YEAR, date(2025, 6, 30), Outlook(SHORT, D("31.5"), D("16.18"), D(3))),
        # 1 January: one day of 365 is the pace; nothing so far leads to nothing.
        (0, 32, YEAR, date(2025, 1, 1), Outlook(SHORT, D(0), D(32), D(3))),
        (D("0.5"), 32, YEAR, date(2025, 1, 1), Outlook(ON_TRACK, D("182.5"), D("31.5"), D(3))),
        # 31 December: what is missing stays missing.
        (30, 32, YEAR, date(2025, 12, 31), Outlook(SHORT, D(30), D(2), None)),
        # Less than a month left: all of it at once.
        (30, 32, YEAR, date(2025, 12, 20), Outlook(SHORT, D("30.5"), D(2), D(2))),
        # A leap year: 29 February is day 60 of 366.
        (6, 32, LEAP, date(2024, 2, 29), Outlook(ON_TRACK, D("36.5"), D(26), D(3))),
        # Joined in June: 30 of 214 days.
        (3, 19, JUNE, date(2025, 6, 30), Outlook(ON_TRACK, D(21), D(16), D(3))),
        (2, 19, JUNE, date(2025, 6, 30), Outlook(SHORT, D(14), D(17), D(3))),
        # What was learned before joining counts, but no pace is known yet.
        (2, 19, JUNE, date(2025, 5, 31), Outlook(NOT_BEGUN, None, D(17), D("2.5"))),
        # Away from February to November: 31 of 62 days.
        (3, 5, TWICE, date(2025, 6, 30), Outlook(ON_TRACK, D(6), D(2), D(2))),
        (0, 0, YEAR, date(2025, 3, 1), Outlook(MET, D(0), D(0), D(0))),
    ],
)
def test_where_the_pace_leads(
    earned: D | int, target: int, days: tuple[Span, ...], asof: date, expected: Outlook
) -> None:
    assert outlook(D(earned), D(target), days, asof) == expected


def test_exempt_people_and_leavers_have_no_forecast(book: Book) -> None:
    branch = book.organization("第一党支部")
    staying, exempt = book.person("留", branch), book.person("免", branch)
    book.person("转出", branch, until=date(2025, 3, 1))
    book.exempt(exempt)
    book.attend(book.session(branch, date(2025, 3, 1), hours="10"), staying)
    book.save()
    found = HoursService(book.database, CLOCK).forecast(2025, asof=date(2025, 6, 30))
    assert [(row.hours.name, row.state, row.projected, row.needed) for row in found.rows] == [
        ("留", SHORT, D(20), D(22))
    ]
    assert (found.short, found.scope_name) == (1, "某某公司党委")


def test_a_scope_only_selects_people(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    book.person("甲", first)
    book.person("乙", second)
    book.save()
    service = HoursService(book.database, CLOCK)
    assert [row.hours.name for row in service.forecast(2026, second).rows] == ["乙"]


@pytest.mark.parametrize("year", [2025, 2027])
def test_only_the_running_year_has_a_forecast(book: Book, year: int) -> None:
    with pytest.raises(YearNotRunningError):
        HoursService(book.database, CLOCK).forecast(year)


def theory(book: Book) -> dict[str, tuple[D, D]]:
    book.save()
    found = HoursService(book.database, CLOCK).theory(2025)
    rows = {row.name: (row.theory, row.earned) for row in (*found.people, *found.branches)}
    return rows | {"全部": (found.whole.theory, found.whole.earned)}


def two_branches(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    one, other = book.person("甲", first), book.person("乙", second)
    both = book.session(first, date(2025, 3, 1), hours="3", topics=[Topic.NEW_THOUGHT, Topic.POLITICAL_THEORY])
    book.attend(both, one)
    book.attend(both, other, minutes=60)
    book.attend(book.session(first, date(2025, 4, 1), hours="5", topics=[Topic.SKILLS]), one, other)
    book.attend(book.session(second, date(2025, 5, 1), hours="4", topics=[Topic.POLITICAL_THEORY]), other)
    course = book.session(second, date(2025, 6, 1), hours=None, topics=[Topic.NEW_THOUGHT])
    book.sitting(course, 1, "4", date(2025, 6, 1))
    book.sitting(course, 2, "3", date(2025, 6, 1), missed_by=[other])
    book.attend(course, other)
    book.attend(course, one, status=AttendanceStatus.ABSENT)


def test_theory_counts_a_session_of_both_topics_once(book: Book) -> None:
    two_branches(book)
    expected = {"甲": (D(3), D(8)), "乙": (D(9), D(14))}
    expected |= {"第一党支部": (D(3), D(8)), "第二党支部": (D(9), D(14)), "全部": (D(12), D(22))}
    assert theory(book) == expected


def test_theory_is_the_same_row_by_row(book: Book) -> None:
    two_branches(book)
    sums = theory(book)
    book.rule("hours.online_cap", "100")  # now every row is looked at
    assert theory(book) == sums


def test_theory_is_judged_by_the_rule_and_by_nothing_else(book: Book) -> None:
    two_branches(book)
    book.person("丙", book.organization("第三党支部"))
    book.save()
    service = HoursService(book.database, CLOCK)
    found = service.theory(2025)
    assert [(row.name, found.enough(row)) for row in found.people] == [("甲", False), ("乙", True), ("丙", None)]
    assert found.enough(found.whole) is True
    assert all(row.met is False for row in service.hours(2025).rows)


def test_years_are_those_with_sessions_and_this_one(book: Book) -> None:
    two_branches(book)
    book.save()
    assert HoursService(book.database, FixedClock(CLOCK.moment)).years() == (2026, 2025)
