"""The figures of small files, counted by hand: what each one takes in and what it leaves out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import (
    AttendanceStatus,
    Delivery,
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    MaterialKind,
    OrganizationKind,
    Post,
    SessionKind,
    SessionState,
    ShortcomingState,
    Speech,
    StageKind,
    Topic,
    WorkState,
)
from models.keys import Key
from services.errors import RecordMissingError
from services.figures.catalogue import CATALOGUE
from services.figures.errors import FigureUnknownError, PeriodOutOfOrderError
from services.figures.rows import Value
from services.figures.service import FigureService
from tests.services.book import CLOCK, Book

SPRING = date(2025, 4, 8)
PRESENT, OBSERVER = AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER


def service(book: Book) -> FigureService:
    book.save()
    return FigureService(book.database, CLOCK)


def values(
    book: Book, year: int = 2025, to_year: int | None = None, scope: Key | None = None, asof: date | None = None
) -> Mapping[str, Value]:
    return service(book).figures(year, to_year, scope, asof).values


def chosen(found: Mapping[str, Value], prefix: str) -> dict[str, Value]:
    """Give the figures of a family that are not zero."""
    return {key.removeprefix(prefix): value for key, value in found.items() if key.startswith(prefix) and value}


def test_an_empty_file_has_every_figure_zero_or_unknown(book: Book) -> None:
    figures = service(book).figures(2025)
    assert list(figures.values) == list(CATALOGUE)
    assert chosen(figures.values, "") == {"org.committees": 1}
    unknown = {key for key, value in figures.values.items() if value is None}
    assert {"attendance.rate", "funding.payroll", "study_app.below", "hours.members.average"} <= unknown
    assert (figures.scope_name, figures.from_year, figures.to_year) == ("某某公司党委", 2025, 2025)


def test_organisations_are_counted_as_they_were_on_the_state_date(book: Book) -> None:
    book.organization("总支", OrganizationKind.GENERAL_BRANCH)
    book.organization("老支部")
    book.organization("新支部", founded=date(2025, 12, 31))
    book.organization("来年的支部", founded=date(2026, 1, 1))
    book.organization("撤销的支部", dissolved=date(2025, 12, 31))
    book.organization("来年撤销的支部", dissolved=date(2026, 1, 1))
    assert chosen(values(book), "org.") == {"committees": 1, "general_branches": 1, "branches": 3}


def test_headcounts_are_of_the_last_day_of_the_period(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.person("老党员", branch)
    book.person("十二月转出", branch, until=date(2025, 12, 31))
    book.person("元旦转出", branch, until=date(2026, 1, 1))
    book.person("六月入党", branch, StageKind.PROBATIONARY, joined=date(2025, 6, 1), since=date(2020, 1, 1))
    book.person("来年入党", branch, StageKind.ACTIVIST, joined=date(2026, 6, 1), since=date(2020, 1, 1))
    book.person("积极分子", branch, StageKind.ACTIVIST, joined=None)
    book.person("发展对象", branch, StageKind.DEVELOPMENT_TARGET, joined=None)
    assert chosen(values(book), "people.") == {
        "members": 3,
        "formal": 2,
        "probationary": 1,
        "development_targets": 1,
        "activists": 2,
    }
    # The state date stays the last day of the year, also where the year is not over.
    assert values(book, asof=date(2025, 1, 31))["people.members"] == 3


def test_one_session_of_three_kinds_is_counted_under_each_and_once_in_the_sum(book: Book) -> None:
    branch = book.organization("第一党支部")
    further = [SessionKind.BRANCH_CONGRESS, SessionKind.PARTY_LECTURE]
    session = book.session(branch, SPRING, SessionKind.THEME_DAY, further=further)
    person = book.person("张伟", branch)
    book.attend(session, person)
    found = values(book)
    assert chosen(found, "three_meetings.") == {"sessions": 1, "congress": 1, "lecture": 1}
    assert found["theme_day.sessions"] == 1
    assert found["attendance.expected"] == 1
    assert found["hours.members.average"] == 2


def test_drafts_cancelled_planned_and_coming_sessions_count_nowhere(book: Book) -> None:
    branch = book.organization("第一党支部")
    for state in SessionState:
        book.session(branch, SPRING, state=state)
    book.session(branch, date(2025, 11, 3))
    book.session(branch, date(2024, 12, 31), ends_on=date(2025, 1, 3))
    assert values(book)["theme_day.sessions"] == 2
    assert values(book, asof=date(2025, 11, 2))["theme_day.sessions"] == 1
    assert values(book, 2024)["theme_day.sessions"] == 1


def test_there_learned_expected(book: Book) -> None:
    branch = book.organization("第一党支部")
    lecture = book.session(branch, SPRING, SessionKind.LECTURE)
    for status in AttendanceStatus:
        book.attend(lecture, book.person(status.label, branch), status=status)
    found = values(book)
    assert (found["attendance.expected"], found["attendance.present"]) == (4, 1)
    assert found["attendance.rate"] == Fraction(1, 4)
    assert found["lecture.person_times"] == 2
    # Made up later is learned, but was not there.
    assert found["training.coverage"] == Fraction(3, 5)
    assert found["hours.members.average"] == Fraction(6, 5)


def test_training_by_delivery_days_people_and_coverage(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    one, two, gone = book.person("甲", first), book.person("乙", second), book.person("丙", first, until=SPRING)
    for delivery, people in ((Delivery.ONLINE, [one, gone]), (Delivery.OFFLINE, [one]), (None, [])):
        session = book.session(
            first, date(2025, 3, 1), SessionKind.TRAINING_CLASS, days=Decimal("1.5"), delivery=delivery
        )
        book.attend(session, *people)
    assert chosen(values(book), "training.") == {
        "sessions": 3,
        "online": 1,
        "offline": 1,
        "days": Decimal("4.5"),
        "person_times": 3,
        "people": 2,
        "coverage": Fraction(1, 2),
    }
    # The second branch organised none, and its member went to none.
    assert chosen(values(book, scope=second), "training.") == {}
    book.attend(book.session(first, SPRING, SessionKind.READING_CLASS), two)
    assert values(book, scope=second)["training.coverage"] == 1


def test_centre_group_and_reading_classes(book: Book) -> None:
    person = book.person("张伟", book.top)
    center = book.session(book.top, SPRING, SessionKind.CENTER_GROUP, discussion=True, days=1, items=2, reflections=3)
    book.session(book.top, SPRING, SessionKind.CENTER_GROUP, days=Decimal("0.5"))
    reading = book.session(book.top, SPRING, SessionKind.READING_CLASS, days=2)
    book.attend(center, person, speech=Speech.KEYNOTE)
    book.attend(center, book.person("李强", book.top), speech=Speech.EXCHANGE)
    book.attend(reading, person, speech=Speech.EXCHANGE)
    assert chosen(values(book), "center_group.") == {
        "sessions": 2,
        "discussions": 1,
        "days": Decimal("1.5"),
        "items": 2,
        "reflections": 3,
        "speeches": 2,
    }
    assert chosen(values(book), "reading_class.") == {"sessions": 1, "days": 2, "exchange_speeches": 1}


def test_a_branch_is_covered_by_visits_of_its_own_and_of_others(book: Book) -> None:
    first, second, third = (book.organization(f"第{number}党支部") for number in range(3))
    group = book.organization("第一党小组", OrganizationKind.GROUP, second)
    book.session(first, SPRING, SessionKind.SITE_VISIT)
    visit = book.session(book.top, SPRING, SessionKind.THEME_DAY, further=[SessionKind.SITE_VISIT])
    book.attend(visit, book.person("乙", group))
    book.attend(visit, book.person("丙", third), status=AttendanceStatus.LEAVE)
    book.attend(visit, book.person("丁", third, StageKind.ACTIVIST, joined=None))
    assert chosen(values(book), "site_visit.") == {"sessions": 2, "branches": 2, "person_times": 2}
    assert values(book, scope=second)["site_visit.branches"] == 1


def test_exams_count_scores_against_the_mark_of_the_session(book: Book) -> None:
    branch = book.organization("第一党支部")
    people = [book.person(name, branch) for name in "甲乙丙"]
    strict = book.session(branch, SPRING, SessionKind.EXAM, pass_mark=80)
    unmarked = book.session(branch, SPRING, SessionKind.EXAM)
    for person, score in zip(people, (80, 79, None), strict=True):
        book.attend(strict, person, score=score)
    book.attend(unmarked, people[0], score=60)
    found = values(book)
    assert (found["exam.sessions"], found["exam.person_times"]) == (2, 3)
    assert found["exam.pass_rate"] == Fraction(1, 2)
    assert found["exam.average"] == 73


def test_a_lecture_counts_for_the_secretary_who_gave_it(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    secretary = book.person("张伟", first)
    book.person("张伟", second)
    book.post(secretary, first, Post.SECRETARY, since=SPRING)
    deputy = book.person("王芳", first)
    book.post(deputy, first, Post.DEPUTY_SECRETARY)

    def lecture(lecturer: str, place: Key = first, day: date = SPRING) -> Key:
        return book.session(place, day, SessionKind.PARTY_LECTURE, lecturer=lecturer)

    lecture("张伟")  # the organiser's own
    lecture("党校教授、张伟（D00001）", book.top)  # by number
    attended = lecture("张伟", book.top)
    book.attend(attended, secretary)
    lecture("张伟", book.top)  # two of the name, nobody knows which
    lecture("张伟", day=date(2025, 4, 7))  # not yet secretary
    lecture("王芳")
    lecture("")
    found = service(book).trace("party_lecture.by_secretary", 2025)
    assert found.value == 3
    assert attended in {row.key[0] for row in found.rows}


def test_follow_up_measures_are_done_by_their_state_and_day(book: Book) -> None:
    branch = book.organization("第一党支部")
    project = book.project(SPRING, book.session(branch, SPRING, SessionKind.FIRST_TOPIC, items=2))
    book.project(date(2024, 12, 31))
    book.measure(project, WorkState.DONE)
    book.measure(project, WorkState.DONE, date(2025, 12, 31))
    book.measure(project, WorkState.DONE, date(2026, 1, 1))
    book.measure(project, WorkState.IN_PROGRESS)
    expected = {"meetings": 1, "items": 2, "projects": 1, "measures": 4, "measures_done": 2}
    assert chosen(values(book), "first_topic.") == expected
    assert chosen(values(book, scope=branch), "first_topic.") == expected
    assert chosen(values(book, 2024, 2025), "first_topic.")["projects"] == 2
    assert chosen(values(book, 2024, 2025, branch), "first_topic.")["projects"] == 1


def test_plan_items_are_done_when_marked_or_held_often_enough(book: Book) -> None:
    branch = book.organization("第一党支部")
    held = [book.session(branch, SPRING) for _ in range(2)]
    draft = book.session(branch, SPRING, state=SessionState.DRAFT)
    book.plan_item(2025, WorkState.DONE)
    book.plan_item(2025, sessions=held[:1])
    book.plan_item(2025, times=2, sessions=held, unit="第一党支部")
    book.plan_item(2025, times=2, sessions=[held[0], draft], place=branch)
    book.plan_item(2025, WorkState.IN_PROGRESS, unit="工会")
    book.plan_item(2024, WorkState.DONE)
    found = values(book)
    assert (found["plan.items"], found["plan.done"], found["plan.rate"]) == (5, 3, Fraction(3, 5))
    found = values(book, scope=branch)
    assert (found["plan.items"], found["plan.done"]) == (2, 1)
    assert values(book, asof=date(2025, 4, 7))["plan.done"] == 1


def test_problems_that_are_being_mended_are_still_open(book: Book) -> None:
    for state in ShortcomingState:
        book.problem(2025, state)
    book.problem(2025, ShortcomingState.CLOSED, completed=date(2026, 1, 1))
    assert chosen(values(book), "problems.") == {"open": 3, "closed": 1}


def test_materials_are_summed_by_kind(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.material(SPRING, MaterialKind.BOOK, 40)
    book.material(SPRING, MaterialKind.BOOK, 2, place=branch)
    book.material(SPRING, MaterialKind.BRIEF, 1, reads=500)
    book.material(SPRING, MaterialKind.ARTICLE, 1, reads=300)
    book.material(date(2024, 12, 31), MaterialKind.POSTER, 9)
    assert chosen(values(book), "materials.") == {"books": 42, "briefs": 1, "articles": 1, "article_reads": 300}
    assert chosen(values(book, scope=branch), "materials.") == {"books": 2}


def test_the_latest_score_of_each_member_counts(book: Book) -> None:
    branch = book.organization("第一党支部")
    one, two = book.person("甲", branch), book.person("乙", branch)
    book.person("丙", branch)
    book.score(one, SPRING, "5000")
    book.score(one, date(2025, 12, 31), "900.5")
    book.score(one, date(2026, 1, 1), "1")
    book.score(two, SPRING, "1000")
    assert values(book)["study_app.average"] == Fraction(3801, 4)
    assert values(book)["study_app.below"] is None
    book.rule("study_app.threshold", "1000")
    assert values(book)["study_app.below"] == 1


def test_secretaries_with_a_certificate_that_is_valid_on_the_state_date(book: Book) -> None:
    branches = [book.organization(f"第{number}党支部") for number in range(4)]
    secretaries = [book.person(f"书记{number}", branch) for number, branch in enumerate(branches)]
    for person, branch in zip(secretaries, branches, strict=True):
        book.post(person, branch)
    book.post(secretaries[0], branches[3], until=date(2025, 1, 1))
    book.post(book.person("党委书记", book.top), book.top)
    book.certificate(secretaries[0], SPRING)
    book.certificate(secretaries[0], SPRING, date(2025, 12, 31))
    book.certificate(secretaries[1], SPRING, date(2025, 12, 30))
    book.certificate(secretaries[2], date(2026, 1, 1))
    found = values(book)
    assert (found["certification.secretaries"], found["certification.rate"]) == (1, Fraction(1, 4))


def test_only_reimbursed_expenses_are_spent_and_what_is_handed_down_is_not(book: Book) -> None:
    branch = book.organization("第一党支部")
    for _ in range(3):
        book.person("党员", branch)
    book.payroll(2025, 100_000_00)
    book.budget(2025, 1_000_00)
    book.budget(2025, 500_00, FundSourceCode.KEPT_DUES, ExpenseCategory.ALLOCATION, branch)
    book.expense(SPRING, 100_01)
    book.expense(SPRING, 50_00, FundSourceCode.KEPT_DUES, ExpenseCategory.BOOKS, branch)
    book.expense(SPRING, 300_00, category=ExpenseCategory.ALLOCATION)
    book.expense(SPRING, 7_00, state=ExpenseState.DRAFT)
    book.expense(SPRING, 7_00, state=ExpenseState.VOID)
    book.expense(date(2024, 12, 31), 7_00)
    assert chosen(values(book), "funding.") == {
        "payroll": 100_000_00,
        "budget": 1_500_00,
        "spent": 150_01,
        "balance": 1_349_99,
        "execution": Fraction(15001, 150000),
        "allocated": 300_00,
        "ratio": Fraction(1, 100),
        "per_member": 50_00,  # 50.0033
        "source.party_work.budget": 1_000_00,
        "source.party_work.spent": 100_01,
        "source.kept_dues.budget": 500_00,
        "source.kept_dues.spent": 50_00,
        "category.training.budget": 1_000_00,
        "category.training.spent": 100_01,
        "category.allocation.budget": 500_00,
        "category.books.spent": 50_00,
    }
    in_branch = values(book, scope=branch)
    assert chosen(in_branch, "funding.")["spent"] == 50_00
    assert in_branch["funding.payroll"] is None
    assert values(book, 2024, 2025)["funding.spent"] == 157_01


def test_hours_are_of_the_last_year_and_listed_year_by_year(book: Book) -> None:
    branch = book.organization("第一党支部")
    person = book.person("张伟", branch)
    exempt = book.person("老同志", branch)
    book.exempt(exempt)
    secretary = book.person("书记", branch)
    book.post(secretary, branch)
    book.person("转出", branch, until=SPRING)
    for year, hours in ((2024, "32"), (2025, "31.5")):
        book.attend(book.session(branch, date(year, 4, 8), hours=hours), person, exempt, secretary)
    figures = service(book).figures(2024, 2025)
    assert chosen(figures.values, "hours.") == {
        "members.people": 1,
        "members.average": Fraction(63, 2),
        "leaders.people": 1,
        "leaders.average": Fraction(63, 2),
    }
    assert figures.values["hours.members.met"] == 0
    assert figures.hours_by_year[2024]["hours.members.met"] == 1
    assert figures.hours_by_year[2024]["hours.members.people"] == 2
    assert figures.hours_by_year[2025]["hours.members.people"] == 1


def test_hours_of_topics_are_per_member_and_take_in_who_left(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    member, leaver = book.person("甲", first), book.person("乙", first, until=date(2025, 9, 1))
    other = book.person("丙", second)
    session = book.session(first, SPRING, topics=[Topic.NEW_THOUGHT, Topic.SKILLS])
    book.attend(session, member, leaver, other)
    book.attend(book.session(second, SPRING, SessionKind.ONLINE_STUDY, hours="5"), member)
    found = values(book)
    assert chosen(found, "topics.") == {
        "new_thought.sessions": 1,
        "new_thought.hours": 3,
        "skills.sessions": 1,
        "skills.hours": 3,
    }
    assert found["online_study.hours"] == 5
    in_second = values(book, scope=second)
    # Organised elsewhere, learned by one of ours; and what others earned with us is theirs.
    assert (in_second["topics.skills.sessions"], in_second["topics.skills.hours"]) == (0, 2)
    assert in_second["online_study.hours"] == 0
    assert values(book, scope=first)["topics.skills.hours"] == 4


def test_duties_are_those_of_branches_and_count_at_most_what_is_asked(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.organization("第一党小组", OrganizationKind.GROUP, branch)
    for _ in range(3):
        book.session(branch, SPRING, SessionKind.PARTY_LECTURE)
    found = values(book)
    # Congress 4, lecture 4, theme day 12, visit, organisation life and appraisal 1 each.
    assert (found["duties.required"], found["duties.held"]) == (23, 1)
    assert found["duties.rate"] == Fraction(1, 23)
    assert values(book, 2024, 2025)["duties.required"] == 46


def test_what_cannot_be_asked_is_refused(book: Book) -> None:
    figures = service(book)
    with pytest.raises(FigureUnknownError):
        figures.trace("people.everyone", 2025)
    with pytest.raises(PeriodOutOfOrderError):
        figures.figures(2025, 2024)
    with pytest.raises(RecordMissingError):
        figures.figures(2025, scope=bytes(16))
