"""第一议题 as the officer works with it: from the project to its result, what is late, where a text came from."""

from datetime import date
from typing import TypeVar

import pytest

from models.enums import ProjectState, SessionKind, WorkState
from models.keys import Key
from services.follow_up.rows import FollowUpFilter, ItemSource, MeasureDraft, ProjectDraft, ProjectRow
from services.sessions.rows import SessionDraft, StudyItemDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.dialogs.form import RecordForm
from ui.window.main_window import MainWindow
from ui.window.pages.first_topic import page as page_module
from ui.window.pages.first_topic.forms import (
    CloseForm,
    CompleteForm,
    ItemForm,
    MeasureForm,
    ProgressForm,
    ProjectForm,
)
from ui.window.pages.first_topic.page import FirstTopicPage
from ui.window.services import Services

DECIDED = date(2026, 1, 10)
Form = TypeVar("Form", bound=RecordForm)


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def session(services: Services) -> Key:
    top = services.organizations.tree()[0].key
    draft = SessionDraft(SessionKind.FIRST_TOPIC, "一月第一议题", top, DECIDED, items=(StudyItemDraft("讲话一"),))
    return key_of(services.sessions.add(draft))


@pytest.fixture
def page(open_window: MainWindow, session: Key, settled: Settled) -> FirstTopicPage:
    assert session
    return shown(open_window, settled)


def shown(window: MainWindow, settled: Settled) -> FirstTopicPage:
    window.workspace.go_to("first_topic")
    settled()
    made = window.workspace.page("first_topic")
    assert isinstance(made, FirstTopicPage)
    return made


def only(services: Services) -> ProjectRow:
    (row,) = services.follow_up.projects(FollowUpFilter())
    return row


def opened(page: FirstTopicPage, kind: type[Form]) -> Form:
    assert isinstance(page.form, kind)
    return page.form


def late_measure(services: Services, decided: date = DECIDED, deadline: str = "2026-02-28") -> Key:
    project = key_of(services.follow_up.add_project(ProjectDraft(f"{decided.year}年安全整治", decided)))
    return key_of(services.follow_up.add_measure(project, MeasureDraft("排查隐患", deadline=deadline)))


def test_a_project_is_followed_from_the_session_to_its_result(
    page: FirstTopicPage, services: Services, session: Key, settled: Settled
) -> None:
    press(page, "新增项目…")
    project_form = opened(page, ProjectForm)
    project_form.save_button.click()
    assert project_form.message_bar.text == "落实项目：请填写“项目名称”。"
    project_form.name.setText("安全整治")
    project_form.save_button.click()
    settled()
    assert only(services).draft == ProjectDraft("安全整治", DECIDED, session)
    press(page, "新增举措…")
    measure_form = opened(page, MeasureForm)
    measure_form.measure.setText("排查隐患")
    measure_form.deadline.setText("2026.2.28")
    measure_form.save_button.click()
    settled()
    assert only(services).measures[0].draft.deadline == "2026-02-28"
    assert page.late.isVisible()
    press(page, "办结…")
    close_form = opened(page, CloseForm)
    close_form.outcome.setText("隐患清零")
    close_form.save_button.click()
    settled()
    refusal = "落实项目“安全整治”还有 1 条举措没有完成，包括排查隐患，完成后才能办结。"
    assert close_form.message_bar.text == refusal
    close_form.reject()
    press(page, "登记举措的进展")
    progress_form = opened(page, ProgressForm)
    progress_form.note.setText("已查一半")
    progress_form.save_button.click()
    settled()
    assert page.measures.model.rows[0].draft.state is WorkState.IN_PROGRESS
    press(page, "完成举措")
    complete_form = opened(page, CompleteForm)
    complete_form.save_button.click()
    settled()
    assert not page.late.isVisible()
    press(page, "办结…")
    close_form = opened(page, CloseForm)
    close_form.outcome.setText("隐患清零")
    close_form.save_button.click()
    settled()
    assert (only(services).state, only(services).result) == (ProjectState.CLOSED, "隐患清零")
    assert not page.add_measure_button.isEnabled()
    said = [card.accessibleName() for card in page.figures.cards.values()]
    assert said == ["学习次数 1次", "学习项数 1项", "落实项目 1项", "细化举措 1条", "年内已完成 1条"]
    press(page, "撤销办结")
    settled()
    assert only(services).state is ProjectState.READY


