"""The names that a template may use: what each is, so that a template can be judged without any data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Final

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind
from services.resources import load_json

PREVIOUS: Final = "上年"
CHANGE: Final = "比上年"
ORDINAL: Final = "序号"  # inside a loop: which row it is, from 1
OWN_TEXTS: Final = "文字"  # 文字.anything is a block of text that the officer writes for a year
_ALIKE: Final = 0.5


class NameKind(Enum):
    """What a name stands for."""

    NUMBER = "数"
    TEXT = "文字"
    FLAG = "是或否"
    LIST = "列表"


@dataclass(frozen=True, slots=True)
class Name:
    """A name's kind and what it says in plain Chinese; `fields` are the names of a list's rows."""

    kind: NameKind
    label: str
    fields: "Vocabulary" = field(default_factory=dict)
    money: bool = False


Vocabulary = Mapping[str, Name]


def number(label: str, *, money: bool = False) -> Name:
    """Make a name of a number."""
    return Name(NameKind.NUMBER, label, money=money)


def text(label: str) -> Name:
    """Make a name of a text."""
    return Name(NameKind.TEXT, label)


def flag(label: str) -> Name:
    """Make a name of something that is so or not."""
    return Name(NameKind.FLAG, label)


def rows(label: str, fields: Vocabulary) -> Name:
    """Make a name of a list."""
    return Name(NameKind.LIST, label, fields)


@cache
def figure_names() -> Mapping[str, str]:
    """Map the Chinese dotted names of figures to the keys of the catalogue."""
    return {name: key for key, name in load_json("templates/figure_names.json").items()}


@cache
def figure_vocabulary() -> Vocabulary:
    """Give the names of the figures of the period reported on."""
    return {
        name: number(CATALOGUE[key].label, money=CATALOGUE[key].kind is FigureKind.MONEY)
        for name, key in figure_names().items()
    }


@cache
def compared_vocabulary() -> Vocabulary:
    """Give the names of the figures of the year before, and of the change since, in words."""
    names: dict[str, Name] = {}
    for name, known in figure_vocabulary().items():
        names[f"{PREVIOUS}.{name}"] = number(f"上年{known.label}", money=known.money)
        names[f"{CHANGE}.{name}"] = text(f"{known.label}比上年的增减，如“比上年增加2次”")
    return names


def nearest(path: str, names: Vocabulary) -> str:
    """Find the name that was probably meant; empty where none is near."""
    close = get_close_matches(path, names, n=1, cutoff=_ALIKE)
    if close:
        return close[0]
    last = path.rpartition(".")[2]
    return next((name for name in names if name.rpartition(".")[2] == last), "")
