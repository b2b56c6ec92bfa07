"""Absences of real files: what was missed, who is long away, both sides of the double organisation life."""

from datetime import date

import pytest

from models.enums import AbsenceState, AttendanceStatus, OrganizationKind, Post, Rank, SessionKind, SessionState
from models.keys import Key
from services.absences.rows import LongAbsences
from services.absences.service import AbsenceService
from services.errors import InvalidFieldError, RecordMissingError, RequiredFieldError
from services.hours.service import HoursService
from services.sessions.service import SessionService
from tests.services.book import CLOCK, Book

PRESENT, LEAVE = AttendanceStatus.PRESENT, AttendanceStatus.LEAVE
ABSENT, MADE_UP = AttendanceStatus.ABSENT, AttendanceStatus.MADE_UP
SPRING = date(2025, 4, 8)
AUTUMN = date(2025, 10, 20)


def service(book: Book) -> AbsenceService:
    book.save()
    return AbsenceService(book.database, CLOCK)


NOTES = {"leave_reason": "", "approved_by": "", "made_up_on": None, "made_up_how": "", "reflections": None}


def mark(book: Book, session: Key, *people: Key, status: AttendanceStatus = PRESENT, **notes: object) -> None:
    """Write rows that all have the same columns."""
    book.attend(session, *people, status=status, **(NOTES | notes))  # type: ignore[arg-type]


def absences(book: Book, **wanted: object) -> list[tuple[str, AttendanceStatus, bool]]:
    rows = service(book).absences(2025, **wanted).rows  # type: ignore[arg-type]
    return [(row.member.name, row.status, row.open) for row in rows]


def test_what_was_missed_and_made_up(book: Book) -> None:
    branch, other = book.organization("第一党支部"), book.organization("第二党支部")
    names = [book.person(name, branch) for name in ("丁", "丙", "乙")]
    elsewhere = book.person("甲", other)
    session = book.session(branch, SPRING, title="主题党日")
    mark(book, session, names[0], status=LEAVE, leave_reason="出差", approved_by="王书记")
    mark(book, session, names[1], status=ABSENT)
    mark(book, session, names[2], status=MADE_UP, made_up_on=date(2025, 4, 20), made_up_how="自学")
    mark(book, session, elsewhere, status=ABSENT)
    mark(book, book.session(branch, SPRING, state=SessionState.CANCELLED), names[0], status=ABSENT)
    mark(book, book.session(branch, AUTUMN), names[0], status=ABSENT)
    everything = [("丁", LEAVE, True), ("丁", ABSENT, True), ("丙", ABSENT, True), ("乙", MADE_UP, False)]
    assert sorted(absences(book)) == sorted([*everything, ("甲", ABSENT, True)])
    assert sorted(absences(book, scope=branch)) == sorted(everything)
    assert [name for name, _, _ in absences(book, asof=SPRING, scope=branch)].count("丁") == 1
    assert ("乙", MADE_UP, False) not in absences(book, open_only=True)
    first = next(row for row in service(book).absences(2025).rows if row.member.name == "丁")
    assert (first.title, first.held_on, first.leave_reason, first.approved_by, first.member.branch_name) == (
        "主题党日",
        SPRING,
        "出差",
        "王书记",
        "第一党支部",
    )


def missed(book: Book, status: AttendanceStatus = LEAVE) -> tuple[Key, Key]:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    session = book.session(branch, SPRING)
    mark(book, session, person, status=status, leave_reason="出差" if status is LEAVE else "", reflections=1)
    book.save()
    return session, person


def test_making_up_closes_the_absence_earns_the_hours_and_keeps_the_reason(book: Book) -> None:
    session, person = missed(book)
    sessions, hours = SessionService(book.database, CLOCK), HoursService(book.database, CLOCK)
    assert hours.hours(2025).rows[0].earned == 0
    changes = sessions.make_up(session, person, date(2025, 5, 6), " 自学并交心得 ")
    assert changes.tables == {"attendance"}
    (row,) = AbsenceService(book.database, CLOCK).absences(2025).rows
    assert (row.open, row.made_up_on, row.made_up_how, row.leave_reason) == (
        False,
        date(2025, 5, 6),
        "自学并交心得",
        "出差",
    )
    assert hours.hours(2025).rows[0].earned == 2


