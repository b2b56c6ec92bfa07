"""`steps`, `undo`, `redo`, `history`: told for people and for programs, refused in one sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.enums import StepKind
from models.keys import new_key
from tests.ui.cli.running import assert_one_sentence, run


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    return path


def entered(path: Path) -> bytes:
    """Enter a person behind the command line's back."""
    key = new_key()
    database = Database(path)
    with database.transaction() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO people (id, name, category) VALUES (?, '赵一', 'formal')", (bytearray(key),)
        )
    database.close()
    return key


def answer(tmp_path: Path, *words: str | Path) -> Any:
    return json.loads(run(tmp_path, *words, "--json").out)


def test_a_step_is_listed_taken_back_and_done_again(tmp_path: Path, ledger: Path) -> None:
    entered(ledger)
    newest, first = answer(tmp_path, "--db", ledger, "steps")["steps"]
    assert (newest["label"], newest["state"], newest["local"]) == ("修改", "done", True)
    assert newest["tables"] == [{"table": "人员", "made": 1, "changed": 0}]
    assert (first["label"], first["state"]) == ("新建台账", "fixed")
    assert run(tmp_path, "--db", ledger, "undo").out.startswith("已撤销：修改（")
    assert answer(tmp_path, "--db", ledger, "steps")["steps"][1]["state"] == "undone"
    assert answer(tmp_path, "--db", ledger, "redo")["redone"]["step"] == newest["step"]
    assert answer(tmp_path, "--db", ledger, "undo", newest["step"]) == {
        "undone": answer(tmp_path, "--db", ledger, "steps")["steps"][3] | {"state": "done"},
        "left": 0,
    }


def test_nothing_to_take_back_is_said_in_one_sentence(tmp_path: Path, ledger: Path) -> None:
    for call in (("undo",), ("redo",), ("undo", "没有的编号"), ("history", "人员", "00"), ("history", "people", "甲")):
        assert_one_sentence(run(tmp_path, "--db", ledger, *call))


def test_the_past_of_a_record(tmp_path: Path, ledger: Path) -> None:
    key = entered(ledger)
    told = answer(tmp_path, "--db", ledger, "history", "人员", key.hex())
    assert (told["table"], told["row"], told["record"]) == ("people", key.hex(), "赵一")
    (made,) = told["entries"]
    assert made["kind"] == "made"
    assert {"field": "name", "name": "姓名", "before": "（空）", "after": "赵一"} in made["changes"]
    lines = run(tmp_path, "--db", ledger, "history", "people", key.hex()).out.splitlines()
    assert lines[0] == "人员“赵一”"
    assert lines[1].split() == ["时间", "步骤", "谁", "字段", "原来", "改为"]


def test_thinning_says_what_goes(tmp_path: Path, ledger: Path) -> None:
    assert answer(tmp_path, "--db", ledger, "thin", "--dry-run")["entries"] == 0
    assert "台账内容不变" in run(tmp_path, "--db", ledger, "thin").out
    assert answer(tmp_path, "--db", ledger, "steps")["steps"][0]["kind"] == "thin"


def test_who_changed_the_records_behind_a_figure(tmp_path: Path, demo: Path) -> None:
    path = Path(shutil.copy(demo, tmp_path / "台账.db"))
    row = answer(tmp_path, "--db", path, "figures", "--year", "2025", "--trace", "theme_day.sessions")["rows"][0]
    database = Database(path)
    with database.transaction(StepKind.CHANGE_SESSION) as session:
        session.connection().exec_driver_sql(
            "UPDATE sessions SET place = '新会议室' WHERE id = ?", (bytearray.fromhex(row["id"][0]),)
        )
    database.close()
    audited = answer(tmp_path, "--db", path, "audit", "theme_day.sessions", "--year", "2025")
    newest = audited["entries"][0]
    assert (newest["label"], newest["table"], newest["kind"]) == ("修改活动", "学习活动", "changed")
    assert [(change["name"], change["after"]) for change in newest["changes"]] == [("地点", "新会议室")]
    assert run(tmp_path, "--db", path, "audit", "theme_day.sessions", "--year", "2025").out.count("新会议室") == 1
