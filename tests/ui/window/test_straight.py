"""A ledger edited straight on a stick, in the window: pulled while a form is open, plugged in, changed elsewhere."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from tests.services.stick.test_working_copy import rename
from tests.ui.window.conftest import TODAY, Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.organization import OrganizationForm
from ui.window.main_window import MainWindow
from ui.window.pages.organizations import OrganizationsPage
from ui.window.stick.choices import StickChoice
from ui.window.stick.straight_watch import StickStrip


@pytest.fixture
def stick(main_window: MainWindow, tmp_path: Path, new_ledger: Path) -> Path:
    """Lay a ledger on a drive that the system calls removable, and choose to edit it there."""
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copy(new_ledger, folder / "党委.db")
    ways = main_window._opener.stick._replace(
        is_removable=lambda path: folder in path.parents, choices={str(folder / "党委.db"): StickChoice.STRAIGHT}
    )
    main_window._opener = main_window._opener._replace(stick=ways)
    return folder / "党委.db"


@pytest.fixture
def window(main_window: MainWindow, qtbot: QtBot, stick: Path, settled: Settled) -> MainWindow:
    main_window.settings.setValue("window/page", "organizations")
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        main_window.open_ledger(stick)
    settled()
    return main_window


def pull(stick: Path) -> None:
    stick.parent.rename(stick.parent.with_name("away"))


def plug_in(stick: Path) -> None:
    stick.parent.with_name("away").rename(stick.parent)


def strip(window: MainWindow) -> StickStrip:
    assert window.stick.watch is not None
    return window.stick.watch.strip


def look(window: MainWindow, settled: Settled) -> None:
    assert window.stick.watch is not None
    window.stick.watch.look()
    settled()


def page(window: MainWindow) -> OrganizationsPage:
    found = window.workspace.page("organizations")
    assert isinstance(found, OrganizationsPage)
    return found


def branches(window: MainWindow) -> list[str]:
    assert window.services is not None
    return [row.name for row in window.services.organizations.tree()][1:]


def test_what_is_typed_outlives_a_pulled_stick_and_is_saved_when_it_is_back(
    window: MainWindow, stick: Path, settled: Settled
) -> None:
    assert window.status.place.text() == "U盘（直接编辑）"
    press(window, "新增下级")
    form = dialog(window, OrganizationForm)
    name = form.findChildren(QLineEdit)[0]
    name.setText("第一党支部")
    pull(stick)
    form.save_button.click()
    settled()
    assert form.isVisible()
    assert name.text() == "第一党支部"
    assert form.message_bar.text.startswith("U盘已拔出")
    look(window, settled)
    assert strip(window).isVisible()
    assert strip(window).title.text() == "U盘已拔出"
    assert window.status.place.text() == "U盘已拔出（直接编辑）"
    plug_in(stick)
    look(window, settled)
    assert strip(window).isHidden()
    assert window.status.place.text() == "U盘（直接编辑）"
    form.save_button.click()
    settled()
    assert branches(window) == ["第一党支部"]
    assert page(window).message_bar.text.startswith("U盘已插回")


def test_a_page_read_while_the_stick_was_out_is_read_again_when_it_is_back(
    window: MainWindow, stick: Path, settled: Settled
) -> None:
    pull(stick)
    window.workspace.go_to("sessions")
    settled()
    assert window.workspace.page("sessions").message_bar.text.startswith("U盘已拔出")
    look(window, settled)
    plug_in(stick)
    look(window, settled)
    assert window.workspace.page("sessions").message_bar.text.startswith("U盘已插回")
    window.workspace.go_to("organizations")
    settled()
    assert page(window).message_bar.text == ""


def test_what_came_back_changed_is_said_and_opened_as_it_is_now(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    pull(stick)
    look(window, settled)
    away = tmp_path / "away" / "党委.db"
    with closing(LedgerFiles(tmp_path / "other", FixedClock(TODAY)).open(away)) as other:
        rename(other, "乙改的党委")
    plug_in(stick)
    look(window, settled)
    assert strip(window).title.text() == "U盘上的台账有变化"
    assert "没有往里写" in strip(window).words.text()
    with qtbot.waitSignal(window.ledger_opened, timeout=10_000):
        strip(window).reopen_button.click()
    settled()
    assert strip(window).isHidden()
    assert window.services is not None
    assert window.services.organizations.top_name() == "乙改的党委"


def test_closing_backs_up_on_this_pc_and_without_the_stick_says_where_the_work_is(
    window: MainWindow, stick: Path, settled: Settled, tmp_path: Path
) -> None:
    pull(stick)
    window.close_ledger()
    settled()
    said = window.start_page.message_bar.text
    assert "U盘已拔出" in said
    assert "保存过的内容都在U盘上" in said
    assert not list((tmp_path / "data" / "backups").glob("党委-*/*.closed.db"))
