"""What is written of a bug or refusal carries nobody's data."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.database import Database
from models.upgrade import upgrade
from services.errors import DuplicateError
from ui.bug_report import describe
from ui.window.crash import LOGGER, log_bug, start_log

NUMBER = "110101199001011234"


def fail() -> None:
    try:
        int(f"{NUMBER}张三")
    except ValueError as error:
        raise DuplicateError("人员", "身份证号", NUMBER) from error


def test_a_report_names_classes_and_lines_but_no_message() -> None:
    try:
        fail()
    except DuplicateError as error:
        told = describe(error)
    assert told.splitlines()[0] == "DuplicateError"
    assert "ValueError" in told
    assert "test_bug_report.py" in told
    assert NUMBER not in told
    assert "张三" not in told


def test_a_refusal_printed_by_chance_names_its_class_alone() -> None:
    assert str(DuplicateError("人员", "身份证号", NUMBER)) == "DuplicateError"


INTO = "INSERT INTO people (id, name, category, phone)"
WRITES = {
    "a value that a CHECK refuses": f"{INTO} VALUES (:key, :name, :phone, :phone)",
    "a key that is there": f"{INTO} SELECT :key, :name, 'formal', :phone UNION ALL SELECT :key, :name, 'formal', ''",
    "a column that is not there": "UPDATE people SET nonsense = :phone, name = :name WHERE id = :key",
    "a statement that is none": "UPDATE people WITH :phone, :name, :key",
}


@pytest.mark.expects_log("Error")
@pytest.mark.parametrize("write", WRITES)
def test_what_the_database_refuses_is_logged_without_the_values(tmp_path: Path, write: str) -> None:
    start_log(tmp_path / "study-ledger.log")
    with closing(Database(tmp_path / "台账.db")) as database:
        upgrade(database)
        with pytest.raises(DBAPIError) as caught, database.transaction() as session:
            session.execute(text(WRITES[write]), {"key": b"k" * 16, "name": "张三丰", "phone": NUMBER})
    log_bug(caught.value)
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()
    logged = (tmp_path / "study-ledger.log").read_text(encoding="utf-8")
    assert type(caught.value).__name__ in logged
    for told in (logged, str(caught.value), describe(caught.value)):
        assert NUMBER not in told
        assert "张三丰" not in told
