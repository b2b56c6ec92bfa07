"""The settings of the person at this PC."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.organizations.rows import OrganizationDraft
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.own_settings import OwnChoices
from ui.window.safety.settings_form import SettingsForm


def test_settings_are_kept_and_followed_at_once(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, chooser: AnsweringChooser, settled: Settled
) -> None:
    open_window.ask_settings()
    form = dialog(open_window, SettingsForm)
    check(form)
    form.person.setText("王干事")
    chooser.answer = tmp_path / "第二处"
    press(form, "浏览…")
    form.idle.choose(5)
    with qtbot.waitSignal(open_window.ledger_opened, timeout=10_000):
        form.save_button.click()
    settled()
    assert open_window.own.choices() == OwnChoices("王干事", tmp_path / "第二处", 5)
    assert open_window.services is not None
    assert open_window.services.files.second_backup_folder == tmp_path / "第二处"
    top = open_window.services.organizations.tree()[0]
    open_window.services.organizations.change(top.key, OrganizationDraft("某某集团党委", top.kind, None))
    assert open_window.services.steps.steps()[0].who.startswith("王干事@")


@pytest.mark.parametrize("written", ["soon", "-3", ""])
def test_a_wrong_entry_in_the_file_counts_as_not_chosen(main_window: MainWindow, written: str) -> None:
    main_window.settings.setValue("own/idle_minutes", written)
    assert main_window.own.choices().idle_minutes == 15
