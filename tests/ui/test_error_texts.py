"""Every refusal has its sentence: plain Chinese, one sentence, with all its facts."""

import importlib
import pkgutil
import re
import string
from datetime import date
from pathlib import Path

import pytest

import services
from services.errors import AppError, FileMissingError
from ui.error_texts import TEXTS, sentence, show


def all_errors() -> list[type[AppError]]:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name.rpartition(".")[2].endswith("errors"):
            importlib.import_module(module.name)
    found: list[type[AppError]] = []
    waiting: list[type[AppError]] = [AppError]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting.extend(below)
        found.extend(kind for kind in below if kind.__module__.startswith("services"))
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def test_every_error_has_a_text_and_every_text_an_error() -> None:
    assert {kind.__name__ for kind in all_errors()} == {kind.__name__ for kind in TEXTS}
    assert set(all_errors()) == set(TEXTS)


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_the_sentence_is_plain_chinese_with_all_facts(kind: type[AppError]) -> None:
    fields = list(getattr(kind, "__dataclass_fields__", {}))
    used = [name for _, name, _, _ in string.Formatter().parse(TEXTS[kind]) if name is not None]
    assert sorted(set(used)) == sorted(fields)
    said = sentence(kind(*(f"〈{name}〉" for name in fields)))
    assert all(f"〈{name}〉" in said for name in fields)
    words = re.sub("〈[^〉]*〉", "", said)
    assert said.endswith("。")
    assert said.count("。") == 1
    assert "\n" not in said
    assert not re.search("[A-Za-z]{3,}", re.sub("Excel|Word|UTF-8", "", words)), words


@pytest.mark.parametrize(
    ("fact", "shown"),
    [(None, "（空）"), (date(2025, 3, 1), "2025年3月1日"), (("甲", "乙"), "甲、乙"), (7, "7"), (Path("a.db"), "a.db")],
)
def test_facts_are_written_as_people_read_them(fact: object, shown: str) -> None:
    assert show(fact) == shown


def test_a_sentence_names_the_file() -> None:
    assert sentence(FileMissingError(Path("台账.db"))) == "找不到文件 台账.db，请检查路径后重试。"
