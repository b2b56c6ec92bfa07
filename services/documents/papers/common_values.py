"""The names that every template knows, and what they stand for: the year, the organisation, the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import OrganizationKind
from services.documents.papers.sentences import Numbers, chinese_date
from services.documents.templates.values import Flag, Item, Number, Words, figure
from services.documents.templates.vocabulary import (
    CHANGE,
    OWN_TEXTS,
    PREVIOUS,
    Vocabulary,
    compared_vocabulary,
    figure_names,
    figure_vocabulary,
    flag,
    number,
    text,
)

COMMON_NAMES: Final[Vocabulary] = {
    "年度": number("报告的年度"),
    "上一年度": number("前一年"),
    "下一年度": number("后一年"),
    "年度已结束": flag("报告的年度已经结束"),
    "时段": text("“全年”，年度没有结束时为“今年以来”"),
    "截至": text("“2025年底”，年度没有结束时为当天"),
    "落款日期": text("成文日期"),
    "单位.名称": text("党组织名称"),
    "单位.是党委": flag("本组织是党委"),
    "单位.是党总支": flag("本组织是党总支"),
    "单位.是党支部": flag("本组织是党支部"),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who reports, on which year, on which day."""

    year: int
    organization: str
    kind: OrganizationKind
    signed_on: date
    whole_year: bool = True


def common_values(occasion: Occasion) -> dict[str, Item]:
    """Give the values of the common names."""
    year, kind = occasion.year, occasion.kind
    day = chinese_date(occasion.signed_on)
    return {
        "年度": Number(year, "年度"),
        "上一年度": Number(year - 1, "上一年度"),
        "下一年度": Number(year + 1, "下一年度"),
        "年度已结束": Flag(occasion.whole_year),
        "时段": Words("全年" if occasion.whole_year else "今年以来"),
        "截至": Words(f"{year}年底" if occasion.whole_year else day),
        "落款日期": Words(day),
        "单位.名称": Words(occasion.organization),
        "单位.是党委": Flag(kind is OrganizationKind.COMMITTEE),
        "单位.是党总支": Flag(kind is OrganizationKind.GENERAL_BRANCH),
        "单位.是党支部": Flag(kind is OrganizationKind.BRANCH),
    }


def figure_values(numbers: Numbers) -> dict[str, Item]:
    """Give the figures of the period by their Chinese names, those of the year before, and the change in words."""
    values: dict[str, Item] = {}
    for name, key in figure_names().items():
        values[name] = figure(key, numbers.value(key))
        values[f"{PREVIOUS}.{name}"] = figure(key, numbers.previous.get(key), traced=False)
        values[f"{CHANGE}.{name}"] = Words(numbers.compared(key))
    return values


def with_figures(names: Vocabulary) -> Vocabulary:
    """Add the common names and all figures to a kind's own names."""
    return {**COMMON_NAMES, **names, **figure_vocabulary(), **compared_vocabulary()}


def own_texts(texts: Mapping[str, str]) -> dict[str, Item]:
    """Give the officer's texts by the names of their sections."""
    return {f"{OWN_TEXTS}.{name}": Words(content, name) for name, content in texts.items()}