def test_what_is_late_in_any_year_stands_on_top_and_leads_to_its_project(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    late_measure(services, date(2025, 3, 1), "2025-12-31")
    late_measure(services)
    late_measure(services, deadline="长期坚持")
    late_measure(services, deadline="2026-03-06")
    page = shown(open_window, settled)
    words = [[column.text(row) for column in page.late.listing.model.columns] for row in page.late.listing.model.rows]
    assert [(row[0], row[2]) for row in words] == [("逾期64天", "2025年安全整治"), ("逾期5天", "2026年安全整治")]
    assert [row.days_left for row in page.soon.model.rows] == [1]
    page.state.choose(ProjectState.CLOSED)
    settled()
    assert page.projects.model.rows == []
    press(page, "查看逾期举措的项目")
    settled()
    chosen = page.projects.chosen()
    assert chosen is not None
    assert (chosen.draft.name, page.year.choice()) == ("2025年安全整治", 2025)
    press(page, "完成逾期举措")
    complete_form = opened(page, CompleteForm)
    complete_form.save_button.click()
    settled()
    assert [row.days_late for row in page.late.listing.model.rows] == [5]


def test_the_source_of_a_study_item_is_told_later(page: FirstTopicPage, services: Services, settled: Settled) -> None:
    page.tabs.setCurrentWidget(page.items)
    assert page.items.summary.text() == "共 1 项，1 项没有来源"
    press(page, "补录来源…")
    item_form = opened(page, ItemForm)
    item_form.source.setText("《求是》")
    item_form.dated_on.setText("2026年1月1日")
    item_form.led_by.setText("张伟")
    item_form.save_button.click()
    settled()
    assert page.items.summary.text() == "共 1 项，0 项没有来源"
    (meeting,) = services.follow_up.meetings(2026)
    assert meeting.items[0].source == ItemSource("《求是》", date(2026, 1, 1), "张伟")


def test_changes_keep_what_is_not_touched_and_deleting_asks(
    open_window: MainWindow, services: Services, session: Key, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = key_of(services.follow_up.add_project(ProjectDraft("下年才定", date(2027, 1, 1), session)))
    services.follow_up.add_measure(project, MeasureDraft("立项", "7", "技术部", "王玥", "长期坚持"))
    page = shown(open_window, settled)
    page.show_project_of(page.measures)
    settled()
    page.year.offer([("2027年", 2027)], 2027)
    page.load()
    settled()
    press(page, "修改…")
    project_form = opened(page, ProjectForm)
    assert project_form.session.currentText() == "2026-01-10 一月第一议题"
    project_form.name.setText("改了名")
    project_form.save_button.click()
    settled()
    press(page, "修改举措")
    measure_form = opened(page, MeasureForm)
    measure_form.measure.setText("立项攻关")
    measure_form.save_button.click()
    settled()
    assert only(services).draft == ProjectDraft("改了名", date(2027, 1, 1), session)
    assert only(services).measures[0].draft == MeasureDraft("立项攻关", "7", "技术部", "王玥", "长期坚持")
    for answer, left in ((False, 1), (True, 0)):
        monkeypatch.setattr(page_module, "confirmed", lambda *_, answer=answer: answer)
        page.ask_delete_measure()
        settled()
        assert len(only(services).measures) == left
    page.ask_delete_project()
    settled()
    assert services.follow_up.projects(FollowUpFilter()) == ()


def test_an_empty_year_says_what_to_do_and_every_control_has_a_name(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    page = shown(open_window, settled)
    assert page.projects.model.rows == []
    assert not page.late.isVisible()
    assert not page.add_measure_button.isEnabled()
    check(page)
    late_measure(services)
    page.load()
    settled()
    page.ask_add_project()
    page.ask_add_measure()
    page.ask_progress(page.late.listing)
    settled()
    check(page)
