"""Purging a person from the card: nothing by accident, and nothing left."""

from pathlib import Path

import pytest

from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from tests.ui.window.test_every_control import check
from ui.window.dialogs.purge import PurgeForm
from ui.window.main_window import MainWindow
from ui.window.pages.organizations import OrganizationsPage


def test_a_person_is_purged_on_a_typed_word(
    demo_window: MainWindow, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(_parent: object, _title: str, question: str, _action: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr("ui.window.dialogs.confirm.confirmed", agree)
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
    assert "还有 1 份备份" in asked[0]
    assert list((tmp_path / "data" / "backups").rglob("*.db")) == []
    shown = next(one for one in page.model.rows if one.key == row.key)
    assert (shown.name, shown.phone, shown.identity_number) == ("已清除", "", "")
    demo_window.close_ledger()
    settled()
    content = (tmp_path / "演示.db").read_bytes()
    assert row.phone.encode() not in content
    assert row.identity_number.encode() not in content
