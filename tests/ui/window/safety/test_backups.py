"""Backups, the way back to one, and the check of the file, as the officer meets them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import driver
from models.enums import OrganizationKind
from services.backups.rows import Occasion
from services.organizations.rows import OrganizationDraft
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.safety.backups_dialog import BackupsDialog, size_text
from ui.window.safety.check_dialog import CheckDialog
from ui.window.safety.restore_form import RestoreForm


def shown_backups(window: MainWindow, settled: Settled) -> BackupsDialog:
    window.backups.backups.trigger()
    settled()
    return dialog(window, BackupsDialog)


def names(window: MainWindow) -> list[str]:
    assert window.services is not None
    return [row.name for row in window.services.organizations.tree()]


def add_branch(window: MainWindow, name: str) -> None:
    assert window.services is not None
    top = window.services.organizations.tree()[0]
    window.services.organizations.add(OrganizationDraft(name, OrganizationKind.BRANCH, top.key))


def test_a_backup_is_made_by_hand_and_listed_first(open_window: MainWindow, settled: Settled) -> None:
    shown = shown_backups(open_window, settled)
    check(shown)
    before = len(shown.model.rows)
    press(shown, "立即备份")
    settled()
    assert [row.occasion for row in shown.model.rows[:1]] == [Occasion.BY_HAND]
    assert len(shown.model.rows) == before + 1
    assert shown.message_bar.text.startswith("已备份并检验")
    shown.reject()


def test_a_restore_shows_what_changes_asks_and_keeps_what_it_replaces(
    open_window: MainWindow, settled: Settled, qtbot: QtBot
) -> None:
    shown = shown_backups(open_window, settled)
    press(shown, "立即备份")
    settled()
    add_branch(open_window, "后来的支部")
    shown.table.selectRow(0)
    press(shown, "恢复到所选备份…")
    settled()
    form = dialog(open_window, RestoreForm)
    check(form)
    assert [(row.table, row.vanishing) for row in form.model.rows] == [("organizations", 1)]
    assert not form.save_button.isEnabled()
    form.word.setText("合并")
    assert not form.save_button.isEnabled()
    form.word.setText("恢复")
    with qtbot.waitSignal(open_window.ledger_opened, timeout=20_000):
        form.save_button.click()
    settled()
    assert names(open_window) == ["某某公司党委"]
    again = shown_backups(open_window, settled)
    kept = next(number for number, row in enumerate(again.model.rows) if row.occasion is Occasion.RESTORE)
    again.table.selectRow(kept)
    press(again, "恢复到所选备份…")
    settled()
    form = dialog(open_window, RestoreForm)
    form.word.setText("恢复")
    with qtbot.waitSignal(open_window.ledger_opened, timeout=20_000):
        form.save_button.click()
    settled()
    assert names(open_window) == ["某某公司党委", "后来的支部"]


def test_what_is_no_ledger_cannot_be_restored(
    open_window: MainWindow, settled: Settled, tmp_path: Path, chooser: AnsweringChooser
) -> None:
    chooser.answer = tmp_path / "wrong.db"
    chooser.answer.write_bytes(b"no ledger")
    shown = shown_backups(open_window, settled)
    press(shown, "用别的文件恢复…")
    settled()
    form = dialog(open_window, RestoreForm)
    form.word.setText("恢复")
    assert "不是学习台账数据库" in form.message_bar.text
    assert not form.save_button.isEnabled()
    form.reject()
    shown.reject()


def test_a_sound_ledger_has_no_faults(open_window: MainWindow, settled: Settled) -> None:
    open_window.backups.check.trigger()
    settled()
    shown = dialog(open_window, CheckDialog)
    check(shown)
    assert shown.summary.text() == "没有发现问题"
    assert not shown.repair_button.isVisible()
    assert not shown.recover_button.isVisible()
    shown.reject()


def test_a_missing_trigger_is_found_and_mended(
    open_window: MainWindow, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    connection = driver.connect(tmp_path / "台账.db")
    name = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1").fetchone()[0]
    connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
    open_window.backups.check.trigger()
    settled()
    shown = dialog(open_window, CheckDialog)
    assert shown.summary.text() == "发现 1 个问题"
    check(shown)
    with qtbot.waitSignal(open_window.ledger_opened, timeout=20_000):
        press(shown, "修复")
    settled()
    assert "已修复：保护数据的触发器不全" in open_window.workspace.page("exchange").message_bar.text
    assert open_window.services is not None
    assert open_window.services.care.check().faults == ()


def test_what_can_be_read_is_saved_into_a_new_file(
    open_window: MainWindow, settled: Settled, tmp_path: Path, chooser: AnsweringChooser
) -> None:
    add_branch(open_window, "第一党支部")
    connection = driver.connect(tmp_path / "台账.db")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE organizations SET parent_id = randomblob(16) WHERE parent_id IS NOT NULL")
    connection.close()
    open_window.backups.check.trigger()
    settled()
    shown = dialog(open_window, CheckDialog)
    assert [fault.repairable for fault in shown.model.rows] == [False]
    chooser.answer = tmp_path / "读出.db"
    press(shown, "把能读出的存为新文件…")
    settled()
    assert chooser.answer.is_file()
    assert "没有读全的：党组织读出 1/2" in shown.message_bar.text
    shown.reject()


@pytest.mark.parametrize(("size", "said"), [(0, "1 KB"), (900_000, "878 KB"), (5_400_000, "5.1 MB")])
def test_sizes_are_written_as_people_read_them(size: int, said: str) -> None:
    assert size_text(size) == said
