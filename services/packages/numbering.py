"""Numbers of packages: those that this copy gives, and what those of others say to it."""

import hashlib
import secrets
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from models.packages import package_arrivals, package_numbers, package_sent
from services.packages.cover import SENDER_BYTES
from services.packages.rows import CoverSheet, PackageNotice

_MOST_NAMED: Final = 20  # missing numbers: a cover sheet may say any


class NextNumber(NamedTuple):
    """Who sends, and the number that the next package gets."""

    scope: bytes
    sender: bytes
    place: str
    number: int


def place_of(computer: str, path: str) -> str:
    """Name where a file lies without telling it."""
    return hashlib.sha256(f"{computer}\n{path}".encode()).hexdigest()


def next_number(connection: Connection, scope: bytes, place: str) -> NextNumber:
    """Give the next number for a branch (empty: the whole ledger).

    A file that turned up elsewhere is a copy and begins a series of its own.
    """
    row = connection.execute(
        select(package_numbers.c.sender, package_numbers.c.number).where(
            package_numbers.c.scope == scope, package_numbers.c.place == place
        )
    ).one_or_none()
    if row is None:
        return NextNumber(scope, secrets.token_bytes(SENDER_BYTES), place, 1)
    return NextNumber(scope, bytes(row.sender), place, row.number + 1)


def keep_number(connection: Connection, given: NextNumber, digest: bytes, clock: int) -> None:
    """Remember the number given out last: for what ledger, and how far that went by this ledger's clock."""
    values = {"sender": given.sender, "place": given.place, "number": given.number}
    statement = insert(package_numbers).values(scope=given.scope, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))
    sent = {"sender": given.sender, "number": given.number, "digest": digest, "clock": clock}
    connection.execute(insert(package_sent).values(sent))


def notice(connection: Connection, cover: CoverSheet) -> PackageNotice:
    """Tell what is missing before a package, or that it is not newer than what was merged."""
    arrivals = package_arrivals.c
    of_sender = arrivals.sender == cover.sender
    known = connection.execute(select(func.max(arrivals.number)).where(of_sender)).scalar()
    if known is None:
        return PackageNotice(cover)
    if known < cover.number:
        return PackageNotice(cover, tuple(range(max(known + 1, cover.number - _MOST_NAMED), cover.number)))
    same = connection.execute(select(arrivals.digest).where(of_sender, arrivals.number == cover.number)).scalar()
    if same is not None and bytes(same) != cover.sha256:
        return PackageNotice(cover)  # the sender was restored, and counts on from where it stood
    return PackageNotice(cover, newest=known)
