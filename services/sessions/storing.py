"""From a session's draft to its stored record: checks, the number, further kinds, topics, items, sittings."""

from collections.abc import Collection
from enum import Enum
from typing import Any, Final

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.keys import Key
from models.organizations import Organization
from models.sessions import (
    Campaign,
    SessionAudience,
    SessionFurtherKind,
    SessionTopic,
    Sitting,
    StudyItem,
    StudySession,
)
from models.study_resources import SessionResource, StudyResource
from services.drafts import field_values, fill, live, next_number, require, require_number, require_order
from services.errors import DuplicateError, InvalidFieldError
from services.sessions.listing import CHILDREN
from services.sessions.rows import SessionDraft, SittingDraft

WHAT: Final = "学习活动"
_NUMBERS: Final = {"days": "天数", "hours": "学时", "reflections": "心得篇数", "pass_mark": "及格线"}


def check_session(session: Session, draft: SessionDraft, own_key: Key | None) -> None:
    """Refuse what cannot be right, in words."""
    require(WHAT, title=("主题", draft.title))
    live(session, Organization, draft.organization_id, "组织单位")
    if draft.campaign_id is not None:
        live(session, Campaign, draft.campaign_id, "专题")
    for resource in draft.resources:
        live(session, StudyResource, resource, "学习资源")
    require_order(WHAT, draft.starts_on, draft.ends_on)
    for name, label in _NUMBERS.items():
        require_number(WHAT, label, getattr(draft, name))
    for item in draft.items:
        require("学习内容", title=("学习内容", item.title))
    _check_sittings(draft)
    number = draft.number.strip()
    same = select(StudySession.id).where(StudySession.number == number, StudySession.deleted == false())
    if number and any(other != own_key for other in session.scalars(same)):
        raise DuplicateError(what=WHAT, field="活动编号", value=number)


def _check_sittings(draft: SessionDraft) -> None:
    last = draft.ends_on or draft.starts_on
    seen: set[int] = set()
    for sitting in draft.sittings:
        if sitting.number in seen:
            raise DuplicateError(what="场次", field="场次", value=str(sitting.number))
        seen.add(sitting.number)
        require_number("场次", "学时", sitting.hours)
        if not draft.starts_on <= sitting.held_on <= last:
            remedy = f"应在{draft.starts_on.isoformat()}至{last.isoformat()}之间"
            raise InvalidFieldError(what="场次", field="日期", value=sitting.held_on.isoformat(), remedy=remedy)


def free_number(session: Session, year: int) -> str:
    """Give the next number of a year; numbers of deleted sessions are not given again."""
    return next_number(session.scalars(select(StudySession.number)), year)


def store_session(session: Session, stored: StudySession, draft: SessionDraft) -> None:
    """Copy a checked draft into a record that has its key, with everything below it; what is gone is marked."""
    values = field_values(draft, without=CHILDREN)
    if not values["number"]:
        values["number"] = stored.number or free_number(session, draft.starts_on.year)
    fill(stored, values)
    session.add(stored)
    session.flush()
    further = tuple(kind for kind in draft.further_kinds if kind is not draft.kind)
    _store_codes(session, SessionFurtherKind, "kind", stored.id, further)
    _store_codes(session, SessionTopic, "topic", stored.id, draft.topics)
    _store_codes(session, SessionAudience, "audience", stored.id, draft.audiences)
    _store_codes(session, SessionResource, "resource_id", stored.id, draft.resources)
    items = [
        (item.key, {"session_id": stored.id, "position": position, **field_values(item, without=("key",))})
        for position, item in enumerate(draft.items, start=1)
    ]
    _store_children(session, StudyItem, stored.id, items)
    _store_children(session, Sitting, stored.id, [_sitting(stored.id, sitting) for sitting in draft.sittings])


def _sitting(session_id: Key, sitting: SittingDraft) -> tuple[Key | None, dict[str, Any]]:
    return (sitting.key, {"session_id": session_id, **field_values(sitting, without=("key",))})


def _store_codes(session: Session, table: Any, column: str, session_id: Key, codes: Collection[Enum | Key]) -> None:
    stored = {getattr(row, column): row for row in session.scalars(select(table).where(table.session_id == session_id))}
    for code, row in stored.items():
        fill(row, {"deleted": code not in codes})
    session.add_all(
        table(session_id=session_id, **{column: code}) for code in dict.fromkeys(codes) if code not in stored
    )


def _store_children(
    session: Session, table: Any, session_id: Key, wanted: Collection[tuple[Key | None, dict[str, Any]]]
) -> None:
    rows = session.scalars(select(table).where(table.session_id == session_id, table.deleted == false()))
    stored = {row.id: row for row in rows}
    for key in stored.keys() - {key for key, _ in wanted}:
        stored[key].deleted = True
    for key, values in wanted:
        if key in stored:
            fill(stored[key], values)
        else:
            session.add(table(**values))
