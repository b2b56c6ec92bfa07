"""Which arguments open the window."""

import subprocess
import sys
from pathlib import Path

import pytest

from main import opens_window

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["台账.db"], True),
        (["D:/数据/台账.db"], True),
        (["demo"], False),
        (["--help"], False),
        (["demo", "demo-out"], False),
        (["--db", "台账.db", "check"], False),
    ],
)
def test_no_argument_or_one_file_opens_the_window(arguments: list[str], window: bool) -> None:  # noqa: FBT001 - a case
    assert opens_window(arguments) is window


def test_a_file_without_a_suffix_opens_too(tmp_path: Path) -> None:
    (tmp_path / "ledger").touch()

    assert opens_window([str(tmp_path / "ledger")])


@pytest.mark.parametrize("arguments", [["--help"], ["--db", "{ledger}", "new", "--name", "某某公司党委"]])
def test_commands_need_no_qt(arguments: list[str], tmp_path: Path) -> None:
    spelled = [argument.format(ledger=tmp_path / "台账.db") for argument in arguments]
    program = (
        "import sys, main\n"
        "sys.modules['PySide6'] = None\n"  # from here on an import of Qt is an error
        "sys.exit(main.main(sys.argv[1:]))\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", program, *spelled], check=False, capture_output=True, encoding="utf-8", cwd=ROOT
    )

    assert run.returncode == 0, run.stderr


def test_a_missing_package_is_set_up_only_where_it_is_missing() -> None:
    """With everything importable, a start says nothing of set-up and makes no environment."""
    before = sorted(ROOT.glob(".venv*"))

    run = subprocess.run([sys.executable, "main.py", "--help"], check=True, capture_output=True, cwd=ROOT)

    assert run.stderr == b""
    assert sorted(ROOT.glob(".venv*")) == before
