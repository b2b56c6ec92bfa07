"""学习活动 as the officer works with it: adding, finding, and attendance by keyboard alone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.enums import AttendanceStatus, CenterGroupRole, DayPart, SessionKind, SessionState, StageKind, Topic
from models.keys import Key
from services.center_group.rows import CenterGroupMemberDraft
from services.people.rows import MembershipDraft, PersonDraft
from services.sessions.rows import AttendanceCounts, AttendanceEntry, SessionDraft, SessionFilter, SittingDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.sessions import page as page_module
from ui.window.pages.sessions import sheet_view
from ui.window.pages.sessions.page import SessionsPage
from ui.window.pages.sessions.people_picker import PeoplePicker
from ui.window.pages.sessions.sheet_grid import SheetGrid
from ui.window.pages.sessions.sheet_model import SheetColumn
from ui.window.services import Services

NAMES = ("王军", "杨杰", "孙军", "冯勇", "王敏")


def services_of(window: MainWindow) -> Services:
    assert window.services is not None
    return window.services


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> SessionsPage:
    services = services_of(open_window)
    top = services.organizations.tree()[0].key
    for number, name in enumerate(NAMES, start=1):
        person = PersonDraft(name, StageKind.FORMAL, f"D{number:05d}")
        services.people.add(person, MembershipDraft(top))
    open_window.workspace.go_to("sessions")
    settled()
    made = open_window.workspace.page("sessions")
    assert isinstance(made, SessionsPage)
    return made


@pytest.fixture
def top(page: SessionsPage, open_window: MainWindow) -> Key:
    return services_of(open_window).organizations.tree()[0].key


AddSession = Callable[..., Key]


@pytest.fixture
def add_session(open_window: MainWindow, page: SessionsPage, top: Key, settled: Settled) -> AddSession:
    def add(title: str = "二月主题党日", **fields: object) -> Key:
        values: dict[str, object] = {"kind": SessionKind.THEME_DAY, "starts_on": date(2026, 2, 5), **fields}
        draft = SessionDraft(title=title, organization_id=top, **values)  # type: ignore[arg-type]
        changes = services_of(open_window).sessions.add(draft)
        open_window.desk.notifier.announce(changes)
        settled()
        return key_of(changes)

    return add


def open_sheet(page: SessionsPage, settled: Settled) -> SheetGrid:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settled()
    return page.sheet.grid


def editor_of(grid: SheetGrid) -> QLineEdit:
    (editor,) = [edit for edit in grid.findChildren(QLineEdit) if edit.isVisible()]
    return editor


def statuses(page: SessionsPage) -> dict[str, str]:
    return {line.person.name: line.entry.status.label if line.entry else "" for line in page.sheet.model.lines}


def test_a_session_is_added_through_the_form(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, settled: Settled
) -> None:
    add_session("四月主题党日", starts_on=date(2026, 4, 2))
    page.add_button.click()
    form = page.form
    assert form is not None
    form.save_button.click()
    assert form.message_bar.text == "学习活动：请填写“主题”。"
    form.title.setText("三月主题党日")
    form.further.choose([SessionKind.PARTY_LECTURE])
    form.topics.choose([Topic.NEW_THOUGHT])
    form.hours.setText("2.5")
    form.items.setPlainText("文件一\n文件二")
    form.sittings.add_row()
    for column, text in ((0, "2026-03-05"), (4, "2")):
        cell = form.sittings.table.cellWidget(0, column)
        assert isinstance(cell, QLineEdit)
        cell.setText(text)
    form.save_button.click()
    settled()
    chosen = page.table.selected_row()
    assert chosen is not None
    row = page.model.rows[chosen]
    assert (row.title, row.number, row.starts_on) == ("三月主题党日", "2026-0002", date(2026, 3, 5))
    stored = services_of(open_window).sessions.get(row.key).draft
    assert (stored.further_kinds, stored.topics) == ((SessionKind.PARTY_LECTURE,), (Topic.NEW_THOUGHT,))
    assert [item.title for item in stored.items] == ["文件一", "文件二"]
    assert [(sitting.held_on, sitting.hours) for sitting in stored.sittings] == [(date(2026, 3, 5), Decimal(2))]


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        (
            "starts_on",
            "2026-02-30",
            "学习活动：“开始日期”填写的“2026-02-30”不正确，请填写真实的日期，例如 2026-03-05。",
        ),
        ("hours", "-1", "学习活动：“学时”填写的“-1”不正确，请填写不小于零的数字，最多三位小数。"),
    ],
)
def test_a_wrong_field_is_refused_in_the_form(page: SessionsPage, field: str, text: str, refusal: str) -> None:
    page.add_button.click()
    form = page.form
    assert form is not None
    form.title.setText("主题党日")
    getattr(form, field).setText(text)
    form.save_button.click()
    assert form.message_bar.text == refusal
    form.reject()


def test_a_change_keeps_what_was_not_touched(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, settled: Settled
) -> None:
    key = add_session(lecturer="张伟", further_kinds=(SessionKind.LECTURE,))
    before = services_of(open_window).sessions.get(key).draft
    page.change_button.click()
    settled()
    assert page.form is not None
    page.form.save_button.click()
    settled()
    assert services_of(open_window).sessions.get(key).draft == before


def test_all_are_present_until_marked_otherwise(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    key = add_session()
    grid = open_sheet(page, settled)
    assert set(statuses(page).values()) == {"出席"}
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(grid, "2")
    editor_of(grid).setText("出差")
    QTest.keyClick(editor_of(grid), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 2)
    QTest.keyClicks(grid, "3")
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClicks(grid, "5")
    assert page.sheet.counts_label.text().startswith("应到 4　实到 2　请假 1　缺席 1　补学 0　列席 1")
    page.sheet.save_button.click()
    settled()
    sessions = services_of(open_window).sessions
    assert sessions.get(key).counts == AttendanceCounts(present=2, leave=1, absent=1, observer=1)
    stored = {row.person.name: row.entry for row in sessions.sheet(key)}
    assert stored["杨杰"] == AttendanceEntry(
        next(row.person.person_id for row in sessions.sheet(key) if row.person.name == "杨杰"),
        AttendanceStatus.LEAVE,
        leave_reason="出差",
    )
    assert statuses(page) == {"王军": "出席", "杨杰": "请假", "孙军": "缺席", "冯勇": "出席", "王敏": "列席"}
    assert page.message_bar.text == "出勤已保存。"
    assert not page.sheet.model.is_dirty


def test_reflections_are_entered_where_people_hand_them_in(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, settled: Settled
) -> None:
    add_session()
    grid = open_sheet(page, settled)
    assert grid.isColumnHidden(SheetColumn.REFLECTIONS)
    page.sheet.leave()
    key = add_session("集中学习", kind=SessionKind.READING_CLASS, number="读1")

    page.sheet.open(key)
    settled()
    assert not grid.isColumnHidden(SheetColumn.REFLECTIONS)
    cell = page.sheet.model.index(0, SheetColumn.REFLECTIONS)
    assert not page.sheet.model.setData(cell, "一篇")
    assert page.message_bar.text == "出勤：“心得”填写的“一篇”不正确，请填写篇数，如 1。"
    assert page.sheet.model.setData(cell, "2")
    page.sheet.save_button.click()
    settled()
    entries = [row.entry for row in services_of(open_window).sessions.sheet(key) if row.entry is not None]
    assert [entry.reflections for entry in entries if entry.reflections] == [2]


def test_a_standing_observer_of_the_centre_group_sits_in(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, top: Key, settled: Settled
) -> None:
    services = services_of(open_window)
    people = {row.name: row.key for row in services.people.list()}
    for name, role in (("王军", CenterGroupRole.LEADER), ("杨杰", CenterGroupRole.OBSERVER)):
        services.center_group.add_member(CenterGroupMemberDraft(people[name], top, role))
    add_session("集中学习", kind=SessionKind.CENTER_GROUP)
    open_sheet(page, settled)
    assert statuses(page) == {"王军": "出席", "杨杰": "列席"}
    page.sheet.save_button.click()
    settled()
    assert services.center_group.year(2026).members[0].present == 1


def test_letters_mark_too_and_several_at_once(page: SessionsPage, add_session: AddSession, settled: Settled) -> None:
    add_session()
    grid = open_sheet(page, settled)
    grid.selectAll()
    QTest.keyClicks(grid, "q")
    assert set(statuses(page).values()) == {"缺席"}
    grid.go_to(1)
    QTest.keyClicks(grid, "c")
    assert statuses(page)["杨杰"] == "出席"


def test_typing_a_name_finds_the_person(page: SessionsPage, add_session: AddSession, settled: Settled) -> None:
    add_session()
    grid = open_sheet(page, settled)
    grid.keyboardSearch("冯")
    assert grid.currentIndex().row() == 3
    QTest.keyClicks(grid, "3")
    assert statuses(page)["冯勇"] == "缺席"
    page.sheet.search.setText("王敏")
    QTest.keyClick(page.sheet.search, Qt.Key.Key_Return)
    assert grid.hasFocus()
    assert grid.currentIndex().row() == 4
    page.sheet.search.setText("D00002")
    assert grid.currentIndex().row() == 1


def test_only_what_differs_is_asked_to_be_saved(page: SessionsPage, add_session: AddSession, settled: Settled) -> None:
    add_session()
    grid = open_sheet(page, settled)
    page.sheet.save()
    settled()
    QTest.keyClicks(grid, "3")
    (entry,) = page.sheet.model.changed_entries()
    assert entry.status is AttendanceStatus.ABSENT
    grid.go_to(0)
    QTest.keyClicks(grid, "1")
    assert not page.sheet.model.is_dirty
    assert not page.sheet.save_button.isEnabled()


def test_a_wrong_number_in_the_grid_is_refused_in_words(
    page: SessionsPage, add_session: AddSession, settled: Settled
) -> None:
    add_session()
    open_sheet(page, settled)
    model = page.sheet.model
    assert not model.setData(model.index(0, 6), "两个")
    assert page.message_bar.text == "出勤：“学时”填写的“两个”不正确，请填写不小于零的数字，最多三位小数。"
    assert model.setData(model.index(0, 6), "1.5")
    assert model.lines[0].entry is not None
    assert model.lines[0].entry.hours == Decimal("1.5")


def test_people_from_elsewhere_are_added_as_observers(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, top: Key, settled: Settled
) -> None:
    guest = PersonDraft("来宾甲", StageKind.ACTIVIST, "D00099")
    services_of(open_window).people.add(guest, MembershipDraft(top))
    key = add_session()
    open_sheet(page, settled)
    page.sheet.ask_people()
    picker = page.sheet.findChild(PeoplePicker)
    assert isinstance(picker, PeoplePicker)
    picker.look("来宾")
    settled()
    picker.save_button.click()
    assert statuses(page)["来宾甲"] == "列席"
    page.sheet.save()
    settled()
    assert services_of(open_window).sessions.get(key).counts == AttendanceCounts(present=5, observer=1)


def test_missed_sittings_are_ticked(
    page: SessionsPage, add_session: AddSession, open_window: MainWindow, settled: Settled
) -> None:
    day = date(2026, 2, 5)
    sittings = (SittingDraft(1, day, Decimal(4), DayPart.MORNING), SittingDraft(2, day, Decimal(2)))
    key = add_session(kind=SessionKind.TRAINING_CLASS, sittings=sittings)
    grid = open_sheet(page, settled)
    QTest.keyClicks(grid, "3")
    page.sheet.misses_button.click()
    settled()
    dialog = page.sheet.misses_dialog
    assert dialog is not None
    assert dialog.model.rowCount() == len(NAMES) - 1
    assert dialog.model.headerData(2, Qt.Orientation.Horizontal) == "1 2月5日上午"
    dialog.table.setCurrentIndex(dialog.model.index(0, 3))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.save_button.click()
    settled()
    sessions = services_of(open_window).sessions
    second = sessions.get(key).draft.sittings[1].key
    assert [miss.sitting_id for miss in sessions.misses(key)] == [second]
    assert page.sheet.model.is_touched


def test_leaving_with_unsaved_entries_asks_first(
    page: SessionsPage, add_session: AddSession, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_session()
    grid = open_sheet(page, settled)
    answers = iter([False, True])
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, *_words: str) -> bool:
        asked.append(title)
        return next(answers)

    monkeypatch.setattr(sheet_view, "confirmed", answer)
    QTest.keyClicks(grid, "3")
    page.sheet.leave()
    assert page.sheet.isVisible()
    page.sheet.leave()
    assert not page.sheet.isVisible()
    assert asked == ["返回列表", "返回列表"]


def test_filters_narrow_the_list(page: SessionsPage, add_session: AddSession, settled: Settled) -> None:
    add_session("二月主题党日")
    add_session("读书班", kind=SessionKind.READING_CLASS)
    add_session("去年的", starts_on=date(2025, 5, 1))
    assert [row.title for row in page.model.rows] == ["读书班", "二月主题党日"]
    page.kind.choose(SessionKind.READING_CLASS)
    settled()
    assert [row.title for row in page.model.rows] == ["读书班"]
    page.kind.choose(None)
    page.year.choose(2025)
    settled()
    assert [row.title for row in page.model.rows] == ["去年的"]


def test_calling_off_and_deleting_ask_first(
    page: SessionsPage,
    add_session: AddSession,
    open_window: MainWindow,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_session()
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.cancel_button.click()
    settled()
    assert page.model.rows[0].state is SessionState.CANCELLED
    assert not page.cancel_button.isEnabled()
    page.delete_button.click()
    settled()
    assert page.model.rows == []
    assert services_of(open_window).sessions.list(SessionFilter()) == ()


def test_every_control_has_a_name(page: SessionsPage, add_session: AddSession, settled: Settled) -> None:
    add_session()
    open_sheet(page, settled)
    page.show_list()
    page.change_button.click()
    settled()
    controls = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    assert page.form is not None
    for window in (page, page.form):
        for control in window.findChildren(QWidget):
            # A choice's own popup list is named by the choice, Qt's corner of a table does nothing here.
            own = isinstance(control, QListView) or control.objectName().startswith("qt_")
            if isinstance(control, controls) and not own:
                assert control.accessibleName(), control
    page.form.reject()
    assert QApplication.activeModalWidget() is None
