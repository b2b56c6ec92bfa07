"""The password in the window: asked for at opening, set, changed, removed; the recovery sheet."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from models.file_key import looks_protected
from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from services.protection.service import ProtectionService
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.safety.password_dialogs import NewPasswordForm, OpeningForm, PresentPasswordForm
from ui.window.safety.recovery_sheet import RecoverySheetDialog

PASSWORD = " 支部的密码 "
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def protected(tmp_path: Path, new_ledger: Path) -> Path:
    path = tmp_path / "加密.db"
    path.write_bytes(new_ledger.read_bytes())
    ProtectionService(LedgerFiles(tmp_path / "none", FixedClock(NOON))).set_password(path, PASSWORD)
    return path


def code_of(path: Path) -> str:
    files = LedgerFiles(path.parent / "none", FixedClock(NOON), lambda _path: PASSWORD)
    return ProtectionService(files).recovery_code(path)


def asked(window: MainWindow, path: Path, settled: Settled) -> OpeningForm:
    window.open_ledger(path)
    settled()
    return dialog(window, OpeningForm)


def give(form: OpeningForm, password: str) -> None:
    form.password.setText(password)
    form.save_button.click()


def set_password(window: MainWindow, qtbot: QtBot) -> None:
    window.protection.set.trigger()
    form = dialog(window, NewPasswordForm)
    check(form)
    form.new.setText(PASSWORD)
    form.again.setText(PASSWORD)
    form.known.setChecked(True)
    with qtbot.waitSignal(window.ledger_opened, timeout=20_000):
        form.save_button.click()


def test_a_protected_ledger_opens_with_its_password(
    main_window: MainWindow, protected: Path, qtbot: QtBot, settled: Settled
) -> None:
    form = asked(main_window, protected, settled)
    check(form)
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        give(form, PASSWORD)
    assert main_window.services is not None
    assert main_window.services.protected
    assert not form.isVisible()


def test_it_opens_with_the_recovery_code_too(
    main_window: MainWindow, protected: Path, qtbot: QtBot, settled: Settled
) -> None:
    form = asked(main_window, protected, settled)
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        give(form, code_of(protected).lower().replace("-", " "))


def test_a_wrong_password_is_said_in_the_form_and_can_be_tried_again(
    main_window: MainWindow, protected: Path, qtbot: QtBot, settled: Settled
) -> None:
    form = asked(main_window, protected, settled)
    give(form, "wrong one")
    settled()
    assert "密码不对" in form.message_bar.text
    assert form.isVisible()
    with qtbot.waitSignal(main_window.ledger_opened, timeout=10_000):
        give(form, PASSWORD)


def test_without_a_password_what_was_open_stays_open(
    open_window: MainWindow, protected: Path, settled: Settled
) -> None:
    before = open_window.services
    form = asked(open_window, protected, settled)
    press(form, "取消")
    settled()
    assert open_window.services is before
    assert open_window.workspace.isVisible()
    assert open_window.windowTitle() == "台账 - 学习台账"
    assert not Path(f"{protected}.lock").exists()


def test_a_password_is_set_from_the_menu_and_the_sheet_is_shown(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled, chooser: AnsweringChooser
) -> None:
    assert open_window.protection.set.isVisible()
    assert not open_window.protection.remove.isVisible()
    set_password(open_window, qtbot)
    settled()
    assert looks_protected(tmp_path / "台账.db")
    backups = list((tmp_path / "data" / "backups").rglob("*.db"))
    assert backups
    assert all(looks_protected(path) for path in backups)
    sheet = dialog(open_window, RecoverySheetDialog)
    check(sheet)
    assert list(tmp_path.rglob("*.pdf")) == []
    chooser.answer = tmp_path / "恢复单.pdf"
    press(sheet, "保存为文件…")
    settled()
    text = pypdfium2.PdfDocument(chooser.answer.read_bytes())[0].get_textpage().get_text_bounded()
    files = LedgerFiles(tmp_path / "none", FixedClock(NOON), lambda _path: PASSWORD)
    code = ProtectionService(files).recovery_code(tmp_path / "台账.db")
    assert all(group in text for group in code.split("-"))
    assert "台账.db" in text
    assert str(tmp_path) not in text
    assert PASSWORD.strip() not in text
    sheet.reject()
    assert open_window.protection.remove.isVisible()


@pytest.mark.parametrize(("new", "again", "said"), [("短", "短", "至少要有 6"), ("long enough", "other one", "不一样")])
def test_a_new_password_is_refused_in_the_form(open_window: MainWindow, new: str, again: str, said: str) -> None:
    open_window.protection.set.trigger()
    form = dialog(open_window, NewPasswordForm)
    assert not form.save_button.isEnabled()
    form.known.setChecked(True)
    form.new.setText(new)
    form.again.setText(again)
    form.save_button.click()
    assert said in form.message_bar.text
    form.reject()


def test_only_who_knows_the_password_takes_it_away(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled
) -> None:
    set_password(open_window, qtbot)
    settled()
    dialog(open_window, RecoverySheetDialog).reject()
    open_window.protection.remove.trigger()
    form = dialog(open_window, PresentPasswordForm)
    form.present.setText("guessed it")
    form.save_button.click()
    settled()
    assert "密码不对" in form.message_bar.text
    form.present.setText(PASSWORD)
    with qtbot.waitSignal(open_window.ledger_opened, timeout=20_000):
        form.save_button.click()
    settled()
    assert not looks_protected(tmp_path / "台账.db")
    assert open_window.protection.set.isVisible()


def test_a_changed_password_is_the_one_that_opens(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled
) -> None:
    set_password(open_window, qtbot)
    settled()
    dialog(open_window, RecoverySheetDialog).reject()
    open_window.protection.change.trigger()
    form = dialog(open_window, NewPasswordForm)
    assert form.present is not None
    form.present.setText(PASSWORD)
    form.new.setText("the second one")
    form.again.setText("the second one")
    form.known.setChecked(True)
    with qtbot.waitSignal(open_window.ledger_opened, timeout=20_000):
        form.save_button.click()
    settled()
    dialog(open_window, RecoverySheetDialog).reject()
    open_window.close_ledger()
    settled()
    opening = asked(open_window, tmp_path / "台账.db", settled)
    give(opening, PASSWORD)
    settled()
    assert "密码不对" in opening.message_bar.text
    with qtbot.waitSignal(open_window.ledger_opened, timeout=10_000):
        give(opening, "the second one")


def test_what_cannot_be_protected_is_told_and_the_ledger_opens_again(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.driver.faults", lambda *_args, **_rest: ["a bad page"])
    set_password(open_window, qtbot)
    settled()
    assert not looks_protected(tmp_path / "台账.db")
    assert "没有改成" in open_window.workspace.page("exchange").message_bar.text
