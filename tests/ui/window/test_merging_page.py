"""Merging through the window: preview, rows left out, many deletions, conflicts chosen until the list is empty."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.database import Database
from services.exchange.rows import MergeOutcome
from tests.services.exchange.replicas import PEOPLE
from tests.services.packages.branches import FIRST, District
from tests.ui.window.conftest import AnsweringChooser, Settled, opened
from tests.ui.window.hands import press
from ui.window.main_window import MainWindow
from ui.window.pages.merging.dialog import MergeDialog
from ui.window.pages.merging.folder_dialog import FolderDialog
from ui.window.pages.merging.page import MergingPage

ONE, TWO = "11" * 16, "22" * 16


def work(path: Path, *statements: str) -> None:
    """Work on a ledger on another PC."""
    database = Database(path)
    with database.transaction() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)
    database.close()


def person(key: str, name: str) -> str:
    return f"INSERT INTO people (id, name, category) VALUES (x'{key}', '{name}', 'formal')"


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> MergingPage:
    open_window.workspace.go_to("merging")
    settled()
    found = open_window.workspace.page("merging")
    assert isinstance(found, MergingPage)
    return found


@pytest.fixture
def ours(open_window: MainWindow) -> Path:
    """Open a ledger with a person that both PCs know."""
    assert open_window.services is not None
    work(open_window.services.path, person(ONE, "赵一"))
    return open_window.services.path


@pytest.fixture
def theirs(ours: Path, tmp_path: Path, chooser: AnsweringChooser) -> Path:
    path = tmp_path / "对方.db"
    shutil.copyfile(ours, path)
    chooser.answer = path
    return path


def preview(page: MergingPage, settled: Settled) -> MergeDialog:
    press(page, "合并台账…")
    settled()
    assert page.dialog is not None
    return page.dialog


def records(dialog: MergeDialog) -> dict[str, Any]:
    """List the records of the preview by their words."""
    tree = dialog.tree
    groups = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    items = [group.child(place) for group in groups if group for place in range(group.childCount())]
    return {item.text(0): item for item in items if item is not None}


def names(path: Path) -> list[str]:
    database = Database(path)
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name FROM people WHERE deleted = 0 ORDER BY id").scalars().all()
    database.close()
    return list(found)


def test_what_comes_is_shown_and_merged_but_for_what_is_left_out(
    page: MergingPage, ours: Path, theirs: Path, settled: Settled
) -> None:
    work(theirs, person(TWO, "钱二"), person("33" * 16, "孙三"), f"UPDATE people SET name = '赵壹' WHERE id = x'{ONE}'")
    dialog = preview(page, settled)
    shown = records(dialog)
    assert [item.text(1) for item in shown.values()] == ["新增", "新增", "修改"]
    field = shown["赵一"].child(0)
    assert (field.text(0), field.text(2), field.text(3)) == ("姓名", "赵一", "赵壹")
    assert names(ours) == ["赵一"]
    shown["孙三"].setCheckState(0, Qt.CheckState.Unchecked)
    press(dialog, "合并")
    settled()
    assert names(ours) == ["赵壹", "钱二"]
    assert "已合并 对方.db：新增 2 条，修改 1 条" in page.message_bar.text
    assert "撤销" in page.message_bar.text


def test_a_large_table_lists_its_records_when_it_is_opened(
    page: MergingPage, ours: Path, theirs: Path, settled: Settled
) -> None:
    work(theirs, *(person(f"{number:032x}", f"人{number:03}") for number in range(1, 251)))
    dialog = preview(page, settled)
    settled()
    shown = records(dialog)
    assert len(shown) == 201
    rest = shown["还有 50 条，双击再列出一些"]
    rest.setCheckState(0, Qt.CheckState.Unchecked)
    shown["人001"].setCheckState(0, Qt.CheckState.Unchecked)
    dialog.tree.itemActivated.emit(rest, 0)
    settled()
    shown = records(dialog)
    assert len(shown) == 250
    assert shown["人250"].checkState(0) is Qt.CheckState.Unchecked
    shown["人250"].setCheckState(0, Qt.CheckState.Checked)
    press(dialog, "合并")
    settled()
    assert names(ours) == [*(f"人{number:03}" for number in (*range(2, 201), 250)), "赵一"]


def test_records_that_were_never_listed_can_be_left_out(
    page: MergingPage, ours: Path, theirs: Path, settled: Settled
) -> None:
    work(theirs, *(person(f"{number:032x}", f"人{number:03}") for number in range(1, 251)))
    dialog = preview(page, settled)
    settled()
    group = dialog.tree.topLevelItem(0)
    assert group is not None
    group.setCheckState(0, Qt.CheckState.Unchecked)
    press(dialog, "合并")
    settled()
    assert names(ours) == ["赵一"]


def test_many_deletions_are_agreed_to_apart(page: MergingPage, ours: Path, theirs: Path, settled: Settled) -> None:
    work(ours, *(person(f"{number:032x}", f"人{number}") for number in range(30)))
    shutil.copyfile(ours, theirs)
    work(theirs, "UPDATE people SET deleted = 1 WHERE name LIKE '人%'")
    dialog = preview(page, settled)
    assert dialog.allow_deletions.text() == "同意删除 30 条记录"
    assert not dialog.merge_button.isEnabled()
    assert {item.text(1) for item in records(dialog).values()} == {MergeOutcome.DELETED.label}
    dialog.allow_deletions.setChecked(True)
    press(dialog, "合并")
    settled()
    assert names(ours) == ["赵一"]


def test_conflicts_wait_until_one_value_was_chosen(
    page: MergingPage, ours: Path, theirs: Path, settled: Settled
) -> None:
    work(ours, f"UPDATE people SET name = '赵甲' WHERE id = x'{ONE}'")
    work(theirs, f"UPDATE people SET name = '赵乙' WHERE id = x'{ONE}'")
    dialog = preview(page, settled)
    press(dialog, "合并")
    settled()
    (row,) = page.conflicts.model.rows
    assert (row.ours, row.theirs, row.kept) == ("赵甲", "赵乙", "赵乙")
    assert row.conflict.ours_by
    press(page, "采用本机的值")
    settled()
    assert page.conflicts.model.rows == []
    assert names(ours) == ["赵甲"]


def test_a_ledger_from_an_old_backup_is_shown_the_way_out(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path, chooser: AnsweringChooser, settled: Settled
) -> None:
    district = District(tmp_path)
    backup = district.copied(district.committee)
    district.committee.reopen()
    district.committee.write(f"UPDATE people SET name = '丢失的改名' WHERE id = x'{PEOPLE[0].hex()}'")
    branch = district.branches[FIRST]
    district.pack_down(FIRST)
    district.carry(-1)
    branch.write(f"UPDATE people SET phone = '1' WHERE id = x'{PEOPLE[0].hex()}'")
    chooser.answer = branch.path
    district.close()
    opened(main_window, qtbot, backup, tmp_path / "旧备份.db").workspace.go_to("merging")
    settled()
    page = main_window.workspace.page("merging")
    assert isinstance(page, MergingPage)
    dialog = preview(page, settled)
    assert "从旧备份恢复" in dialog.message_bar.text
    assert not dialog.merge_button.isEnabled()
    press(dialog, "整体比较")
    settled()
    assert dialog.compare_button.isHidden()
    press(dialog, "合并")
    settled()
    assert "丢失的改名" in names(tmp_path / "旧备份.db")


def test_what_is_known_already_and_what_is_no_ledger(
    page: MergingPage, theirs: Path, chooser: AnsweringChooser, settled: Settled
) -> None:
    dialog = preview(page, settled)
    assert not dialog.merge_button.isEnabled()
    dialog.reject()
    theirs.write_text("这不是台账", encoding="utf-8")
    dialog = preview(page, settled)
    assert "不是学习台账" in dialog.message_bar.text
    assert not dialog.merge_button.isEnabled()
    dialog.reject()


@pytest.fixture
def folder(theirs: Path, chooser: AnsweringChooser) -> Path:
    """Choose a folder with a good and a faulty file."""
    found = theirs.parent / "U盘"
    found.mkdir()
    work(theirs, person(TWO, "钱二"))
    shutil.copyfile(theirs, found / "乙.db")
    (found / "坏.db").write_text("这不是台账", encoding="utf-8")
    chooser.answer = found
    return found


def ask_folder(page: MergingPage, settled: Settled) -> FolderDialog:
    press(page, "合并整个文件夹…")
    settled()
    assert page.folder_dialog is not None
    return page.folder_dialog


@pytest.mark.usefixtures("folder")
def test_a_folder_is_merged_after_one_question(page: MergingPage, ours: Path, settled: Settled) -> None:
    press(ask_folder(page, settled), "全部合并")
    settled()
    assert names(ours) == ["赵一", "钱二"]
    assert "乙.db：新增 1 条。" in page.message_bar.text
    assert "坏.db：没有合并" in page.message_bar.text


@pytest.mark.parametrize("agrees", [True, False])
def test_many_deletions_of_one_file_of_a_folder_are_agreed_to_apart(
    page: MergingPage, ours: Path, folder: Path, settled: Settled, *, agrees: bool
) -> None:
    (folder / "坏.db").unlink()
    work(ours, *(person(f"{number:032x}", f"人{number}") for number in range(30)))
    shutil.copyfile(ours, folder / "丙.db")
    work(folder / "丙.db", "UPDATE people SET deleted = 1 WHERE name LIKE '人%'")
    dialog = ask_folder(page, settled)
    assert "删除 30 条记录" in dialog.box(folder / "丙.db").text()
    with pytest.raises(KeyError):
        dialog.box(folder / "乙.db")
    dialog.box(folder / "丙.db").setChecked(agrees)
    press(dialog, "全部合并")
    settled()
    assert len(names(ours)) == (2 if agrees else 32)
    assert ("丙.db：没有合并" in page.message_bar.text) is not agrees


@pytest.fixture
def doubled(ours: Path, page: MergingPage, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> MergingPage:
    """Type the same person in twice; questions are answered with yes."""
    monkeypatch.setattr("ui.window.pages.merging.duplicates.confirmed", lambda *_: True)
    work(
        ours,
        person(TWO, "赵一"),
        "UPDATE people SET number = 'D1'",
        f"UPDATE people SET phone = '5' WHERE id = x'{TWO}'",
    )
    page.tabs.setCurrentWidget(page.duplicates)
    page.load()
    settled()
    return page


def test_a_person_typed_in_twice_is_united(doubled: MergingPage, ours: Path, settled: Settled) -> None:
    (pair,) = doubled.duplicates.pairs.model.rows
    assert (pair.first_name, pair.reasons) == ("赵一 D1", ("编号相同",))
    (difference,) = doubled.duplicates.differences.model.rows
    assert (difference.field, difference.second) == ("联系电话", "5")
    press(doubled, "归并，保留第二条")
    settled()
    assert doubled.duplicates.pairs.model.rows == []
    assert "撤销" in doubled.message_bar.text
    assert names(ours) == ["赵一"]


def test_two_people_of_one_number_are_set_apart(doubled: MergingPage, ours: Path, settled: Settled) -> None:
    press(doubled, "不是同一个")
    settled()
    assert doubled.duplicates.pairs.model.rows == []
    assert names(ours) == ["赵一", "赵一"]
