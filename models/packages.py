"""Exchange packages: the numbers this file gave, and those that it merged; of this copy alone, never merged."""

from typing import Any, Final

from sqlalchemy import Column, Integer, LargeBinary, String, Table

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

# The packages of others that were merged here.
package_arrivals = Table(
    "package_arrivals",
    Base.metadata,
    Column("sender", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("merged_at", String(40), nullable=False),
    info=_NOT_IN_THE_LOG,
    sqlite_with_rowid=False,
)
