"""The first start at the real window: a new ledger, and what a wrong file is told."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.driver.officer import Officer


def test_a_new_ledger_is_made_and_opened(officer: Officer, tmp_path: Path) -> None:
    officer.press("新建台账…")
    officer.type_into("党组织名称", "中共某某公司委员会")
    officer.type_into("存放位置", str(tmp_path / "某某.db"))
    officer.press("建立")

    officer.see("frame", "某某 - 学习台账")
    with closing(sqlite3.connect(tmp_path / "某某.db")) as database:
        assert database.execute("SELECT name FROM organizations").fetchall() == [("中共某某公司委员会",)]


def test_a_file_that_is_no_ledger_is_refused_in_words(officer: Officer, tmp_path: Path) -> None:
    (tmp_path / "信.db").write_text("这不是台账。", encoding="utf-8")

    officer.click("打开台账…")
    officer.choose_file(tmp_path / "信.db")

    assert "不是学习台账数据库" in officer.see("label", "文件*")


def test_the_made_up_committee_is_made_and_shown(officer: Officer, tmp_path: Path) -> None:
    officer.click("打开演示数据…")
    officer.choose_folder(tmp_path)

    officer.see("frame", "demo - 学习台账")
    officer.press("组织与人员", "check box")
    assert int(officer.see("label", "共 * 人").split()[1]) > 100
    officer.see_row("人员表", "正式党员")
