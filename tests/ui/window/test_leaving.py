"""Quitting while a ledger from a stick is open: it gets there first, or the officer is told that nothing is lost."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.holding import holder_file
from services.stick.generations import generations
from tests.ui.window.conftest import Settled
from tests.ui.window.test_stick import name_on, rename
from ui.window.main_window import MainWindow
from ui.window.stick.choices import StickChoice
from ui.window.stick.leaving import NotOnStickDialog


@pytest.fixture(params=[StickChoice.COPY, StickChoice.STRAIGHT])
def choice(request: pytest.FixtureRequest) -> StickChoice:
    return StickChoice(request.param)


@pytest.fixture
def stick(tmp_path: Path, new_ledger: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copy(new_ledger, folder / "党委.db")
    return folder / "党委.db"


@pytest.fixture
def window(main_window: MainWindow, qtbot: QtBot, stick: Path, settled: Settled, choice: StickChoice) -> MainWindow:
    ways = main_window._opener.stick._replace(
        is_removable=lambda path: stick.parent in path.parents, choices={str(stick): choice.value}
    )
    main_window._opener = main_window._opener._replace(stick=ways)
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        main_window.open_ledger(stick)
    settled()
    return main_window


def dialog_of(window: MainWindow) -> NotOnStickDialog:
    assert window.stick.leaving is not None
    assert window.stick.leaving.dialog is not None
    return window.stick.leaving.dialog


def test_quitting_with_the_stick_there_hands_back_and_closes(
    window: MainWindow, stick: Path, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    rename(window, "退出前改的")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    settled()
    assert name_on(tmp_path, generations(stick)[0].path) == "退出前改的"
    assert not holder_file(stick).exists()


def test_quitting_with_the_stick_out_says_that_the_work_is_safe_and_closes_on_the_officers_word(
    window: MainWindow, stick: Path, settled: Settled, choice: StickChoice, qtbot: QtBot
) -> None:
    rename(window, "拔出前改的")
    stick.parent.rename(stick.parent.with_name("away"))
    window.close()
    settled()
    assert window.isVisible()
    words = dialog_of(window).words.text()
    where = "修改都保存在本机" if choice is StickChoice.COPY else "保存过的内容都在U盘上"
    assert words.startswith(where)
    assert "插回U盘后会自动继续" in words
    dialog_of(window).again_button.click()
    settled()
    assert window.isVisible()
    dialog_of(window).quit_button.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)


def test_the_stick_plugged_in_while_the_officer_waits_gets_the_work(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    rename(window, "等插回")
    stick.parent.rename(tmp_path / "away")
    window.close()
    settled()
    (tmp_path / "away").rename(stick.parent)
    assert window.stick.leaving is not None
    window.stick.leaving.look()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    settled()
    assert name_on(tmp_path, generations(stick)[0].path) == "等插回"


def test_who_does_not_quit_after_all_works_on(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    stick.parent.rename(tmp_path / "away")
    rename_refused = window.services is not None and window.services.straight is not None
    if not rename_refused:
        rename(window, "不退出")
    window.close()
    settled()
    dialog_of(window).stay_button.click()
    (tmp_path / "away").rename(stick.parent)
    rename(window, "接着做")
    assert window.isVisible()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    settled()
    assert name_on(tmp_path, generations(stick)[0].path) == "接着做"
