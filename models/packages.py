"""Exchange packages: the numbers this file gave and merged, and what its partners showed to know; never merged."""

from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, String, Table

from models.base import Base

_NOT_IN_THE_LOG: Final[dict[str, Any]] = {"part_of_log": True}

# One row a branch (`scope` its key; empty: the whole ledger), for each receiver counts for itself. `sender` is drawn
# anew where the file turns up at another place (`place`: a hash of PC and path), so that a copy never goes on with the
# numbers of the file that it was copied from; `number` is the last package given out.
package_numbers = Table(
    "package_numbers",
    Base.metadata,
    Column("scope", LargeBinary, primary_key=True),
    Column("sender", LargeBinary, nullable=False),
    Column("place", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    info=_NOT_IN_THE_LOG,
)

# The packages of others that were merged here, or whose content came with a later one; `digest` is the SHA-256 of the
# ledger inside.
package_arrivals = Table(
    "package_arrivals",
    Base.metadata,
    Column("sender", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("merged_at", String(40), nullable=False),
    Column("digest", LargeBinary),
    info=_NOT_IN_THE_LOG,
    sqlite_with_rowid=False,
)

# The packages that this file gave out; `clock` is that of the ledger when each was packed: what was written or arrived
# here later is not in it.
package_sent = Table(
    "package_sent",
    Base.metadata,
    Column("sender", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
    Column("clock", BigInteger, nullable=False),
    info=_NOT_IN_THE_LOG,
    sqlite_with_rowid=False,
)

# The PCs that sent us packages (`scope`: their branch; empty: the whole ledger, or those above a branch's copy), as the
# last one showed them: `confirmed` is the digest of our newest package that they have merged.
package_partners = Table(
    "package_partners",
    Base.metadata,
    Column("scope", LargeBinary, primary_key=True),
    Column("computer", String(200), primary_key=True),
    Column("sender", LargeBinary, nullable=False),
    Column("confirmed", LargeBinary),
    Column("origin", BigInteger, nullable=False),
    Column("heard_at", String(40), nullable=False),
    info=_NOT_IN_THE_LOG,
    sqlite_with_rowid=False,
)

# Whose entries a partner has, and how far: all of them in its scope.
partner_vectors = Table(
    "partner_vectors",
    Base.metadata,
    Column("scope", LargeBinary, primary_key=True),
    Column("computer", String(200), primary_key=True),
    Column("actor", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_hlc", BigInteger, nullable=False),
    info=_NOT_IN_THE_LOG,
    sqlite_with_rowid=False,
)

# One row in the file inside a package of changes, which is no ledger; none in a ledger.
changes_only = Table(
    "changes_only",
    Base.metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one_row"), primary_key=True, autoincrement=False),
    info=_NOT_IN_THE_LOG,
)

# What such a file builds on: whoever merges it must have all entries of these actors up to `seen_hlc`.
changes_base = Table(
    "changes_base",
    Base.metadata,
    Column("actor", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_hlc", BigInteger, nullable=False),
    info=_NOT_IN_THE_LOG,
)
