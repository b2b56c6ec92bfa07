"""What the target service gives and takes: what was promised for a span of years, and how far it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import LabelledEnum
from models.keys import Key
from services.figures.rows import Value


class TargetState(LabelledEnum):
    """How an indicator stands with its target in a year or over its span."""

    MET = "met", "已达到"
    RUNNING = "running", "进行中"
    MISSED = "missed", "未达到"
    EXCEEDED = "exceeded", "已超过"
    NOT_BEGUN = "not_begun", "未开始"
    UNSET = "unset", "未设目标"
    UNKNOWN = "unknown", "无数据"
    IN_WORDS = "in_words", "文字说明"


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """An indicator as entered; `figure_key` empty: told in words, in `note`.

    `yearly` is the target of each year, `target` that of the whole span: money in yuan, rates as fractions.
    """

    from_year: int
    to_year: int
    indicator: str
    figure_key: str = ""
    target: Decimal | None = None
    yearly: Decimal | None = None
    at_most: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """A figure beside its target; `target` and `actual` as the catalogue counts (money in fen).

    `rate` is actual / target, for what must not be exceeded target / actual; None where that says nothing.
    """

    state: TargetState
    actual: Value = None
    target: Value = None
    rate: Fraction | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A stored indicator: what came of it in each year shown, and over its own span."""

    key: Key
    draft: TargetDraft
    years: Mapping[int, Achievement]
    overall: Achievement


@dataclass(frozen=True, slots=True)
class TargetTable:
    """The indicators whose span touches the years shown, in their order."""

    from_year: int
    to_year: int
    scope_name: str
    asof: date
    rows: tuple[TargetRow, ...]

    @property
    def years(self) -> range:
        """Give the years shown."""
        return range(self.from_year, self.to_year + 1)
