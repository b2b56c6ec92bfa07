"""A ledger on a stick at the real window: changed, saved, pulled out, left, opened again; then edited straight."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from services.clock import SystemClock
from services.ledger_file import LedgerFiles
from services.stick.generations import generations
from tests.driver.conftest import MAIN
from tests.driver.officer import Officer


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    LedgerFiles(tmp_path / "backups", SystemClock()).create(folder / "党委.db", "中共某某公司委员会").close()
    return folder / "党委.db"


def branches_on(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [name for (name,) in database.execute("SELECT name FROM organizations WHERE kind = 'branch'")]


def open_and_copy(officer: Officer, stick: Path) -> None:
    officer.click("打开台账…")
    officer.choose_file(stick)
    officer.see("frame", "党委 - 学习台账")
    choose_way(officer, "在本机副本上编辑*", "用本机副本")
    officer.see("label", "台账所在：U盘工作副本*")


def choose_item(officer: Officer, item: str) -> None:
    officer.click("文件(F)", "menu item")
    officer.click(item, "menu item")


def choose_way(officer: Officer, item: str, word: str) -> None:
    choose_item(officer, item)
    officer.press(word)


def add_branch(officer: Officer, name: str) -> None:
    officer.press("组织与人员", "check box")
    officer.press("新增下级")
    officer.type_into("组织名称*", name)
    officer.press("保存")


def test_saved_pulled_left_and_handed_back_at_the_next_start(officer: Officer, stick: Path, tmp_path: Path) -> None:
    open_and_copy(officer, stick)
    add_branch(officer, "第一党支部")
    officer.see_gone("dialog", "新增党组织")
    choose_item(officer, "保存到U盘*")
    officer.see("label", "台账所在：U盘工作副本 · 上次存回*")
    assert branches_on(generations(stick)[0].path) == ["第一党支部"]

    stick.parent.rename(tmp_path / "away")
    officer.see("label", "台账所在：U盘已拔出，内容在本机*")
    add_branch(officer, "第二党支部")
    officer.see_gone("dialog", "新增党组织")
    choose_item(officer, "退出*")
    officer.see("label", "修改都保存在本机*")
    officer.press("退出")
    assert officer.see_ended() == 0

    with Officer([sys.executable, str(MAIN)]) as again:
        again.see("label", "台账所在：U盘已拔出，内容在本机*有新的修改")
        (tmp_path / "away").rename(stick.parent)
        again.see("label", "台账所在：U盘工作副本 · 上次存回*")
    assert sorted(branches_on(generations(stick)[0].path)) == ["第一党支部", "第二党支部"]


def test_edited_straight_a_pulled_stick_keeps_what_is_typed(officer: Officer, stick: Path, tmp_path: Path) -> None:
    open_and_copy(officer, stick)
    choose_way(officer, "直接在U盘上编辑*", "直接编辑")
    officer.see("label", "台账所在：U盘（直接编辑）")

    officer.press("组织与人员", "check box")
    officer.press("新增下级")
    officer.type_into("组织名称*", "第一党支部")
    stick.parent.rename(tmp_path / "away")
    officer.press("保存")
    officer.see("label", "U盘已拔出，读写不了*")
    officer.see("label", "台账所在：U盘已拔出（直接编辑）")
    (tmp_path / "away").rename(stick.parent)
    officer.see("label", "台账所在：U盘（直接编辑）")
    officer.press("保存")
    officer.see_gone("dialog", "新增党组织")
    choose_item(officer, "退出*")
    assert officer.see_ended() == 0
    assert branches_on(stick) == ["第一党支部"]
    assert list((tmp_path / "data" / "backups").glob("党委-*/*.closed.db"))
