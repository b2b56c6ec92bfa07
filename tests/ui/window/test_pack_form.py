"""Packing through the window, and merging a package that has a password."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from services.exchange.service import MergeService
from services.packages.container import open_package
from services.packages.rows import PackageKind
from tests.services.packages.senders import CLOCK, files_of, write
from tests.services.packages.senders import pack as pack_elsewhere
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import press
from ui.window.main_window import MainWindow
from ui.window.pages.merging.pack_form import PackForm
from ui.window.pages.merging.page import MergingPage
from ui.window.unpacking import ask_unpack

BRANCH = "22" * 16


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> MergingPage:
    assert open_window.services is not None
    write(
        open_window.services.path,
        "INSERT INTO organizations (id, name, kind, parent_id) "
        f"SELECT x'{BRANCH}', '第一党支部', 'branch', id FROM organizations WHERE parent_id IS NULL",
    )
    open_window.workspace.go_to("merging")
    settled()
    found = open_window.workspace.page("merging")
    assert isinstance(found, MergingPage)
    return found


@pytest.fixture
def form(page: MergingPage, settled: Settled) -> PackForm:
    press(page, "打包到U盘…")
    settled()
    return page.pack_form


@pytest.fixture
def stick(tmp_path: Path, chooser: AnsweringChooser) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    chooser.answer = folder
    return folder


def packages(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.slpack"))


def test_the_whole_ledger_goes_to_the_stick_and_the_page_says_what_was_packed(
    page: MergingPage, form: PackForm, stick: Path, settled: Settled
) -> None:
    press(form, "打包")
    assert "位置" in form.message_bar.text
    press(form, "选择U盘…")
    press(form, "打包")
    settled()
    (package,) = packages(stick)
    assert open_package(package).cover.kind is PackageKind.WHOLE
    assert str(package) in page.message_bar.text
    assert "第 1 号（整个台账）" in page.message_bar.text


def test_the_form_says_what_would_be_packed_and_packs_all_where_that_is_asked(
    page: MergingPage, open_window: MainWindow, stick: Path, tmp_path: Path, settled: Settled
) -> None:
    assert open_window.services is not None
    ledger, other = open_window.services.path, tmp_path / "对方.db"
    shutil.copyfile(ledger, other)
    with closing(files_of(ledger).open_for_reading(ledger)) as database:
        MergeService(database, CLOCK, files_of(ledger)).merge(pack_elsewhere(other, tmp_path / "回包.slpack").path)
    write(ledger, "INSERT INTO people (id, name, category) VALUES (randomblob(16), '赵一', 'formal')")
    press(page, "打包到U盘…")
    settled()
    form = page.pack_form
    assert "以前交换之后的修改：1 条记录（人员 1）" in form.plan.text()
    form.whole.setChecked(True)
    settled()
    assert "全部内容" in form.plan.text()
    press(form, "选择U盘…")
    press(form, "打包")
    settled()
    assert not open_package(packages(stick)[0]).cover.changes_only


def test_one_branch_with_a_password(page: MergingPage, form: PackForm, stick: Path, settled: Settled) -> None:
    assert [form.scope.itemText(place).strip("　") for place in range(form.scope.count())] == ["整个台账", "第一党支部"]
    form.scope.setCurrentIndex(1)
    press(form, "选择U盘…")
    form.password.setText("支部自己的密码")
    press(form, "打包")
    assert packages(stick) == []
    assert "一样" in form.message_bar.text
    form.again.setText("支部自己的密码")
    press(form, "打包")
    settled()
    cover = open_package(packages(stick)[0]).cover
    assert (cover.kind, cover.branch, cover.protected) == (PackageKind.BRANCH, "第一党支部", True)
    assert "有密码" in page.message_bar.text


def test_a_package_with_a_password_asks_for_it_before_it_is_merged(
    page: MergingPage, open_window: MainWindow, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    assert open_window.services is not None
    other = tmp_path / "对方.db"
    shutil.copyfile(open_window.services.path, other)
    write(other, "INSERT INTO people (id, name, category) VALUES (randomblob(16), '赵一', 'formal')")
    chooser.answer = pack_elsewhere(other, tmp_path / "包.slpack", "对方给的密码").path
    press(page, "合并台账…")
    settled()
    assert page.dialog is not None
    assert page.dialog.password.isVisible()
    assert not page.dialog.merge_button.isEnabled()
    page.dialog.password.setText("猜错的密码")
    press(page.dialog, "打开")
    settled()
    assert "密码不对" in page.dialog.message_bar.text
    page.dialog.password.setText("对方给的密码")
    press(page.dialog, "打开")
    settled()
    assert not page.dialog.password.isVisible()
    press(page.dialog, "合并")
    settled()
    assert "新增 1 条" in page.message_bar.text


def test_the_first_package_on_a_new_pc_becomes_its_ledger(
    form: PackForm,
    open_window: MainWindow,
    chooser: AnsweringChooser,
    stick: Path,
    settled: Settled,
) -> None:
    form.scope.setCurrentIndex(1)
    press(form, "选择U盘…")
    press(form, "打包")
    settled()
    target = stick.parent / "支部的台账.db"
    answers = [packages(stick)[0], target]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chooser, "to_open", lambda *_: answers[0])
        patched.setattr(chooser, "to_save", lambda *_: answers[1])
        ask_unpack(open_window.desk, open_window, open_window.unpack)
        settled()
    assert open_window.services is not None
    assert open_window.services.path == target
    open_window.workspace.go_to("merging")
    settled()
    merging = open_window.workspace.page("merging")
    assert isinstance(merging, MergingPage)
    press(merging, "打包到U盘…")
    settled()
    assert merging.pack_form.scope.currentText() == "第一党支部的修改（报上级）"
