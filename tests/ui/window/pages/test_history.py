"""Undo and redo by key and from the list, what a step changed, the recycle bin, the past of a person."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from models.enums import OrganizationKind, SessionKind
from models.keys import Key
from services.history.rows import StepState
from services.organizations.rows import OrganizationDraft
from services.sessions.rows import SessionDraft
from tests.ui.window.conftest import Settled
from ui.window.history import undoing
from ui.window.history.panel import HistoryPanel
from ui.window.main_window import MainWindow
from ui.window.pages.history.page import HistoryPage
from ui.window.pages.sessions.page import SessionsPage
from ui.window.services import Services


def services_of(window: MainWindow) -> Services:
    assert window.services is not None
    return window.services


def enter(window: MainWindow, title: str = "主题党日") -> Key:
    """Enter a session, as another page would."""
    services = services_of(window)
    top = services.organizations.resolve("某某公司党委").key
    changes = services.sessions.add(
        SessionDraft(kind=SessionKind.THEME_DAY, title=title, organization_id=top, starts_on=date(2026, 2, 5))
    )
    window.desk.notifier.announce(changes)
    assert changes.key is not None
    return changes.key


def history_page(window: MainWindow) -> HistoryPage:
    window.workspace.go_to("history")
    page = window.workspace.page("history")
    assert isinstance(page, HistoryPage)
    return page


def titles(window: MainWindow) -> list[str]:
    window.workspace.go_to("sessions")
    page = window.workspace.page("sessions")
    assert isinstance(page, SessionsPage)
    return [row.title for row in page.model.rows]


def test_keys_take_the_last_step_back_and_do_it_again_on_whatever_page(
    open_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    menu = open_window.edit
    settled()
    assert not menu.undo.isEnabled()
    enter(open_window)
    settled()
    assert menu.undo.text() == "撤销(&U) 新增活动：主题党日"
    menu.undo.trigger()
    settled()
    qtbot.waitUntil(lambda: menu.redo.text() == "重做(&R) 新增活动：主题党日")
    assert not menu.undo.isEnabled()
    titles(open_window)
    settled()
    assert titles(open_window) == []
    menu.redo.trigger()
    settled()
    qtbot.waitUntil(lambda: titles(open_window) == ["主题党日"])
    open_window.close_ledger()
    assert (menu.undo.isEnabled(), menu.undo.text()) == (False, "撤销(&U)")


def tool(window: MainWindow, beginning: str) -> QToolButton:
    tools = window.workspace.navigation.findChildren(QToolButton)
    return next(one for one in tools if one.toolTip().startswith(beginning))


def test_buttons_beside_the_name_tell_the_step_they_act_on(
    open_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    settled()
    assert not tool(open_window, "没有可撤销的步骤").isEnabled()
    enter(open_window)
    settled()
    undo = tool(open_window, "撤销")
    assert undo.toolTip() == undo.accessibleName() == "撤销“新增活动：主题党日”（Ctrl+Z）"
    undo.click()
    settled()
    qtbot.waitUntil(lambda: tool(open_window, "重做").toolTip() == "重做“新增活动：主题党日”（Ctrl+Y）")
    assert not tool(open_window, "没有可撤销的步骤").isEnabled()
    tool(open_window, "重做").click()
    settled()
    qtbot.waitUntil(lambda: titles(open_window) == ["主题党日"])


def test_ctrl_z_takes_back_typing_where_a_text_field_has_the_focus(
    open_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    enter(open_window)
    open_window.workspace.go_to("sessions")
    settled()
    page = open_window.workspace.page("sessions")
    assert isinstance(page, SessionsPage)
    open_window.activateWindow()
    page.search.setFocus()
    qtbot.waitUntil(page.search.hasFocus)
    QTest.keyClicks(page.search, "abc")
    QTest.keyClick(page.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.search.text() == ""
    qtbot.waitUntil(lambda: titles(open_window) == ["主题党日"])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(open_window) == [])


def test_a_step_taken_back_from_the_list_tells_first_what_stays(
    open_window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(open_window)
    top = services.organizations.resolve("某某公司党委").key
    draft = OrganizationDraft("第一党支部", OrganizationKind.BRANCH, top)
    branch = services.organizations.add(draft).key
    assert branch is not None
    services.organizations.change(branch, replace(draft, name="第二党支部", note="新"))
    services.organizations.change(branch, replace(draft, name="第三党支部", note="新"))
    page = history_page(open_window)
    settled()
    page.steps.table.selectRow(1)
    settled()
    assert [(line.field, line.before, line.after) for line in page.changes.model.rows] == [
        ("名称", "第一党支部", "第二党支部"),
        ("备注", "（空）", "新"),
    ]
    asked: list[str] = []

    def answer(_parent: object, _title: str, question: str, action: str) -> bool:
        asked.extend([question, action])
        return True

    monkeypatch.setattr(undoing, "confirmed", answer)
    page.ask_undo()
    settled()
    question, action = asked
    assert "有 1 处保持原样：党组织“第三党支部”的名称后来又改动过：修改党组织（2026年3月5日 12:00，" in question
    assert action == "撤销其余部分"
    newest = services.history.history("organizations", branch).entries[0]
    assert newest.step == "撤销：修改党组织：第二党支部"
    assert [(change.field, change.after) for change in newest.changes] == [("备注", "（空）")]
    assert page.steps.model.rows[2].state is StepState.UNDONE
    assert page.message_bar.text.endswith("有 1 处保持原样。")


def test_a_deleted_session_comes_back_from_the_recycle_bin(open_window: MainWindow, settled: Settled) -> None:
    key = enter(open_window)
    services_of(open_window).sessions.delete(key)
    page = history_page(open_window)
    settled()
    (deleted,) = page.deleted.model.rows
    assert (deleted.table_label, deleted.record, deleted.step) == ("学习活动", "主题党日 2026年2月5日", "删除活动")
    page.restore()
    settled()
    assert page.deleted.model.rows == []
    assert page.message_bar.text == "已恢复：学习活动“主题党日 2026年2月5日”。"
    assert services_of(open_window).sessions.get(key).draft.title == "主题党日"


def test_the_form_of_a_session_has_its_past(open_window: MainWindow, settled: Settled) -> None:
    enter(open_window)
    titles(open_window)
    settled()
    page = open_window.workspace.page("sessions")
    assert isinstance(page, SessionsPage)
    page.table.selectRow(0)
    page.ask_change()
    settled()
    form = page.form
    assert form is not None
    place = next(number for number in range(form.tabs.count()) if form.tabs.tabText(number) == "历史")
    form.tabs.setCurrentIndex(place)
    settled()
    panel = form.tabs.widget(place)
    assert isinstance(panel, HistoryPanel)
    newest = panel.listing.model.rows[0]
    assert (newest.kind, newest.step) == ("新增", "新增活动：主题党日")
    assert "名称 主题党日" in newest.after
