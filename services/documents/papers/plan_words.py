"""How an item of a plan and the mending of a shortcoming are put into words."""

import re
from typing import Final

from services.documents.papers.annual_facts import PlanFact
from services.documents.papers.sentences import NOTHING, Clause, clause, sentence, unended
from services.figures.text import plain
from services.money.amounts import format_yuan

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def plan_item(fact: PlanFact) -> Clause:
    """Say one item of the plan: what, for whom, how often, until when, who is responsible."""
    return sentence(
        clause(unended(fact.title)),
        clause(f"面向{fact.audience}") if fact.audience else NOTHING,
        clause(f"安排{fact.times}次") if fact.times else NOTHING,
        clause(f"计{plain(fact.hours)}学时") if fact.hours else NOTHING,
        clause(f"预算{format_yuan(fact.budget_fen)}元") if fact.budget_fen else NOTHING,
        deadline(fact.deadline),
        clause(f"由{fact.responsible_unit}负责") if fact.responsible_unit else NOTHING,
    )


def deadline(entered: str) -> Clause:
    """Say until when; a date becomes one in words, a rhythm (每月, 每季度) stays what it is."""
    text = unended(entered)
    if not text:
        return NOTHING
    if day := _DAY.fullmatch(text):
        year, month, number = map(int, day.groups())
        return clause(f"{year}年{month}月{number}日前完成")
    if text.startswith(("每", "全年", "常年", "长期")):
        return clause(f"{text}开展")
    return clause(text if text.endswith("完成") else f"{text}完成")


def deadline_text(entered: str) -> str:
    """Say until when as plain text."""
    return "".join(run.text for run in deadline(entered))
