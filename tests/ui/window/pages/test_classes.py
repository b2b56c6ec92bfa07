"""教育培训 as the officer reads it: classes with their people, coverage, duties, tests, certificates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.enums import (
    AttendanceStatus,
    Audience,
    CostClass,
    DayPart,
    DutyState,
    OrganizationKind,
    Post,
    SessionKind,
    StageKind,
)
from models.keys import Key
from services.organizations.rows import OrganizationDraft
from services.people.rows import AppointmentDraft, CertificateDraft, MembershipDraft, PersonDraft, StageDraft
from services.sessions.rows import AttendanceEntry, SessionDraft, SittingDraft, SittingMissEntry
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.main_window import MainWindow
from ui.window.pages.classes.class_tab import NEVER, TOO_MUCH_LEAVE
from ui.window.pages.classes.page import ClassesPage
from ui.window.pages.sessions.page import SessionsPage
from ui.window.pages.sessions.session_form import SessionForm
from ui.window.services import Services
from ui.window.widgets.listing import Listing

MONDAY = date(2026, 3, 2)


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def top(services: Services) -> Key:
    return services.organizations.tree()[0].key


@pytest.fixture
def people(services: Services, top: Key) -> dict[str, Key]:
    made = {}
    for number, name in enumerate(("王玥", "李明", "赵新"), start=1):
        draft = PersonDraft(name=name, category=StageKind.FORMAL, number=f"D{number}")
        stages = (StageDraft(StageKind.PROBATIONARY, date(2010, 7, 1)),)
        made[name] = key_of(services.people.add(draft, MembershipDraft(top), stages))
    return made


@pytest.fixture
def page(open_window: MainWindow, people: dict[str, Key], settled: Settled) -> ClassesPage:
    assert people
    open_window.workspace.go_to("classes")
    settled()
    made = open_window.workspace.page("classes")
    assert isinstance(made, ClassesPage)
    return made


def shown(listing: Listing[Any]) -> list[list[str]]:
    return [[column.text(row) for column in listing.model.columns] for row in listing.model.rows]


def test_a_class_shows_whom_it_is_for_who_came_and_who_missed_too_much(
    page: ClassesPage, services: Services, people: dict[str, Key], top: Key, settled: Settled
) -> None:
    half_days = tuple(SittingDraft(one + 1, MONDAY, Decimal(4), part) for one, part in enumerate(list(DayPart)[:2]))
    draft = SessionDraft(
        SessionKind.TRAINING_CLASS, "党员轮训班", top, MONDAY, days=Decimal(1), sittings=half_days,
        audiences=(Audience.MEMBERS,), lecturer="周老师",
    )  # fmt: skip
    key = key_of(services.sessions.add(draft))
    entries = [AttendanceEntry(people["王玥"], AttendanceStatus.PRESENT)]
    services.sessions.record(key, [*entries, AttendanceEntry(people["李明"], AttendanceStatus.PRESENT)])
    sitting = services.sessions.get(key).draft.sittings[0].key
    assert sitting is not None
    missed = [SittingMissEntry(sitting, people["李明"], "出差")]
    page.desk.notifier.announce(services.sessions.record_misses(key, missed))
    settled()
    (row,) = shown(page.classes.classes)
    assert row[1:8] == ["党员轮训班", "培训班", "某某公司党委", "党员", "3", "2", "1"]
    assert "主讲：周老师" in page.classes.facts.text()
    assert "第1场 03-02 上午" in page.classes.half_days.text()
    assert "缺 1 人" in page.classes.half_days.text()
    assert page.classes.people.summary.text() == "应到 3 人，没学到 1 人，缺课超过规定 1 人"
    page.classes.who.choose(NEVER)
    assert [line[0] for line in shown(page.classes.people)] == ["赵新"]
    page.classes.who.choose(TOO_MUCH_LEAVE)
    assert [(line[0], line[3]) for line in shown(page.classes.people)] == [("李明", "1场，超过规定")]


def test_a_new_secretarys_duty_is_told_with_deadline_and_state(
    page: ClassesPage, services: Services, people: dict[str, Key], top: Key, settled: Settled
) -> None:
    appointment = AppointmentDraft(top, Post.SECRETARY, starts_on=date(2025, 10, 1))
    page.desk.notifier.announce(services.people.add_record(people["王玥"], appointment))
    settled()
    rows = {line[2]: line for line in shown(page.duties.listing)}
    assert rows["新任书记培训"][4:7] == ["2026-04-01", "0/1次", "待完成"]
    page.duties.state.choose(DutyState.MISSED)
    assert shown(page.duties.listing) == []
    page.year.offer_years([2025])
    page.year.choose(2025)
    settled()
    assert {line[2] for line in shown(page.duties.listing)} == {"书记讲党课"}


def test_a_certificate_near_its_end_is_waiting(
    page: ClassesPage, services: Services, people: dict[str, Key], top: Key, settled: Settled
) -> None:
    branch = key_of(services.organizations.add(OrganizationDraft("机关党支部", OrganizationKind.BRANCH, top)))
    services.people.add_record(people["王玥"], AppointmentDraft(branch, Post.SECRETARY, starts_on=date(2020, 1, 1)))
    certificate = CertificateDraft("书记合格证", date(2023, 6, 5), date(2026, 6, 5))
    page.desk.notifier.announce(services.people.add_record(people["王玥"], certificate))
    settled()
    (row,) = shown(page.certificates.listing)
    assert row == ["机关党支部", "王玥", "D1", "书记合格证", "2023-06-05", "2026-06-05", "即将到期"]


def test_audience_and_training_class_are_entered_with_the_session(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    open_window.workspace.go_to("sessions")
    settled()
    sessions = open_window.workspace.page("sessions")
    assert isinstance(sessions, SessionsPage)
    press(sessions, "新增活动…")
    settled()
    form = dialog(sessions, SessionForm)
    form.title.setText("发展对象培训班")
    form.kind.choose(SessionKind.TRAINING_CLASS)
    form.audiences.choose([Audience.ACTIVISTS, Audience.DEVELOPMENT_TARGETS])
    form.cost_class.choose(CostClass.THREE)
    form.save_button.click()
    settled()
    (row,) = services.classes.year(2026).classes
    assert row.audiences == (Audience.DEVELOPMENT_TARGETS, Audience.ACTIVISTS)
    assert row.cost_class is CostClass.THREE
    draft = services.sessions.get(row.key).draft
    assert (draft.audiences, draft.cost_class) == (row.audiences, CostClass.THREE)


def test_the_demo_fills_every_tab(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("classes")
    settled()
    page = demo_window.workspace.page("classes")
    assert isinstance(page, ClassesPage)
    page.year.choose(2025)
    settled()
    listings = (page.classes.classes, page.classes.people, page.coverage.coverage, page.duties.listing)
    for listing in (*listings, page.tests.tests, page.certificates.listing):
        assert listing.model.rowCount() > 0, listing.accessibleName()
