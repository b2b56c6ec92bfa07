"""templates on the command line: out, changed, checked, in, chosen, printed with; refusals in one sentence."""

import json
import shutil
from pathlib import Path

import pytest

from tests.ui.cli.running import assert_one_sentence, run


@pytest.fixture
def ledger(tmp_path: Path, demo: Path) -> Path:
    ledger = tmp_path / "ledger.db"
    shutil.copyfile(demo, ledger)
    return ledger


def test_a_template_goes_out_comes_in_changed_and_is_printed_with(tmp_path: Path, ledger: Path) -> None:
    text = tmp_path / "通报.txt"
    assert run(tmp_path, "--db", ledger, "templates", "export", "hours_notice", "-o", text).status == 0
    text.write_text(text.read_text("utf-8-sig").replace("三、工作要求", "三、有关要求"), encoding="utf-8")
    assert "没有发现错误" in run(tmp_path, "--db", ledger, "templates", "check", "hours_notice", text).out
    brought = run(tmp_path, "--db", ledger, "templates", "import", "hours_notice", text, "--name", "新", "--json")
    assert json.loads(brought.out)["chosen"] is False
    chosen = run(tmp_path, "--db", ledger, "templates", "choose", "hours_notice", "新", "--json")
    assert json.loads(chosen.out)["chosen"] is True
    listed = json.loads(run(tmp_path, "--db", ledger, "templates", "list", "hours_notice", "--json").out)["templates"]
    assert [(row["name"], row["chosen"], row["default"]) for row in listed] == [
        ("默认", False, True),
        ("新", True, False),
    ]
    printing = ("--db", ledger, "print", "hours_notice", "--year", "2025", "-o", tmp_path / "a.pdf")
    assert run(tmp_path, *printing).status == 0
    assert run(tmp_path, *printing, "--template", "默认").status == 0
    assert_one_sentence(run(tmp_path, *printing, "--template", "没有"))


def test_faults_are_told_with_line_and_remedy(tmp_path: Path, ledger: Path) -> None:
    text = tmp_path / "坏.txt"
    text.write_text("甲\n{{ 党员.总术 }}\n{{ 9**9**9 }}", encoding="utf-8")
    told = run(tmp_path, "--db", ledger, "templates", "check", "hours_notice", text)
    assert (told.status, told.out.count("\n")) == (1, 2)
    assert "第 2 行：没有“党员.总术”这个名称；是不是“党员.总数”？" in told.out
    faults = json.loads(run(tmp_path, "--db", ledger, "templates", "check", "hours_notice", text, "--json").out)
    assert [fault["line"] for fault in faults["faults"]] == [2, 3]
    assert_one_sentence(run(tmp_path, "--db", ledger, "templates", "import", "hours_notice", text))
    assert_one_sentence(run(tmp_path, "--db", ledger, "templates", "list", "roster"))


def test_names_are_listed(tmp_path: Path, ledger: Path) -> None:
    assert "党员.总数" in run(tmp_path, "--db", ledger, "templates", "names", "hours_notice").out
    names = json.loads(run(tmp_path, "--db", ledger, "templates", "names", "hours_notice", "--json").out)["names"]
    assert {"name": "党员.总数", "kind": "数", "label": "党员总数"} in names
