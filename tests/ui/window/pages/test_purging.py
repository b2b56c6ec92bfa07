"""Purging a person from the card: nothing by accident, and nothing left."""

from pathlib import Path

from services.purging.rows import CopyKind
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from tests.ui.window.test_every_control import check
from ui.window.dialogs.purge import PurgeForm
from ui.window.dialogs.purged_copies import PurgedCopiesDialog
from ui.window.main_window import MainWindow
from ui.window.pages.organizations import OrganizationsPage


def test_a_person_is_purged_on_a_typed_word(
    demo_window: MainWindow, settled: Settled, tmp_path: Path, chooser: AnsweringChooser
) -> None:
    demo_window.workspace.go_to("organizations")
    settled()
    page = demo_window.workspace.page("organizations")
    assert isinstance(page, OrganizationsPage)
    row = next(row for row in page.model.rows if row.phone)
    page.open_person(row.key)
    settled()
    press(page.person_card, "彻底清除个人信息…")
    form = dialog(page.person_card, PurgeForm)
    check(form)
    form.word.setText("清除")
    assert not form.save_button.isEnabled()
    form.whole.setChecked(True)
    form.save_button.click()
    settled()
    copies = dialog(page.person_card, PurgedCopiesDialog)
    check(copies)
    assert [copy.kind for copy in copies.listing.model.rows] == [CopyKind.BACKUP]
    chooser.answer = tmp_path / "data"
    press(copies, "再找一个文件夹里的交换包…")
    settled()
    assert "没有本台账打出或合并过的交换包" in copies.message_bar.text
    (backup,) = (tmp_path / "data" / "backups").rglob("*.db")
    assert row.phone.encode() in backup.read_bytes()
    press(copies, "一并清除")
    settled()
    assert "1 份副本里的已清除" in copies.message_bar.text
    assert list(copies.listing.model.rows) == []
    made = list((tmp_path / "data" / "backups").rglob("*.db"))
    assert len(made) == 2
    assert not any(row.phone.encode() in backup.read_bytes() for backup in made)
    press(copies, "关闭")
    shown = next(one for one in page.model.rows if one.key == row.key)
    assert (shown.name, shown.phone, shown.identity_number) == ("已清除", "", "")
    demo_window.close_ledger()
    settled()
    content = (tmp_path / "演示.db").read_bytes()
    assert row.phone.encode() not in content
    assert row.identity_number.encode() not in content
