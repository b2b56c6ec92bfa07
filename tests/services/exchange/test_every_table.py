"""Copies on which every table is worked on by plain SQL, steps are taken back, and that merge in any order: all equal.

A merge that is taken back leaves the rows that were there before, and does not come again by itself.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.change_log.cells import LoggedTable, logged_table, logged_tables
from services.errors import AppError
from services.history.steps import StepService
from tests.models.change_log.ledger import live_rows
from tests.models.change_log.replay import replayed
from tests.services.exchange.replicas import Replica, close, everything_to_everyone, office
from tests.services.history.random_rows import insert_row, reference, written

SKEWS = (timedelta(), timedelta(days=-900), timedelta(days=2000))
TABLES = sorted(table.name for table in logged_tables() if table.name != "acknowledgements")
KINDS = ("insert", "insert", "update", "update", "update", "delete", "merge", "merge", "undo", "undo_any", "redo")

NOT_EDITED = {"deleted", "parent_id", "united_into"}

seeds = st.integers(0, 10**6)
actions = st.lists(st.tuples(st.sampled_from((*KINDS, "reopen")), st.integers(0, 2), seeds), max_size=25)
tables = st.lists(st.sampled_from(TABLES), min_size=4, max_size=4)


class Work:
    """What people do on several copies; `names` are the tables they work on."""

    def __init__(self, replicas: list[Replica], names: list[str]) -> None:
        self.replicas = replicas
        self.names = names

    def act(self, action: tuple[str, int, int]) -> None:
        kind, at, seed = action
        chance = Random(seed)  # noqa: S311 - made-up work
        replica = self.replicas[at % len(self.replicas)]
        with suppress(AppError):
            getattr(self, kind)(replica, logged_table(chance.choice(self.names)), chance)

    def insert(self, replica: Replica, table: LoggedTable, chance: Random) -> None:
        with replica.database.transaction() as session:
            insert_row(session.connection(), table, chance)

    def update(self, replica: Replica, table: LoggedTable, chance: Random) -> None:
        cells = [cell for cell in table.cells if len(cell.columns) == 1 and cell.name not in NOT_EDITED]
        with replica.database.transaction() as session:
            connection = session.connection()
            row = one_row(connection, table, chance)
            if row is None or not cells:
                return
            (column,) = chance.choice(cells).columns
            value = reference(connection, column, chance) if column.foreign_keys else written(column, chance)
            connection.exec_driver_sql(
                f'UPDATE {table.name} SET "{column.name}" = ?1 WHERE {table.is_row(table.name, "?2")}',
                (value, bytearray(row)),
            )

    def delete(self, replica: Replica, table: LoggedTable, chance: Random) -> None:
        with replica.database.transaction() as session:
            row = one_row(session.connection(), table, chance)
            if row is not None:
                session.connection().exec_driver_sql(
                    f"UPDATE {table.name} SET deleted = 1 - deleted WHERE {table.is_row(table.name, '?1')}",
                    (bytearray(row),),
                )

    def merge(self, replica: Replica, _: LoggedTable, chance: Random) -> None:
        other = chance.choice(self.replicas)
        if other is not replica:
            replica.merge(other)

    def undo(self, replica: Replica, _: LoggedTable, __: Random) -> None:
        StepService(replica.database).undo(partly=True)

    def undo_any(self, replica: Replica, _: LoggedTable, chance: Random) -> None:
        service = StepService(replica.database)
        steps = [step for step in service.steps() if step.state == "done"]
        service.undo(chance.choice(steps).code if steps else "", partly=True)

    def redo(self, replica: Replica, _: LoggedTable, __: Random) -> None:
        StepService(replica.database).redo(partly=True)

    def reopen(self, replica: Replica, _: LoggedTable, __: Random) -> None:
        replica.reopen()


def one_row(connection: Any, table: LoggedTable, chance: Random) -> bytes | None:
    rows = connection.exec_driver_sql(f"SELECT {table.row('t')} FROM {table.name} t ORDER BY 1").scalars().all()
    return bytes(chance.choice(rows)) if rows else None


@contextmanager
def worked(names: list[str], story: list[tuple[str, int, int]]) -> Iterator[list[Replica]]:
    """Play a story on three copies."""
    with tempfile.TemporaryDirectory() as folder:
        replicas = office(Path(folder), 3, SKEWS)
        work = Work(replicas, names)
        for action in story:
            work.act(action)
        yield replicas
        close(replicas)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(tables, actions)
def test_work_on_every_table_converges(names: list[str], story: list[tuple[str, int, int]]) -> None:
    with worked(names, story) as replicas:
        everything_to_everyone(replicas)
        first, *others = replicas
        for other in others:
            assert other.live() == first.live()
            assert other.conflicts() == first.conflicts()
        for replica in replicas:
            assert replica.read("PRAGMA foreign_key_check") == []
            assert replayed(replica.database) == live_rows(replica.database)
        before = first.live(), first.log()
        first.merge(others[0])
        assert (first.live(), first.log()) == before


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(tables, actions)
def test_a_merge_is_taken_back_and_done_again(names: list[str], story: list[tuple[str, int, int]]) -> None:
    with worked(names, story) as (here, there, _):
        before = here.live()
        if not here.merge(there).applied:
            return
        merged = here.live()
        here.reopen()
        step = StepService(here.database).undo().step.code
        assert here.live() == before
        here.merge(there)
        assert here.live() == before
        StepService(here.database).redo(step)
        assert here.live() == merged
        assert replayed(here.database) == live_rows(here.database)
