"""`password`: passwords come from the environment, every other command then needs one."""

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.ui.cli.running import Result, assert_one_sentence, run


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    return path


def call(path: Path, *arguments: str, password: str = "", new: str = "") -> Result:
    with patch.dict(os.environ, STUDY_LEDGER_PASSWORD=password, STUDY_LEDGER_NEW_PASSWORD=new):
        return run(path.parent, "--db", path, *arguments)


def test_set_change_use_and_remove(ledger: Path) -> None:
    said = call(ledger, "password", "--set", new="first one")
    assert (said.status, said.err) == (0, "")
    assert "恢复码" in said.out
    assert call(ledger, "figures", "--year", "2025", password="first one").status == 0
    assert call(ledger, "password", "--change", password="first one", new="second one").status == 0
    assert_one_sentence(call(ledger, "figures", "--year", "2025", password="first one"))
    assert call(ledger, "password", "--remove", password="second one").status == 0
    assert call(ledger, "figures", "--year", "2025").status == 0


@pytest.mark.parametrize(
    ("password", "said"), [("", "有密码保护"), ("wrong one", "密码不对")], ids=["no password", "wrong password"]
)
def test_a_protected_file_is_refused_in_one_sentence(ledger: Path, password: str, said: str) -> None:
    call(ledger, "password", "--set", new="first one")
    refused = call(ledger, "hours", "--year", "2025", password=password)
    assert_one_sentence(refused)
    assert said in refused.err


def test_a_short_password_is_refused_and_nothing_changes(ledger: Path) -> None:
    before = ledger.read_bytes()
    refused = call(ledger, "password", "--set", new="short")
    assert_one_sentence(refused)
    assert "至少要有 6 个字符" in refused.err
    assert ledger.read_bytes() == before


def test_passwords_are_no_arguments(ledger: Path) -> None:
    assert call(ledger, "password", "--set", "secret").status == 2
    assert call(ledger, "password").status == 2
