"""Merge another copy of the ledger: field by field, by cause; nothing is lost but into the list of conflicts.

service = MergeService(database, clock, files)
service.preview(path)                                        # MergeReport; nothing is written
service.merge(path, leave_out=..., allow_deletions=...)      # the same, written as one step
with closing(service.preview_in_words(path)) as preview:     # told by table and record, which are read when opened
    service.merge_previewed(preview, leave_out=...)
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.change_log import arriving
from models.change_log.purging import count_purges
from models.change_log.steps import Step
from models.database import Database
from models.enums import StepKind
from services.backups.rows import Occasion
from services.changes import Changes
from services.clock import Clock
from services.errors import AppError, FileMissingError
from services.exchange import touched
from services.exchange.branches import nothing_new, refuse_strangers
from services.exchange.copies import OtherCopy, brought_here
from services.exchange.errors import (
    ManyDeletionsError,
    MergeBrokenError,
    MergeWithItselfError,
    NothingToMergeError,
)
from services.exchange.leaving_out import deletions_left_out
from services.exchange.merging import write_merge
from services.exchange.preview import MergePreview, TouchedRecords
from services.exchange.rows import FolderEntry, MergeReport, RowKey
from services.exchange.told import tell_conflicts, tell_settled, tell_tables
from services.exchange.told_rows import MergeTold
from services.ledger_file import LedgerFiles
from services.packages.building_on import refuse_without_base
from services.packages.knowledge import keep_arrival
from services.packages.numbering import notice

MERGEABLE: Final = frozenset({".db", ".slpack"})
MOST_DELETIONS: Final = 20
MOST_DELETED_SHARE: Final = 0.02
MOST_CONFLICTS: Final = 20  # told in a preview; of the rest the number

Told = TypeVar("Told")


class _OnlyLooking(Exception):  # noqa: N818 - no error: it rolls a preview back
    """Ends a merge without keeping anything of it."""


@dataclass(frozen=True, slots=True)
class MergeService:
    """Merges other copies into an open ledger.

    `compare_whole`: a branch's report is taken though it rests on changes that this ledger lost (BranchAheadError).
    """

    database: Database
    clock: Clock
    files: LedgerFiles
    compare_whole: bool = False

    def with_password(self, password: str) -> "MergeService":
        """Give a service that opens protected files with this password."""
        return replace(self, files=replace(self.files, password=lambda _path: password))

    def comparing_whole(self) -> "MergeService":
        """Give a service that takes from a branch's report what this ledger lost, as the officer has agreed to."""
        return replace(self, compare_whole=True)

    def preview(self, path: Path) -> MergeReport:
        """Work out what a merge would do; nothing is written."""
        with self._brought_here(path) as (other, known):
            return known or self._look(other, lambda _, report: report)

    def preview_in_words(self, path: Path) -> MergePreview:
        """Work out what a merge would do, to be told by table and record, then merged or closed; nothing is written."""
        with ExitStack() as stack:
            other, known = stack.enter_context(self._brought_here(path))
            records = TouchedRecords()
            told = MergeTold(known, ()) if known else self._look(other, partial(_told, records))
            preview = MergePreview(told, other, self.database, records, stack.pop_all())
        return preview.with_first_pages()

    def _look(self, other: OtherCopy, tell: Callable[[Connection, MergeReport], Told]) -> Told:
        told = []
        with suppress(_OnlyLooking), self._merging(other) as session:
            report = self._write(session, other, frozenset())
            told.append(tell(session.connection(), _completed(session.connection(), other, report)))
            raise _OnlyLooking
        return told[0]

    @contextmanager
    def _brought_here(self, path: Path) -> Iterator[tuple[OtherCopy, MergeReport | None]]:
        """Bring the other file here; with the report where all of it is known already."""
        self._refuse_itself(path)
        with brought_here(path, self.files) as other:
            yield other, self._known(other)

    def _known(self, other: OtherCopy) -> MergeReport | None:
        with self.database.reading_beside(other.path, other.key) as connection:
            refuse_strangers(connection, other.source)
            if other.cover is not None:
                refuse_without_base(connection, other.cover, other.source, lost=self.compare_whole)
            if not nothing_new(connection, other.source, compare_whole=self.compare_whole):
                return None
            return _completed(connection, other, MergeReport(other.source, 0))

    def merge_folder(
        self, folder: Path, *, allow_deletions: bool = False, agreed: Collection[Path] = ()
    ) -> tuple[tuple[FolderEntry, ...], Changes]:
        """Merge every ledger in a folder, one after the other; one that is refused does not stop the others.

        Many deletions are agreed to for all of them, or for those `agreed` (as `preview_folder` names them).
        """
        entries = []
        tables: frozenset[str] = frozenset()
        for path in self._ledgers_in(folder):
            try:
                report, changes = self.merge(path, allow_deletions=allow_deletions or path in agreed)
                entries.append(FolderEntry(path, report))
                tables |= changes.tables
            except AppError as refusal:
                entries.append(FolderEntry(path, refusal=refusal))
        return tuple(entries), Changes(tables)

    def preview_folder(self, folder: Path) -> tuple[FolderEntry, ...]:
        """Work out what merging each ledger in a folder by itself would do; nothing is written."""
        return tuple(self._preview_entry(path) for path in self._ledgers_in(folder))

    def _preview_entry(self, path: Path) -> FolderEntry:
        try:
            with self._brought_here(path) as (other, known):
                if known:
                    return FolderEntry(path, known)
                return self._look(other, lambda *found: FolderEntry(path, found[1], asks_deletions=_asks(*found)))
        except AppError as refusal:
            return FolderEntry(path, refusal=refusal)

    def _ledgers_in(self, folder: Path) -> list[Path]:
        try:
            found = sorted(path for path in folder.iterdir() if path.suffix.lower() in MERGEABLE and path.is_file())
        except OSError as error:
            raise FileMissingError(folder) from error
        others = [path for path in found if not path.samefile(self.database.path)]
        if not others:
            raise NothingToMergeError(folder)
        return others

    def merge(
        self, path: Path, leave_out: Collection[RowKey] = (), *, allow_deletions: bool = False
    ) -> tuple[MergeReport, Changes]:
        """Merge in one transaction, after a backup; rows left out are set back at once, as a change of our own.

        ManyDeletionsError when more than 20 records, or 2 % of the live ones, would be deleted and nobody agreed.
        """
        with self._brought_here(path) as (other, known):
            return self._merge(other, known, frozenset(leave_out), allow_deletions=allow_deletions)

    def merge_previewed(
        self, preview: MergePreview, leave_out: Collection[RowKey] = (), *, allow_deletions: bool = False
    ) -> tuple[MergeReport, Changes]:
        """Merge the very file that a preview has shown; ManyDeletionsError as `merge` does."""
        other = preview.other
        return self._merge(other, self._known(other), frozenset(leave_out), allow_deletions=allow_deletions)

    def _merge(
        self, other: OtherCopy, known: MergeReport | None, leave_out: frozenset[RowKey], *, allow_deletions: bool
    ) -> tuple[MergeReport, Changes]:
        if known:
            return self._arrived_again(other, known), Changes(frozenset())
        self.files.back_up(self.database, Occasion.MERGE)
        purges = self._purges()
        with self._merging(other) as session:
            report = self._write(session, other, leave_out)
            connection = session.connection()
            if not allow_deletions:
                _refuse_many_deletions(connection, report)
            report = _completed(connection, other, report)
            self._keep_arrival(connection, other)
        if self._purges() > purges:
            self.database.compact()  # what another copy purged leaves this file too
        return report, Changes(report.tables)

    def _purges(self) -> int:
        with self.database.reading() as connection:
            return count_purges(connection)

    def _refuse_itself(self, path: Path) -> None:
        if path.exists() and path.samefile(self.database.path):
            raise MergeWithItselfError(path)

    def _write(self, session: Session, other: OtherCopy, leave_out: frozenset[RowKey]) -> MergeReport:
        return write_merge(session, other.source, leave_out, self.clock, compare_whole=self.compare_whole)

    def _arrived_again(self, other: OtherCopy, known: MergeReport) -> MergeReport:
        if other.cover is not None:
            with self.database.merging(other.path, other.key, StepKind.MERGE) as session:
                self._keep_arrival(session.connection(), other)
        return known

    def _keep_arrival(self, connection: Connection, other: OtherCopy) -> None:
        keep_arrival(connection, other.cover, self.clock.now())

    @contextmanager
    def _merging(self, other: OtherCopy) -> Iterator[Session]:
        step = Step(StepKind.MERGE, other.source.name)
        try:
            with self.database.merging(other.path, other.key, step) as session:
                # Rows come table by table; what they point at must be there in the end.
                session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                yield session
                arriving.forget(session.connection())
        except IntegrityError as error:
            raise MergeBrokenError(other.source) from error


