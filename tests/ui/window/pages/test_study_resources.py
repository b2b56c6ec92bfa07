"""学习资源 as the officer works with it: entered, adopted from sessions, chosen in a session; the survey pasted."""

from datetime import date
from typing import Any

import pytest

from models.enums import Audience, ResourceKind, SessionKind, TeacherTitle, Topic
from models.keys import Key
from services.needs.rows import NeedDraft
from services.sessions.rows import SessionDraft
from services.study_resources.rows import ResourceDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.pages.sessions.page import SessionsPage
from ui.window.pages.study_resources import page as page_module
from ui.window.pages.study_resources.forms import NeedForm, PasteForm, ResourceForm
from ui.window.pages.study_resources.page import StudyResourcesPage
from ui.window.services import Services
from ui.window.widgets.listing import Listing

NEED = NeedDraft(2026, "人工智能应用", 30, Topic.SKILLS, Audience.MEMBERS)


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def lecture(services: Services) -> Key:
    top = services.organizations.tree()[0].key
    draft = SessionDraft(SessionKind.LECTURE, "形势报告", top, date(2026, 2, 5), lecturer="陈教授", place="礼堂")
    return key_of(services.sessions.add(draft))


def shown(window: MainWindow, settled: Settled) -> StudyResourcesPage:
    window.workspace.go_to("study_resources")
    settled()
    page = window.workspace.page("study_resources")
    assert isinstance(page, StudyResourcesPage)
    return page


def lines(listing: Listing[Any]) -> list[dict[str, str]]:
    return [{column.title: column.text(row) for column in listing.model.columns} for row in listing.model.rows]


def test_a_teacher_is_entered_changed_and_deleted(
    open_window: MainWindow, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(open_window, settled)
    press(page, "新增…")
    form = page.form
    assert isinstance(form, ResourceForm)
    check(form)
    press(form, "保存")
    assert form.message_bar.text == "学习资源：请填写“名称”。"
    form.name.setText("陈教授")
    assert form.title is not None
    form.title.choose(TeacherTitle.PROFESSOR)
    assert form.phone is not None
    form.phone.setText("13800001234")
    press(form, "保存")
    settled()
    tab = page.kinds[ResourceKind.TEACHER]
    (line,) = lines(tab.listing)
    assert (line["名称"], line["职称"], line["联系电话"], line["使用次数"]) == (
        "陈教授",
        "正高级职称",
        "138****1234",
        "0",
    )
    press(page, "修改…")
    assert isinstance(page.form, ResourceForm)
    page.form.note.setText("擅长党史")
    press(page.form, "保存")
    settled()
    stored = services.study_resources.resources()[0].draft
    assert (stored.note, stored.phone) == ("擅长党史", "13800001234")
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "删除…")
    settled()
    assert lines(tab.listing) == []


def test_what_sessions_name_becomes_a_resource_by_one_click(
    open_window: MainWindow, services: Services, settled: Settled, lecture: Key
) -> None:
    page = shown(open_window, settled)
    page.tabs.setCurrentWidget(page.suggested)
    assert [(line["类别"], line["名称"], line["次数"]) for line in lines(page.suggested.listing)] == [
        ("师资", "陈教授", "1"),
        ("教育基地", "礼堂", "1"),
    ]
    assert services.study_resources.resources() == ()
    press(page, "采用并关联")
    settled()
    assert [line["名称"] for line in lines(page.suggested.listing)] == ["礼堂"]
    page.tabs.setCurrentWidget(page.kinds[ResourceKind.TEACHER])
    settled()
    assert lines(page.kinds[ResourceKind.TEACHER].listing)[0]["各年次数"] == "2026年1次"
    assert [use.session for use in page.kinds[ResourceKind.TEACHER].uses.rows] == [lecture]


def test_a_session_is_told_what_it_used(
    open_window: MainWindow, services: Services, settled: Settled, lecture: Key
) -> None:
    text = key_of(services.study_resources.add(ResourceDraft(ResourceKind.TEXT, "《章程》")))
    open_window.workspace.go_to("sessions")
    settled()
    page = open_window.workspace.page("sessions")
    assert isinstance(page, SessionsPage)
    page.ask_change()
    settled()
    form = page.form
    assert form is not None
    check(form)
    assert form.resources.ticked == ()
    form.resources.tick_all(ticked=True)
    form.save_button.click()
    settled()
    assert services.sessions.get(lecture).draft.resources == (text,)
    page.ask_change()
    settled()
    assert page.form is not None
    assert [row.key for row in page.form.resources.ticked] == [text]


def test_a_survey_is_entered_and_summed(
    open_window: MainWindow, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.needs.add(NEED)
    page = shown(open_window, settled)
    page.tabs.setCurrentWidget(page.needs)
    press(page, "新增需求…")
    form = page.form
    assert isinstance(form, NeedForm)
    check(form)
    form.subject.setText("公文写作")
    press(form, "保存")
    assert form.message_bar.text == "培训需求：请填写“人数”。"
    form.votes.setText("40")
    press(form, "保存")
    settled()
    assert [line["主题"] for line in lines(page.needs.listing)] == ["公文写作", "人工智能应用"]
    assert [(row.subject, row.votes) for row in page.needs.subjects.rows] == [("公文写作", 40), ("人工智能应用", 30)]
    assert page.needs.listing.summary.text() == "2 个主题，70 人次"
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "删除…")
    settled()
    assert len(lines(page.needs.listing)) == 1


def test_pasted_lines_are_shown_and_those_in_doubt_stay_out(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    page = shown(open_window, settled)
    page.tabs.setCurrentWidget(page.needs)
    press(page, "粘贴…")
    form = page.form
    assert isinstance(form, PasteForm)
    check(form)
    form.lines.setPlainText("公文写作\t\t党员\t\t12\n形势政策\t\t党员\t第九党支部\t5")
    assert not form.save_button.isEnabled()
    form.read_lines()
    settled()
    form._pause.stop()
    form.found.changed.emit()
    assert form.summary.text() == "写入 1 行；1 行存疑，不写入，请改好后再粘贴"
    form.found.tick_all(ticked=True)
    press(form, "写入")
    settled()
    assert [row.draft.subject for row in services.needs.tally(2026).rows] == ["公文写作"]
