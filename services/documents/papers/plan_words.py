"""Until when something is due, in words; the sessions that count for an item of a plan."""

import re
from collections.abc import Sequence
from typing import Final

from services.documents.papers.sentences import unended
from services.follow_up.deadlines import deadline_day
from services.plans.rows import ItemSession

_NAMED_BY_DAY: Final = 24
_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def deadline_text(entered: str) -> str:
    """Say until when; a date becomes one in words, a rhythm (每月, 每季度) stays what it is; empty where none is."""
    text = unended(entered)
    if not text:
        return ""
    if day := _DAY.fullmatch(text):
        year, month, number = map(int, day.groups())
        return f"{year}年{month}月{number}日前完成"
    if text.startswith(("每", "全年", "常年", "长期")):
        return f"{text}开展"
    return text if text.endswith("完成") else f"{text}完成"


def short_deadline(entered: str) -> str:
    """Write a day without its year, which the table's title names; words as they are."""
    day = deadline_day(entered)
    return entered if day is None else f"{day.month}月{day.day}日"


def counted_text(sessions: Sequence[ItemSession], year: int, named: int) -> str:
    """Name a few sessions (at most `named`) whole, more by their days, very many by the first and the last."""
    days = [_session_day(session, year) for session in sessions]
    if len(sessions) <= named:
        return "；".join(f"{day} {session.title}" for day, session in zip(days, sessions, strict=True))
    if len(sessions) <= _NAMED_BY_DAY:
        return f"{'、'.join(days)}，共{len(sessions)}次" if days else ""
    return f"{days[0]}至{days[-1]}，共{len(sessions)}次"


def _session_day(session: ItemSession, year: int) -> str:
    day = session.held_on
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"
