"""Use cases of 培训需求: a year's survey entered, pasted, summed; what was asked for most."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind
from models.keys import Key, new_key
from models.organizations import Organization, top_organization
from models.study_resources import TrainingNeed
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require, require_number
from services.errors import DuplicateError, InvalidFieldError
from services.needs.listing import load_needs, load_tally
from services.needs.pasting import WHAT, NeedIdentity, identity, read_lines
from services.needs.rows import NeedDraft, NeedTally, PastedLine
from services.organizations.service import OrganizationService
from services.organizations.tree import load_tree

_FIRST_YEAR: Final = 1949
_LAST_YEAR: Final = 2999
_CHANGES: Final = frozenset({TrainingNeed.__tablename__})


@dataclass(frozen=True, slots=True)
class NeedService:
    """What members asked to be trained in, year by year."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years that have a survey, and this year, the newest first."""
        query = select(TrainingNeed.year).where(TrainingNeed.deleted == false()).distinct()
        with self.database.reading() as connection:
            return tuple(sorted({*connection.execute(query).scalars(), self.clock.today().year}, reverse=True))

    def tally(self, year: int, organization_id: Key | None = None, asof: date | None = None) -> NeedTally:
        """Add up the survey of a year; RecordMissingError if there is no such organisation."""
        with self.database.reading() as connection:
            return load_tally(connection, year, organization_id, asof or self.clock.today())

    def add(self, draft: NeedDraft) -> Changes:
        """Add a need; DuplicateError where its class of person and organisation asked for it already."""
        return self.add_all((draft,))

    def add_all(self, drafts: Collection[NeedDraft]) -> Changes:
        """Add several needs in one step."""
        with self.database.transaction(StepKind.NEED) as session:
            key = None
            for draft in drafts:
                _check(session, draft, own_key=None)
                key = new_key()
                session.add(TrainingNeed(id=key, **field_values(draft)))
                session.flush()
            return Changes(_CHANGES, key)

    def change(self, key: Key, draft: NeedDraft) -> Changes:
        """Change a need."""
        with self.database.transaction(StepKind.NEED) as session:
            stored = live(session, TrainingNeed, key, WHAT)
            _check(session, draft, own_key=key)
            fill(stored, field_values(draft))
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete a need."""
        with self.database.transaction(StepKind.NEED) as session:
            live(session, TrainingNeed, key, WHAT).deleted = True
            return Changes(_CHANGES, key)

    def read_lines(self, year: int, text: str) -> tuple[PastedLine, ...]:
        """Read tab separated lines; nothing is written, and a line in doubt is not decided."""
        organizations = OrganizationService(self.database, self.clock)
        with self.database.reading() as connection:
            tree = load_tree(connection)
            known = {identity(row.draft, tree.top) for row in load_needs(connection, tree, year, None)}
        return tuple(read_lines(text, year, lambda name: organizations.resolve(name).key, known, tree.top))


def _check(session: Session, draft: NeedDraft, own_key: Key | None) -> None:
    require(WHAT, subject=("主题", draft.subject))
    require_number(WHAT, "人数", draft.votes)
    if not _FIRST_YEAR <= draft.year <= _LAST_YEAR:
        raise InvalidFieldError(WHAT, "年度", str(draft.year), "请填写四位数的年份")
    if draft.organization_id is not None:
        live(session, Organization, draft.organization_id, "提出单位")
    top = top_organization(session.connection())
    wanted = identity(draft, top)
    same = select(TrainingNeed).where(
        TrainingNeed.year == draft.year, TrainingNeed.subject == draft.subject.strip(), TrainingNeed.deleted == false()
    )
    if any(_identity(other, top) == wanted for other in session.scalars(same) if other.id != own_key):
        raise DuplicateError(WHAT, "主题", draft.subject)


def _identity(stored: TrainingNeed, top: Key | None) -> NeedIdentity:
    return stored.subject, stored.audience, stored.organization_id or top
