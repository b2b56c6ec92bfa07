"""The merge itself, step by step, inside one writing transaction with the other file attached."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models.change_log import applying, arriving, base_rows, lost, scoped_arriving
from models.change_log.conflicts import CellConflict, CellEntry, conflicts_touched
from models.change_log.purging import apply_purges, reassert_purges
from models.change_log.steps import COUNTER_BITS, current_step
from services.clock import Clock
from services.duplicates.uniting import settle
from services.exchange import settled, touched
from services.exchange.branches import Meeting, meeting
from services.exchange.conflicts import described
from services.exchange.leaving_out import set_back
from services.exchange.rows import MergeReport, RowKey

CLOCK_TOLERANCE: Final = timedelta(days=1)


def write_merge(
    session: Session, source: Path, leave_out: Collection[RowKey], clock: Clock, *, compare_whole: bool = False
) -> MergeReport:
    """Merge what is attached as `theirs` into this transaction; rows left out are set back at once.

    With `compare_whole` what this ledger lost is taken from a branch's copy. How many entries were `already` here the
    report does not say: that takes reading all of their log.
    """
    connection = session.connection()
    met = meeting(connection, source, compare_whole=compare_whole)
    if met is Meeting.UPWARD and compare_whole:
        lost.give_up(connection, current_step(session))
    _gather(connection, met)
    known_conflicts = {_overruled(conflict) for conflict in conflicts_touched(connection)}
    applying.set_applying(connection, applying=True)
    touched.note_new_rows(connection)
    applying.insert_rows(connection)
    applying.fill_contents(connection)
    applying.join_logs(connection)
    if met is Meeting.SAME_BRANCH:
        scoped_arriving.join_steps(connection)
        scoped_arriving.take_over_strangers(connection)
    apply_purges(connection)
    applying.find_winners(connection)
    touched.note_changes(connection)
    applying.write_winners(connection)
    applying.find_revived(connection)
    applying.note_arrivals(connection, current_step(session))
    applied = touched.arrived(connection, current_step(session))
    ahead = _clock_ahead(connection, clock)
    applying.take_over_vectors(connection)
    applying.set_applying(connection, applying=False)
    reassert_purges(connection)
    applying.revive(connection)
    set_back(connection, leave_out)
    with settled.noting(connection):
        settle(connection)
    conflicts = [conflict for conflict in conflicts_touched(connection) if _overruled(conflict) not in known_conflicts]
    return MergeReport(
        source,
        applied,
        counts=touched.counts(connection),
        conflicts=tuple(described(connection, conflicts)),
        clock_ahead=ahead,
        settled=settled.counts(connection),
        revived=touched.revived(connection),
    )


def _overruled(conflict: CellConflict) -> tuple[str, str, bytes, CellEntry]:
    return conflict.table, conflict.cell, conflict.row, conflict.other


def _gather(connection: Connection, met: Meeting) -> None:
    if met is Meeting.SAME_BRANCH:
        scoped_arriving.gather(connection)
        return
    arriving.gather(connection)
    if met is Meeting.UPWARD and lost.lost_on(connection) is None:
        lost.write_anew(connection)
    if met is Meeting.WHOLE and not _log_tells_all(connection):
        base_rows.compare_whole(connection)


def _log_tells_all(connection: Connection) -> bool:
    return arriving.same_origin(connection) and not (
        arriving.behind_horizon(connection) or arriving.beyond_horizon(connection)
    )


def _clock_ahead(connection: Connection, clock: Clock) -> timedelta | None:
    value = connection.exec_driver_sql(f"SELECT hlc FROM {arriving.THEIRS}.change_clock").scalar_one()
    theirs = datetime.fromtimestamp((value >> COUNTER_BITS) / 1000, UTC)
    ahead = theirs - clock.now()
    return ahead if ahead > CLOCK_TOLERANCE else None
