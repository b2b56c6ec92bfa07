"""A small real office for tests: a committee, two branches, a group, and people as each case needs them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from models.database import Database
from models.enums import OrganizationKind, Post, Rank, SessionKind, StageKind
from models.keys import Key
from services.changes import Changes
from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from services.money.service import MoneyService
from services.organizations.rows import OrganizationDraft
from services.organizations.service import OrganizationService
from services.people.rows import AppointmentDraft, MembershipDraft, PersonDraft, StageDraft
from services.people.service import PeopleService
from services.sessions.rows import SessionDraft
from services.sessions.service import SessionService

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def key_of(changes: Changes) -> Key:
    """Give the key of the record that a write made."""
    assert changes.key is not None
    return changes.key


@dataclass
class Office:
    """Services on one real file, with short ways to enter what a case needs."""

    database: Database
    organizations: OrganizationService
    people: PeopleService
    sessions: SessionService
    money: MoneyService
    top: Key
    first_branch: Key
    second_branch: Key
    group: Key

    @classmethod
    def create(cls, folder: Path) -> "Office":
        clock = FixedClock(NOON)
        database = LedgerFiles(folder / "backups", clock).create(folder / "office.db", "某某公司党委")
        organizations = OrganizationService(database, clock)
        top = organizations.resolve("某某公司党委").key
        branch, group = OrganizationKind.BRANCH, OrganizationKind.GROUP
        first = key_of(organizations.add(OrganizationDraft("第一党支部", branch, top)))
        second = key_of(organizations.add(OrganizationDraft("第二党支部", branch, top)))
        return cls(
            database,
            organizations,
            PeopleService(database, clock),
            SessionService(database, clock),
            MoneyService(database, clock),
            top,
            first,
            second,
            key_of(organizations.add(OrganizationDraft("第一党小组", group, first))),
        )

    def person(
        self,
        name: str,
        organization: Key | None = None,
        *,
        number: str = "",
        category: StageKind = StageKind.FORMAL,
        joined: date | None = date(2010, 7, 1),
        since: date | None = None,
        rank: Rank | None = None,
    ) -> Key:
        """Add a person of a branch (the first one if none is named)."""
        stages = (StageDraft(StageKind.PROBATIONARY, joined),) if joined else ()
        draft = PersonDraft(name=name, category=category, number=number, rank=rank)
        membership = MembershipDraft(organization or self.first_branch, starts_on=since)
        return key_of(self.people.add(draft, membership, stages))

    def appoint(self, person: Key, organization: Key, post: Post, since: date | None = None) -> Key:
        """Give a person a post."""
        return key_of(self.people.add_record(person, AppointmentDraft(organization, post, starts_on=since)))

    def session(self, title: str = "学习", kind: SessionKind = SessionKind.THEME_DAY, **fields: object) -> Key:
        """Add a session of the first branch on 5 February 2026, or as the fields say."""
        values: dict[str, object] = {"organization_id": self.first_branch, "starts_on": date(2026, 2, 5), **fields}
        return key_of(self.sessions.add(SessionDraft(kind=kind, title=title, **values)))  # type: ignore[arg-type]
