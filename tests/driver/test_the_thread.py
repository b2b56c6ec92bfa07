"""The officer's thread at the real window: import, correct one attendance, see the hours change, print."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pypdfium2

from services.clock import SystemClock
from tests.driver.officer import Officer
from tests.driver.small_workbook import ABSENT, write_small_workbook


def open_new_ledger(officer: Officer, path: Path) -> None:
    officer.press("新建台账…")
    officer.type_into("党组织名称", "中共某某公司委员会")
    officer.type_into("存放位置", str(path))
    officer.press("建立")


def choose_workbook(officer: Officer, workbook: Path) -> None:
    officer.press("导入导出", "check box")
    officer.click("选择文件…")
    officer.choose_file(workbook)


def test_import_correct_one_attendance_see_the_hours_change_print(officer: Officer, tmp_path: Path) -> None:
    open_new_ledger(officer, tmp_path / "某某.db")
    choose_workbook(officer, write_small_workbook(tmp_path / "支部.xlsx", SystemClock().today().year))
    officer.press("导入")
    officer.see("label", "已导入 支部.xlsx。")

    officer.press("学时", "check box")
    officer.see_row("学时表", ABSENT, "0")

    officer.press("学习活动", "check box")
    officer.see_row("学习活动列表", "S0001")
    officer.click_cell("学习活动列表", 0, 2)
    officer.press("登记出勤")
    officer.see_row("出勤表", ABSENT, "缺席")
    officer.click_cell("出勤表", 0, 0)
    officer.keys("1")
    officer.see_row("出勤表", ABSENT, "出席")
    officer.press("保存出勤")
    officer.see("label", "已保存")

    officer.press("学时", "check box")
    officer.see_row("学时表", ABSENT, "4")

    officer.press("文档", "check box")
    officer.see("label", "共 * 页")
    officer.choose("年度工作总结*", "学时统计表")
    officer.see("label", "共 2 页")  # the table, and the plot of how the hours lie
    printed = tmp_path / "学时.pdf"
    officer.click("保存…")
    officer.choose_file(printed)
    officer.see("label", "*学时.pdf*")
    assert re.search(rf"{ABSENT}\s+D00001\s+党员\s+32\s+4\s", text_of(printed))


def test_a_workbook_with_a_wrong_cell_changes_nothing(officer: Officer, tmp_path: Path) -> None:
    open_new_ledger(officer, tmp_path / "某某.db")
    workbook = write_small_workbook(tmp_path / "支部.xlsx", SystemClock().today().year, absent="迟到")
    choose_workbook(officer, workbook)

    officer.see_row("逐行预览", "出勤", "2", "拒绝", "出勤状态：迟到")
    officer.click("导入")  # off, so that the click does nothing
    officer.press("取消")
    officer.see_gone("dialog", "导入预览")
    with closing(sqlite3.connect(tmp_path / "某某.db")) as database:
        assert database.execute("SELECT count(*) FROM people").fetchall() == [(0,)]


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
