"""What keeps the program from starting is said in one sentence with its remedy."""

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

from installer import system_libraries
from installer.environment import Environment
from installer.python_version import require_supported_python
from installer.system_libraries import require_system_libraries

ROOT = Path(__file__).resolve().parents[2]
READ_BY_OLD_PYTHON = ("main.py", "tests/__main__.py", "installer/notice.py", "installer/python_version.py")


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_an_unsupported_python_is_named(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)

    with pytest.raises(SystemExit, match="1"):
        require_supported_python()

    said = capsys.readouterr().err
    assert f"当前是 {version[0]}.{version[1]}，" in said
    assert "Python 3.11" in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2)])
def test_a_supported_python_goes_on(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)

    require_supported_python()

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHON)
def test_an_old_python_can_read_as_far_as_the_check(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))

    # An annotation such as list[str] parses, but cannot be evaluated before Python 3.9: it stands in quotes.
    annotations = [
        node.annotation if isinstance(node, ast.arg) else node.returns
        for node in ast.walk(tree)
        if isinstance(node, ast.arg | ast.FunctionDef)
    ]
    assert not any(isinstance(annotation, ast.Subscript | ast.BinOp) for annotation in annotations)


def test_a_python_without_venv_is_told_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name))

    with pytest.raises(SystemExit, match="1"):
        Environment(tmp_path).set_up(tmp_path / "requirements.lock")

    assert "apt-get install python3-venv" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SystemExit, match="1"):
        Environment(tmp_path / "file").set_up(tmp_path / "requirements.lock")

    assert "无法准备运行环境" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux are Qt's libraries the system's")
@pytest.mark.parametrize(
    ("platform", "absent", "line"),
    [
        ("offscreen", {"libEGL.so.1", "libxcb-cursor.so.0"}, "apt-get install -y libegl1\n"),
        ("", {"libEGL.so.1", "libxcb-cursor.so.0"}, "apt-get install -y libegl1 libxcb-cursor0\n"),
        ("xcb", {"libxkbcommon-x11.so.0"}, "apt-get install -y libxkbcommon-x11-0\n"),
    ],
)
def test_missing_system_libraries_are_named_with_their_packages(
    platform: str,
    absent: set[str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(system_libraries, "_loads", lambda library: library not in absent)

    with pytest.raises(SystemExit, match="1"):
        require_system_libraries()

    assert line in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(system_libraries, "_loads", lambda _library: True)

    with pytest.raises(SystemExit, match="1"):
        require_system_libraries()

    assert "没有可用的图形桌面" in capsys.readouterr().err
