"""The duties of a file: whole periods, seven formal members, discussions, and what is not over yet."""

from datetime import date

from models.enums import DutyState, OrganizationKind, SessionKind
from models.keys import Key
from services.duties.rows import DutyRow
from services.duties.service import DutyService
from tests.services.book import CLOCK, Book

MARCH_2026 = date(2026, 3, 31)


def duties(book: Book, place: Key, kind: SessionKind, asof: date = MARCH_2026, year: int = 2025) -> list[DutyRow]:
    book.save()
    rows = DutyService(book.database, CLOCK).duties(year, asof)
    return [row for row in rows if row.organization == place and row.kind is kind]


def test_one_session_of_three_kinds_meets_three_duties(book: Book) -> None:
    branch = book.organization("第一党支部")
    further = [SessionKind.BRANCH_CONGRESS, SessionKind.PARTY_LECTURE]
    book.session(branch, date(2025, 5, 8), SessionKind.THEME_DAY, further=further)
    met = {
        (kind, row.period)
        for kind in (SessionKind.THEME_DAY, *further)
        for row in duties(book, branch, kind)
        if row.state is DutyState.MET
    }
    assert met == {
        (SessionKind.THEME_DAY, "2025-05"),
        (SessionKind.BRANCH_CONGRESS, "2025-Q2"),
        (SessionKind.PARTY_LECTURE, "2025-Q2"),
    }


def test_a_branch_founded_in_march_owes_nothing_before_its_first_whole_period(book: Book) -> None:
    branch = book.organization("新支部", founded=date(2025, 3, 10))
    book.session(branch, date(2025, 3, 20), SessionKind.BRANCH_CONGRESS)
    months = duties(book, branch, SessionKind.THEME_DAY)
    assert [row.period for row in months if row.state is DutyState.NOT_REQUIRED] == ["2025-01", "2025-02", "2025-03"]
    quarters = duties(book, branch, SessionKind.BRANCH_CONGRESS)
    assert [(row.required, row.held, row.state) for row in quarters[:2]] == [
        (0, 1, DutyState.NOT_REQUIRED),
        (1, 0, DutyState.MISSED),
    ]
    assert duties(book, branch, SessionKind.SITE_VISIT)[0].required == 0


def test_a_branch_dissolved_on_the_first_of_a_month_owed_the_month_before(book: Book) -> None:
    branch = book.organization("旧支部", dissolved=date(2025, 7, 1))
    required = [row.required for row in duties(book, branch, SessionKind.THEME_DAY)]
    assert required == [1] * 6 + [0] * 6
    assert duties(book, branch, SessionKind.THEME_DAY, year=2026) == []


def test_a_committee_is_asked_to_meet_where_seven_are_formal_on_the_first_day(book: Book) -> None:
    branch = book.organization("第一党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    for number in range(6):
        book.person(f"党员{number}", group if number % 2 else branch)
    book.person("六月转入", branch, since=date(2025, 6, 2), until=date(2025, 9, 1))
    book.person("预备", branch, joined=date(2025, 1, 5), formal=date(2026, 1, 5))
    required = [row.required for row in duties(book, branch, SessionKind.BRANCH_COMMITTEE)]
    assert required == [0] * 6 + [1, 1] + [0] * 4


def test_a_quarter_that_is_not_over_is_due_until_it_is_met(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.session(branch, date(2025, 5, 8), SessionKind.PARTY_LECTURE)
    asof = date(2025, 5, 7)
    states = [row.state for row in duties(book, branch, SessionKind.PARTY_LECTURE, asof)]
    assert states == [DutyState.MISSED, DutyState.DUE, DutyState.DUE, DutyState.DUE]
    assert duties(book, branch, SessionKind.PARTY_LECTURE, date(2025, 5, 8))[1].state is DutyState.MET


def test_only_discussions_of_the_centre_group_count(book: Book) -> None:
    book.session(book.top, date(2025, 1, 8), SessionKind.CENTER_GROUP)
    book.session(book.top, date(2025, 4, 8), SessionKind.CENTER_GROUP, discussion=True)
    rows = duties(book, book.top, SessionKind.CENTER_GROUP)
    assert [(row.held, row.state) for row in rows[:2]] == [(0, DutyState.MISSED), (1, DutyState.MET)]


def test_groups_meet_for_themselves(book: Book) -> None:
    branch = book.organization("第一党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    book.session(group, date(2025, 2, 8), SessionKind.GROUP_MEETING)
    book.session(branch, date(2025, 3, 8), SessionKind.GROUP_MEETING)
    assert [row.held for row in duties(book, group, SessionKind.GROUP_MEETING)][:3] == [0, 1, 0]
    assert duties(book, branch, SessionKind.GROUP_MEETING) == []
