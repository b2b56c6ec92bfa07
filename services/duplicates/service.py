"""Use cases of duplicates: the pairs that may be the same, uniting one, saying that two are different."""

from dataclasses import dataclass

from sqlalchemy import Connection

from models.acknowledgements import Acknowledgement
from models.change_log.steps import Step
from models.database import Database
from models.enums import StepKind
from models.keys import Key
from services.changes import Changes
from services.duplicates.errors import NotTheSameKindError
from services.duplicates.finding import apart_key, find_pairs
from services.duplicates.rows import DuplicatePair
from services.duplicates.uniting import UNITED, hanging, unite
from services.history.words import Words


@dataclass(frozen=True, slots=True)
class DuplicateService:
    """Finds records that were typed in twice, on two PCs, and unites them on the officer's word."""

    database: Database

    def pairs(self) -> tuple[DuplicatePair, ...]:
        """List the pairs that may be the same."""
        with self.database.reading() as connection:
            return tuple(find_pairs(connection))

    def unite(self, kept: Key, dropped: Key) -> Changes:
        """Let `dropped` be the same person or session as `kept`: all that hangs on it moves, as one step.

        NotTheSameKindError where they are not two live people or two live sessions.
        """
        with self.database.reading() as connection:
            table = _table_of(connection, kept, dropped)
            detail = Words(connection).record(table, kept)
        with self.database.transaction(Step(StepKind.UNITE, detail)) as session:
            connection = session.connection()
            _table_of(connection, kept, dropped)
            unite(connection, table, kept, dropped)
        return Changes(frozenset({table, *(child.name for child, _ in hanging(table)), "sitting_misses"}), kept)

    def set_apart(self, table: str, first: Key, second: Key) -> Changes:
        """Remember that two records are not the same, so that they are not offered again, on any copy."""
        with self.database.transaction(StepKind.RESOLVE) as session:
            session.connection().exec_driver_sql(
                "INSERT INTO acknowledgements (id, hlc, actor, table_name, cell, row) VALUES (?, 0, 0, ?, '', ?) "
                "ON CONFLICT (id) DO UPDATE SET deleted = 0",
                (bytearray(apart_key(table, first, second)), table, bytearray(min(first, second))),
            )
        return Changes(frozenset({Acknowledgement.__tablename__}))


def _table_of(connection: Connection, kept: Key, dropped: Key) -> str:
    for table in UNITED:
        found = connection.exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE id IN (?, ?) AND deleted = 0", (bytearray(kept), bytearray(dropped))
        ).scalar_one()
        if found == len((kept, dropped)):
            return table
    raise NotTheSameKindError(kept.hex(), dropped.hex())
