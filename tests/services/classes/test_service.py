"""Classes: who was meant, who came, who was never reached, how tests went; over real files."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import (
    AttendanceStatus,
    Audience,
    Post,
    Rank,
    ResourceKind,
    SessionKind,
    SessionState,
    StageKind,
    TeacherTitle,
)
from models.keys import Key
from services.classes.rows import ClassDetail, ClassYear, Teacher
from services.classes.service import ClassService
from services.errors import RecordMissingError
from services.figures.service import FigureService
from tests.services.book import CLOCK, Book

YEAR_END = date(2025, 12, 31)
MAY = date(2025, 5, 12)


def told(book: Book, scope: Key | None = None, asof: date = YEAR_END) -> ClassYear:
    book.save()
    return ClassService(book.database, CLOCK).year(2025, scope, asof)


def one(book: Book, key: Key) -> ClassDetail:
    book.save()
    return ClassService(book.database, CLOCK).detail(key, YEAR_END)


@pytest.fixture
def branch(book: Book) -> Key:
    return book.organization("第一党支部")


def class_for(book: Book, *audiences: Audience, day: date = MAY, place: Key | None = None, **fields: object) -> Key:
    key = book.session(place or book.top, day, SessionKind.TRAINING_CLASS, title="培训班", **fields)  # type: ignore[arg-type]
    for audience in audiences:
        book.link("session_audiences", session_id=key, audience=audience)
    return key


def test_each_class_of_person_is_found_by_rank_post_and_stage_on_the_day(book: Book, branch: Key) -> None:
    people = {
        "班子": book.person("班子", branch),
        "中层": book.person("中层", branch),
        "书记": book.person("书记", branch),
        "委员": book.person("委员", branch),
        "干事": book.person("干事", branch),
        "预备": book.person("预备", branch, StageKind.PROBATIONARY, joined=date(2025, 3, 1)),
        "新转": book.person("新转", branch, joined=date(2023, 5, 1), formal=date(2024, 5, 13)),
        "满年": book.person("满年", branch, joined=date(2023, 5, 1), formal=date(2024, 5, 12)),
        "对象": book.person("对象", branch, StageKind.DEVELOPMENT_TARGET, joined=None),
        "分子": book.person("分子", branch, StageKind.ACTIVIST, joined=None),
    }
    for person in book.rows["people"]:
        rank = {"班子": Rank.EXECUTIVE, "中层": Rank.MIDDLE_MANAGER}.get(person["name"])
        person["rank"] = rank
    book.post(people["班子"], book.top, Post.SECRETARY, date(2020, 1, 1))
    book.post(people["书记"], branch, Post.SECRETARY, date(2020, 1, 1))
    book.post(people["中层"], branch, Post.SECRETARY, date(2019, 1, 1), MAY)  # left office that very day
    book.post(people["委员"], branch, Post.COMMITTEE_MEMBER, MAY)  # took office that very day
    book.post(people["干事"], branch, Post.PARTY_WORKER, date(2020, 1, 1))
    keys = {audience: class_for(book, audience) for audience in Audience}
    found = {audience: {person.name for person in one(book, key).people} for audience, key in keys.items()}
    assert found[Audience.EXECUTIVES] == {"班子"}
    assert found[Audience.MIDDLE_MANAGERS] == {"中层"}
    assert found[Audience.SECRETARIES] == {"书记"}
    assert found[Audience.COMMITTEE_MEMBERS] == {"书记", "委员"}
    assert found[Audience.PARTY_WORKERS] == {"干事"}
    assert found[Audience.MEMBERS] == set(people) - {"对象", "分子"}
    assert found[Audience.NEW_MEMBERS] == {"预备", "新转"}
    assert found[Audience.DEVELOPMENT_TARGETS] == {"对象"}
    assert found[Audience.ACTIVISTS] == {"分子"}


def test_expected_are_the_audience_below_the_organiser_less_exclusions(book: Book, branch: Key) -> None:
    other = book.organization("第二党支部")
    ill = book.person("病", branch)
    book.person("甲", branch)
    book.person("乙", other)
    book.add("exclusions", person_id=ill, reason="卧病", starts_on=date(2025, 5, 1), ends_on=date(2025, 6, 1))
    class_for(book, Audience.MEMBERS)
    class_for(book, place=branch)  # no audience named: the members
    class_for(book, place=branch, day=date(2025, 6, 1))
    assert [(row.starts_on.month, row.expected) for row in told(book).classes] == [(6, 2), (5, 1), (5, 2)]
    assert [row.organization_name for row in told(book, branch).classes] == ["第一党支部", "第一党支部"]


def test_a_class_tells_who_came_who_made_it_up_and_who_never(book: Book, branch: Key) -> None:
    names = ("甲", "乙", "丙", "丁", "戊", "己")
    people = [book.person(name, branch) for name in names]
    guest = book.person("客", branch, StageKind.ACTIVIST, joined=None)
    key = class_for(book, Audience.MEMBERS)
    book.attend(key, people[0], people[1])
    book.attend(key, people[2], status=AttendanceStatus.MADE_UP)
    book.attend(key, people[3], status=AttendanceStatus.LEAVE)
    book.attend(key, people[4], status=AttendanceStatus.ABSENT)
    book.attend(key, guest, status=AttendanceStatus.OBSERVER)
    detail = one(book, key)
    counts = detail.row.counts
    assert detail.row.expected == 6
    assert (counts.there, counts.learned, counts.leave, counts.absent, counts.never) == (3, 4, 1, 1, 3)
    assert [(person.name, person.expected, person.learned) for person in detail.people] == [
        ("甲", True, True), ("乙", True, True), ("丙", True, True), ("丁", True, False),
        ("戊", True, False), ("己", True, False), ("客", False, True),
    ]  # fmt: skip


def test_leave_over_a_seventh_is_told(book: Book, branch: Key) -> None:
    whole, once, away, unknown = (book.person(name, branch) for name in ("甲", "乙", "丙", "丁"))
    key = class_for(book, Audience.MEMBERS, hours=None)
    for number in range(7):
        book.sitting(key, number + 1, "4", MAY, [once] if number == 0 else [])
    book.attend(key, whole, once)
    book.attend(key, away, status=AttendanceStatus.LEAVE)
    assert unknown
    told_of = {person.name: (person.missed, person.too_much_leave) for person in one(book, key).people}
    assert told_of == {"甲": (0, False), "乙": (1, False), "丙": (7, True), "丁": (0, None)}
    book.sitting(key, 8, "4", MAY, [once])
    assert {person.name: person.too_much_leave for person in one(book, key).people}["乙"] is True
    detail = one(book, key)
    assert (detail.row.half_days, detail.row.hours) == (8, Decimal(32))
    assert [half.missed for half in detail.half_days] == [1, 0, 0, 0, 0, 0, 0, 1]


def test_teachers_of_the_list_of_resources_come_with_their_titles(book: Book, branch: Key) -> None:
    key = class_for(book, Audience.MEMBERS, lecturer="周老师")
    for kind, name, title in (
        (ResourceKind.TEACHER, "周老师", TeacherTitle.PROFESSOR),
        (ResourceKind.PLACE, "纪念馆", None),
    ):
        resource = book.add("study_resources", kind=kind, name=name, title=title, origin="党校")
        book.link("session_resources", session_id=key, resource_id=resource)
    (row,) = told(book).classes
    assert row.teachers == (Teacher("周老师", TeacherTitle.PROFESSOR, "党校"),)
    assert (row.lecturer, branch != b"") == ("周老师", True)


def test_coverage_names_those_who_came_nowhere_all_year(book: Book, branch: Key) -> None:
    other = book.organization("第二党支部")
    came, elsewhere, online, never, left = (book.person(name, branch) for name in ("甲", "乙", "丙", "丁", "走"))
    book.membership(left, other, date(2025, 7, 1))
    book.post(never, branch, Post.SECRETARY, date(2020, 1, 1))
    book.attend(class_for(book), came, left)
    book.attend(class_for(book, place=other), elsewhere, status=AttendanceStatus.MADE_UP)
    book.attend(book.session(branch, MAY, SessionKind.ONLINE_STUDY), online)
    book.attend(book.session(branch, date(2024, 5, 1), SessionKind.TRAINING_CLASS), never)
    coverage = {row.audience: row for row in told(book, branch).coverage}
    members = coverage[Audience.MEMBERS]
    assert (members.people, members.reached, members.rate) == (4, 2, Fraction(1, 2))
    assert [person.name for person in members.never] == ["丙", "丁"]
    assert [person.name for person in coverage[Audience.SECRETARIES].never] == ["丁"]
    assert coverage[Audience.ACTIVISTS].rate is None
    figures = FigureService(book.database, CLOCK).figures(2025, 2025, branch, YEAR_END)
    assert figures.values["training.coverage"] == members.rate


def test_tests_tell_who_failed_and_who_has_no_score(book: Book, branch: Key) -> None:
    good, mark, low, absent, away = (book.person(name, branch) for name in ("甲", "乙", "丙", "丁", "戊"))
    key = book.session(branch, MAY, SessionKind.EXAM, pass_mark=Decimal(60), title="测试")
    for person, score in ((good, "91"), (mark, "60"), (low, "59.5")):
        book.attend(key, person, score=Decimal(score))
    book.attend(key, absent, status=AttendanceStatus.ABSENT)
    assert away
    (test,) = told(book).tests
    assert (test.expected, test.scored, test.passed, test.rate) == (5, 3, 2, Fraction(2, 3))
    assert test.average == Fraction(421, 6)
    assert [(person.name, person.score) for person in test.failed] == [("丙", Decimal("59.5"))]
    assert [person.name for person in test.without_score] == ["丁", "戊"]


def test_without_a_pass_mark_nobody_passes_or_fails(book: Book, branch: Key) -> None:
    key = book.session(branch, MAY, SessionKind.EXAM)
    book.attend(key, book.person("甲", branch), score=Decimal(30))
    (test,) = told(book).tests
    assert (test.passed, test.rate, test.failed) == (None, None, ())


def test_what_lies_ahead_is_planned_and_what_was_cancelled_is_gone(book: Book, branch: Key) -> None:
    person = book.person("甲", branch)
    book.attend(class_for(book, day=date(2025, 11, 3)), person)
    class_for(book, day=date(2025, 12, 1), state=SessionState.PLANNED)
    class_for(book, state=SessionState.CANCELLED)
    class_for(book, state=SessionState.DRAFT)
    year = told(book, asof=date(2025, 11, 2))
    assert [(row.state, row.expected, row.counts.learned) for row in year.classes] == [
        (SessionState.PLANNED, 1, 0),
        (SessionState.PLANNED, 1, 0),
    ]
    assert [row.reached for row in year.coverage if row.audience is Audience.MEMBERS] == [0]


def test_a_class_that_is_gone_is_refused(book: Book) -> None:
    with pytest.raises(RecordMissingError):
        ClassService(book.database, CLOCK).detail(b"\0" * 16)
