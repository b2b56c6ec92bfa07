"""Old entries go by the rule; the records, later steps and open conflicts stay what they are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.change_log.steps import Opening
from models.database import Database
from services.clock import FixedClock
from services.history.service import HistoryService
from services.history.steps import StepService
from services.history.thinning import ThinningService
from tests.models.change_log.ledger import PERSON, committee, entries, insertions, live_rows, new_ledger, read, write

NOW = datetime(2026, 3, 5, tzinfo=UTC)


def at(path: Path, year: int) -> Database:
    return Database(path, opening=Opening(now=lambda: NOW.replace(year=year)))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Make a file with ten years and more of work on one person."""
    path = tmp_path / "ledger.db"
    committee(new_ledger(path, NOW.replace(year=2010)))
    for year in (2011, 2020):
        write(at(path, year), f"UPDATE people SET name = '赵{year}'")
    return at(path, 2026)


def test_what_is_older_than_the_rule_keeps_goes_and_is_noted(database: Database) -> None:
    before = live_rows(database)
    thinning = ThinningService(database, FixedClock(NOW))
    plan = thinning.plan()
    assert (plan.kept_since.isoformat(), plan.entries) == ("2016-01-01", 4)
    assert thinning.thin() == plan
    assert live_rows(database) == before
    assert insertions(database) == []
    assert [(entry.value, entry.old) for entry in entries(database)] == [("赵2020", "赵2011")]
    assert [step.kind for step in StepService(database).steps()] == ["thin", "edit"]
    assert read(database, "SELECT horizon > 0 FROM change_clock") == [(1,)]
    assert thinning.thin().entries == 0


def test_a_later_step_is_still_taken_back_and_told(database: Database) -> None:
    ThinningService(database, FixedClock(NOW)).thin()
    past = HistoryService(database).history("people", PERSON)
    assert not past.begins
    assert [(change.before, change.after) for change in past.entries[0].changes] == [("赵2011", "赵2020")]
    StepService(database).undo()
    assert read(database, "SELECT name FROM people") == [("赵2011",)]


def test_the_ends_of_an_open_conflict_stay(database: Database) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO change_cells (hlc, actor, column_no, row, value, old) "
            "SELECT hlc - 1, actor + 1, column_no, row, '钱', '赵一' FROM change_cells WHERE value = '赵2011'"
        )
    ThinningService(database, FixedClock(NOW)).thin()
    assert sorted(entry.value for entry in entries(database)) == ["赵2020", "钱"]
