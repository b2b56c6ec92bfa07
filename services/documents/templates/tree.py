"""A template as it was checked: the only thing that is ever rendered. Paths are dotted names, split at the dots."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Path: TypeAlias = str  # a dotted name: 中心组.期数, or 条目.内容 inside a loop


class Format(Enum):
    """How a value is written where the plain way will not do; the value is the filter's Chinese name."""

    WITH_UNIT = "单位"
    TEN_THOUSANDS = "万元"
    NEEDED = "必填"
    CELL = "表值"


class Comparison(Enum):
    """How a number is compared; the value is the operator as Jinja2 names it."""

    EQUAL = "eq"
    UNEQUAL = "ne"
    ABOVE = "gt"
    AT_LEAST = "gteq"
    BELOW = "lt"
    AT_MOST = "lteq"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the template itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A value in the text."""

    path: Path
    formats: tuple[Format, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """True where the value is there and not zero, empty or false."""

    path: Path


@dataclass(frozen=True, slots=True)
class Compared:
    """A value beside a number, the number as people read it: rates in percent, money in yuan."""

    path: Path
    how: Comparison
    number: int | float


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions that must hold."""

    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Either:
    """Two conditions of which one must hold."""

    left: "Condition"
    right: "Condition"


Condition: TypeAlias = Given | Compared | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Choice:
    """The first branch whose condition holds, else `otherwise`."""

    branches: tuple[tuple[Condition, "Body"], ...]
    otherwise: "Body" = ()


@dataclass(frozen=True, slots=True)
class Each:
    """The body once for every row of a list; `otherwise` where there is none."""

    variable: str
    source: Path
    body: "Body"
    otherwise: "Body" = ()


Node: TypeAlias = Literal | Said | Choice | Each
Body: TypeAlias = Sequence[Node]
