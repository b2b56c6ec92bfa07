"""The lock: everything covered, nothing lost, only the password opens it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolTip
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from services.protection.service import ProtectionService
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog
from tests.ui.window.test_every_control import check
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.new_ledger import NewLedgerDialog
from ui.window.main_window import MainWindow
from ui.window.safety.lock import Cover, IdleLock, UnlockForm
from ui.window.safety.password_dialogs import OpeningForm

PASSWORD = "支部的密码 1921"
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def locking_window(
    main_window: MainWindow, tmp_path: Path, new_ledger: Path, qtbot: QtBot, settled: Settled
) -> MainWindow:
    path = tmp_path / "加密.db"
    path.write_bytes(new_ledger.read_bytes())
    ProtectionService(LedgerFiles(tmp_path / "none", FixedClock(NOON))).set_password(path, PASSWORD)
    main_window.open_ledger(path)
    settled()
    form = dialog(main_window, OpeningForm)
    form.password.setText(PASSWORD)
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        form.save_button.click()
    settled()
    return main_window


def lock_of(window: MainWindow) -> IdleLock:
    assert window.protection.idle_lock is not None
    return window.protection.idle_lock


def unlock(window: MainWindow, qtbot: QtBot, password: str = PASSWORD) -> None:
    form = lock_of(window).form
    assert form is not None
    form.password.setText(password)
    with qtbot.waitSignal(lock_of(window).unlocked, timeout=10_000):
        form.save_button.click()


def test_locking_covers_every_window_and_keeps_what_was_typed(locking_window: MainWindow, qtbot: QtBot) -> None:
    locking_window.ask_new()
    typed = dialog(locking_window, NewLedgerDialog)
    typed.name.setText("填了一半")
    locking_window.protection.lock_now.trigger()
    form = dialog(locking_window, UnlockForm)
    check(form)
    for window in (locking_window, typed):
        covers = window.findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert [cover.geometry() for cover in covers if cover.isVisible()] == [window.rect()]
    typed.resize(typed.width() + 40, typed.height() + 40)
    qtbot.waitUntil(lambda: typed.findChildren(Cover)[0].size() == typed.size())
    unlock(locking_window, qtbot)
    qtbot.waitUntil(lambda: not locking_window.findChildren(Cover))
    assert typed.isVisible()
    assert typed.name.text() == "填了一半"
    typed.reject()


def test_a_wrong_password_and_escape_open_nothing(locking_window: MainWindow, qtbot: QtBot, settled: Settled) -> None:
    lock_of(locking_window).lock()
    form = dialog(locking_window, UnlockForm)
    form.password.setText("guessed it")
    form.save_button.click()
    settled()
    assert "密码不对" in form.message_bar.text
    QTest.keyClick(form, Qt.Key.Key_Escape)
    form.close()
    assert form.isVisible()
    assert locking_window.findChildren(Cover)
    unlock(locking_window, qtbot)


def test_idle_time_locks_and_input_begins_it_anew(locking_window: MainWindow, qtbot: QtBot) -> None:
    lock = lock_of(locking_window)
    assert lock.timer.interval() == 15 * 60 * 1000
    lock.timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one moves its end to a round moment
    lock.timer.start()
    before = lock.timer.remainingTime()
    qtbot.waitUntil(lambda: lock.timer.remainingTime() < before)
    before = lock.timer.remainingTime()
    QTest.keyClick(locking_window.windowHandle(), Qt.Key.Key_Shift)
    assert lock.timer.remainingTime() > before
    with qtbot.waitSignal(lock.locked, timeout=5_000):
        lock.timer.start(1)
    unlock(locking_window, qtbot)
    assert lock.timer.isActive()


def test_what_a_task_has_to_say_waits_behind_the_lock(locking_window: MainWindow, qtbot: QtBot) -> None:
    lock_of(locking_window).lock()
    late = QDialog(locking_window)
    late.setWindowTitle("张三的卡片")
    late.setModal(True)
    late.open()
    (cover,) = late.findChildren(Cover)
    assert (cover.geometry(), cover.isVisible(), late.windowTitle()) == (late.rect(), True, "已锁定")
    form = lock_of(locking_window).form
    assert form is not None
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is form)
    unlock(locking_window, qtbot)
    qtbot.waitUntil(lambda: not late.findChildren(Cover))
    assert (late.isVisible(), late.windowTitle()) == (True, "张三的卡片")
    late.close()


def test_a_question_asked_behind_the_lock_is_answered_after_it(locking_window: MainWindow, qtbot: QtBot) -> None:
    lock_of(locking_window).lock()
    answers: list[bool] = []

    def ask() -> None:
        answers.append(confirmed(locking_window, "删除", "删除张三？", "删除"))

    def box() -> QMessageBox | None:
        return next((one for one in locking_window.findChildren(QMessageBox) if one.isVisible()), None)

    def answer() -> None:
        asked = box()
        assert asked is not None
        assert asked.findChildren(Cover)
        assert answers == []
        unlock(locking_window, qtbot)
        next(one for one in asked.buttons() if one.text() == "删除").click()

    QTimer.singleShot(300, locking_window, answer)
    ask()
    assert answers == [True]


def test_titles_and_tips_say_nothing_while_locked(
    locking_window: MainWindow, qtbot: QtBot, qtlog: _QtMessageCapture
) -> None:
    before = locking_window.windowTitle()
    assert "加密" in before
    middle = locking_window.mapToGlobal(locking_window.rect().center())
    with qtlog.disabled():  # the platform without a screen cannot raise windows
        QToolTip.showText(middle, "张三 13800000000", locking_window)
        qtbot.waitUntil(QToolTip.isVisible)
    lock_of(locking_window).lock()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert locking_window.windowTitle() == "已锁定"
    locking_window.setWindowTitle("换了名字的台账")  # by work that ends meanwhile
    assert locking_window.windowTitle() == "已锁定"
    unlock(locking_window, qtbot)
    assert locking_window.windowTitle() == "换了名字的台账"


def test_a_ledger_closed_while_locked_leaves_a_window_that_can_be_used(
    locking_window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    lock_of(locking_window).lock()
    locking_window.close_ledger()
    settled()
    qtbot.waitUntil(lambda: not locking_window.findChildren(Cover))
    assert not [one for one in locking_window.findChildren(UnlockForm) if one.isVisible()]
    assert locking_window.windowTitle() == "学习台账"


def test_a_ledger_without_password_is_not_locked(open_window: MainWindow) -> None:
    open_window.protection.lock()
    assert open_window.protection.idle_lock is None
    assert not open_window.findChildren(UnlockForm)


def test_a_closed_ledger_is_watched_no_more(locking_window: MainWindow, qtbot: QtBot) -> None:
    lock = lock_of(locking_window)
    with qtbot.waitSignal(lock.destroyed):
        locking_window.close_ledger()
    assert locking_window.protection.idle_lock is None
