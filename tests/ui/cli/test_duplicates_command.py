"""`duplicates`: pairs told, united, set apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from tests.ui.cli.running import assert_one_sentence, run

ONE, TWO = "11" * 16, "22" * 16


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    database = Database(path)
    with database.transaction() as session:
        for key in (ONE, TWO):
            session.connection().exec_driver_sql(
                f"INSERT INTO people (id, name, category, number) VALUES (x'{key}', '赵一', 'formal', 'D1')"
            )
    database.close()
    return path


def duplicates(tmp_path: Path, ledger: Path, *words: str) -> Any:
    return json.loads(run(tmp_path, "--db", ledger, "duplicates", *words, "--json").out)["duplicates"]


def test_a_pair_is_told_and_united(tmp_path: Path, ledger: Path) -> None:
    (pair,) = duplicates(tmp_path, ledger)
    assert (pair["table"], pair["first"], pair["second"], pair["reasons"]) == ("people", ONE, TWO, ["编号相同"])
    assert "人员，编号相同：" in run(tmp_path, "--db", ledger, "duplicates").out
    assert duplicates(tmp_path, ledger, "--unite", ONE, TWO) == []
    assert "归并重复记录" in run(tmp_path, "--db", ledger, "steps").out
    assert_one_sentence(run(tmp_path, "--db", ledger, "duplicates", "--unite", ONE, TWO))
    assert_one_sentence(run(tmp_path, "--db", ledger, "duplicates", "--unite", ONE, "甲"))


def test_a_pair_set_apart_is_not_told_again(tmp_path: Path, ledger: Path) -> None:
    assert duplicates(tmp_path, ledger, "--apart", TWO, ONE) == []
    assert "没有发现" in run(tmp_path, "--db", ledger, "duplicates").out
    assert_one_sentence(run(tmp_path, "--db", ledger, "duplicates", "--apart", ONE, TWO))
