"""The shell: first start, opening and closing, refusals and bugs on the screen."""

import logging
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from services.clock import FixedClock
from services.folders import Folders
from tests.ui.window.conftest import TODAY, AnsweringChooser, Settled
from ui.window.application import make_window
from ui.window.dialogs.new_ledger import NewLedgerDialog
from ui.window.main_window import MainWindow
from ui.window.pages.hours.page import HoursPage


def press(window: MainWindow, name: str) -> None:
    found = [made for made in window.findChildren(QPushButton) if made.accessibleName() == name]
    assert found, name
    found[0].click()


def test_the_first_start_makes_a_ledger(main_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press(main_window, "新建台账…")
    dialog = main_window.findChild(NewLedgerDialog)
    assert isinstance(dialog, NewLedgerDialog)
    dialog.name.setText("中共某某公司委员会")
    dialog.path.setText(str(tmp_path / "新"))
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        dialog.save_button.click()
    assert (tmp_path / "新.db").is_file()
    assert main_window.workspace.isVisible()
    assert main_window.windowTitle() == "新 - 学习台账"


def test_a_ledger_without_a_name_is_refused_in_the_form(main_window: MainWindow) -> None:
    press(main_window, "新建台账…")
    dialog = main_window.findChild(NewLedgerDialog)
    assert isinstance(dialog, NewLedgerDialog)
    dialog.save_button.click()
    assert dialog.message_bar.text == "新建台账：请填写“党组织名称”。"
    assert dialog.isVisible()
    dialog.reject()


def test_what_is_no_ledger_is_refused_in_words(
    main_window: MainWindow, tmp_path: Path, chooser: AnsweringChooser, settled: Settled
) -> None:
    chooser.answer = tmp_path / "wrong.db"
    chooser.answer.write_bytes(b"no ledger")
    press(main_window, "打开台账…")
    settled()
    assert "不是学习台账数据库" in main_window.start_page.message_bar.text
    assert main_window.start_page.isVisible()


def test_closing_shows_the_start_page_and_frees_the_file(
    open_window: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    assert (tmp_path / "台账.db.lock").exists()
    open_window.close_ledger()
    settled()
    assert open_window.start_page.isVisible()
    assert [path.name for path in tmp_path.glob("台账*")] == ["台账.db"]


def test_another_ledger_that_does_not_open_leaves_the_present_one_open(
    open_window: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    foreign = tmp_path / "wrong.db"
    foreign.write_bytes(b"no ledger")
    open_window.open_ledger(foreign)
    settled()
    assert open_window.workspace.isVisible()
    assert "不是学习台账数据库" in open_window.workspace.page("exchange").message_bar.text
    assert open_window.windowTitle() == "台账 - 学习台账"
    assert open_window.services is not None
    assert [row.name for row in open_window.services.organizations.tree()] == ["某某公司党委"]
    assert (tmp_path / "台账.db.lock").exists()


def test_another_ledger_takes_the_place_of_the_present_one(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled
) -> None:
    with qtbot.waitSignal(open_window.ledger_opened, timeout=10_000):
        open_window.create_ledger(tmp_path / "新.db", "第二党委")
    settled()
    assert open_window.windowTitle() == "新 - 学习台账"
    assert not (tmp_path / "台账.db.lock").exists()


def test_the_ledger_that_is_open_is_not_opened_twice(open_window: MainWindow, tmp_path: Path, settled: Settled) -> None:
    before = open_window.services
    open_window.open_ledger(tmp_path / "台账.db")
    settled()
    assert open_window.services is before
    assert open_window.workspace.page("exchange").message_bar.text == "这个台账已经打开。"


def test_the_demo_that_is_open_can_be_made_anew(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(main_window.ledger_opened, timeout=60_000):
            main_window.make_demo(tmp_path)
        settled()
    assert main_window.workspace.isVisible()


def test_a_second_window_is_told_that_the_file_is_in_use(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    second = make_window(Folders(tmp_path / "second"), FixedClock(TODAY), AnsweringChooser())
    qtbot.addWidget(second)
    second.open_ledger(tmp_path / "台账.db")
    qtbot.waitUntil(lambda: not second.desk.runner.busy, timeout=10_000)
    second.desk.stop()
    assert "正由" in second.start_page.message_bar.text


def test_the_last_ledger_is_opened_again(open_window: MainWindow, qtbot: QtBot, settled: Settled) -> None:
    open_window.close_ledger()
    settled()
    with qtbot.waitSignal(open_window.ledger_opened, timeout=10_000):
        open_window.open_last()


@pytest.mark.expects_log("ValueError")
def test_a_bug_is_told_and_logged_without_its_message(main_window: MainWindow, tmp_path: Path) -> None:
    try:
        int("张三 110101199001011234")
    except ValueError as error:
        main_window.show_crash(error)
    assert main_window.crash_dialog is not None
    assert main_window.crash_dialog.isVisible()
    main_window.crash_dialog.close()
    logging.shutdown()
    log = (tmp_path / "data" / "logs" / "study-ledger.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "test_a_bug_is_told" in log
    assert "张三" not in log


@pytest.mark.usefixtures("application")
def test_the_buttons_of_qt_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {made.text() for made in box.buttons()} == {"保存", "取消"}


def test_the_window_comes_back_as_high_as_it_was(main_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    main_window.resize(1100, 700)
    main_window.close()
    again = make_window(Folders(tmp_path / "data"), FixedClock(TODAY), AnsweringChooser())
    qtbot.addWidget(again)
    again.desk.stop()
    assert again.height() == 700


def test_settings_that_were_damaged_do_not_keep_the_window_away(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("[window]\ngeometry=nonsense\npage=nowhere\n", encoding="utf-8")
    window = make_window(Folders(tmp_path), FixedClock(TODAY), AnsweringChooser())
    qtbot.addWidget(window)
    window.desk.stop()
    assert window.width() >= window.minimumWidth()


def test_long_work_shows_that_the_window_is_busy(open_window: MainWindow, qtbot: QtBot, settled: Settled) -> None:
    gate = threading.Event()
    open_window.desk.runner.run(open_window, lambda: gate.wait(10), lambda _: None)
    qtbot.waitUntil(open_window.status.busy.isVisible)
    gate.set()
    settled()
    assert not open_window.status.busy.isVisible()


def test_the_demo_is_made_and_opened(main_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(main_window.ledger_opened, timeout=60_000):
        main_window.make_demo(tmp_path)
    assert main_window.services is not None
    assert main_window.services.path == tmp_path / "demo.db"


def test_closing_while_a_page_reads_calls_nobody_back(
    open_window: MainWindow, monkeypatch: pytest.MonkeyPatch, settled: Settled
) -> None:
    called: list[object] = []
    monkeypatch.setattr(HoursPage, "_show", lambda _page, table: called.append(table))
    open_window.workspace.go_to("hours")
    open_window.close_ledger()
    settled()
    assert called == []
    assert open_window.start_page.isVisible()
