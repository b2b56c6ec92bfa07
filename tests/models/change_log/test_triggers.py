"""No statement goes past the log: inserts, updates, upserts, bulk SQL; and nothing is in it that need not be."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import exc

from models.change_log.cells import logged_table, logged_tables
from models.change_log.steps import Opening
from models.database import Database
from models.triggers import install_triggers
from tests.models.change_log.ledger import (
    BRANCH,
    PERSON,
    SESSION,
    Entry,
    committee,
    entries,
    insertions,
    new_ledger,
    read,
    write,
)

ATTENDS = f"(session_id, person_id, year, status) VALUES (x'{SESSION.hex()}', x'{PERSON.hex()}', 1999, 'present')"

OF_THIS_COPY = {
    "branch_copy",
    "changes_base",
    "changes_only",
    "foreign_actors",
    "package_arrivals",
    "package_numbers",
    "package_partners",
    "package_sent",
    "partner_vectors",
}  # never merged


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = new_ledger(tmp_path / "ledger.db")
    committee(made)
    return made


def test_every_row_that_comes_into_being_is_named_without_its_values(database: Database) -> None:
    assert insertions(database) == [("organizations", BRANCH), ("people", PERSON), ("sessions", SESSION)]
    assert entries(database) == []


def test_composite_keys_are_their_parts_in_order_with_a_text_last(database: Database) -> None:
    write(
        database,
        f"INSERT INTO attendance {ATTENDS}",
        f"INSERT INTO session_topics (session_id, topic) VALUES (x'{SESSION.hex()}', 'discipline')",
        "UPDATE session_topics SET deleted = 1",
    )
    topic = SESSION + b"discipline"
    assert insertions(database)[3:] == [("attendance", SESSION + PERSON), ("session_topics", topic)]
    assert entries(database) == [Entry("session_topics", "deleted", topic, 1, 0)]
    (found,) = read(
        database,
        "SELECT count(*) FROM session_topics t, change_cells e "
        f"WHERE {logged_table('session_topics').is_row('t', 'e.row')}",
    )
    assert found == (1,)


def test_only_changed_cells_are_logged_each_naming_the_one_before(database: Database) -> None:
    write(database, "UPDATE people SET name = '赵二', phone = ''", "UPDATE people SET name = '赵三'")
    assert entries(database) == [
        Entry("people", "name", PERSON, "赵二", "赵一"),
        Entry("people", "name", PERSON, "赵三", None),
    ]
    first, second = read(database, "SELECT hlc, actor, previous_hlc, previous_actor FROM change_cells ORDER BY hlc")
    assert first[2:] == (None, None)
    assert second[2:] == first[:2]


def test_the_derived_year_and_big_contents_stay_outside(database: Database) -> None:
    write(
        database,
        f"INSERT INTO attendance {ATTENDS}",
        "INSERT INTO attachment_contents (sha256, media_type, size, content) "
        "VALUES (zeroblob(32), 'image/png', 3, x'010203')",
        "UPDATE attachment_contents SET content = NULL, thumbnail = x'01'",
        "UPDATE sessions SET starts_on = '2025-12-31'",
    )
    assert read(database, "SELECT year FROM attendance") == [(2025,)]
    assert [entry.cell for entry in entries(database)] == ["starts_on+ends_on"]


def test_columns_that_a_check_ties_together_are_one_value(database: Database) -> None:
    write(database, "UPDATE sessions SET ends_on = '2026-02-06'")
    assert entries(database) == [
        Entry("sessions", "starts_on+ends_on", SESSION, '["2026-02-05","2026-02-06"]', '["2026-02-05",null]')
    ]


def test_upsert_and_insert_from_select_are_logged_and_an_ignored_row_is_not(database: Database) -> None:
    write(
        database,
        f"INSERT INTO attendance {ATTENDS}",
        f"INSERT OR IGNORE INTO attendance {ATTENDS}",
        f"INSERT INTO attendance {ATTENDS} ON CONFLICT DO UPDATE SET note = '补录'",
        "INSERT INTO campaigns (id, name) SELECT CAST('campaign' || id AS BLOB), '党史学习教育' FROM people",
    )
    assert [table for table, _ in insertions(database)[3:]] == ["attendance", "campaigns"]
    assert entries(database) == [Entry("attendance", "note", SESSION + PERSON, "补录", "")]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE people SET id = zeroblob(16)", "keys never change"),
        ("DELETE FROM people", "never removed"),
        ("INSERT OR REPLACE INTO people (id, name, category) SELECT id, '赵二', 'formal' FROM people", "never removed"),
    ],
)
def test_what_would_lose_a_row_is_refused(database: Database, statement: str, message: str) -> None:
    with pytest.raises(exc.IntegrityError, match=message):
        write(database, statement)


def test_triggers_made_anew_go_on_with_the_same_numbers(database: Database) -> None:
    before = read(database, "SELECT * FROM change_columns")
    with database.migrating() as connection:
        install_triggers(connection)
    write(database, "UPDATE people SET name = '赵二'")
    assert read(database, "SELECT * FROM change_columns") == before
    assert len(entries(database)) == 1


def test_every_table_of_the_schema_is_logged_but_for_the_log_and_the_packages_of_this_copy(database: Database) -> None:
    tables = {row[0] for row in read(database, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table.name for table in logged_tables()} == {
        name for name in tables - OF_THIS_COPY if not name.startswith(("change_", "alembic_", "sqlite_"))
    }


def test_each_opening_writes_under_an_actor_of_its_own_but_not_by_reading(tmp_path: Path, database: Database) -> None:
    read(new_again(database), "SELECT * FROM people")
    write(new_again(database), "UPDATE people SET name = '赵二'")
    write(new_again(database), "UPDATE people SET name = '赵二'")  # changes nothing
    write(database, "UPDATE people SET name = '赵三'")
    actors = read(database, "SELECT DISTINCT actor FROM change_steps")
    assert len(actors) == 2
    assert {row[0] for row in read(database, "SELECT id FROM change_actors")} == {row[0] for row in actors}
    copy = Path(shutil.copy(database.path, tmp_path / "copy.db"))
    write(Database(copy), "UPDATE people SET name = '赵四'")
    assert len(read(Database(copy), "SELECT * FROM change_actors")) == 3


def test_the_clock_never_goes_backwards_however_wrong_the_pc_is(database: Database) -> None:
    for year in (1970, 2031, 9999, 2020):
        later = Database(database.path, opening=Opening(now=lambda year=year: datetime(year, 1, 2, tzinfo=UTC)))  # type: ignore[misc]
        write(later, f"UPDATE people SET name = '赵{year}'")
    clock = [
        row[0] for row in read(database, "SELECT hlc FROM change_cells ORDER BY previous_hlc IS NOT NULL, previous_hlc")
    ]
    assert clock == sorted(clock)
    assert [entry.value for entry in entries(database)] == ["赵1970", "赵2031", "赵9999", "赵2020"]
    wall = [row[0][:4] for row in read(database, "SELECT taken_at FROM change_steps ORDER BY hlc")]
    assert wall == ["2026", "1970", "2031", "9999", "2020"]


def test_a_refused_transaction_leaves_no_trace(database: Database) -> None:
    before = read(database, "SELECT * FROM change_clock"), read(database, "SELECT * FROM change_steps")
    with pytest.raises(exc.IntegrityError):
        write(database, "UPDATE people SET name = '赵二'", "DELETE FROM people")
    assert (read(database, "SELECT * FROM change_clock"), read(database, "SELECT * FROM change_steps")) == before


def new_again(database: Database) -> Database:
    """Open the same file once more."""
    return Database(database.path)