def _completed(connection: Connection, other: OtherCopy, report: MergeReport) -> MergeReport:
    """Tell how much was known already and what the number of a package says, before it is remembered."""
    package = None if other.cover is None else notice(connection, other.cover)
    return replace(report, already=other.entries - report.applied, package=package)


def _refuse_many_deletions(connection: Connection, report: MergeReport) -> None:
    count = report.deletions - deletions_left_out(connection)
    if count > 1 and are_many(count, total := touched.live_rows(connection, report.tables) + count):
        raise ManyDeletionsError(report.path, count, total)


def are_many(count: int, total: int) -> bool:
    """Tell whether so many deletions among `total` live records are more than go without asking."""
    return count > 1 and count > min(MOST_DELETIONS, total * MOST_DELETED_SHARE)


def _asks(connection: Connection, report: MergeReport) -> bool:
    count = report.deletions
    return count > 1 and are_many(count, touched.live_rows(connection, report.tables) + count)


def _told(records: TouchedRecords, connection: Connection, report: MergeReport) -> MergeTold:
    records.keep(connection, report.counts)
    return MergeTold(
        report,
        tuple(tell_tables(report.counts)),
        tuple(tell_conflicts(connection, report.conflicts[:MOST_CONFLICTS])),
        asks_deletions=_asks(connection, report),
        settled=tuple(tell_settled(connection, report.settled)),
    )
