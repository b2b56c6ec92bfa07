"""What partners showed to know: learned from the packages that came from them, and what one may build on.

Nothing is taken for known because it was sent. A partner is a PC, in the scope it exchanges in: a branch with the whole
ledger, or the whole ledger. Its packages show the vector of what it has, and which of our numbers it merged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS
from services.exchange.branches import branch_of
from services.packages.rows import CoverSheet, PackageKind

_OTHERS: Final = f"SELECT actor FROM {THEIRS}.foreign_actors"
# Whose entries the sender of a package has whole, by its kind; a branch's copy asks only for what it wrote itself.
_VECTORS: Final = {
    PackageKind.WHOLE: f"SELECT id, seen_hlc FROM {THEIRS}.change_actors",
    PackageKind.FROM_BRANCH: f"SELECT id, seen_hlc FROM {THEIRS}.change_actors WHERE id NOT IN ({_OTHERS})",
    PackageKind.BRANCH: f"""SELECT t.id, t.seen_hlc FROM {THEIRS}.change_actors t
        JOIN main.change_actors m ON m.id = t.id WHERE t.id NOT IN (SELECT actor FROM main.foreign_actors)""",
}
# Our numbers that they say they have, which are those that we gave out.
_CONFIRMED: Final = f"""SELECT s.digest FROM {THEIRS}.package_arrivals a JOIN main.package_sent s
      ON s.sender = a.sender AND s.number = a.number AND s.digest = a.digest
    JOIN main.package_numbers n ON n.sender = s.sender
    WHERE n.scope = ? ORDER BY s.number DESC LIMIT 1"""
_BEHIND_HORIZON: Final = """SELECT EXISTS (SELECT 1 FROM main.change_actors a LEFT JOIN ({vector}) v ON v.actor = a.id
    WHERE a.seen_hlc > coalesce(v.seen_hlc, a.first_hlc) AND a.id NOT IN (SELECT actor FROM main.foreign_actors)
      AND coalesce(v.seen_hlc, a.first_hlc) < (SELECT horizon FROM main.change_clock))"""
# What all partners of a scope have.
_MET: Final = """SELECT actor, min(seen_hlc) AS seen_hlc FROM main.partner_vectors WHERE scope = :scope GROUP BY actor
    HAVING count(*) = (SELECT count(*) FROM main.package_partners WHERE scope = :scope)"""


@dataclass(frozen=True, slots=True)
class Base:
    """What a package of changes builds on: all entries of these actors, and for a branch one of our packages.

    `number` and `digest` are those of the newest package that all partners merged (0 and empty: none, or not needed),
    `clock` the ledger's when it was packed.
    """

    vector: Mapping[int, int]
    number: int
    digest: bytes
    clock: int


# With a package came the content of all that its sender gave out before for the same receiver.
_COVERED: Final = """INSERT OR REPLACE INTO main.package_arrivals (sender, number, merged_at, digest)
    SELECT sender, number, ?, digest FROM {side}.package_sent WHERE sender = ? AND number < ?"""
# Of two copies of one branch the one that merged the other has all that this one got.
_TAKEN_OVER: Final = f"""INSERT OR IGNORE INTO main.package_arrivals (sender, number, merged_at, digest)
    SELECT sender, number, merged_at, digest FROM {THEIRS}.package_arrivals"""


def keep_arrival(connection: Connection, cover: CoverSheet | None, moment: datetime) -> None:
    """Remember that a package, or a ledger (without cover), attached as `theirs` was merged, and what it showed."""
    own, theirs = branch_of(connection, "main"), branch_of(connection, THEIRS)
    if own is not None and own == theirs and (cover is None or cover.kind is PackageKind.FROM_BRANCH):
        connection.exec_driver_sql(_TAKEN_OVER)
    if cover is None:
        return
    note_arrival(connection, cover, moment, THEIRS)
    scope = _scope(cover.kind, own, theirs)
    is_own = "SELECT 1 FROM main.package_numbers WHERE sender = ?"
    if scope is not None and not connection.exec_driver_sql(is_own, (bytearray(cover.sender),)).first():
        _learn(connection, cover, scope, moment)


def note_arrival(connection: Connection, cover: CoverSheet, moment: datetime, side: str) -> None:
    """Remember the number of a package whose ledger is, or is attached as, `side`."""
    merged_at = moment.isoformat(timespec="seconds")
    execute = connection.exec_driver_sql
    execute(_COVERED.format(side=side), (merged_at, bytearray(cover.sender), cover.number))
    execute(
        "INSERT OR REPLACE INTO main.package_arrivals (sender, number, merged_at, digest) VALUES (?, ?, ?, ?)",
        (bytearray(cover.sender), cover.number, merged_at, bytearray(cover.sha256)),
    )


def begin_anew(connection: Connection, cover: CoverSheet, moment: datetime) -> None:
    """Make what a file, just unpacked from a package, knows of packages its own: nothing sent, one PC known."""
    note_arrival(connection, cover, moment, "main")
    execute = connection.exec_driver_sql
    for name in ("package_numbers", "package_sent"):
        execute(f"DELETE FROM main.{name}")
    if cover.kind is PackageKind.FROM_BRANCH:
        return  # another PC of the branch: what those above have shown to know stays true
    for name in ("partner_vectors", "package_partners"):
        execute(f"DELETE FROM main.{name}")
    named = (bytearray(b""), cover.computer or cover.sender.hex())
    execute(
        """INSERT INTO main.partner_vectors (scope, computer, actor, seen_hlc) SELECT ?, ?, id, seen_hlc
        FROM main.change_actors WHERE id NOT IN (SELECT actor FROM main.foreign_actors)""",
        named,
    )
    execute(
        """INSERT INTO main.package_partners (scope, computer, sender, origin, heard_at)
        SELECT ?, ?, ?, origin, ? FROM main.change_clock""",
        (*named, bytearray(cover.sender), moment.isoformat(timespec="seconds")),
    )


def show_arrivals(connection: Connection, kind: PackageKind, scope: bytes, sender: bytes) -> None:
    """Put into a file cut from the ledger attached as `theirs` which numbers that merged, and which it gave out."""
    execute = connection.exec_driver_sql
    columns = "sender, number, merged_at, digest"
    if kind is not PackageKind.BRANCH:
        execute(f"INSERT INTO main.package_arrivals ({columns}) SELECT {columns} FROM {THEIRS}.package_arrivals")
        return
    execute(
        f"""INSERT INTO main.package_arrivals ({columns}) SELECT {columns} FROM {THEIRS}.package_arrivals
        WHERE sender IN (SELECT sender FROM {THEIRS}.package_partners WHERE scope = ?)""",
        (bytearray(scope),),
    )
    execute(
        f"""INSERT INTO main.package_sent (sender, number, digest, clock)
        SELECT sender, number, digest, clock FROM {THEIRS}.package_sent WHERE sender = ?""",
        (bytearray(sender),),
    )


def _learn(connection: Connection, cover: CoverSheet, scope: bytes, moment: datetime) -> None:
    execute = connection.exec_driver_sql
    named = (bytearray(scope), cover.computer or cover.sender.hex())
    execute("DELETE FROM main.partner_vectors WHERE scope = ? AND computer = ?", named)
    execute(
        f"INSERT INTO main.partner_vectors (scope, computer, actor, seen_hlc) SELECT ?, ?, v.* FROM "
        f"({_VECTORS[cover.kind]}) v",
        named,
    )
    confirmed = execute(_CONFIRMED, (bytearray(scope),)).scalar()
    origin = execute(f"SELECT origin FROM {THEIRS}.change_clock").scalar_one()
    execute(
        """INSERT OR REPLACE INTO main.package_partners (scope, computer, sender, confirmed, origin, heard_at)
        VALUES (?, ?, ?, ?, ?, ?)""",
        (
            *named,
            bytearray(cover.sender),
            None if confirmed is None else bytearray(confirmed),
            origin,
            moment.isoformat(timespec="seconds"),
        ),
    )


def partners(connection: Connection, scope: bytes) -> tuple[str, ...]:
    """Name the PCs that exchange in a scope."""
    found = connection.exec_driver_sql(
        "SELECT computer FROM main.package_partners WHERE scope = ? ORDER BY computer", (bytearray(scope),)
    )
    return tuple(found.scalars())


def base_for(connection: Connection, kind: PackageKind, scope: bytes, sender: bytes) -> Base | None:
    """Give what the next package for a scope may build on; None where all must be sent."""
    known = partners(connection, scope)
    if not known:
        return None
    execute = connection.exec_driver_sql
    vector = _MET.replace(":scope", f"x'{scope.hex()}'")
    number, digest, clock = _confirmed_by_all(connection, scope, sender)
    if kind is PackageKind.BRANCH:
        horizon = execute("SELECT horizon FROM main.change_clock").scalar_one()
        if not number or clock < horizon:
            return None
    elif execute(_BEHIND_HORIZON.format(vector=vector)).scalar_one():
        return None
    if kind is PackageKind.WHOLE and _began_apart(connection, scope):
        return None
    return Base({row.actor: row.seen_hlc for row in execute(vector)}, number, digest, clock)


def _scope(kind: PackageKind, own: bytes | None, theirs: bytes | None) -> bytes | None:
    """Give the scope in which a package's sender exchanges with us; None where it is none to build on."""
    if kind is PackageKind.WHOLE:
        return b"" if own is None and theirs is None else None
    if theirs is None:
        return None
    if kind is PackageKind.BRANCH:
        return b"" if own == theirs else None
    return theirs if own is None else None


def _confirmed_by_all(connection: Connection, scope: bytes, sender: bytes) -> tuple[int, bytes, int]:
    found = connection.exec_driver_sql(
        """SELECT coalesce(s.number, 0), s.digest, s.clock FROM main.package_partners p
        LEFT JOIN main.package_sent s ON s.sender = ? AND s.digest = p.confirmed
        WHERE p.scope = ? ORDER BY 1 LIMIT 1""",
        (bytearray(sender), bytearray(scope)),
    ).one()
    return (found[0], bytes(found[1]), found[2]) if found[0] else (0, b"", 0)


def _began_apart(connection: Connection, scope: bytes) -> bool:
    """Tell whether a partner's log began elsewhere: then rows without entries are to be compared, all of them."""
    return bool(
        connection.exec_driver_sql(
            """SELECT EXISTS (SELECT 1 FROM main.package_partners p, main.change_clock k
            WHERE p.scope = ? AND p.origin <> k.origin)""",
            (bytearray(scope),),
        ).scalar_one()
    )
