"""How two copies meet of which one is, or both are, cut to a branch; and what is refused then."""

from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection

from models.branch_copies import LOG_LOST
from models.change_log import arriving, lost, scoped_arriving
from models.change_log.arriving import THEIRS
from services.exchange.errors import (
    AnotherOrganizationError,
    BranchAheadError,
    BranchCopyError,
    BranchRecoveredError,
    OtherBranchError,
    TooLongApartError,
)


class Meeting(Enum):
    """Who meets whom."""

    WHOLE = auto()  # two whole ledgers
    UPWARD = auto()  # what a branch's copy wrote itself comes into a whole ledger
    SAME_BRANCH = auto()  # two copies of one branch: a package for it, or another PC's


def refuse_strangers(connection: Connection, path: Path) -> None:
    """Refuse the ledger of another organisation: one that has none in common with this one."""
    shared = connection.exec_driver_sql(
        f"SELECT EXISTS (SELECT 1 FROM main.organizations m JOIN {THEIRS}.organizations t ON t.id = m.id)"
    ).scalar_one()
    if not shared:
        top = connection.exec_driver_sql(
            f"SELECT name FROM {THEIRS}.organizations WHERE parent_id IS NULL AND deleted = 0 ORDER BY id"
        ).scalar()
        raise AnotherOrganizationError(path, top or "")


def meeting(connection: Connection, path: Path, *, compare_whole: bool = False) -> Meeting:
    """Tell who meets; an AppError where the two must not be merged this way.

    With `compare_whole` a branch's report may rest on changes that are lost here.
    """
    for side in ("main", THEIRS):
        refuse_lost_log(connection, side, path)
    ours, theirs = branch_of(connection, "main"), branch_of(connection, THEIRS)
    if ours is None:
        if theirs is None:
            return Meeting.WHOLE
        _refuse_gaps(connection, path, compare_whole=compare_whole)
        return Meeting.UPWARD
    if theirs is None:
        raise BranchCopyError(path, _name(connection, ours))
    if theirs != ours:
        raise OtherBranchError(path, _name(connection, theirs, THEIRS), _name(connection, ours))
    if scoped_arriving.thinned_too_far(connection):
        raise TooLongApartError(path)
    return Meeting.SAME_BRANCH


def nothing_new(connection: Connection, path: Path, *, compare_whole: bool = False) -> bool:
    """Tell whether a merge would bring nothing."""
    met = meeting(connection, path, compare_whole=compare_whole)
    if met is Meeting.SAME_BRANCH:
        return scoped_arriving.knows_nothing_new(connection)
    if not arriving.knows_nothing_new(connection):
        return False
    if met is Meeting.UPWARD:
        given_up = compare_whole or lost.lost_on(connection) is None
        return not (given_up and lost.holds_lost(connection))
    return arriving.same_origin(connection)


def branch_of(connection: Connection, side: str) -> bytes | None:
    """Give the branch that a ledger is the copy of; None for a whole one."""
    found = connection.exec_driver_sql(f"SELECT organization_id FROM {side}.branch_copy").scalar()
    return None if found is None else bytes(found)


def refuse_lost_log(connection: Connection, side: str, path: Path) -> None:
    """Refuse a branch's copy that was read out of a damaged file: what it wrote itself no log tells any more."""
    branch = branch_of(connection, side)
    if branch is None:
        return
    lost = connection.exec_driver_sql(
        f"SELECT EXISTS (SELECT 1 FROM {side}.foreign_actors WHERE actor = ?)", (LOG_LOST,)
    ).scalar_one()
    if lost:
        raise BranchRecoveredError(path, _name(connection, branch, side))


def _refuse_gaps(connection: Connection, path: Path, *, compare_whole: bool) -> None:
    """Refuse entries of a branch that rest on what this ledger does not know, or that were thinned away there."""
    if not arriving.brings_entries(connection):
        return
    if arriving.behind_horizon(connection):
        raise TooLongApartError(path)
    missing = None if compare_whole else lost.lost_on(connection)
    if missing is not None:
        raise BranchAheadError(path, missing)


def _name(connection: Connection, branch: bytes, side: str = "main") -> str:
    return str(
        connection.exec_driver_sql(f"SELECT name FROM {side}.organizations WHERE id = ?", (bytearray(branch),)).scalar()
        or ""
    )
