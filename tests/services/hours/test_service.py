"""The hours list of real files: who is on it, with which class and target, and what the total comes from."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, HoursState, MemberClass, OrganizationKind, Post, SessionKind, SessionState
from models.keys import Key
from services.errors import RecordMissingError
from services.hours.rows import HoursRow
from services.hours.service import HoursService
from tests.services.book import CLOCK, Book

D = Decimal
SPRING = date(2025, 4, 8)


def listed(book: Book, scope: Key | None = None, asof: date | None = None, year: int = 2025) -> dict[str, HoursRow]:
    book.save()
    return {row.name: row for row in HoursService(book.database, CLOCK).hours(year, scope, asof).rows}


def test_a_transfer_within_the_committee_keeps_the_whole_target_and_all_hours(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    mover = book.person("张伟", first, until=date(2025, 8, 1))
    book.membership(mover, second, date(2025, 8, 1))
    book.attend(book.session(first, SPRING), mover)
    book.attend(book.session(second, date(2025, 9, 8), hours="3"), mover)
    row = listed(book)["张伟"]
    assert (row.branch_name, row.target, row.earned, row.state) == ("第二党支部", D(32), D(5), HoursState.BEHIND)
    assert listed(book, second)["张伟"] == row
    assert listed(book, first) == {}


def test_who_left_keeps_a_row_with_a_part_of_the_target_in_the_last_branch(book: Book) -> None:
    branch = book.organization("第一党支部")
    leaver = book.person("张伟", branch, until=date(2025, 7, 2))
    book.attend(book.session(branch, SPRING, hours="16"), leaver)
    row = listed(book, branch)["张伟"]
    assert (row.target, row.met, row.state) == (D(16), True, HoursState.LEFT)
    assert listed(book, year=2026) == {}


def test_who_left_and_came_back_is_asked_for_the_days_there(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch, until=date(2025, 3, 1))
    book.membership(person, branch, date(2025, 10, 1))
    row = listed(book)["张伟"]
    assert row.target == D(13)  # 32 x 151 / 365 = 13.24
    assert row.state is HoursState.BEHIND


def test_who_joined_in_june_is_asked_from_june_on(book: Book) -> None:
    branch = book.organization("第一党支部")
    joined = book.person("张伟", branch, joined=date(2025, 6, 1), since=date(2024, 1, 1))
    book.attend(book.session(branch, SPRING), joined)
    row = listed(book)["张伟"]
    # 32 x 214 / 365 = 18.76; what was learned before joining is earned all the same.
    assert (row.target, row.earned) == (D(19), D(2))
    assert listed(book, year=2024) == {}


def test_a_secretary_for_seven_months_is_a_leader_and_for_five_a_member(book: Book) -> None:
    branch = book.organization("第一党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    old, new, leader = book.person("前任", branch), book.person("现任", branch), book.person("组长", group)
    book.post(old, branch, Post.SECRETARY, until=date(2025, 8, 1))
    book.post(new, branch, Post.SECRETARY, since=date(2025, 8, 1))
    book.post(leader, group, Post.COMMITTEE_MEMBER)
    rows = listed(book)
    assert (rows["前任"].member_class, rows["前任"].target) == (MemberClass.LEADER, D(56))
    assert (rows["现任"].member_class, rows["现任"].target) == (MemberClass.MEMBER, D(32))
    assert rows["组长"].member_class is MemberClass.MEMBER


def test_an_exempt_person_has_no_target_and_is_never_behind(book: Book) -> None:
    branch = book.organization("第一党支部")
    always, until_june = book.person("常年", branch), book.person("到六月", branch)
    book.exempt(always)
    book.exempt(until_june, until=date(2025, 7, 1))
    rows = listed(book)
    assert (rows["常年"].target, rows["常年"].met, rows["常年"].state) == (None, None, HoursState.EXEMPT)
    assert (rows["到六月"].target, rows["到六月"].state) == (D(32), HoursState.BEHIND)


def test_which_rows_earn(book: Book) -> None:
    branch = book.organization("第一党支部")
    names = {status: book.person(status.label, branch) for status in AttendanceStatus}
    session = book.session(branch, SPRING)
    for status, person in names.items():
        book.attend(session, person, status=status)
    zero = book.person("零", branch)
    book.attend(session, zero, hours="0")
    earned = {name: row.earned for name, row in listed(book).items()}
    assert earned == {"出席": 2, "列席": 2, "补学": 2, "请假": 0, "缺席": 0, "零": 0}


def test_exams_drafts_cancelled_planned_and_coming_sessions_earn_nothing(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    book.attend(book.session(branch, SPRING, SessionKind.EXAM, further=[SessionKind.THEME_DAY]), person)
    for state in (SessionState.DRAFT, SessionState.CANCELLED, SessionState.PLANNED):
        book.attend(book.session(branch, SPRING, state=state), person)
    book.attend(book.session(branch, date(2025, 11, 3), hours="3", further=[SessionKind.EXAM]), person)
    assert listed(book, asof=date(2025, 11, 2))["张伟"].earned == 0
    # By its primary kind the last one is a theme day.
    assert listed(book, asof=date(2025, 11, 3))["张伟"].earned == 3


def test_missed_sittings_take_their_hours_off(book: Book) -> None:
    branch = book.organization("第一党支部")
    diligent, missing, own = (book.person(name, branch) for name in ("全勤", "缺课", "自填"))
    course = book.session(branch, SPRING, SessionKind.TRAINING_CLASS, hours=None)
    book.sitting(course, 1, "4", SPRING)
    book.sitting(course, 2, "3.5", SPRING, missed_by=[missing, own])
    book.attend(course, diligent, missing)
    book.attend(course, own, hours="6")
    assert {name: row.earned for name, row in listed(book).items()} == {
        "全勤": D("7.5"),
        "缺课": 4,
        "自填": 6,
    }


def test_online_hours_count_up_to_the_cap_by_date(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    book.rule("hours.online_cap", "5")
    for month in (6, 2, 9):
        book.attend(book.session(branch, date(2025, month, 1), hours="3", delivery="online"), person)
    book.attend(book.session(branch, SPRING, hours="10", delivery="offline"), person)
    assert listed(book)["张伟"].earned == 15
    sources = HoursService(book.database, CLOCK).sources(person, 2025)
    assert [(source.held_on.month, source.hours) for source in sources] == [(2, D(3)), (4, D(10)), (6, D(2)), (9, D(0))]


def test_a_lecturer_earns_by_the_factor_also_where_two_have_the_name(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    here, there = book.person("张伟", first), book.person("张伟", second)
    book.rule("hours.lecturing_factor", "2")
    session = book.session(first, SPRING, SessionKind.PARTY_LECTURE, lecturer="张伟")
    book.attend(session, here, there)
    book.save()
    earned = {row.branch_name: row.earned for row in HoursService(book.database, CLOCK).hours(2025).rows}
    assert earned == {"第一党支部": 4, "第二党支部": 2}


def test_a_leap_year_has_366_days(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.person("张伟", branch, until=date(2024, 7, 2))
    assert listed(book, year=2024)["张伟"].target == 16  # 32 x 183 / 366


def test_group_members_belong_to_the_branch(book: Book) -> None:
    branch = book.organization("第一党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    book.person("张伟", group)
    assert listed(book, branch)["张伟"].branch_name == "第一党支部"
    assert listed(book, group)["张伟"].branch_name == "第一党支部"


def test_sources_name_the_session_and_every_kind(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    further = [SessionKind.PARTY_LECTURE, SessionKind.BRANCH_CONGRESS]
    session = book.session(branch, SPRING, SessionKind.THEME_DAY, further=further, title="专题党课")
    book.attend(session, person, status=AttendanceStatus.MADE_UP)
    book.save()
    (source,) = HoursService(book.database, CLOCK).sources(person, 2025)
    assert (source.session, source.title, source.held_on, source.status, source.hours) == (
        session,
        "专题党课",
        SPRING,
        AttendanceStatus.MADE_UP,
        D(2),
    )
    assert source.kinds == (SessionKind.THEME_DAY, SessionKind.BRANCH_CONGRESS, SessionKind.PARTY_LECTURE)


def test_rows_stand_by_branch_in_the_order_of_the_tree_and_then_by_name(book: Book) -> None:
    later = book.organization("甲支部")
    earlier = book.top
    for name, place in (("乙", later), ("丙", earlier), ("甲", later)):
        book.person(name, place)
    book.save()
    rows = HoursService(book.database, CLOCK).hours(2025).rows
    assert [row.name for row in rows] == ["丙", *sorted(["乙", "甲"])]


def test_a_scope_or_person_that_is_not_there_is_refused(book: Book) -> None:
    service = HoursService(book.database, CLOCK)
    with pytest.raises(RecordMissingError):
        service.hours(2025, bytes(16))
    with pytest.raises(RecordMissingError):
        service.sources(bytes(16), 2025)
