"""What a copy cut to one branch knows of itself: which branch, and whose entries it must not pass on; never merged."""

from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, Table

from models.base import Base

LOG_LOST: Final = 0  # among the foreign actors: the copy was read out of a damaged file, and its log with holes left
_NOT_IN_THE_LOG: Final[dict[str, Any]] = {"part_of_log": True}

# One row in a branch copy, none in a whole ledger.
branch_copy = Table(
    "branch_copy",
    Base.metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("organization_id", LargeBinary, nullable=False),
    info=_NOT_IN_THE_LOG,
)

# Actors of other copies: of their entries a branch copy has those of its branch only, so it never passes them on.
# `change_actors` says of them how far this copy knows its branch's part.
foreign_actors = Table(
    "foreign_actors",
    Base.metadata,
    Column("actor", BigInteger, primary_key=True, autoincrement=False),
    info=_NOT_IN_THE_LOG,
)
