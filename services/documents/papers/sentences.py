"""What papers say of dates, figures and officers' phrases, wherever they say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.figures.rows import Value
from services.figures.text import shown_with_unit


def chinese_date(day: date) -> str:
    """Write a date as official papers do: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of the year reported on, and those of the year before for comparison.

    A year that is not over (`whole_year` false) is not compared with a whole one.
    """

    current: Mapping[str, Value]
    previous: Mapping[str, Value]
    whole_year: bool = True

    def value(self, key: str) -> Value:
        """Give a figure; None where it is not known."""
        return self.current.get(key)

    def some(self, key: str) -> bool:
        """Tell whether a figure is known and more than zero."""
        return bool(self.value(key))

    def same(self, key: str, other: str) -> bool:
        """Tell whether two figures are equal."""
        return self.value(key) == self.value(other)

    def compared(self, key: str) -> str:
        """Compare a count with the year before; empty where that year has none on record."""
        now, before = self.value(key), self.previous.get(key)
        if not self.whole_year or not isinstance(now, int) or not isinstance(before, int) or not before:
            return ""
        if now == before:
            return "与上年持平"
        return f"比上年{'增加' if now > before else '减少'}{shown_with_unit(key, abs(now - before))}"


def ended(text: str) -> str:
    """End an officer's phrase with a full stop, once."""
    stripped = text.strip().rstrip("；;，,、")
    return stripped if stripped.endswith(("。", "！", "？", "…", "：")) else stripped + "。"


def unended(text: str) -> str:
    """Take the full stop off an officer's phrase, so that it can stand inside a sentence."""
    return text.strip().rstrip("。；;，,、")
