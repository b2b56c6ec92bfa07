"""Use cases of 学习资源: teachers, places, courses and texts, where they were used, what should be one."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import ResourceKind, StepKind
from models.keys import Key, new_key
from models.sessions import StudySession
from models.study_resources import SessionResource, StudyResource
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require
from services.errors import DuplicateError, InvalidFieldError
from services.study_resources.listing import list_resources, list_uses, suggest
from services.study_resources.rows import ResourceDraft, ResourceRow, ResourceUse, SuggestedResource

_WHAT: Final = "学习资源"
_CHANGES: Final = frozenset({StudyResource.__tablename__, SessionResource.__tablename__})


@dataclass(frozen=True, slots=True)
class StudyResourceService:
    """Resources of the whole file; only held sessions count as use."""

    database: Database
    clock: Clock

    def resources(self, kind: ResourceKind | None = None, asof: date | None = None) -> tuple[ResourceRow, ...]:
        """List the resources of a kind, or all by kind; those used most come first."""
        with self.database.reading() as connection:
            return list_resources(connection, kind, asof or self.clock.today())

    def uses(self, resource: Key) -> tuple[ResourceUse, ...]:
        """List the sessions linked to a resource, the newest first."""
        with self.database.reading() as connection:
            return list_uses(connection, resource, self.clock.today())

    def suggestions(self) -> tuple[SuggestedResource, ...]:
        """List the lecturers and places that held sessions name without a link; nothing is written."""
        with self.database.reading() as connection:
            return suggest(connection, self.clock.today())

    def add(self, draft: ResourceDraft) -> Changes:
        """Add a resource; DuplicateError for a second one of the same kind, name and unit."""
        with self.database.transaction(StepKind.RESOURCE) as session:
            return Changes(_CHANGES, _add(session, draft))

    def change(self, key: Key, draft: ResourceDraft) -> Changes:
        """Change a resource."""
        with self.database.transaction(StepKind.RESOURCE) as session:
            stored = live(session, StudyResource, key, _WHAT)
            _check(session, draft, own_key=key)
            fill(stored, field_values(draft))
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete a resource; the sessions stay and are linked to it no more."""
        with self.database.transaction(StepKind.RESOURCE) as session:
            stored = live(session, StudyResource, key, _WHAT)
            links = select(SessionResource).where(
                SessionResource.resource_id == key, SessionResource.deleted == false()
            )
            for link in session.scalars(links).all():
                link.deleted = True
            stored.deleted = True
            return Changes(_CHANGES, key)

    def accept(self, suggested: SuggestedResource) -> Changes:
        """Make a suggestion a resource, where it is none yet, and link the sessions that name it."""
        with self.database.transaction(StepKind.RESOURCE) as session:
            key = suggested.resource
            if key is None:
                key = _add(session, ResourceDraft(suggested.kind, suggested.name))
            else:
                live(session, StudyResource, key, _WHAT)
            for one in suggested.sessions:
                live(session, StudySession, one, "学习活动")
                _link(session, one, key)
            return Changes(_CHANGES, key)


def _add(session: Session, draft: ResourceDraft) -> Key:
    _check(session, draft, own_key=None)
    key = new_key()
    session.add(StudyResource(id=key, **field_values(draft)))
    session.flush()
    return key


def _check(session: Session, draft: ResourceDraft, own_key: Key | None) -> None:
    require(_WHAT, name=("名称", draft.name))
    if draft.title is not None and draft.kind is not ResourceKind.TEACHER:
        raise InvalidFieldError(_WHAT, "职称", draft.title.label, f"只有{ResourceKind.TEACHER.label}才有职称，请留空")
    same = select(StudyResource.id).where(
        StudyResource.kind == draft.kind,
        StudyResource.name == draft.name.strip(),
        StudyResource.origin == draft.origin.strip(),
        StudyResource.deleted == false(),
    )
    if any(other != own_key for other in session.scalars(same)):
        raise DuplicateError(_WHAT, "名称", draft.name)


def _link(session: Session, session_key: Key, resource: Key) -> None:
    link = session.get(SessionResource, (session_key, resource))
    if link is not None:
        link.deleted = False
    else:
        session.add(SessionResource(session_id=session_key, resource_id=resource))
        session.flush()
