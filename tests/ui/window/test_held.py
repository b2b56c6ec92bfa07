"""A second window: told by whom the ledger is held; it may read, and take over what nobody is at any more."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.enums import OrganizationKind
from services.clock import FixedClock
from services.errors import HeldError, ReadOnlyLedgerError
from services.folders import Folders
from services.holding import STILL_SECONDS, Holder, holder_file, read_holder
from services.organizations.rows import OrganizationDraft
from tests.ui.window.conftest import TODAY, AnsweringChooser, Settled
from ui.error_texts import sentence
from ui.window.application import make_window
from ui.window.dialogs.held import HeldDialog
from ui.window.main_window import MainWindow


@pytest.fixture
def second(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = make_window(Folders(tmp_path / "second"), FixedClock(TODAY), AnsweringChooser())
    window.settings.setValue("window/page", "exchange")
    window.show()
    yield window
    window.close()
    window.desk.stop()
    window.deleteLater()


def dialog_of(window: MainWindow) -> HeldDialog:
    dialog = window.findChild(HeldDialog)
    assert isinstance(dialog, HeldDialog)
    return dialog


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=10_000)


def test_the_second_window_reads_beside_the_first(
    open_window: MainWindow, second: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    second.open_ledger(tmp_path / "台账.db")
    qtbot.waitUntil(lambda: second.findChild(HeldDialog) is not None, timeout=10_000)
    dialog = dialog_of(second)
    idle(second, qtbot)
    assert "另一个窗口" in dialog.state.text()
    assert dialog.take_over_button.isHidden()
    with qtbot.waitSignal(second.ledger_opened, timeout=10_000):
        dialog.read_button.click()
    idle(second, qtbot)
    assert "只读" in second.windowTitle()
    assert second.status.place.text() == "只读"
    assert second.services is not None
    with pytest.raises(ReadOnlyLedgerError) as refused:
        second.services.organizations.add(OrganizationDraft("第一支部", OrganizationKind.BRANCH, None))
    assert sentence(refused.value).endswith("请在对方关闭后重新打开。")
    second.close_ledger()
    idle(second, qtbot)
    assert holder_file(tmp_path / "台账.db").exists()  # the first one's


def test_what_another_pc_left_is_taken_over_once_its_heartbeat_stood_still(
    open_window: MainWindow, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    path = tmp_path / "台账.db"
    open_window.close_ledger()
    settled()
    holder = Holder("abc", "李四", "DESKTOP-2", "2026-03-05 11:00", "other", 4, "mark", 7)
    holder_file(path).write_text(json.dumps(asdict(holder)))
    dialog = HeldDialog(open_window.desk, HeldError(path, "李四", "DESKTOP-2", "2026-03-05 11:00"), open_window)
    dialog.take_over_wanted.connect(open_window.take_over)
    settled()
    assert not dialog.take_over_button.isEnabled()
    first = dialog._still_since
    dialog.show_holder(read_holder(path), first + STILL_SECONDS - 1)
    assert not dialog.take_over_button.isEnabled()
    dialog.show_holder(read_holder(path), first + STILL_SECONDS)
    assert dialog.take_over_button.isEnabled()
    with qtbot.waitSignal(open_window.ledger_opened, timeout=10_000):
        dialog.take_over_button.click()
    there = read_holder(path)
    assert there is not None
    assert there.pc != "DESKTOP-2"
