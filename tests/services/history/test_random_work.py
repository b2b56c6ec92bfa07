"""Random work on every table, undone and redone: the live rows are what they were, and the log tells all of them."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.change_log.cells import logged_table, logged_tables
from models.change_log.steps import Opening
from models.database import Database
from models.upgrade import upgrade
from services.history.steps import StepService
from tests.models.change_log.ledger import live_rows, read
from tests.models.change_log.replay import replayed
from tests.services.history.random_rows import insert_row, written

TABLES = sorted(table.name for table in logged_tables())
PLACES = st.integers(0, 2)
MOST_CELLS = 4  # of a table are changed, so that steps meet


class Work(RuleBasedStateMachine):
    """One file; `states` are the dumps after each step that was not taken back, `undone` those to be done again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()  # closed in teardown
        self.clock = datetime(2026, 3, 5, tzinfo=UTC)
        self.path = Path(self.folder.name) / "ledger.db"
        self.database = self.opened()
        upgrade(self.database)
        self.states = [live_rows(self.database)]
        self.undone: list[dict[str, list[Any]]] = []

    def opened(self) -> Database:
        return Database(self.path, opening=Opening(now=lambda: self.clock))

    def teardown(self) -> None:
        """See that the log tells every row, and take all steps back to the beginning."""
        assert replayed(self.database) == live_rows(self.database)
        while len(self.states) > 1:
            self.undo()
            self.rows_are_what_they_should_be()
        self.database.close()
        self.folder.cleanup()

    @initialize(names=st.lists(st.sampled_from(TABLES), min_size=3, max_size=3))
    def choose_tables(self, names: list[str]) -> None:
        """Work on few tables at a time, each with a row to begin with, so that steps meet."""
        self.names = names
        for place in range(len(names)):
            self.insert(place, place, 1)

    @rule(place=PLACES, seed=st.integers(0, 10**6), rows=st.integers(1, 3))
    def insert(self, place: int, seed: int, rows: int) -> None:
        """Enter rows by plain SQL, with the records that they hang on."""
        name = self.names[place]
        chance = Random(seed)  # noqa: S311 - made-up rows
        with self.database.transaction() as session:
            for _ in range(rows):
                insert_row(session.connection(), logged_table(name), chance)
        self.remember()

    @rule(place=PLACES, seed=st.integers(0, 10**6))
    def update(self, place: int, seed: int) -> None:
        """Change some columns of all rows, of the live ones, or of the deleted ones."""
        name = self.names[place]
        chance = Random(seed)  # noqa: S311 - made-up rows
        table = logged_table(name)
        cells = chance.sample(table.cells[:MOST_CELLS], chance.randint(1, min(2, len(table.cells))))
        values = {
            column.name: written(column, chance)
            for cell in cells
            for column in cell.columns
            if not column.foreign_keys and "+" not in cell.name and column.name != "deleted"
        }
        if not values:
            return
        assignments = ", ".join(f'"{column}" = ?' for column in values)
        where = "" if chance.random() < 0.5 else f" WHERE deleted = {chance.randint(0, 1)}"
        with self.database.transaction() as session:
            session.connection().exec_driver_sql(f"UPDATE {name} SET {assignments}{where}", tuple(values.values()))
        self.remember()

    @rule(place=PLACES, value=st.integers(0, 1))
    def delete_or_revive(self, place: int, value: int) -> None:
        """Mark all rows of a table as deleted, or bring them back."""
        name = self.names[place]
        with self.database.transaction() as session:
            session.connection().exec_driver_sql(f"UPDATE {name} SET deleted = {value}")
        self.remember()

    @rule(years=st.integers(-30, 30))
    def reopen_with_another_clock(self, years: int) -> None:
        """Close and open again on a day that may be years off."""
        self.database.close()
        self.clock += timedelta(days=365 * years)
        self.database = self.opened()

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        """Take back the last step: the rows are those before it."""
        StepService(self.database).undo()
        self.undone.append(self.states.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Do it again: the rows are those after it."""
        StepService(self.database).redo()
        self.states.append(self.undone.pop())

    @rule(place=st.integers(0, 20))
    def plan_any_step(self, place: int) -> None:
        """Look at taking back a step in the middle: nothing is written, whatever stands in the way."""
        service = StepService(self.database)
        done = [step for step in service.steps() if step.state == "done"]
        if done:
            service.plan_undo(done[place % len(done)].code)

    @invariant()
    def rows_are_what_they_should_be(self) -> None:
        assert live_rows(self.database) == self.states[-1]

    def remember(self) -> None:
        now = live_rows(self.database)
        steps = read(self.database, "SELECT count(*) FROM change_steps WHERE kind = 'edit'")[0][0]
        if steps != getattr(self, "steps", 0):
            self.steps = steps
            self.states.append(now)
            self.undone.clear()


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=12, stateful_step_count=20)
