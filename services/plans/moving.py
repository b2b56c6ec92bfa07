"""Moving a plan on by a year: years named in texts, dates of deadlines."""

import calendar
import re
from dataclasses import replace
from datetime import date
from typing import Final

from models.enums import WorkState
from services.follow_up.deadlines import deadline_day
from services.plans.rows import PlanDraft, PlanItemDraft

# Titles of papers in 《》 keep their years, and so do spans (2024—2028): neither moves with the plan.
_TITLE_OR_YEAR: Final = re.compile(r"《[^》]*》|\d{4}年?\s*[-—－~～至]+\s*\d{4}|(?<!\d)(?P<year>\d{4})(?!\d)")


def moved_text(text: str, year: int) -> str:
    """Move the years just around the plan's year on by one, but those in titles of papers and in spans."""

    def moved(match: re.Match[str]) -> str:
        named = match["year"]
        return match[0] if named is None or abs(int(named) - year) > 1 else str(int(named) + 1)

    return _TITLE_OR_YEAR.sub(moved, text)


def moved_deadline(deadline: str, year: int) -> str:
    """Move a deadline on: a day to the same day a year later (29 February to the 28th), words as texts."""
    day = deadline_day(deadline)
    if day is None:
        return moved_text(deadline, year)
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, min(day.day, last)).isoformat()


def moved_plan(plan: PlanDraft) -> PlanDraft:
    """Give the plan of the year after."""
    return replace(plan, year=plan.year + 1, name=moved_text(plan.name, plan.year))


def moved_item(item: PlanItemDraft, year: int) -> PlanItemDraft:
    """Give the item of the year after, not yet begun."""
    return replace(
        item,
        title=moved_text(item.title, year),
        deadline=moved_deadline(item.deadline, year),
        texts=moved_text(item.texts, year),
        state=WorkState.NOT_STARTED,
    )
