"""The locks: complete, consistent with pyproject.toml and with each other, and free of addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.locked_packages import applies, installed_versions, locked_versions, missing_packages

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "requirements.lock"
TESTS = ROOT / "tests" / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (PROGRAM, PROJECT["project"]["dependencies"]),
        (TESTS, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["program", "tests"],
)
def test_a_lock_holds_what_the_project_asks_for(lock: Path, wanted: list[str]) -> None:
    versions = locked_versions(lock)

    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_tests_run_with_the_versions_that_ship() -> None:
    program, tests = locked_versions(PROGRAM), locked_versions(TESTS)

    assert {name: tests.get(name) for name in program} == program


@pytest.mark.parametrize("lock", [PROGRAM, TESTS], ids=["program", "tests"])
def test_every_package_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    pins = re.findall(r"^[\w.-]+==", text, flags=re.MULTILINE)
    assert len(re.findall(r"^[\w.-]+==.*? \\\n +--hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE)) == len(pins)
    assert not [line for line in text.splitlines() if "/" in line or line.startswith(("-", "#"))]


@pytest.mark.parametrize("lock", [PROGRAM, TESTS], ids=["program", "tests"])
def test_every_marker_is_understood(lock: Path) -> None:
    markers = re.findall(r" ; (.*?)(?: \\)?$", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert all(isinstance(applies(marker), bool) for marker in markers)


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("python_full_version >= '3.11'", True),
        ("python_version < '3.10'", False),
        ("sys_platform == 'amiga'", False),
        ("sys_platform != 'amiga' and platform_python_implementation == 'CPython'", True),
        ("sys_platform == 'amiga' or python_full_version >= '3.9.2'", True),
    ],
)
def test_markers(marker: str, holds: bool) -> None:  # noqa: FBT001 - a case's answer
    assert applies(marker) is holds


def test_the_first_folder_wins_as_it_does_for_imports(tmp_path: Path) -> None:
    (tmp_path / "first" / "Tiny_Thing-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "second" / "tiny.thing-2.0.dist-info").mkdir(parents=True)
    lock = tmp_path / "requirements.lock"
    lock.write_text("tiny-thing==2.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    folders = [str(tmp_path / name) for name in ("absent", "first", "second")]

    assert installed_versions(folders) == {"tiny-thing": "1.0"}
    assert missing_packages(lock, folders) == ["tiny-thing"]
    assert missing_packages(lock, folders[2:]) == []
