"""What stands behind the figures of a page or document: the records, and who changed those."""

from collections.abc import Callable
from dataclasses import dataclass

from models.database import Database
from models.keys import Key
from services.figures.leading import find_record
from services.figures.rows import Record, Trace, TraceRow
from services.history.rows import HistoryEntry
from services.history.service import MOST_AUDITED, HistoryService


@dataclass(frozen=True, slots=True)
class FigureAudit:
    """The changes of the records behind a figure, the newest first; of `records` only the first `looked_at`."""

    records: int
    looked_at: int
    entries: tuple[HistoryEntry, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """Looks behind the figures of one period and scope; `trace` gives the records of a figure by its key."""

    database: Database
    trace: Callable[[str], Trace]

    def find(self, row: TraceRow) -> Record:
        """Find the record behind a row; RecordMissingError."""
        return self.locate(row.table, *row.key)

    def locate(self, table: str, *key: Key) -> Record:
        """Find a record; RecordMissingError."""
        with self.database.reading() as connection:
            return find_record(connection, table, key)

    def audit(self, trace: Trace) -> FigureAudit:
        """Tell who changed the records that a figure was counted from."""
        rows = (*trace.rows, *trace.numerator, *trace.denominator)
        records = tuple(dict.fromkeys((row.table, b"".join(row.key)) for row in rows))
        entries = HistoryService(self.database).audit(records)
        return FigureAudit(len(records), min(len(records), MOST_AUDITED), entries)