@pytest.mark.parametrize("status", [LEAVE, ABSENT])
def test_making_up_is_taken_back(book: Book, status: AttendanceStatus) -> None:
    session, person = missed(book, status)
    sessions = SessionService(book.database, CLOCK)
    sessions.make_up(session, person, date(2025, 5, 6), "自学")
    sessions.take_back_make_up(session, person)
    (row,) = AbsenceService(book.database, CLOCK).absences(2025).rows
    assert (row.status, row.made_up_on, row.made_up_how) == (status, None, "")
    with pytest.raises(RecordMissingError):
        sessions.take_back_make_up(session, person)


def test_what_cannot_be_made_up_is_refused(book: Book) -> None:
    session, person = missed(book)
    other = book.person("李强", book.top)
    mark(book, session, other, status=AttendanceStatus.PRESENT)
    book.save()
    sessions = SessionService(book.database, CLOCK)
    with pytest.raises(InvalidFieldError):
        sessions.make_up(session, person, date(2026, 3, 6), "自学")  # tomorrow
    with pytest.raises(RequiredFieldError):
        sessions.make_up(session, person, date(2025, 5, 6), " ")
    with pytest.raises(RecordMissingError):
        sessions.make_up(session, other, date(2025, 5, 6), "自学")  # was there
    assert AbsenceService(book.database, CLOCK).absences(2025).open == 1


def life(book: Book, branch: Key, *there: Key, months: range, **marks: object) -> None:
    for month in months:
        status = AttendanceStatus(str(marks.get("status", AttendanceStatus.PRESENT)))
        mark(book, book.session(branch, date(2025, month, 5)), *there, **marks | {"status": status})  # type: ignore[arg-type]


def long(book: Book, asof: date = date(2025, 9, 10), scope: Key | None = None) -> LongAbsences:
    return service(book).long_absences(2025, scope, asof)


def told(found: LongAbsences) -> dict[str, tuple[AbsenceState, int]]:
    return {row.member.name: (row.state, row.months) for row in found.rows}


def test_who_is_long_away_gravest_first_with_the_last_session(book: Book) -> None:
    branch = book.organization("第一党支部")
    diligent, four, seven = (book.person(name, branch) for name in ("常到", "四月", "七月"))
    life(book, branch, diligent, months=range(1, 10))
    last = book.session(branch, date(2025, 2, 3), SessionKind.ORGANIZATION_LIFE, title="组织生活会")
    mark(book, last, seven)
    further = [SessionKind.PARTY_LECTURE]
    mark(book, book.session(branch, date(2025, 5, 8), SessionKind.LECTURE, further=further), four)
    # What is no organisation life changes nothing, nor does what lies ahead.
    mark(book, book.session(branch, date(2025, 8, 1), SessionKind.TRAINING_CLASS), seven)
    mark(book, book.session(branch, date(2025, 9, 20)), seven)
    found = long(book)
    assert list(told(found).items()) == [("七月", (AbsenceState.GRAVE, 7)), ("四月", (AbsenceState.WARNED, 4))]
    grave = found.rows[0]
    assert grave.last is not None
    assert (grave.last.title, grave.last.day, grave.missed) == ("组织生活会", date(2025, 2, 3), 9)
    assert (found.warning_months, found.grave_months, found.silent) == (3, 6, ())
    assert "七月" not in told(long(book, date(2025, 9, 20)))


def test_sitting_in_and_making_up_are_organisation_life_on_their_own_day(book: Book) -> None:
    branch = book.organization("第一党支部")
    observer, made_up, later = (book.person(name, branch) for name in ("列席", "补学", "后补"))
    life(book, branch, observer, months=range(7, 8), status=AttendanceStatus.OBSERVER)
    life(book, branch, made_up, months=range(1, 2), status=MADE_UP, made_up_on=date(2025, 8, 1))
    life(book, branch, later, months=range(2, 3), status=MADE_UP, made_up_on=date(2025, 9, 30))
    life(book, branch, months=range(3, 10))
    assert told(long(book)) == {"后补": (AbsenceState.GRAVE, 8)}


def test_a_dated_reason_is_shown_and_does_not_warn(book: Book) -> None:
    branch = book.organization("第一党支部")
    ill, old, back = (book.person(name, branch) for name in ("卧病", "年老", "归来"))
    life(book, branch, book.person("常到", branch), ill, old, back, months=range(1, 2))
    life(book, branch, months=range(2, 10))
    book.add("exclusions", person_id=ill, reason="卧病", starts_on=date(2025, 2, 1), ends_on=None)
    book.add("exclusions", person_id=back, reason="出国", starts_on=date(2025, 1, 20), ends_on=date(2025, 8, 1))
    book.exempt(old)
    found = {row.member.name: (row.state, row.reason) for row in long(book).rows}
    assert found == {
        "常到": (AbsenceState.GRAVE, ""),
        "卧病": (AbsenceState.EXCUSED, "卧病"),
        "年老": (AbsenceState.EXCUSED, "年老体弱"),
    }


