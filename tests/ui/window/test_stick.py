"""A ledger on a stick in the window: worked on here, saved there, pulled out, met by others' work."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.clock import FixedClock
from services.holding import holder_file
from services.ledger_file import LedgerFiles
from services.stick.generations import generations
from services.stick.working_copy import WorkingCopies
from tests.ui.window.conftest import TODAY, Settled
from ui.window.main_window import MainWindow
from ui.window.pages.merging.dialog import MergeDialog
from ui.window.stick.choices import StickChoice


@pytest.fixture
def stick(main_window: MainWindow, tmp_path: Path, new_ledger: Path) -> Path:
    """Lay a ledger on a drive that the system calls removable."""
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copy(new_ledger, folder / "党委.db")
    ways = main_window._opener.stick._replace(
        is_removable=lambda path: folder in path.parents, places=lambda: [tmp_path / "other letter"]
    )
    main_window._opener = main_window._opener._replace(stick=ways)
    return folder / "党委.db"


@pytest.fixture
def window(main_window: MainWindow, qtbot: QtBot, stick: Path, settled: Settled) -> MainWindow:
    opened(main_window, qtbot, stick, settled)
    return main_window


def opened(window: MainWindow, qtbot: QtBot, path: Path, settled: Settled) -> None:
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        window.open_ledger(path)
    settled()


def rename(window: MainWindow, name: str) -> None:
    assert window.services is not None
    with window.services._database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET name = ?", (name,))


def name_on(tmp_path: Path, path: Path) -> str:
    files = LedgerFiles(tmp_path / "looking", FixedClock(TODAY))
    database = files.open_for_reading(path)
    with database.reading() as connection:
        name = str(connection.exec_driver_sql("SELECT name FROM organizations").scalar_one())
    database.close()
    return name


def said(window: MainWindow) -> str:
    return window.workspace.page("exchange").message_bar.text


def test_saving_writes_a_new_generation_and_says_so(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path
) -> None:
    assert window.status.place.text() == "U盘工作副本 · 还没有存回过"
    assert window.windowTitle() == "党委 - 学习台账"
    rename(window, "改过的党委")
    window.stick.look()
    settled()
    assert window.status.place.text().endswith("有新的修改")
    window.stick.save.trigger()
    settled()
    assert said(window) == "已存到U盘：党委.000001.db，读回核对无误。"
    assert window.status.place.text() == "U盘工作副本 · 上次存回 2026-03-05 12:00"
    assert name_on(tmp_path, stick.with_name("党委.000001.db")) == "改过的党委"
    window.stick.save.trigger()
    settled()
    assert said(window).startswith("没有新的修改")


def test_closing_hands_back_and_frees_the_stick(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path
) -> None:
    assert holder_file(stick).exists()
    rename(window, "关闭前改的")
    window.close_ledger()
    settled()
    assert not holder_file(stick).exists()
    assert name_on(tmp_path, generations(stick)[0].path) == "关闭前改的"
    assert window.start_page.message_bar.text == ""


def test_a_pulled_stick_is_noticed_and_gets_the_work_when_it_is_back(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path
) -> None:
    stick.parent.rename(tmp_path / "away")
    window.stick.look()
    settled()
    assert said(window).startswith("U盘已拔出")
    assert window.status.place.text().startswith("U盘已拔出，内容在本机")
    rename(window, "拔出后改的")
    window.stick.save.trigger()
    settled()
    assert "没有存回的修改都保存在本机" in said(window)
    (tmp_path / "away").rename(stick.parent)
    window.stick.look()
    settled()
    assert said(window).startswith("已存到U盘")
    assert name_on(tmp_path, generations(stick)[0].path) == "拔出后改的"


def test_under_another_letter_the_stick_is_found_and_used(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path
) -> None:
    rename(window, "换了盘符")
    stick.parent.rename(tmp_path / "away")
    window.stick.look()
    settled()
    (tmp_path / "away").rename(tmp_path / "other letter")
    window.stick.look()
    settled()
    settled()
    moved = tmp_path / "other letter" / "党委.db"
    assert name_on(tmp_path, generations(moved)[0].path) == "换了盘符"
    assert window.status.file.text() == str(moved)
    assert window.settings.value("ledger/last") == str(moved)
    assert window.status.place.text().startswith("U盘工作副本")
    window.close_ledger()
    settled()
    assert not holder_file(moved).exists()


def test_closed_without_the_stick_the_work_is_there_at_the_next_start(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    rename(window, "没有存回")
    stick.parent.rename(tmp_path / "away")
    window.close_ledger()
    settled()
    assert "保存在本机" in window.start_page.message_bar.text
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        window.open_last()
    settled()
    assert "U盘不在" in said(window)
    assert window.services is not None
    assert window.services.organizations.top_name() == "没有存回"


def test_what_others_wrote_is_merged_before_ours_is_saved(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    files = LedgerFiles(tmp_path / "other", FixedClock(TODAY), label="乙")
    copy = WorkingCopies(tmp_path / "other-copies", files).open(stick)
    database = files.open(copy.path)
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE organizations SET note = '乙写的'")
    copy.hand_back(database, "2026-03-05 11:00")
    database.close()
    rename(window, "甲写的")
    window.stick.save.trigger()
    settled()
    dialog = window.findChild(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    assert "别处新写的内容" in dialog.message_bar.text
    assert len(generations(stick)) == 2
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: len(generations(stick)) == 3, timeout=10_000)
    settled()
    assert name_on(tmp_path, generations(stick)[0].path) == "甲写的"
    assert window.services is not None
    assert window.services.organizations.tree()[0].note == "乙写的"


def test_the_officer_may_edit_straight_on_the_stick_and_come_back(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        window.choose_way(stick, StickChoice.STRAIGHT)
    settled()
    assert window.status.place.text() == "U盘（直接编辑）"
    assert not window.stick.save.isEnabled()
    rename(window, "直接写的")
    window.close_ledger()
    settled()
    assert name_on(tmp_path, stick) == "直接写的"
    assert list((tmp_path / "data" / "backups").glob("党委-*/*.closed.db"))
    opened(window, qtbot, stick, settled)
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        window.choose_way(stick, StickChoice.COPY)
    settled()
    assert window.status.place.text().startswith("U盘工作副本")
    assert window.services is not None
    assert window.services.organizations.top_name() == "直接写的"


def test_a_password_set_here_protects_the_stick_too(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.ledger_opened, timeout=30_000):
        window.protection.set_password("secret-1")
    settled()
    window.stick.save.trigger()
    settled()
    newest = generations(stick)[0].path
    assert not newest.read_bytes().startswith(b"SQLite")
