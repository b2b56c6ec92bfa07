"""A record's past in words, the recycle bin, who changed what stands behind a figure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.change_log.steps import Opening, Step
from models.database import Database
from models.enums import StepKind
from services.errors import RecordMissingError
from services.history.errors import ParentDeletedError, TableUnknownError
from services.history.rows import FieldChange
from services.history.service import HistoryService
from services.history.steps import StepService
from tests.models.change_log.ledger import BRANCH, MOMENT, PERSON, SESSION, live_rows, new_ledger, write

ATTENDS = f"(session_id, person_id, year, status) VALUES (x'{SESSION.hex()}', x'{PERSON.hex()}', 2026, 'present')"
OFFICE = Opening("张三@办公室", lambda: MOMENT)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    new_ledger(tmp_path / "ledger.db").close()
    made = Database(tmp_path / "ledger.db", opening=OFFICE)
    with made.transaction(Step(StepKind.ADD_PERSON, "赵一")) as session:
        connection = session.connection()
        connection.exec_driver_sql(
            f"INSERT INTO organizations (id, name, kind) VALUES (x'{BRANCH.hex()}', '第一党支部', 'branch')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO people (id, name, category) VALUES (x'{PERSON.hex()}', '赵一', 'formal')"
        )
        connection.exec_driver_sql(
            "INSERT INTO sessions (id, kind, title, organization_id, starts_on, discussion, state) "
            f"VALUES (x'{SESSION.hex()}', 'theme_day', '主题党日', x'{BRANCH.hex()}', '2026-02-05', 0, 'held')"
        )
    yield made
    made.close()


def changes(database: Database, table: str, row: bytes) -> list[tuple[str, str, str]]:
    entry = HistoryService(database).history(table, row).entries[0]
    return [(change.field, change.before, change.after) for change in entry.changes]


def test_every_kind_of_value_is_told_in_words(database: Database) -> None:
    write(database, f"INSERT INTO campaigns (id, name) VALUES (x'{b'c'.hex() * 16}', '党史学习教育')")
    write(
        database,
        "UPDATE sessions SET kind = 'lecture', ends_on = '2026-02-06', hours = 3500, discussion = 1, "
        f"campaign_id = x'{b'c'.hex() * 16}', reflections = 12, place = '会议室'",
    )
    assert changes(database, "sessions", SESSION) == [
        ("活动类型", "主题党日", "专题讲座"),
        ("结束日期", "（空）", "2026年2月6日"),
        ("学时", "（空）", "3.5"),
        ("研讨", "否", "是"),
        ("地点", "（空）", "会议室"),
        ("专题教育", "（空）", "党史学习教育"),
        ("心得体会（篇）", "（空）", "12"),
    ]


def test_money_is_told_in_yuan(database: Database) -> None:
    payroll = b"w" * 16
    write(database, f"INSERT INTO payrolls (id, year, amount_fen) VALUES (x'{payroll.hex()}', 2026, 123456)")
    assert changes(database, "payrolls", payroll) == [("年度", "（空）", "2026"), ("金额（元）", "（空）", "1,234.56")]


def test_a_past_begins_with_the_record_as_it_was_and_says_who_when_and_by_which_step(database: Database) -> None:
    write(database, "UPDATE people SET name = '赵二'", "UPDATE people SET name = '赵三', phone = '1'")
    past = HistoryService(database).history("people", PERSON)
    assert past.begins
    assert [entry.kind for entry in past.entries] == ["changed", "made"]
    newest, made = past.entries
    assert newest.changes == (
        FieldChange("姓名", "name", "赵一", "赵三"),
        FieldChange("联系电话", "phone", "（空）", "*"),
    )
    assert FieldChange("姓名", "name", "（空）", "赵一") in made.changes
    assert (made.step, made.who) == ("新增人员：赵一", "张三@办公室")
    assert made.taken_at == datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_deletion_and_return_are_named(database: Database) -> None:
    write(database, "UPDATE people SET deleted = 1")
    StepService(database).undo()
    entries = HistoryService(database).history("people", PERSON).entries
    assert [(entry.kind, entry.step) for entry in entries] == [
        ("restored", "撤销：修改"),
        ("deleted", "修改"),
        ("made", "新增人员：赵一"),
    ]


def test_a_deleted_session_comes_back_with_what_hung_on_it(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    write(
        database,
        "INSERT INTO study_items (id, session_id, position, title) "
        f"VALUES (zeroblob(16), x'{SESSION.hex()}', 1, '讲话')",
    )
    write(database, "UPDATE study_items SET deleted = 1")  # an hour before, by itself
    there = live_rows(database)
    with database.transaction(StepKind.DELETE_SESSION) as session:
        session.connection().exec_driver_sql("UPDATE attendance SET deleted = 1")
        session.connection().exec_driver_sql("UPDATE sessions SET deleted = 1")
    service = HistoryService(database)
    (deleted,) = service.recycle_bin()
    assert (deleted.table_label, deleted.record, deleted.step, deleted.who) == (
        "学习活动",
        "主题党日 2026年2月5日",
        "删除活动",
        "张三@办公室",
    )
    assert service.restore(deleted.table, deleted.key).tables == {"sessions", "attendance"}
    assert live_rows(database) == there
    assert [row.table_label for row in service.recycle_bin()] == ["学习内容"]


def test_what_hangs_on_a_deleted_record_does_not_come_back_alone(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    write(database, "UPDATE attendance SET deleted = 1", "UPDATE people SET deleted = 1")
    with pytest.raises(ParentDeletedError):
        HistoryService(database).restore("attendance", SESSION + PERSON)


def test_audit_gathers_the_changes_of_the_records_behind_a_figure(database: Database) -> None:
    write(database, f"INSERT INTO attendance {ATTENDS}")
    write(database, "UPDATE sessions SET hours = 2000")
    service = HistoryService(database)
    entries = service.audit([("attendance", SESSION + PERSON), ("sessions", SESSION)])
    assert {(entry.table, entry.record, entry.kind) for entry in entries} == {
        ("学习活动", "主题党日 2026年2月5日", "changed"),
        ("学习活动", "主题党日 2026年2月5日", "made"),
        ("出勤", "赵一 主题党日 2026年2月5日", "made"),
    }
    assert service.with_links("sessions", SESSION) == entries


def test_tables_go_by_either_name_and_what_is_not_there_is_refused(database: Database) -> None:
    service = HistoryService(database)
    assert service.table_named("人员") == service.table_named("people") == "people"
    with pytest.raises(TableUnknownError):
        service.table_named("change_cells")
    with pytest.raises(RecordMissingError):
        service.history("people", b"x" * 16)
    with pytest.raises(RecordMissingError):
        service.restore("people", PERSON)