def test_the_branch_itself_held_none(book: Book) -> None:
    silent, never, young = (book.organization(name) for name in ("静支部", "无记录支部", "新支部"))
    book.rows["organizations"][-1]["founded_on"] = date(2025, 8, 1)
    for name, branch in (("甲", silent), ("乙", never), ("丙", young)):
        book.person(name, branch)
    book.session(silent, date(2025, 3, 3))
    book.session(silent, date(2025, 8, 3), SessionKind.BRANCH_COMMITTEE)  # not for everybody
    found = long(book, date(2025, 9, 10))
    assert [(one.name, one.members, one.last_held_on) for one in found.silent] == [
        ("静支部", 1, date(2025, 3, 3)),
        ("无记录支部", 1, None),
    ]
    assert told(found) == {"甲": (AbsenceState.GRAVE, 6)}


def test_a_member_of_a_group_is_missed_by_the_group_and_the_branch_and_a_transfer_is_no_break(book: Book) -> None:
    branch, old = book.organization("第一党支部"), book.organization("第二党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    mover = book.person("张伟", old, until=date(2025, 6, 1))
    book.membership(mover, group, date(2025, 6, 1))
    life(book, old, mover, months=range(2, 3))
    book.session(group, date(2025, 7, 1), SessionKind.GROUP_MEETING)
    assert told(long(book)) == {"张伟": (AbsenceState.GRAVE, 7)}
    assert told(long(book, scope=branch)) == {"张伟": (AbsenceState.GRAVE, 7)}
    assert told(long(book, scope=old)) == {}


def test_those_who_are_no_members_on_the_day_are_not_asked(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.person("转出", branch, until=date(2025, 9, 1))
    book.person("新党员", branch, joined=date(2025, 9, 1))
    life(book, branch, months=range(1, 10))
    assert told(long(book)) == {}


def test_someone_last_there_years_ago_is_found(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    mark(book, book.session(branch, date(2021, 5, 5), title="很久以前"), person)
    life(book, branch, months=range(1, 10))
    (row,) = long(book).rows
    assert row.last is not None
    assert (row.last.title, row.months) == ("很久以前", 52)


def test_both_sides_of_the_double_organisation_life(book: Book) -> None:
    branch = book.organization("机关党支部")
    leader, executive, plain = (book.person(name, branch) for name in ("书记", "副总", "党员"))
    for row in book.rows["people"]:
        row["rank"] = Rank.EXECUTIVE if row["id"] == executive else None
    book.post(leader, book.top, Post.SECRETARY)
    book.post(plain, branch, Post.SECRETARY)
    for month in (1, 2, 3):
        center = book.session(book.top, date(2025, month, 3), SessionKind.CENTER_GROUP)
        mark(book, center, leader)
        mark(book, center, executive, status=LEAVE if month == 2 else AttendanceStatus.PRESENT)
    life(book, branch, leader, plain, months=range(1, 5))
    life(book, branch, executive, months=range(5, 6), status=ABSENT)
    mark(book, book.session(book.top, date(2025, 6, 1), SessionKind.THEME_DAY), leader)  # on neither side
    mark(book, book.session(book.top, date(2025, 12, 1), SessionKind.ORGANIZATION_LIFE), leader)
    rows = {row.member.name: row for row in service(book).double_life(2025, asof=AUTUMN).rows}
    assert list(rows) == sorted(["书记", "副总"])
    first, second = rows["书记"], rows["副总"]
    assert (first.role, second.role) == ("党委书记", "领导班子成员")
    assert (first.as_leader.expected, first.as_leader.present, first.as_member.present) == (3, 3, 4)
    assert (second.as_leader.expected, second.as_leader.present) == (3, 2)
    assert (second.as_member.expected, second.as_member.present, second.as_member.last_day) == (1, 0, None)
    assert (first.as_member.last_day, first.branch_held) == (date(2025, 4, 5), 5)
    assert {row.as_leader.present for row in service(book).double_life(2025).rows} == {4, 2}
