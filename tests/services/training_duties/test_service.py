"""Training duties of people, over real files."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, DutyState, OrganizationKind, Post, SessionKind, StageKind
from models.keys import Key
from services.errors import RecordMissingError
from services.training_duties.rows import CertificateState, Measure, TrainingDutyKind, TrainingDutyRow
from services.training_duties.service import TrainingDutyService
from tests.services.book import CLOCK, Book

YEAR_END = date(2025, 12, 31)
TRAINING = SessionKind.TRAINING_CLASS


def duties(
    book: Book, kind: TrainingDutyKind, *, year: int = 2025, asof: date | None = YEAR_END, scope: Key | None = None
) -> list[TrainingDutyRow]:
    book.save()
    table = TrainingDutyService(book.database, CLOCK).duties(year, scope, asof)
    return [row for row in table.rows if row.kind is kind]


def only(book: Book, kind: TrainingDutyKind, *, year: int = 2025, asof: date | None = YEAR_END) -> TrainingDutyRow:
    (row,) = duties(book, kind, year=year, asof=asof)
    return row


@pytest.fixture
def branch(book: Book) -> Key:
    return book.organization("第一党支部")


def test_a_new_secretary_is_trained_within_half_a_year(book: Book, branch: Key) -> None:
    person = book.person("王玥", branch)
    book.post(person, branch, since=date(2025, 3, 10))
    held = book.session(book.top, date(2025, 9, 10), TRAINING, hours="16", days=Decimal(2), title="书记班")
    book.attend(held, person)
    row = only(book, TrainingDutyKind.NEW_SECRETARY)
    assert (row.first_day, row.until) == (date(2025, 3, 10), date(2025, 9, 10))
    assert (row.state, row.rule) == (DutyState.MET, "training.new_secretary_months")
    assert row.session is not None
    assert (row.session.key, row.session.title) == (held, "书记班")
    assert (row.name, row.organization_name) == ("王玥", "第一党支部")


def test_a_lecture_or_an_absence_is_no_training_and_making_it_up_counts_from_its_day(book: Book, branch: Key) -> None:
    person = book.person("王玥", branch)
    book.post(person, branch, since=date(2025, 3, 10))
    book.attend(book.session(book.top, date(2025, 5, 1), SessionKind.LECTURE), person, made_up_on=None)
    missed = book.session(book.top, date(2025, 6, 1), TRAINING)
    book.attend(missed, person, status=AttendanceStatus.LEAVE, made_up_on=None)
    later = book.session(book.top, date(2025, 7, 1), SessionKind.READING_CLASS)
    book.attend(later, person, status=AttendanceStatus.MADE_UP, made_up_on=date(2025, 9, 11))
    row = only(book, TrainingDutyKind.NEW_SECRETARY)
    assert row.state is DutyState.MISSED
    assert row.session is not None
    assert (row.session.key, row.session.held_on) == (later, date(2025, 9, 11))


def test_a_secretary_who_is_moved_to_another_branch_is_not_new_there(book: Book, branch: Key) -> None:
    other = book.organization("第二党支部")
    person = book.person("王玥", branch)
    book.post(person, branch, since=date(2020, 3, 10), until=date(2025, 5, 1))
    book.post(person, other, since=date(2025, 5, 1))
    assert duties(book, TrainingDutyKind.NEW_SECRETARY) == []
    assert only(book, TrainingDutyKind.SECRETARY_LECTURE).organization_name == "第二党支部"


def test_a_rule_is_asked_on_the_day_of_taking_office(book: Book, branch: Key) -> None:
    book.post(book.person("王玥", branch), branch, since=date(2023, 10, 1))
    book.post(book.person("李明", branch), branch, Post.SECRETARY, date(2024, 1, 5))
    bases = {row.name: row.basis for row in duties(book, TrainingDutyKind.NEW_SECRETARY, year=2024)}
    assert bases == {"王玥": "《2019－2023年全国党员教育培训工作规划》", "李明": ""}


def test_new_members_are_trained_twice(book: Book, branch: Key) -> None:
    person = book.person("赵新", branch, joined=date(2024, 7, 1), formal=date(2025, 7, 2))
    book.attend(book.session(book.top, date(2025, 7, 1), TRAINING), person)
    probation = only(book, TrainingDutyKind.PROBATIONARY_MEMBER)
    formal = only(book, TrainingDutyKind.NEW_MEMBER)
    assert (probation.state, probation.until) == (DutyState.MET, date(2025, 7, 1))
    assert (formal.state, formal.until) == (DutyState.DUE, date(2026, 7, 2))
    assert only(book, TrainingDutyKind.NEW_MEMBER, year=2026, asof=date(2026, 7, 3)).state is DutyState.MISSED


def test_a_new_member_who_is_transferred_owes_it_in_the_new_branch_and_one_who_left_nowhere(
    book: Book, branch: Key
) -> None:
    other = book.organization("第二党支部")
    moved = book.person("赵新", branch, joined=date(2023, 7, 1), formal=date(2024, 7, 2), until=date(2025, 3, 1))
    book.membership(moved, other, date(2025, 3, 1))
    book.person("钱走", branch, joined=date(2023, 7, 1), formal=date(2024, 7, 2), until=date(2025, 3, 1))
    found = {row.name: (row.organization_name, row.state) for row in duties(book, TrainingDutyKind.NEW_MEMBER)}
    assert found == {"赵新": ("第二党支部", DutyState.MISSED), "钱走": ("第一党支部", DutyState.NOT_REQUIRED)}
    assert [row.name for row in duties(book, TrainingDutyKind.NEW_MEMBER, scope=other)] == ["赵新"]


def test_members_of_old_owe_nothing(book: Book, branch: Key) -> None:
    book.person("老党", branch)
    book.person("未知", branch, joined=None)
    book.save()
    assert TrainingDutyService(book.database, CLOCK).duties(2025).rows == ()


def test_a_development_targets_hours_leave_out_what_was_missed(book: Book, branch: Key) -> None:
    person = book.person(
        "孙发", branch, StageKind.PROBATIONARY, joined=date(2025, 11, 1), development_target=date(2025, 2, 1)
    )
    held = book.session(book.top, date(2025, 9, 1), TRAINING, hours=None, days=Decimal(3))
    for number in range(6):
        book.sitting(held, number + 1, "4", date(2025, 9, 1), [person] if number == 0 else [])
    book.attend(held, person)
    row = only(book, TrainingDutyKind.DEVELOPMENT_TARGET)
    assert (row.state, row.until) == (DutyState.MISSED, date(2025, 10, 31))
    assert [(one.measure, one.required, one.reached) for one in row.demands] == [
        (Measure.DAYS, Decimal(3), Decimal("2.5")),
        (Measure.HOURS, Decimal(24), Decimal(20)),
    ]
    assert row.basis == "《中国共产党发展党员工作细则》第十七条"


def test_leaders_need_one_class_a_year_and_the_exempt_none(book: Book, branch: Key) -> None:
    trained, lazy, frail, left = (book.person(name, branch) for name in ("甲", "乙", "丙", "丁"))
    for person in (trained, lazy, frail):
        book.post(person, branch, Post.COMMITTEE_MEMBER, date(2020, 1, 1))
    book.post(left, branch, Post.COMMITTEE_MEMBER, date(2020, 1, 1), date(2025, 7, 1))  # half of the year at most
    book.exempt(frail)
    book.attend(book.session(book.top, date(2025, 4, 1), TRAINING), trained, left)
    states = {row.name: row.state for row in duties(book, TrainingDutyKind.LEADER_CLASS)}
    assert states == {"甲": DutyState.MET, "乙": DutyState.DUE, "丙": DutyState.NOT_REQUIRED}
    assert {row.name: row.state for row in duties(book, TrainingDutyKind.LEADER_CLASS, asof=date(2026, 1, 1))}[
        "乙"
    ] is DutyState.MISSED


def test_secretaries_lecture_once_a_year_the_committees_too(book: Book, branch: Key) -> None:
    general = book.organization("机关党总支", OrganizationKind.GENERAL_BRANCH)
    for name, place in (("甲", book.top), ("乙", branch), ("丙", general)):
        book.post(book.person(name, branch), place, since=date(2020, 1, 1))
    book.session(book.top, date(2025, 6, 20), SessionKind.PARTY_LECTURE, lecturer="甲")
    book.session(branch, date(2025, 6, 20), SessionKind.THEME_DAY, further=[SessionKind.PARTY_LECTURE], lecturer="丙")
    book.session(branch, date(2026, 2, 1), SessionKind.PARTY_LECTURE, lecturer="乙")
    rows = duties(book, TrainingDutyKind.SECRETARY_LECTURE, asof=date(2026, 3, 1))
    assert {row.name: row.state for row in rows} == {
        "甲": DutyState.MET,
        "乙": DutyState.MISSED,
        "丙": DutyState.MET,
    }


def test_certificates_of_secretaries_on_the_last_day(book: Book, branch: Key) -> None:
    people = {}
    for name, until in (("甲", date(2025, 12, 31)), ("乙", date(2026, 4, 1)), ("丙", date(2025, 12, 30))):
        place = book.organization(f"{name}支部")
        people[name] = book.person(name, place)
        book.post(people[name], place, since=date(2020, 1, 1))
        book.certificate(people[name], date(2023, 1, 1), until)
    book.certificate(people["丙"], date(2026, 1, 5), date(2029, 1, 5))  # not there yet on the day
    book.post(book.person("丁", branch), branch, since=date(2020, 1, 1))
    book.save()
    table = TrainingDutyService(book.database, CLOCK).duties(2025, asof=date(2026, 2, 1))
    assert table.day == YEAR_END
    assert {row.name: row.state for row in table.certificates} == {
        "甲": CertificateState.EXPIRING,
        "乙": CertificateState.VALID,
        "丙": CertificateState.EXPIRED,
        "丁": CertificateState.NONE,
    }
    states = {row.name: row.state for row in table.rows if row.kind is TrainingDutyKind.CERTIFICATE}
    assert [states[name] for name in "甲乙丙丁"] == [
        DutyState.DUE, DutyState.MET, DutyState.MISSED, DutyState.MISSED,
    ]  # fmt: skip


def test_an_unknown_scope_is_refused(book: Book) -> None:
    with pytest.raises(RecordMissingError):
        TrainingDutyService(book.database, CLOCK).duties(2025, b"\0" * 16)
