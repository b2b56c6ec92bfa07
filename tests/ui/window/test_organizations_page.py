"""Organisations and people through the window: added, changed, transferred, ended; nothing dated is lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.enums import StageKind
from services.people.rows import MembershipDraft, PersonDraft, RecordKind, StageDraft
from services.people.service import PeopleService
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.organization import DissolveForm, OrganizationForm
from ui.window.dialogs.person import LeaveForm, NewPersonForm, PersonForm, TransferForm
from ui.window.dialogs.person_card import PersonCard
from ui.window.dialogs.record_forms import AppointmentForm, EndForm, ExemptionForm
from ui.window.main_window import MainWindow
from ui.window.pages.organizations import OrganizationsPage
from ui.window.services import Services


def services_of(window: MainWindow) -> Services:
    assert window.services is not None
    return window.services


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> OrganizationsPage:
    open_window.workspace.go_to("organizations")
    settled()
    found = open_window.workspace.page("organizations")
    assert isinstance(found, OrganizationsPage)
    return found


def names(page: OrganizationsPage) -> list[str]:
    return [row.name for row in page.model.rows]


def add_branch(page: OrganizationsPage, name: str, settled: Settled) -> None:
    press(page, "新增下级")
    form = dialog(page, OrganizationForm)
    form.name.setText(name)
    press(form, "保存")
    settled()


def add_person(page: OrganizationsPage, name: str, settled: Settled) -> None:
    press(page, "新增人员")
    form = dialog(page, NewPersonForm)
    form.inputs.name.setText(name)
    form.joined.setText("2011.7.1")
    form.formal.setText("20120701")
    press(form, "保存")
    settled()


def tree_words(page: OrganizationsPage) -> set[str]:
    return {f"{item.text(0)} {item.text(1)}" for item in page.tree._items().values()}


def choose(page: OrganizationsPage, name: str) -> None:
    page.tree.setCurrentItem(next(item for item in page.tree._items().values() if item.text(0) == name))


def test_a_branch_is_added_below_the_committee(page: OrganizationsPage, settled: Settled) -> None:
    add_branch(page, "机关党支部", settled)
    assert tree_words(page) == {"某某公司党委 0", "机关党支部 0"}


def test_a_second_branch_of_the_same_name_is_refused_in_words(page: OrganizationsPage, settled: Settled) -> None:
    add_branch(page, "机关党支部", settled)
    press(page, "新增下级")
    form = dialog(page, OrganizationForm)
    form.name.setText("机关党支部")
    press(form, "保存")
    settled()
    assert form.isVisible()
    assert form.message_bar.text == "党组织：组织名称“机关党支部”已经存在，不能重复。"
    form.reject()


def test_a_date_that_is_none_is_refused_before_saving(page: OrganizationsPage) -> None:
    press(page, "新增下级")
    form = dialog(page, OrganizationForm)
    form.name.setText("机关党支部")
    form.founded.setText("2025-02-30")
    press(form, "保存")
    assert "2025-02-30" in form.message_bar.text
    form.reject()


def test_a_person_added_appears_and_counts(page: OrganizationsPage, settled: Settled) -> None:
    add_branch(page, "机关党支部", settled)
    choose(page, "机关党支部")
    settled()
    add_person(page, "王小明", settled)
    assert names(page) == ["王小明"]
    assert page.model.rows[0].joined_on == date(2011, 7, 1)
    assert tree_words(page) == {"某某公司党委 1", "机关党支部 1"}


def test_people_are_found_by_name_and_by_category(page: OrganizationsPage, qtbot: QtBot, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    add_person(page, "李大海", settled)
    page.search.setText("大海")
    qtbot.waitUntil(lambda: names(page) == ["李大海"])
    page.search.setText("")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    page.category.choose(StageKind.ACTIVIST)
    settled()
    assert names(page) == []


def open_card(page: OrganizationsPage, settled: Settled) -> PersonCard:
    page.table.selectRow(0)
    press(page, "查看")
    settled()
    return dialog(page, PersonCard)


def test_a_transfer_keeps_the_old_membership(
    page: OrganizationsPage, open_window: MainWindow, settled: Settled
) -> None:
    add_branch(page, "机关党支部", settled)
    add_person(page, "王小明", settled)
    card = open_card(page, settled)
    press(card, "组织关系转接")
    form = dialog(card, TransferForm)
    form.to.setCurrentIndex(1)
    form.day.setText("2026-03-01")
    press(form, "转接")
    settled()
    detail = services_of(open_window).people.get(page.model.rows[0].key)
    assert [(one.organization_name, one.draft.starts_on, one.draft.ends_on) for one in detail.memberships] == [
        ("某某公司党委", None, date(2026, 3, 1)),
        ("机关党支部", date(2026, 3, 1), None),
    ]
    shown = card._record_tabs[0].model
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == ["某某公司党委", "机关党支部"]
    card.accept()
    assert page.model.rows[0].branch_name == "机关党支部"


def test_who_leaves_is_listed_only_when_asked_for(page: OrganizationsPage, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    card = open_card(page, settled)
    press(card, "转出")
    form = dialog(card, LeaveForm)
    form.destination.setText("外单位")
    press(form, "转出")
    settled()
    card.accept()
    assert names(page) == []
    page.former.setChecked(True)
    settled()
    assert names(page) == ["王小明"]
    assert page.model.index(0, 3).data() == "已转出"


def test_records_are_added_and_ended(page: OrganizationsPage, open_window: MainWindow, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    key = page.model.rows[0].key
    card = open_card(page, settled)
    card.tabs.setCurrentIndex(2)
    press(card, "新增任职")
    post = dialog(card, AppointmentForm)
    post.start.setText("2025-01-01")
    press(post, "保存")
    settled()
    card._record_tabs[2].table.selectRow(0)
    press(card, "终止任职")
    end = dialog(card, EndForm)
    end.day.setText("2026-01-01")
    press(end, "终止")
    settled()
    card.tabs.setCurrentIndex(3)
    press(card, "新增免学时")
    exempt = dialog(card, ExemptionForm)
    exempt.reason.setText("年老体弱")
    press(exempt, "保存")
    settled()
    card.accept()
    detail = services_of(open_window).people.get(key)
    assert [(one.draft.starts_on, one.draft.ends_on) for one in detail.appointments] == [
        (date(2025, 1, 1), date(2026, 1, 1))
    ]
    assert [one.draft.reason for one in detail.exemptions] == ["年老体弱"]


def test_what_is_not_dated_is_changed(page: OrganizationsPage, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    card = open_card(page, settled)
    press(card, "修改资料")
    form = dialog(card, PersonForm)
    form.inputs.number.setText("D00001")
    press(form, "保存")
    settled()
    card.accept()
    assert page.model.rows[0].number == "D00001"


def test_a_dissolved_branch_is_marked(page: OrganizationsPage, settled: Settled) -> None:
    add_branch(page, "机关党支部", settled)
    choose(page, "机关党支部")
    settled()
    press(page, "撤销组织")
    form = dialog(page, DissolveForm)
    form.day.setText("2026-01-31")
    press(form, "撤销")
    settled()
    assert tree_words(page) == {"某某公司党委 0", "机关党支部（已撤销） 0"}


def test_sorting_by_a_heading_puts_the_unknown_last(
    page: OrganizationsPage, open_window: MainWindow, settled: Settled
) -> None:
    services = services_of(open_window)
    top = services.organizations.tree()[0].key
    for name, joined in (("甲", date(2001, 7, 1)), ("乙", None), ("丙", date(1999, 7, 1))):
        stages = [StageDraft(StageKind.PROBATIONARY, joined)] if joined else []
        changes = services.people.add(PersonDraft(name, StageKind.FORMAL), MembershipDraft(top), stages)
    open_window.desk.notifier.announce(changes)
    settled()
    page.table.sortByColumn(7, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["丙", "甲", "乙"]
    page.table.sortByColumn(7, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["甲", "丙", "乙"]


def test_control_f_goes_to_the_search(page: OrganizationsPage, open_window: MainWindow) -> None:
    page.table.setFocus()
    QTest.keyClick(open_window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()


def test_the_return_key_opens_the_card(page: OrganizationsPage, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settled()
    card = dialog(page, PersonCard)
    assert card._detail is not None
    assert card._detail.draft.name == "王小明"
    card.accept()


def test_the_selected_row_stays_selected_when_the_order_changes(page: OrganizationsPage, settled: Settled) -> None:
    for name in ("王小明", "李大海", "陈一"):
        add_person(page, name, settled)
    page.table.selectRow(names(page).index("李大海"))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(1, order)
        assert names(page)[page.table.selected_row() or 0] == "李大海"


def test_every_kind_of_record_has_a_tab(page: OrganizationsPage, settled: Settled) -> None:
    add_person(page, "王小明", settled)
    card = open_card(page, settled)
    assert [tab.facts.kind for tab in card._record_tabs] == list(RecordKind)
    card.accept()


def test_a_form_waits_while_it_saves_and_is_gone_afterwards(
    page: OrganizationsPage, open_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    press(page, "新增人员")
    form = dialog(page, NewPersonForm)
    form.inputs.name.setText("王小明")
    with qtbot.waitSignal(form.destroyed):
        press(form, "保存")
        form.reject()
        assert form.isVisible()
    settled()
    assert names(page) == ["王小明"]
    assert page.findChildren(NewPersonForm) == []


def test_opening_the_page_lists_the_people_once(
    open_window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[object] = []

    def people(_service: PeopleService, *asked: object, **_more: object) -> tuple[()]:
        listed.append(asked)
        return ()

    monkeypatch.setattr(PeopleService, "list", people)
    open_window.workspace.go_to("organizations")
    settled()
    assert len(listed) == 1
