"""Whether a ledger has what a package of changes builds on; with the file inside attached as `theirs`."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from models.change_log.arriving import THEIRS, same_origin
from models.packages import package_arrivals
from services.exchange.branches import branch_of
from services.packages.errors import (
    BaseMissingError,
    ChangesForSuperiorError,
    EarlierContentMissingError,
)
from services.packages.rows import CoverSheet, PackageKind

# Whose entries this ledger has in part only, or not so far.
_LACKING: Final = f"""SELECT EXISTS (SELECT 1 FROM {THEIRS}.changes_base b
    LEFT JOIN main.change_actors m ON m.id = b.actor
    WHERE m.id IS NULL OR m.seen_hlc < b.seen_hlc OR b.actor IN (SELECT actor FROM main.foreign_actors))"""


def refuse_without_base(connection: Connection, cover: CoverSheet, path: Path, *, lost: bool = False) -> None:
    """Refuse a package of changes that this ledger could not be complete with; whole ones always pass.

    What this ledger has `lost` for good is looked for in all that a branch has.
    """
    own, theirs = branch_of(connection, "main"), branch_of(connection, THEIRS)
    if not cover.changes_only or own not in {None, theirs}:
        return  # another branch's, or a whole ledger's for a branch: refused for that, in other words
    if own is not None and cover.kind is PackageKind.FROM_BRANCH:
        raise ChangesForSuperiorError(path)
    if cover.kind is PackageKind.BRANCH:
        if own is None:
            return  # what a branch was given is nothing new to those who gave it
        _refuse_number(connection, cover, path)
    elif cover.kind is PackageKind.WHOLE and not same_origin(connection):
        raise EarlierContentMissingError(path)
    if (lost and cover.kind is PackageKind.FROM_BRANCH) or connection.exec_driver_sql(_LACKING).scalar_one():
        raise EarlierContentMissingError(path)


def _refuse_number(connection: Connection, cover: CoverSheet, path: Path) -> None:
    """Refuse what builds on a number that never came: what came into the branch with it is not here."""
    arrivals = package_arrivals.c
    of_sender = arrivals.sender == cover.sender
    if connection.execute(
        select(arrivals.number).where(of_sender, arrivals.number == cover.since, arrivals.digest == cover.since_sha256)
    ).first():
        return
    newest = connection.execute(select(func.coalesce(func.max(arrivals.number), 0)).where(of_sender)).scalar_one()
    if newest < cover.since:
        raise BaseMissingError(path, cover.since, newest)
    raise EarlierContentMissingError(path)
