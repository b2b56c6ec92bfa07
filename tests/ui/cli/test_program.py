"""The command line's manners: status, one sentence, no traceback."""

from pathlib import Path

import pytest

from services.folders import Folders
from tests.ui.cli.running import assert_one_sentence, run, run_process


def test_new_makes_a_ledger_and_says_so(tmp_path: Path) -> None:
    result = run_process(tmp_path, "--db", tmp_path / "台账.db", "new", "--name", "某某公司党委")
    assert (result.status, result.err) == (0, "")
    assert "某某公司党委" in result.out
    assert (tmp_path / "台账.db").exists()


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "台账.db").write_bytes(b"dear")
    result = run(tmp_path, "--db", tmp_path / "台账.db", "new", "--name", "某某公司党委")
    assert_one_sentence(result)
    assert "已经存在" in result.err
    assert (tmp_path / "台账.db").read_bytes() == b"dear"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "缺少参数：命令"),
        (("fly",), "不能是“fly”"),
        (("new", "--name", "甲"), "--db"),
        (("--db", "a.db", "new"), "缺少参数：--name"),
        (("--db", "a.db", "new", "--name", "甲", "--fast"), "不认识的参数：--fast"),
        (("--db",), "后面要写一个值"),
    ],
)
def test_wrong_usage_is_status_two_in_chinese(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.status == 2
    assert said in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", [(), ("figures",), ("import",), ("demo",), ("print",)])
def test_help_is_chinese(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(tmp_path, *command, "--help")
    assert result.status == 0
    assert result.out.count("用法：") == 1
    assert "usage" not in result.out


def test_a_bug_goes_to_the_log_and_not_to_the_user(tmp_path: Path) -> None:
    broken = "import ui.cli.new_command as new; new.run = lambda *_: 1 / 0"
    result = run_process(tmp_path, "--db", tmp_path / "a.db", "new", "--name", "甲", before=broken)
    assert_one_sentence(result)
    log = tmp_path / "logs" / "study-ledger.log"
    assert str(log) in result.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"STUDY_LEDGER_DATA": "/x/y"}, "win32", Path("/x/y")),
        ({"LOCALAPPDATA": "C:/Users/li/AppData/Local"}, "win32", Path("C:/Users/li/AppData/Local/StudyLedger")),
        ({}, "linux", Path.home() / ".local/share/study-ledger"),
    ],
)
def test_the_data_folder_is_the_usual_one(environment: dict[str, str], platform: str, folder: Path) -> None:
    assert Folders.of_this_pc(environment, platform).data == folder
