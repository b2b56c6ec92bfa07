"""Use cases of the centre group (中心组): its members and their terms, its year, its plan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from models.center_group import CenterGroupMember
from models.database import Database
from models.enums import CenterGroupRole, SessionKind, StepKind
from models.keys import Key, new_key
from services.center_group.attendance import load_attendance
from services.center_group.members import WHAT, check_term, load_terms
from services.center_group.plan import load_planned
from services.center_group.rows import (
    CenterGroupMemberDraft,
    CenterGroupMemberRow,
    CenterGroupYear,
    PlannedStudyRow,
    QuarterDuty,
)
from services.center_group.sessions import load_sessions
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, live
from services.duties.service import DutyService
from services.errors import InvalidFieldError
from services.organizations.tree import load_tree

_CHANGES: Final = frozenset({CenterGroupMember.__tablename__})
_QUARTERS: Final = {f"Q{quarter}": quarter for quarter in range(1, 5)}


@dataclass(frozen=True, slots=True)
class CenterGroupService:
    """Reads and writes the centre group of a committee; the as-of date is today."""

    database: Database
    clock: Clock

    def members(self, organization_id: Key) -> tuple[CenterGroupMemberRow, ...]:
        """List all terms, also those that have ended or not begun."""
        with self.database.reading() as connection:
            return load_terms(connection, organization_id)

    def add_member(self, draft: CenterGroupMemberDraft) -> Changes:
        """Begin a term; OverlapError where the person has one on one of its days."""
        with self.database.transaction(StepKind.CENTER_GROUP) as session:
            check_term(session, draft)
            stored = CenterGroupMember(id=new_key(), **field_values(draft))
            session.add(stored)
            return Changes(_CHANGES, stored.id)

    def change_role(self, key: Key, role: CenterGroupRole, day: date) -> Changes:
        """End a term on a day and begin one with another role on it, up to the old one's end."""
        with self.database.transaction(StepKind.CENTER_GROUP) as session:
            stored = live(session, CenterGroupMember, key, WHAT)
            if stored.role is role:
                raise InvalidFieldError(what=WHAT, field="身份", value=role.label, remedy="应与原来的身份不同")
            old = _draft(stored)
            if not old.holds(day) or not old.holds(day - timedelta(days=1)):
                raise InvalidFieldError(
                    what=WHAT, field="变动日期", value=day.isoformat(), remedy="应在原任期开始之后、结束之前"
                )
            stored.ends_on = day
            session.flush()
            new = replace(old, role=role, starts_on=day)
            check_term(session, new)
            begun = CenterGroupMember(id=new_key(), **field_values(new))
            session.add(begun)
            return Changes(_CHANGES, begun.id)

    def end_member(self, key: Key, day: date) -> Changes:
        """End a term; `day` is the first day out of the group."""
        with self.database.transaction(StepKind.CENTER_GROUP) as session:
            stored = live(session, CenterGroupMember, key, WHAT)
            check_term(session, replace(_draft(stored), ends_on=day), own_key=key)
            stored.ends_on = day
            return Changes(_CHANGES, key)

    def delete_member(self, key: Key) -> Changes:
        """Delete a term entered by mistake."""
        with self.database.transaction(StepKind.CENTER_GROUP) as session:
            live(session, CenterGroupMember, key, WHAT).deleted = True
            return Changes(_CHANGES, key)

    def year(self, year: int, scope: Key | None = None) -> CenterGroupYear:
        """Tell the year of a committee's centre group (empty: the top one's); RecordMissingError if there is none."""
        asof = min(self.clock.today(), date(year, 12, 31))
        with self.database.reading() as connection:
            tree = load_tree(connection)
            organization = tree.root(scope)
            name = tree.name(organization)
            sessions = load_sessions(connection, organization, year)
            told = CenterGroupYear(year, name, asof, sessions, (), (), ())
            members, observers = load_attendance(connection, organization, told)
        return replace(told, duties=self._duties(year, organization), members=members, observers=observers)

    def plan(self, year: int, scope: Key | None = None) -> tuple[PlannedStudyRow, ...]:
        """List what the centre group's plan of a year asks for, by quarter, with the sessions that answer it."""
        with self.database.reading() as connection:
            tree = load_tree(connection)
            return load_planned(connection, tree.root(scope), tree.top, year, self.clock.today())

    def _duties(self, year: int, organization: Key) -> tuple[QuarterDuty, ...]:
        return tuple(
            QuarterDuty(_QUARTERS[row.period[-2:]], row.required, row.held, row.state)
            for row in DutyService(self.database, self.clock).duties(year)
            if row.organization == organization
            and row.kind is SessionKind.CENTER_GROUP
            and row.period[-2:] in _QUARTERS
        )


def _draft(stored: CenterGroupMember) -> CenterGroupMemberDraft:
    return CenterGroupMemberDraft(
        stored.person_id, stored.organization_id, stored.role, stored.starts_on, stored.ends_on
    )
