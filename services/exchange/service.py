"""Merge another copy of the ledger: field by field, by cause; nothing is lost but into the list of conflicts.

service = MergeService(database, clock, files)
service.preview(path)                       # MergeReport; nothing is written
service.merge(path, leave_out=..., allow_deletions=...)      # the same, written as one step
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
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
from services.exchange.branches import nothing_new
from services.exchange.copies import OtherCopy, brought_here
from services.exchange.errors import (
    AnotherOrganizationError,
    ManyDeletionsError,
    MergeBrokenError,
    MergeWithItselfError,
    NothingToMergeError,
)
from services.exchange.merging import write_merge
from services.exchange.rows import FolderEntry, MergeOutcome, MergeReport, RowKey
from services.exchange.told import tell_merge
from services.exchange.told_rows import MergeTold
from services.ledger_file import LedgerFiles
from services.packages.numbering import keep_arrival, notice

MERGEABLE: Final = frozenset({".db", ".slpack"})
MOST_DELETIONS: Final = 20
MOST_DELETED_SHARE: Final = 0.02


Told = TypeVar("Told")


class _OnlyLooking(Exception):  # noqa: N818 - no error: it rolls a preview back
    """Ends a merge without keeping anything of it."""


@dataclass(frozen=True, slots=True)
class MergeService:
    """Merges other copies into an open ledger."""

    database: Database
    clock: Clock
    files: LedgerFiles

    def with_password(self, password: str) -> "MergeService":
        """Give a service that opens protected files with this password."""
        return replace(self, files=replace(self.files, password=lambda _path: password))

    def preview(self, path: Path) -> MergeReport:
        """Work out what a merge would do; nothing is written."""
        return self._look(path, lambda _, report: report)

    def preview_in_words(self, path: Path) -> MergeTold:
        """Work out what a merge would do, and tell it by table and record; nothing is written."""
        return self._look(path, _told)

    def _look(self, path: Path, tell: Callable[[Connection, MergeReport], Told]) -> Told:
        self._refuse_itself(path)
        with brought_here(path, self.files) as other:
            if self._nothing_new(other):
                known = self._known(other)
                with self.database.reading() as connection:
                    return tell(connection, _with_notice(connection, other, known))
            told = []
            with suppress(_OnlyLooking), self._merging(other) as session:
                report = write_merge(session, other.source, frozenset(), self.clock)
                report = _with_notice(session.connection(), other, report)
                told.append(tell(session.connection(), report))
                raise _OnlyLooking
            return told[0]

    def merge_folder(self, folder: Path, *, allow_deletions: bool = False) -> tuple[tuple[FolderEntry, ...], Changes]:
        """Merge every ledger in a folder, one after the other; one that is refused does not stop the others."""
        entries = []
        tables: frozenset[str] = frozenset()
        for path in self._ledgers_in(folder):
            try:
                report, changes = self.merge(path, allow_deletions=allow_deletions)
                entries.append(FolderEntry(path, report))
                tables |= changes.tables
            except AppError as refusal:
                entries.append(FolderEntry(path, refusal=refusal))
        return tuple(entries), Changes(tables)

    def preview_folder(self, folder: Path) -> tuple[FolderEntry, ...]:
        """Work out what merging each ledger in a folder by itself would do; nothing is written."""
        entries = []
        for path in self._ledgers_in(folder):
            try:
                entries.append(FolderEntry(path, self.preview(path)))
            except AppError as refusal:
                entries.append(FolderEntry(path, refusal=refusal))
        return tuple(entries)

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
        self._refuse_itself(path)
        with brought_here(path, self.files) as other:
            if self._nothing_new(other):
                return self._arrived_again(other), Changes(frozenset())
            self.files.back_up(self.database, Occasion.MERGE)
            purges = self._purges()
            with self._merging(other) as session:
                report = write_merge(session, other.source, frozenset(leave_out), self.clock)
                if not allow_deletions:
                    _refuse_many_deletions(session.connection(), report, frozenset(leave_out))
                report = self._keep_arrival(session.connection(), other, report)
            if self._purges() > purges:
                self.database.compact()  # what another copy purged leaves this file too
            return report, Changes(report.tables)

    def _purges(self) -> int:
        with self.database.reading() as connection:
            return count_purges(connection)

    def _refuse_itself(self, path: Path) -> None:
        if path.exists() and path.samefile(self.database.path):
            raise MergeWithItselfError(path)

    def _nothing_new(self, other: OtherCopy) -> bool:
        with self.database.reading_beside(other.path, other.key) as connection:
            _refuse_strangers(connection, other.source)
            return nothing_new(connection, other.source)

    def _known(self, other: OtherCopy) -> MergeReport:
        with self.database.reading_beside(other.path, other.key) as connection:
            return MergeReport(other.source, 0, touched.entries(connection, arriving.THEIRS))

    def _arrived_again(self, other: OtherCopy) -> MergeReport:
        known = self._known(other)
        if other.cover is None:
            return known
        with self.database.transaction(StepKind.MERGE) as session:
            return self._keep_arrival(session.connection(), other, known)

    def _keep_arrival(self, connection: Connection, other: OtherCopy, report: MergeReport) -> MergeReport:
        told = _with_notice(connection, other, report)
        if other.cover is not None:
            keep_arrival(connection, other.cover, self.clock.now())
        return told

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


def _with_notice(connection: Connection, other: OtherCopy, report: MergeReport) -> MergeReport:
    """Tell what the number of a package says, before it is remembered."""
    return report if other.cover is None else replace(report, package=notice(connection, other.cover))


def _refuse_strangers(connection: Connection, path: Path) -> None:
    shared = connection.exec_driver_sql(
        f"SELECT EXISTS (SELECT 1 FROM main.organizations m JOIN {arriving.THEIRS}.organizations t ON t.id = m.id)"
    ).scalar_one()
    if not shared:
        top = connection.exec_driver_sql(
            f"SELECT name FROM {arriving.THEIRS}.organizations WHERE parent_id IS NULL AND deleted = 0 ORDER BY id"
        ).scalar()
        raise AnotherOrganizationError(path, top or "")


def _refuse_many_deletions(connection: Connection, report: MergeReport, leave_out: Collection[RowKey]) -> None:
    count = report.deletions - sum(
        row.outcome is MergeOutcome.DELETED and RowKey(row.table, row.row) in leave_out for row in report.rows
    )
    total = touched.live_rows(connection, report.tables) + count
    if are_many(count, total):
        raise ManyDeletionsError(report.path, count, total)


def are_many(count: int, total: int) -> bool:
    """Tell whether so many deletions among `total` live records are more than go without asking."""
    return count > 1 and count > min(MOST_DELETIONS, total * MOST_DELETED_SHARE)


def _told(connection: Connection, report: MergeReport) -> MergeTold:
    total = touched.live_rows(connection, report.tables) + report.deletions
    return tell_merge(connection, report, asks_deletions=are_many(report.deletions, total))
