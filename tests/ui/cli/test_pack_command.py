"""`pack`, and `merge` of what it wrote."""

import json
import os
import shutil
from pathlib import Path
from unittest.mock import patch

from tests.ui.cli.running import assert_one_sentence, run

BRANCH = "机关党支部"


def test_a_package_is_written_and_merged(tmp_path: Path) -> None:
    ours, theirs, stick = tmp_path / "本机.db", tmp_path / "对方.db", tmp_path / "stick"
    stick.mkdir()
    assert run(tmp_path, "--db", ours, "new", "--name", "某某公司党委").status == 0
    shutil.copyfile(ours, theirs)
    packed = run(tmp_path, "--db", ours, "pack", stick)
    assert packed.status == 0, packed
    assert "第 1 号，整个台账" in packed.out
    assert "没有密码" in packed.out
    merged = run(tmp_path, "--db", theirs, "merge", stick)
    assert "来自某某公司党委" in merged.out
    assert "第 1 号" in merged.out


def test_a_password_of_the_package_comes_from_the_environment(tmp_path: Path) -> None:
    ours, theirs, package = tmp_path / "本机.db", tmp_path / "对方.db", tmp_path / "包.slpack"
    assert run(tmp_path, "--db", ours, "new", "--name", "某某公司党委").status == 0
    shutil.copyfile(ours, theirs)
    assert_one_sentence(run(tmp_path, "--db", ours, "pack", package, "--protect"))
    with patch.dict(os.environ, STUDY_LEDGER_NEW_PASSWORD="交换包的密码"):
        assert "交换包有密码" in run(tmp_path, "--db", ours, "pack", package, "--protect").out
    assert_one_sentence(run(tmp_path, "--db", theirs, "merge", package))
    with patch.dict(os.environ, STUDY_LEDGER_PACKAGE_PASSWORD="交换包的密码"):
        assert run(tmp_path, "--db", theirs, "merge", package).status == 0


def test_a_branch_counts_the_same_on_its_own_pc(tmp_path: Path, demo: Path) -> None:
    ledger, package, home = tmp_path / "党委.db", tmp_path / "包.slpack", tmp_path / "支部.db"
    shutil.copyfile(demo, ledger)
    packed = run(tmp_path, "--db", ledger, "pack", package, "--scope", BRANCH)
    assert f"一个支部的内容（{BRANCH}）" in packed.out
    assert BRANCH in run(tmp_path, "unpack", package, "--to", home).out
    for command in ("figures", "hours"):
        for year in ("2024", "2026"):
            asked = (command, "--year", year, "--scope", BRANCH, "--asof", "2026-09-10", "--json")
            there = run(tmp_path, "--db", ledger, *asked)
            assert there.status == 0, there
            assert run(tmp_path, "--db", home, *asked) == there
    assert run(tmp_path, "--db", home, "check").status == 0


def test_the_second_package_holds_what_came_since_and_builds_on_what_was_confirmed(tmp_path: Path, demo: Path) -> None:
    ledger, home, stick = tmp_path / "党委.db", tmp_path / "支部.db", tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(demo, ledger)
    first = tmp_path / "1.slpack"
    told = json.loads(run(tmp_path, "--db", ledger, "pack", first, "--scope", BRANCH, "--json").out)
    assert (told["kind"], told["number"], told["changes_only"], told["since"]) == ("branch", 1, False, 0)
    assert run(tmp_path, "unpack", first, "--to", home).status == 0
    up = json.loads(run(tmp_path, "--db", home, "pack", tmp_path / "2.slpack", "--json").out)
    assert (up["kind"], up["changes_only"], up["records"]) == ("from_branch", True, {})
    assert "只有以前交换之后的修改" in run(tmp_path, "--db", ledger, "merge", tmp_path / "2.slpack").out
    plan = json.loads(run(tmp_path, "--db", ledger, "pack", stick, "--scope", BRANCH, "--dry-run", "--json").out)
    assert (plan["changes_only"], plan["since"], plan["records"], plan["dry_run"]) == (True, 1, {}, True)
    assert list(stick.iterdir()) == []
    packed = run(tmp_path, "--db", ledger, "pack", tmp_path / "3.slpack", "--scope", BRANCH)
    assert "只有第 1 号以后的修改" in packed.out
    for newest in (None, 2):
        told = json.loads(run(tmp_path, "--db", home, "merge", tmp_path / "3.slpack", "--json").out)["package"]
        assert (told["number"], told["changes_only"], told["since"], told["newest"]) == (2, True, 1, newest)
    assert_one_sentence(run(tmp_path, "unpack", tmp_path / "3.slpack", "--to", tmp_path / "新.db"))
    whole = run(tmp_path, "--db", ledger, "pack", tmp_path / "4.slpack", "--scope", BRANCH, "--whole")
    assert "全部内容，不依赖别的包" in whole.out
    assert (tmp_path / "4.slpack").stat().st_size > 5 * (tmp_path / "3.slpack").stat().st_size
