"""Taking steps back: after a restart, of whole imports, in part; what stands in the way is told in words."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.change_log.steps import Opening, Step
from models.database import Database
from models.enums import StepKind
from services.history.errors import (
    NothingToRedoError,
    NothingToUndoError,
    StepFixedError,
    StepNotUndoneError,
    StepUndoneAlreadyError,
    StepUnknownError,
    UndoBlockedError,
)
from services.history.rows import ObstacleReason, StepState, TableCount
from services.history.steps import StepService
from tests.models.change_log.ledger import PERSON, SESSION, committee, live_rows, new_ledger, read, write

ATTENDS = f"(session_id, person_id, year, status) VALUES (x'{SESSION.hex()}', x'{PERSON.hex()}', 2026, 'present')"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = new_ledger(tmp_path / "ledger.db")
    committee(made)
    yield made
    made.close()


def test_last_steps_are_taken_back_one_after_the_other_and_done_again(database: Database) -> None:
    steps = StepService(database)
    entered = live_rows(database)
    write(database, "UPDATE people SET name = '赵二', born_on = '1990-01-02'")
    named = live_rows(database)
    write(database, f"INSERT INTO attendance {ATTENDS}")
    attended = live_rows(database)
    for before in (named, entered, {}):
        steps.undo()
        assert live_rows(database) == before
    with pytest.raises(NothingToUndoError):
        steps.undo()
    for after in (entered, named, attended):
        steps.redo()
        assert live_rows(database) == after
    with pytest.raises(NothingToRedoError):
        steps.redo()


def test_undo_works_tomorrow_in_another_opening(database: Database) -> None:
    entered = live_rows(database)
    write(database, "UPDATE people SET name = '赵二'")
    database.close()
    tomorrow = Database(database.path, opening=Opening("李四@办公室", lambda: datetime(2026, 3, 6, tzinfo=UTC)))
    StepService(tomorrow).undo()
    assert live_rows(tomorrow) == entered
    newest = StepService(tomorrow).steps()[0]
    assert (newest.label, newest.who, newest.taken_at.day) == ("撤销：修改", "李四@办公室", 6)
    tomorrow.close()


def test_a_step_in_the_middle_is_taken_back_alone(database: Database) -> None:
    write(database, "UPDATE people SET name = '赵二'")
    write(database, "UPDATE people SET phone = '1'")
    steps = StepService(database)
    steps.undo(steps.steps()[1].code)
    assert read(database, "SELECT name, phone FROM people") == [("赵一", "1")]
    assert [step.state for step in steps.steps()] == [
        StepState.FIXED,
        StepState.DONE,
        StepState.UNDONE,
        StepState.DONE,
    ]


def test_what_was_changed_since_is_named_and_left(database: Database) -> None:
    write(database, "UPDATE people SET name = '赵二', phone = '1'")
    write(database, "UPDATE people SET name = '赵三'")
    steps = StepService(database)
    code = steps.steps()[1].code
    plan = steps.plan_undo(code)
    (obstacle,) = plan.obstacles
    assert (obstacle.reason, obstacle.table, obstacle.record, obstacle.field) == (
        ObstacleReason.CHANGED_SINCE,
        "人员",
        "赵三",
        "姓名",
    )
    assert obstacle.later == "修改（2026年3月5日 12:00）"
    with pytest.raises(UndoBlockedError):
        steps.undo(code)
    assert read(database, "SELECT name, phone FROM people") == [("赵三", "1")]
    assert steps.undo(code, partly=True).left == 1
    assert read(database, "SELECT name, phone FROM people") == [("赵三", "")]


def test_a_record_that_others_hang_on_stays(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    steps = StepService(database)
    plan = steps.plan_undo(steps.steps()[1].code)
    # The branch stays too, since the session that stays is its own.
    assert {(obstacle.table, obstacle.reason) for obstacle in plan.obstacles} == {
        ("人员", ObstacleReason.NEEDED),
        ("学习活动", ObstacleReason.NEEDED),
        ("党组织", ObstacleReason.NEEDED),
    }
    assert next(obstacle for obstacle in plan.obstacles if obstacle.table == "人员").other == (
        "出勤“赵一 主题党日 2026年2月5日”"
    )


def test_a_record_does_not_come_back_below_a_deleted_one(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    write(database, "UPDATE attendance SET deleted = 1")
    write(database, "UPDATE people SET deleted = 1")
    steps = StepService(database)
    plan = steps.plan_undo(steps.steps()[1].code)
    assert [(obstacle.reason, obstacle.other) for obstacle in plan.obstacles] == [
        (ObstacleReason.LACKING, "人员“赵一”")
    ]


def test_the_year_of_attendance_follows_a_session_that_goes_back(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    write(database, "UPDATE sessions SET starts_on = '2024-01-01', ends_on = '2024-01-02'")
    assert read(database, "SELECT year FROM attendance") == [(2024,)]
    StepService(database).undo()
    assert read(database, "SELECT year FROM attendance") == [(2026,)]
    assert read(database, "SELECT starts_on, ends_on FROM sessions") == [("2026-02-05", None)]


def test_a_step_whose_every_cell_was_put_back_by_hand_is_taken_back_once(database: Database) -> None:
    write(database, "UPDATE people SET phone = '1'")
    write(database, "UPDATE people SET phone = ''")
    steps = StepService(database)
    steps.undo(steps.steps()[1].code)
    assert steps.steps()[2].state is StepState.UNDONE


def test_refusals_by_code(database: Database) -> None:
    with database.transaction(StepKind.NEW_FILE) as session:
        session.connection().exec_driver_sql("UPDATE people SET phone = '1'")
    steps = StepService(database)
    fixed, entered = steps.steps()
    with pytest.raises(StepFixedError):
        steps.undo(fixed.code)
    with pytest.raises(StepNotUndoneError):
        steps.redo(entered.code)
    with pytest.raises(StepUnknownError):
        steps.undo("赵一")
    steps.undo(partly=True)
    with pytest.raises(StepUndoneAlreadyError):
        steps.undo(entered.code)


def test_steps_tell_their_kind_object_and_records(database: Database) -> None:
    with database.transaction(Step(StepKind.IMPORT, "花名册.xlsx")) as session:
        session.connection().exec_driver_sql("UPDATE people SET phone = '1'")
        session.connection().exec_driver_sql(f"INSERT INTO attendance {ATTENDS}")
    steps = StepService(database)
    newest, first = steps.steps()
    assert newest.label == "导入工作簿：花名册.xlsx"
    assert set(newest.counts) == {TableCount("人员", 0, 1), TableCount("出勤", 1, 0)}
    assert steps.available().undo == newest.label
    assert steps.steps(1, newest.code) == (first,)
    steps.undo()
    assert steps.available().redo == newest.label


def test_a_whole_import_is_taken_back_in_seconds(database: Database) -> None:
    entered = live_rows(database)
    with database.transaction(StepKind.IMPORT) as session:
        session.connection().exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO stages "
            f"(id, person_id, kind, reached_on) SELECT CAST(printf('%016d', i) AS BLOB), x'{PERSON.hex()}', 'formal', "
            "'2020-01-01' FROM n"
        )
    begun = time.process_time()
    StepService(database).undo()
    assert live_rows(database) == entered
    assert time.process_time() - begun < 10
