"""Words that the papers of a campaign share: its name in a title, its days, items and measures by name."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.campaigns.rows import CampaignDraft
from services.documents.papers.sentences import chinese_date
from services.follow_up.deadlines import deadline_day

_LONG_NAME: Final = 16
_ENDINGS: Final = ("主题教育", "学习教育", "专题教育", "集中教育", "教育活动")
_NAMED: Final = 5
"""How many of several are named before the rest is only counted."""


def name_parts(name: str) -> tuple[str, ...]:
    """Split a long name of a campaign where a title may break: before 主题教育 and the like."""
    ending = next((one for one in _ENDINGS if name.endswith(one) and len(name) > len(one)), "")
    return (name.removesuffix(ending), ending) if ending and len(name) > _LONG_NAME else (name,)


def days_text(draft: CampaignDraft) -> str:
    """Say from when to when it runs; nothing where the first day is not known."""
    if draft.starts_on is None:
        return ""
    if draft.ends_on is None:
        return f"自{chinese_date(draft.starts_on)}起"
    return f"自{chinese_date(draft.starts_on)}至{_end(draft.starts_on, draft.ends_on)}"


def _end(first: date, last: date) -> str:
    return chinese_date(last).removeprefix(f"{first.year}年")


def deadline_text(deadline: str, year: int | None) -> str:
    """Write a deadline in a table: a day as 2026年3月5日, as 3月5日 in the campaign's own year, words as they are."""
    day = deadline_day(deadline)
    return deadline.strip() if day is None else chinese_date(day).removeprefix(f"{year}年")


def named(titles: Sequence[str]) -> str:
    """Name several things in quotation marks; of many the first few and how many there are."""
    words = "".join(f"“{title.strip().rstrip('。；')}”" for title in titles[:_NAMED])
    return words if len(titles) <= _NAMED else f"{words}等{len(titles)}项"
