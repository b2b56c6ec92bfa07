"""Tables of the change log: in the metadata, but themselves outside the log and free to be thinned."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from models.base import Base
from models.typing_override import override

_PART_OF_LOG: Final = {"part_of_log": True}


class AnyValue(TypeDecorator[Any]):
    """A value as it stood in its column: BLOB affinity keeps numbers, texts and blobs what they are."""

    impl = LargeBinary
    cache_ok = True

    @override
    def bind_processor(self, dialect: Any) -> Any:
        return None

    @override
    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return None


def _clock_value(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    """Make a column for a value of the hybrid clock (milliseconds << 16 | counter) or an actor's number."""
    return Column(name, BigInteger, primary_key=primary_key, nullable=nullable, autoincrement=False)


# One row: who writes, the clock; `applying` 1 silences the triggers; `origin` is drawn when the log begins, so that
# files with equal origin have the same rows without entries; entries up to `horizon` have been thinned away.
change_clock = Table(
    "change_clock",
    Base.metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one_row"), primary_key=True, autoincrement=False),
    _clock_value("actor"),
    _clock_value("hlc"),
    Column("applying", Integer, nullable=False),
    _clock_value("origin"),
    _clock_value("horizon"),
    info=_PART_OF_LOG,
)

# One row an opening that wrote; (id, seen_hlc) is the version vector; of the actor in change_clock it is the clock.
change_actors = Table(
    "change_actors",
    Base.metadata,
    _clock_value("id", primary_key=True),
    _clock_value("first_hlc"),
    _clock_value("seen_hlc"),
    Column("label", String(200), nullable=False, server_default=""),
    Column("opened_at", String(40), nullable=False),
    info=_PART_OF_LOG,
)

# What can change, numbered within this file: `cell` '' is the insertion of a row, else a column, or columns joined
# by '+' that make sense only together.
change_columns = Table(
    "change_columns",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("table_name", String(80), nullable=False),
    Column("cell", String(200), nullable=False),
    UniqueConstraint("table_name", "cell", name="uq_change_columns_table_name_cell"),
    info=_PART_OF_LOG,
)

# A step of work: the entries of `actor` above `hlc` up to `last_hlc`. `taken_at` is wall time, for people only.
change_steps = Table(
    "change_steps",
    Base.metadata,
    _clock_value("hlc", primary_key=True),
    _clock_value("actor", primary_key=True),
    _clock_value("last_hlc"),
    Column("kind", String(40), nullable=False),
    Column("detail", String(400), nullable=False, server_default=""),
    Column("taken_at", String(40), nullable=False),
    _clock_value("undoes_hlc", nullable=True),
    _clock_value("undoes_actor", nullable=True),
    info=_PART_OF_LOG,
    sqlite_with_rowid=False,
)

# What a merge brought: the entries of `actor` above `after_hlc` up to `until_hlc` belong to the step too.
change_arrivals = Table(
    "change_arrivals",
    Base.metadata,
    _clock_value("step_hlc", primary_key=True),
    _clock_value("step_actor", primary_key=True),
    _clock_value("actor", primary_key=True),
    _clock_value("after_hlc", primary_key=True),
    _clock_value("until_hlc"),
    info=_PART_OF_LOG,
    sqlite_with_rowid=False,
)

# A row came into being; its values are read from the live row.
change_inserts = Table(
    "change_inserts",
    Base.metadata,
    _clock_value("hlc", primary_key=True),
    _clock_value("actor", primary_key=True),
    Column("table_no", Integer, nullable=False),
    Column("row", LargeBinary, nullable=False),
    info=_PART_OF_LOG,
    sqlite_with_rowid=False,
)

# A cell changed; the entry names the one it replaced, and keeps the old value only where there is none.
change_cells = Table(
    "change_cells",
    Base.metadata,
    _clock_value("hlc", primary_key=True),
    _clock_value("actor", primary_key=True),
    Column("column_no", Integer, primary_key=True, autoincrement=False),
    Column("row", LargeBinary, nullable=False),
    Column("value", AnyValue),
    Column("old", AnyValue),
    _clock_value("previous_hlc", nullable=True),
    _clock_value("previous_actor", nullable=True),
    Index("ix_change_cells_row", "row", "column_no", "hlc", "actor"),
    info=_PART_OF_LOG,
    sqlite_with_rowid=False,
)
