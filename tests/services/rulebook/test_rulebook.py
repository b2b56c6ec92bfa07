"""Rules as the officer changes them: from a day on, with a basis, and never back into a past year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, Delivery, SessionKind, StageKind
from services.duties.service import DutyService
from services.errors import InvalidFieldError, RecordMissingError
from services.figures.service import FigureService
from services.hours.service import HoursService
from services.resources import load_json
from services.rulebook.errors import RuleChangeTooEarlyError, RuleInForceError
from services.rulebook.rows import DutyDemand, RuleChange, RuleGroup, RuleHistory, RuleValue, ValueKind
from services.rulebook.service import RuleService
from services.rulebook.subjects import named_subjects
from services.rules import RuleBook
from tests.services.book import CLOCK, Book
from tests.services.office import key_of

TODAY = date(2026, 3, 5)
THIS_YEAR, NEXT_YEAR = date(2026, 1, 1), date(2027, 1, 1)
MEMBER, LEADER = "hours.target.member", "hours.target.leader"
THEME_DAY = "duty:branch/theme_day/month"
COMMITTEE = "duty:branch/branch_committee/month"

Days = tuple[str, date | None, date | None]


@pytest.fixture
def rules(book: Book) -> RuleService:
    return RuleService(book.database, CLOCK)


def history(rules: RuleService, code: str) -> RuleHistory:
    return next(one for one in rules.list() if one.subject.code == code)


def days(rules: RuleService, code: str) -> list[Days]:
    return [(str(one.value), one.valid_from, one.valid_to) for one in history(rules, code).versions]


def change(rules: RuleService, code: str, value: RuleValue | str, since: date = NEXT_YEAR) -> bytes:
    exact = Decimal(value) if isinstance(value, str) else value
    return key_of(rules.change(code, RuleChange(exact, since, "《本单位办法》", "第三条")))


def test_every_default_has_a_name_and_every_name_a_default(rules: RuleService) -> None:
    defaults = load_json("rules.json")
    assert {entry["key"] for entry in defaults["rules"]} == set(named_subjects())
    listed = [one.subject for one in rules.list()]
    assert len(listed) == len(named_subjects()) + len(defaults["duty_rules"])
    assert len({subject.name for subject in listed}) == len(listed)
    first = [subject.name for subject in listed if subject.group is RuleGroup.ORGANIZATION_LIFE][:3]
    assert first == ["党委·中心组学习（集体研讨）", "党支部·支部党员大会", "党支部·支部委员会"]
    assert all(subject.unit for subject in listed if subject.kind is not ValueKind.SESSION_KINDS)


@pytest.mark.parametrize(
    ("code", "is_own"),
    [
        (MEMBER, False),
        (LEADER, True),
        ("training_cost.class_two", True),
        ("duty:branch/party_lecture/quarter", True),
        ("duty:committee/center_group/quarter", True),
        (THEME_DAY, False),
    ],
)
def test_what_the_unit_has_set_itself_is_marked(rules: RuleService, code: str, *, is_own: bool) -> None:
    now = history(rules, code).on(TODAY)
    assert now is not None
    assert now.is_own is is_own


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (MEMBER, Decimal(32)),
        ("hours.online_cap", None),
        ("hours.kinds_without", (SessionKind.EXAM,)),
        ("funding.budget_share", Decimal("0.01")),
        (THEME_DAY, DutyDemand(1)),
        (COMMITTEE, DutyDemand(1, 7)),
    ],
)
def test_values_are_what_the_defaults_say(rules: RuleService, code: str, value: RuleValue) -> None:
    now = history(rules, code).on(TODAY)
    assert now is not None
    assert now.value == value


def test_a_change_ends_the_row_in_force_and_begins_a_new_one(rules: RuleService) -> None:
    change(rules, MEMBER, "40")
    assert days(rules, MEMBER) == [("32", None, NEXT_YEAR), ("40", NEXT_YEAR, None)]
    now, then = history(rules, MEMBER).on(TODAY), history(rules, MEMBER).on(NEXT_YEAR)
    assert now is not None
    assert then is not None
    assert (now.value, then.value) == (Decimal(32), Decimal(40))
    assert (then.basis, then.clause, then.is_own) == ("《本单位办法》", "第三条", False)


def test_a_change_before_one_to_come_holds_until_it(rules: RuleService) -> None:
    change(rules, MEMBER, "40")
    change(rules, MEMBER, "36", date(2026, 7, 1))
    july = date(2026, 7, 1)
    assert days(rules, MEMBER) == [("32", None, july), ("36", july, NEXT_YEAR), ("40", NEXT_YEAR, None)]


def test_a_second_change_from_the_same_day_takes_the_place_of_the_first(rules: RuleService) -> None:
    first = change(rules, MEMBER, "40")
    assert change(rules, MEMBER, "48") == first
    assert days(rules, MEMBER) == [("32", None, NEXT_YEAR), ("48", NEXT_YEAR, None)]


def test_a_duty_keeps_its_kind_and_changes_its_number(rules: RuleService) -> None:
    code = "duty:committee/center_group/quarter"
    change(rules, code, DutyDemand(2))
    assert [(one.value, one.valid_from) for one in history(rules, code).versions] == [
        (DutyDemand(1), None),
        (DutyDemand(2), NEXT_YEAR),
    ]
    assert history(rules, code).subject.name == "党委·中心组学习（集体研讨）"


@pytest.mark.parametrize("since", [date(2025, 12, 31), date(2020, 1, 1)])
def test_a_change_into_a_past_year_is_refused(rules: RuleService, since: date) -> None:
    before = rules.list()
    with pytest.raises(RuleChangeTooEarlyError) as refused:
        change(rules, MEMBER, "40", since)
    assert refused.value.first_day == THIS_YEAR
    assert rules.list() == before


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (MEMBER, Decimal(-1)),
        (MEMBER, Decimal("0.0001")),
        (MEMBER, Decimal("NaN")),
        (MEMBER, Decimal("Infinity")),
        (MEMBER, DutyDemand(1)),
        (MEMBER, (SessionKind.EXAM,)),
        ("term.years.branch", Decimal("2.5")),
        ("funding.budget_share", Decimal("1.01")),
        ("funding.budget_share", Decimal("-0.01")),
        ("hours.kinds_without", Decimal(3)),
        (THEME_DAY, DutyDemand(-1)),
        (THEME_DAY, DutyDemand(100)),
        (THEME_DAY, DutyDemand(1, -1)),
        (THEME_DAY, Decimal(1)),
        (THEME_DAY, None),
    ],
)
def test_a_value_that_cannot_be_right_is_refused(rules: RuleService, code: str, value: RuleValue) -> None:
    before = rules.list()
    with pytest.raises(InvalidFieldError):
        change(rules, code, value)
    assert rules.list() == before


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (MEMBER, None),
        (MEMBER, Decimal(0)),
        (MEMBER, Decimal("36.5")),
        ("hours.online_cap", Decimal(20)),
        ("hours.kinds_without", ()),
        ("hours.kinds_without", (SessionKind.EXAM, SessionKind.ONLINE_STUDY)),
        ("funding.budget_share", Decimal("0.0125")),
        (COMMITTEE, DutyDemand(0)),
    ],
)
def test_a_value_comes_back_as_entered(rules: RuleService, code: str, value: RuleValue) -> None:
    change(rules, code, value)
    then = history(rules, code).on(NEXT_YEAR)
    assert then is not None
    assert then.value == value


def test_a_rule_that_is_not_there(rules: RuleService) -> None:
    with pytest.raises(RecordMissingError):
        change(rules, "hours.unknown", "1")
    with pytest.raises(RecordMissingError):
        rules.correct(b"0" * 16, "", "")


def test_basis_and_clause_are_corrected_in_place(rules: RuleService) -> None:
    for code in (LEADER, "duty:branch/party_lecture/quarter"):
        now = history(rules, code).on(TODAY)
        assert now is not None
        rules.correct(now.key, " 《某规划》 ", "第二条")
        after = history(rules, code).on(TODAY)
        assert after == replace(now, basis="《某规划》", clause="第二条", own=False)
        assert not after.is_own
        rules.correct(now.key, "", "")
        again = history(rules, code).on(TODAY)
        assert again is not None
        assert again.is_own


@pytest.mark.parametrize("code", [MEMBER, LEADER])
def test_a_change_to_come_is_taken_back_without_a_trace(rules: RuleService, code: str) -> None:
    before = history(rules, code)
    rules.take_back(change(rules, code, "40"))
    assert history(rules, code) == before


def test_of_two_changes_to_come_the_first_is_taken_back(rules: RuleService) -> None:
    change(rules, MEMBER, "40")
    rules.take_back(change(rules, MEMBER, "36", date(2026, 7, 1)))
    assert days(rules, MEMBER) == [("32", None, NEXT_YEAR), ("40", NEXT_YEAR, None)]


@pytest.mark.parametrize("since", [THIS_YEAR, TODAY])
def test_what_holds_already_is_not_taken_back(rules: RuleService, since: date) -> None:
    key = change(rules, MEMBER, "40", since)
    with pytest.raises(RuleInForceError):
        rules.take_back(key)
    assert days(rules, MEMBER) == [("32", None, since), ("40", since, None)]


def enter(book: Book) -> None:
    """Enter three years of study: a leader, a member who came in June, hours on line and from minutes, money."""
    branch = book.organization("第一党支部")
    leader = book.person("书记", branch)
    book.post(leader, branch)
    member = book.person("党员", branch, StageKind.FORMAL, since=date(2025, 6, 1))
    for year in (2024, 2025, 2026):
        day = book.session(branch, date(year, 2, 3), hours="3", lecturer="书记")
        online = book.session(branch, date(year, 2, 4), SessionKind.ONLINE_STUDY, hours="30", delivery=Delivery.ONLINE)
        test = book.session(branch, date(year, 2, 5), SessionKind.EXAM, hours="2")
        long = book.session(branch, date(year, 3, 3), SessionKind.TRAINING_CLASS, hours=None, days=Decimal("1.5"))
        book.attend(day, leader, member)
        book.attend(online, leader, member)
        book.attend(test, leader, status=AttendanceStatus.PRESENT)
        book.attend(long, leader, minutes=900)
        book.payroll(year, 100_000_000)
        book.score(member, date(year, 2, 1), "800")
    book.save()


def results(book: Book, year: int) -> tuple[object, ...]:
    asof = date(2028, 3, 5)
    figures = FigureService(book.database, CLOCK).figures(year, asof=asof).values
    hours = HoursService(book.database, CLOCK).hours(year, asof=asof).rows
    return (figures, hours, DutyService(book.database, CLOCK).duties(year, asof))


def other(history: RuleHistory) -> RuleValue:
    """Think of a value that would change results."""
    match history.subject.kind:
        case ValueKind.DEMAND:
            return DutyDemand(3)
        case ValueKind.SESSION_KINDS:
            return (SessionKind.THEME_DAY, SessionKind.ONLINE_STUDY)
        case ValueKind.SHARE:
            return Decimal("0.3")
        case _:
            return Decimal(3)


@pytest.mark.parametrize("since", [THIS_YEAR, TODAY, date(2026, 12, 31), NEXT_YEAR])
def test_no_change_rewrites_a_year_before_it(book: Book, rules: RuleService, since: date) -> None:
    enter(book)
    years = range(2024, since.year)
    before = {year: results(book, year) for year in years}
    after_before = results(book, since.year)
    for one in rules.list():
        rules.change(one.subject.code, RuleChange(other(one), since))
    assert {year: results(book, year) for year in years} == before
    hours = results(book, since.year)[1]
    assert hours != after_before[1], "the targets are those in force at the year's end"


@pytest.mark.parametrize(
    ("since", "months"),
    [(THIS_YEAR, [2] * 12), (TODAY, [1] * 3 + [2] * 9), (date(2026, 4, 1), [1] * 3 + [2] * 9), (NEXT_YEAR, [1] * 12)],
)
def test_a_duty_changes_with_the_first_period_that_begins_under_it(
    book: Book, rules: RuleService, since: date, months: list[int]
) -> None:
    book.organization("第一党支部")
    book.save()
    change(rules, THEME_DAY, DutyDemand(2), since)
    rows = DutyService(book.database, CLOCK).duties(2026)
    assert [row.required for row in rows if row.kind is SessionKind.THEME_DAY] == months


@pytest.mark.parametrize(
    ("since", "targets"),
    [(THIS_YEAR, {2025: 32, 2026: 40}), (TODAY, {2025: 32, 2026: 40}), (NEXT_YEAR, {2025: 32, 2026: 32, 2027: 40})],
)
def test_a_target_holds_for_the_years_that_end_under_it(
    book: Book, rules: RuleService, since: date, targets: dict[int, int]
) -> None:
    book.person("党员", book.organization("第一党支部"))
    book.save()
    change(rules, MEMBER, "40", since)
    service = HoursService(book.database, CLOCK)
    assert {year: service.hours(year, asof=date(2028, 1, 1)).rows[0].target for year in targets} == targets


def test_what_is_written_is_what_the_book_of_rules_reads(book: Book, rules: RuleService) -> None:
    change(rules, MEMBER, "36.5")
    change(rules, "hours.kinds_without", (SessionKind.EXAM, SessionKind.OTHER))
    change(rules, "hours.online_cap", None)
    with book.database.reading() as connection:
        found = RuleBook.load(connection)
    assert found.number(MEMBER, NEXT_YEAR) == Decimal("36.5")
    assert found.number(MEMBER, TODAY) == Decimal(32)
    assert found.value("hours.kinds_without", NEXT_YEAR) == ["exam", "other"]
    assert found.value("hours.online_cap", NEXT_YEAR) is None
