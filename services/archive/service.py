"""Use cases of the archive: what is missing per session, branch and year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, false, func, select

from models.attachments import Attachment, AttachmentContent
from models.database import Database
from models.enums import PaperKind, SessionKind
from models.keys import Key
from models.sessions import StudySession
from services.archive.rows import ArchiveRuleRow, ArchiveYear, BranchArchive, FolderTotals, SessionFolder
from services.archive.rule_service import load_archive_rules
from services.archive.rules import required_papers, standings
from services.clock import Clock
from services.errors import RecordMissingError
from services.organizations.tree import OrganizationTree, load_tree
from services.sessions.held import HeldSession, counts_between, load_held_sessions

_ORDER = {kind: place for place, kind in enumerate(SessionKind)}


@dataclass(frozen=True, slots=True)
class ArchiveService:
    """Reads the archive of a file: sessions that are held by today, against the lists of their first days."""

    database: Database
    clock: Clock

    def year(self, year: int, organization_id: Key | None = None) -> ArchiveYear:
        """Give the folders of a year, of an organisation and all below it (empty: the top one); RecordMissingError."""
        last = min(date(year, 12, 31), self.clock.today())
        with self.database.reading() as connection:
            tree = load_tree(connection)
            root = tree.root(organization_id)
            inside = tree.subtree(root)
            held = [
                session
                for session in load_held_sessions(connection, date(year, 1, 1), last).values()
                if session.organization in inside
            ]
            folders = _folders(connection, tree, held, date(year, 1, 1), last)
        return ArchiveYear(year, tree.name(root), folders, _branches(tree, folders), FolderTotals.of(folders))

    def session(self, key: Key) -> SessionFolder:
        """Give the folder of one session; RecordMissingError if it is gone or not held."""
        with self.database.reading() as connection:
            day = connection.execute(select(StudySession.starts_on).where(StudySession.id == key)).scalar()
            held = {} if day is None else load_held_sessions(connection, day, day)
            if day is None or key not in held:
                raise RecordMissingError(what="学习活动")
            return _folders(connection, load_tree(connection), [held[key]], day, day)[0]

    def years(self) -> tuple[int, ...]:
        """List the years that have sessions, and this year, the newest first."""
        with self.database.reading() as connection:
            days = select(func.strftime("%Y", StudySession.starts_on)).where(StudySession.deleted == false())
            found = {int(year) for year in connection.execute(days.distinct()).scalars()}
        return tuple(sorted(found | {self.clock.today().year}, reverse=True))


def _folders(
    connection: Connection, tree: OrganizationTree, held: Iterable[HeldSession], first: date, last: date
) -> tuple[SessionFolder, ...]:
    rules = load_archive_rules(connection)
    there = _there(connection, first, last)
    sizes = _sizes(connection, first, last)
    return tuple(_folder(tree, session, rules, there, sizes.get(session.key, 0)) for session in held)


def _folder(
    tree: OrganizationTree,
    session: HeldSession,
    rules: Iterable[ArchiveRuleRow],
    there: Mapping[Key, list[tuple[PaperKind, str | None]]],
    size: int,
) -> SessionFolder:
    required = required_papers(session.kinds, session.starts_on, rules)
    branch = tree.branch_of(session.organization)
    return SessionFolder(
        session.key,
        session.number,
        session.title,
        session.starts_on,
        (session.kind, *sorted(session.kinds - {session.kind}, key=_ORDER.__getitem__)),
        session.organization,
        tree.name(session.organization),
        branch,
        tree.name(branch),
        standings(required, there.get(session.key, ())),
        size,
    )


def _there(connection: Connection, first: date, last: date) -> dict[Key, list[tuple[PaperKind, str | None]]]:
    """Read which papers sessions have: a file (None), or where they are kept."""
    rows = connection.execute(
        select(StudySession.id, Attachment.paper, Attachment.sha256.is_not(None), Attachment.kept_at)
        .join(StudySession, StudySession.id == Attachment.session_id)
        .where(Attachment.deleted == false(), counts_between(first, last))
        .order_by(Attachment.id)
    )
    found: dict[Key, list[tuple[PaperKind, str | None]]] = {}
    for session, paper, is_file, kept_at in rows:
        found.setdefault(session, []).append((paper, None if is_file else kept_at))
    return found


def _sizes(connection: Connection, first: date, last: date) -> dict[Key, int]:
    """Sum the bytes of each session's contents; a content that hangs there twice counts once."""
    each = (
        select(Attachment.session_id, Attachment.sha256)
        .join(StudySession, StudySession.id == Attachment.session_id)
        .where(Attachment.deleted == false(), counts_between(first, last))
        .distinct()
        .subquery()
    )
    rows = connection.execute(
        select(each.c.session_id, func.sum(AttachmentContent.size))
        .join(AttachmentContent, AttachmentContent.sha256 == each.c.sha256)
        .group_by(each.c.session_id)
    )
    return {row[0]: row[1] for row in rows}


def _branches(tree: OrganizationTree, folders: Iterable[SessionFolder]) -> tuple[BranchArchive, ...]:
    by_branch: dict[Key, list[SessionFolder]] = {}
    for folder in folders:
        by_branch.setdefault(folder.branch, []).append(folder)
    return tuple(
        BranchArchive(branch, tree.name(branch), FolderTotals.of(by_branch[branch]))
        for branch in sorted(by_branch, key=tree.position)
    )
