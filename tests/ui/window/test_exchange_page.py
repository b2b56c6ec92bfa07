"""Workbooks through the window: preview, refusals, all of it written, exports and templates."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from services.organizations.rows import OrganizationRow
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.import_workbook import ImportDialog
from ui.window.main_window import MainWindow
from ui.window.pages.exchange import ExchangePage
from ui.window.pages.organizations import OrganizationsPage

ROSTER = ("人员编号", "姓名", "人员类别", "所在党支部", "入党日期")


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> ExchangePage:
    open_window.workspace.go_to("exchange")
    settled()
    found = open_window.workspace.page("exchange")
    assert isinstance(found, ExchangePage)
    return found


def roster(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "花名册"
    for row in (ROSTER, *rows):
        sheet.append(row)
    book.save(path)
    return path


GOOD = ("D00001", "王小明", "正式党员", "机关党支部", "2010-07-01")
BAD = ("D00002", "李大海", "正式党员", "机关党支部", "去年夏天")


def preview(page: ExchangePage, settled: Settled) -> ImportDialog:
    press(page, "选择文件…")
    settled()
    return dialog(page, ImportDialog)


def people(window: MainWindow) -> list[str]:
    assert window.services is not None
    return [row.name for row in window.services.people.list()]


def branches(window: MainWindow) -> tuple[OrganizationRow, ...]:
    assert window.services is not None
    return window.services.organizations.tree()[1:]


def test_an_import_is_shown_then_written_and_seen_on_the_pages(
    page: ExchangePage, open_window: MainWindow, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    open_window.workspace.go_to("organizations")
    settled()
    open_window.workspace.go_to("exchange")
    chooser.answer = roster(tmp_path / "花名册.xlsx", GOOD)
    shown = preview(page, settled)
    assert not shown.apply_button.isEnabled()
    shown.create_missing.setChecked(True)
    settled()
    assert [line.outcome.name for line in shown.lines.rows] == ["NEW"]
    assert people(open_window) == []
    press(shown, "导入")
    settled()
    assert page.message_bar.text == "已导入 花名册.xlsx。"
    open_window.workspace.go_to("organizations")
    settled()
    organizations = open_window.workspace.page("organizations")
    assert isinstance(organizations, OrganizationsPage)
    assert [(row.name, row.branch_name) for row in organizations.model.rows] == [("王小明", "机关党支部")]


def test_the_same_file_again_changes_nothing(
    page: ExchangePage, open_window: MainWindow, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    chooser.answer = roster(tmp_path / "花名册.xlsx", GOOD)
    shown = preview(page, settled)
    shown.create_missing.setChecked(True)
    settled()
    press(shown, "导入")
    settled()
    again = preview(page, settled)
    assert [line.outcome.name for line in again.lines.rows] == ["UNCHANGED"]
    assert not again.apply_button.isEnabled()
    again.reject()


def test_a_refused_row_keeps_the_whole_file_out_and_is_named(
    page: ExchangePage, open_window: MainWindow, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    chooser.answer = roster(tmp_path / "花名册.xlsx", GOOD, BAD)
    shown = preview(page, settled)
    shown.create_missing.setChecked(True)
    settled()
    assert not shown.apply_button.isEnabled()
    texts = [str(shown.lines.index(0, column).data()) for column in range(5)]
    assert texts[:4] == ["花名册", "3", "拒绝", "入党日期：去年夏天"]
    assert "日期" in texts[4]
    shown.reject()
    assert people(open_window) == []
    assert branches(open_window) == ()


def test_what_is_no_workbook_is_refused_in_words(
    page: ExchangePage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    chooser.answer = tmp_path / "假的.xlsx"
    chooser.answer.write_bytes(b"no workbook")
    shown = preview(page, settled)
    assert "假的.xlsx" in shown.message_bar.text
    assert not shown.apply_button.isEnabled()
    shown.reject()


def test_ticked_sheets_are_exported(
    page: ExchangePage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    press(page, "全不选")
    press(page, "导出数据…")
    assert page.message_bar.text == "请至少勾选一张表。"
    page._sheets["党组织"].setChecked(True)
    chooser.answer = tmp_path / "数据.xlsx"
    press(page, "导出数据…")
    settled()
    assert page.message_bar.text.startswith("已导出 1 行")
    assert load_workbook(chooser.answer).sheetnames == ["党组织"]
    chooser.answer = tmp_path / "模板.xlsx"
    press(page, "导出空白模板…")
    settled()
    assert load_workbook(chooser.answer).sheetnames == ["党组织"]
