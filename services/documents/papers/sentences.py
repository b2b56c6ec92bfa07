"""Sentences from figures: what is zero is left out or put differently, what is missing becomes a marked gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias

from services.documents.outline import Paragraph, Run
from services.figures.catalogue import CATALOGUE
from services.figures.rows import Value
from services.figures.text import shown_with_unit

Clause: TypeAlias = tuple[Run, ...]
NOTHING: Clause = ()


def chinese_date(day: date) -> str:
    """Write a date as official papers do: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def gap(what: str) -> Run:
    """Mark what somebody still has to fill in."""
    return Run(f"【待补：{what}】", gap=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of the year reported on, and those of the year before for comparison.

    A year that is not over (`whole_year` false) is spoken of as running and is not compared with a whole one.
    """

    current: Mapping[str, Value]
    previous: Mapping[str, Value]
    whole_year: bool = True

    @property
    def span(self) -> str:
        """Name the time that the figures speak of."""
        return "全年" if self.whole_year else "今年以来"

    def value(self, key: str) -> Value:
        """Give a figure; None where it is not known."""
        return self.current.get(key)

    def some(self, key: str) -> bool:
        """Tell whether a figure is known and more than zero."""
        return bool(self.value(key))

    def same(self, key: str, other: str) -> bool:
        """Tell whether two figures are equal."""
        return self.value(key) == self.value(other)

    def said(self, key: str) -> Run:
        """Say a figure with its unit, as a gap where it is not known."""
        value = self.value(key)
        return gap(CATALOGUE[key].label) if value is None else Run(shown_with_unit(key, value), figure=key)

    def stated(self, before: str, key: str, after: str = "") -> Clause:
        """State a figure in a clause; nothing for zero, a gap where it is not known."""
        if self.value(key) == 0:
            return NOTHING
        return clause(before, self.said(key), after)

    def known(self, before: str, key: str, after: str = "") -> Clause:
        """State a figure in a clause; nothing for zero and where it is not known."""
        return NOTHING if self.value(key) is None else self.stated(before, key, after)

    def needed(self, before: str, key: str, after: str = "") -> Clause:
        """State a figure that cannot be zero here: zero means that nobody recorded it, so it is a gap too."""
        said = self.said(key) if self.some(key) else gap(CATALOGUE[key].label)
        return clause(before, said, after)

    def compared(self, key: str) -> Clause:
        """Compare a count with the year before; nothing where that year has none on record."""
        now, before = self.value(key), self.previous.get(key)
        if not self.whole_year or not isinstance(now, int) or not isinstance(before, int) or not before:
            return NOTHING
        if now == before:
            return clause("与上年持平")
        word = "增加" if now > before else "减少"
        return clause(f"比上年{word}", Run(shown_with_unit(key, abs(now - before))))


def clause(*parts: str | Run) -> Clause:
    """Join words and figures into a clause."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def enumerated(*clauses: Clause, mark: str = "、") -> Clause:
    """Join clauses that are there with a mark between them."""
    return joined(clauses, mark)


def joined(clauses: Iterable[Clause], mark: str) -> Clause:
    """Join the clauses that say something; nothing when none does."""
    there = [each for each in clauses if each]
    return tuple(chain.from_iterable((Run(mark), *each) if number else each for number, each in enumerate(there)))


def sentence(*clauses: Clause) -> Clause:
    """Make a sentence of the clauses that say something; nothing when none does."""
    runs = joined(clauses, "，")
    return (*runs, Run("。")) if runs else NOTHING


def paragraph(*sentences: Clause) -> tuple[Paragraph, ...]:
    """Make a paragraph of sentences; none when they say nothing."""
    runs = tuple(chain.from_iterable(sentences))
    return (Paragraph(runs),) if runs else ()


def ended(text: str) -> str:
    """End an officer's phrase with a full stop, once."""
    stripped = text.strip().rstrip("；;，,、")
    return stripped if stripped.endswith(("。", "！", "？", "…", "：")) else stripped + "。"


def unended(text: str) -> str:
    """Take the full stop off an officer's phrase, so that it can stand inside a sentence."""
    return text.strip().rstrip("。；;，,、")
