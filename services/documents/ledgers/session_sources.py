"""What the ledgers of sessions are made from: the held sessions of a year with texts, speakers, papers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, false, select

from models.database import Database
from models.enums import SessionKind, SessionState, Speech
from models.key_lists import among
from models.keys import Key
from models.people import Person
from models.sessions import Attendance, StudyItem, StudySession
from services.archive.rows import PaperState, SessionFolder, papers_text
from services.archive.service import ArchiveService
from services.clock import Clock
from services.organizations.tree import OrganizationTree, load_tree
from services.sessions.listing import list_sessions
from services.sessions.rows import SessionFilter, SessionRow


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A held session as a ledger tells it.

    `unit` names a group with its branch; `filed` and `missing` name the papers of its folder.
    """

    row: SessionRow
    unit: str
    host: str
    texts: tuple[str, ...]
    speakers: tuple[tuple[str, Speech], ...]
    reflections: int | None
    written: int | None
    filed: str = ""
    missing: str = ""
    branch: str = ""
    """The organiser; of a group's session the branch that it belongs to."""

    @property
    def kinds(self) -> tuple[SessionKind, ...]:
        """The primary kind, then what it also counts as."""
        return (self.row.kind, *self.row.further_kinds)

    def speakers_text(self, speech: Speech) -> str:
        """Name who made a speech of a kind."""
        return "、".join(name for name, made in self.speakers if made is speech)


@dataclass(frozen=True, slots=True)
class SessionYear:
    """The sessions of a ledger in order of time, of a scope up to `asof`."""

    year: int
    scope_name: str
    asof: date
    records: tuple[SessionRecord, ...]


@dataclass(frozen=True, slots=True)
class SessionSource:
    """Reads the held sessions of a year and scope (empty: the top one) by the clock's today."""

    database: Database
    clock: Clock
    year: int
    scope: Key | None

    def load(self, kinds: Collection[SessionKind], *, own: bool = False) -> SessionYear:
        """Read the sessions of these kinds; `own` leaves out those of organisations below."""
        asof = min(self.clock.today(), date(self.year, 12, 31))
        with self.database.reading() as connection:
            tree = load_tree(connection)
            root = tree.root(self.scope)
            rows = [
                row
                for row in reversed(list_sessions(connection, SessionFilter(self.year, root, state=SessionState.HELD)))
                if row.starts_on <= asof
                and {row.kind, *row.further_kinds} & set(kinds)
                and (row.organization_id == root or not own)
            ]
            return SessionYear(self.year, tree.name(root), asof, _records(connection, rows, tree))

    def load_with_papers(self, kinds: Collection[SessionKind]) -> SessionYear:
        """Read the organisation's own sessions of these kinds with what their folders have and lack."""
        told = self.load(kinds, own=True)
        folders = {
            one.key: one for one in ArchiveService(self.database, self.clock).year(self.year, self.scope).folders
        }
        return replace(told, records=tuple(_filed(record, folders.get(record.row.key)) for record in told.records))


def _filed(record: SessionRecord, folder: SessionFolder | None) -> SessionRecord:
    if folder is None:
        return record
    there = [paper.paper for paper in folder.papers if paper.state is not PaperState.MISSING]
    return replace(record, filed=papers_text(there), missing=papers_text(folder.missing))


def _records(connection: Connection, rows: Iterable[SessionRow], tree: OrganizationTree) -> tuple[SessionRecord, ...]:
    listed = list(rows)
    keys = [row.key for row in listed]
    texts = _texts(connection, keys)
    speakers, written = _sheets(connection, keys)
    about = {
        row.id: row
        for row in connection.execute(
            select(StudySession.id, StudySession.host, StudySession.reflections).where(among(StudySession.id, keys))
        )
    }
    return tuple(
        SessionRecord(
            row,
            _unit(row, tree),
            about[row.key].host,
            tuple(texts[row.key]),
            tuple(speakers[row.key]),
            about[row.key].reflections,
            written.get(row.key),
            branch=tree.name(tree.branch_of(row.organization_id)),
        )
        for row in listed
    )


def _unit(row: SessionRow, tree: OrganizationTree) -> str:
    branch = tree.branch_of(row.organization_id)
    return row.organization_name if branch == row.organization_id else f"{tree.name(branch)}{row.organization_name}"


def _texts(connection: Connection, keys: list[Key]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = defaultdict(list)
    query = select(StudyItem.session_id, StudyItem.title).where(
        among(StudyItem.session_id, keys), StudyItem.deleted == false()
    )
    for session, title in connection.execute(query.order_by(StudyItem.session_id, StudyItem.position)):
        found[session].append(title)
    return found


def _sheets(connection: Connection, keys: list[Key]) -> tuple[dict[Key, list[tuple[str, Speech]]], dict[Key, int]]:
    speakers: dict[Key, list[tuple[str, Speech]]] = defaultdict(list)
    written: dict[Key, int] = {}
    query = (
        select(Attendance.session_id, Person.name, Attendance.speech, Attendance.reflections)
        .join(Person, Person.id == Attendance.person_id)
        .where(
            among(Attendance.session_id, keys),
            Attendance.deleted == false(),
            Attendance.speech.is_not(None) | Attendance.reflections.is_not(None),
        )
        .order_by(Attendance.session_id, Person.number)
    )
    for session, name, speech, papers in connection.execute(query):
        if speech is not None:
            speakers[session].append((name, speech))
        if papers is not None:
            written[session] = written.get(session, 0) + papers
    return speakers, written
