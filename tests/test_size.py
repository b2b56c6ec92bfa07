"""The house's sizes and manners (ARCHITECTURE.md), over everything that ships."""

import ast
import functools
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ui", "models", "services", "installer")
MODULES = sorted([ROOT / "main.py", *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))])
TEST_MODULES = sorted((ROOT / "tests").rglob("*.py"))
CLAIMS = {"raises", "warns", "fail", "waitSignal", "waitUntil"}

MOST_LINES_OF_MODULE = 400
MOST_LINES_OF_FUNCTION = 50
NINE_IN_TEN_FUNCTIONS = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, Function):
            yield f"{_name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_are_one_idea_long() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_MODULE} == {}


def test_main_only_wires() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) < 80


def test_functions_are_small() -> None:
    lengths = dict(function for path in MODULES for function in _functions(path))

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_FUNCTION} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= NINE_IN_TEN_FUNCTIONS


def test_init_files_are_empty() -> None:
    assert [_name(path) for path in (*MODULES, *TEST_MODULES) if path.name == "__init__.py" and path.read_bytes()] == []


def test_every_package_has_an_init_file() -> None:
    folders = {path.parent for path in (*MODULES, *TEST_MODULES)} - {ROOT}

    assert [_name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_modules_say_what_they_are() -> None:
    assert [_name(path) for path in MODULES if path.name != "__init__.py" and not ast.get_docstring(_tree(path))] == []


def _catch_alls(path: Path) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
        ):
            yield f"{_name(path)}:{node.lineno}", node


def test_bugs_are_caught_only_where_they_are_reported() -> None:
    """Decision 4: task runner, excepthook, the command line's last resort; elsewhere only to clean up and re-raise."""
    reporters = ("ui/window/task", "ui/window/crash", "ui/window/exception", "ui/cli/program.py")
    places = [
        place
        for path in MODULES
        for place, handler in _catch_alls(path)
        if not place.startswith(reporters) and not isinstance(handler.body[-1], ast.Raise)
    ]
    assert places == []


@pytest.mark.parametrize("path", [path for path in TEST_MODULES if path.name.startswith("test_")], ids=_name)
def test_every_test_claims_something(path: Path) -> None:
    def claims(test: Function) -> bool:
        for node in ast.walk(test):
            if isinstance(node, ast.Assert):
                return True
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in CLAIMS or called.startswith(("assert", "check", "expect")):
                    return True
        return False

    tests = [node for node in ast.walk(_tree(path)) if isinstance(node, Function) and node.name.startswith("test_")]
    assert [test.name for test in tests if not claims(test)] == []


def test_no_name_says_nothing() -> None:
    empty_words = ("utils", "util", "helper", "helpers", "manager", "misc", "common")

    assert [_name(path) for path in MODULES if path.stem in empty_words or path.parent.name in empty_words] == []
