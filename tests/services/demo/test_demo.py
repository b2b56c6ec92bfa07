"""The made-up committee: the same by seed, full, believable, and never written over somebody's work."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.enums import AbsenceState
from services.absences.service import AbsenceService
from services.clock import FixedClock
from services.demo.errors import NotADemoError
from services.demo.service import DATABASE_NAME, DemoService, is_demo
from services.demo.texts import DemoTexts

AS_OF = date(2026, 9, 10)
LAST_YEAR = 2025


def make(folder: Path, seed: int = 1) -> Path:
    return DemoService().make(folder, "small", seed, AS_OF, lambda _done, _total: None).path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("demo"))


def ask(path: Path, question: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.execute(question))
    finally:
        connection.close()


def content(path: Path) -> str:
    """Tell everything in the file but the change log: it tells openings and moments apart, as it must."""
    connection = sqlite3.connect(path)
    try:
        return "\n".join(line for line in connection.iterdump() if not line.startswith('INSERT INTO "change_'))
    finally:
        connection.close()


def test_the_same_seed_and_day_give_the_same_data_keys_included(demo: Path, tmp_path: Path) -> None:
    assert content(make(tmp_path / "again")) == content(demo)
    assert content(make(tmp_path / "other", seed=2)) != content(demo)


def test_every_reference_holds_and_the_triggers_and_indexes_are_back(demo: Path) -> None:
    assert ask(demo, "PRAGMA foreign_key_check") == []
    assert ask(demo, "PRAGMA quick_check") == [("ok",)]
    names = {name for (name,) in ask(demo, "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')")}
    assert {"attendance_never_deleted", "attendance_year_moved", "ix_attendance_hours"} <= names


def test_who_hosts_records_or_lectures_was_there(demo: Path) -> None:
    """An inspector would ask how a meeting was led by someone on leave."""
    missing = """
        SELECT sessions.number, people.name FROM sessions
        JOIN attendance ON attendance.session_id = sessions.id
        JOIN people ON people.id = attendance.person_id
        WHERE people.name IN (sessions.host, sessions.recorder, sessions.lecturer)
        AND attendance.status IN ('leave', 'absent', 'made_up')
        AND 1 = (SELECT count(*) FROM people AS namesake WHERE namesake.name = people.name)
    """
    assert ask(demo, missing) == []
    assert ask(demo, "SELECT count(*) > 100 FROM sessions WHERE host <> ''") == [(1,)]


def test_small_is_one_committee_eight_branches_and_160_people(demo: Path) -> None:
    kinds: dict[str, int] = dict(ask(demo, "SELECT kind, COUNT(*) FROM organizations GROUP BY kind"))
    assert (kinds["committee"], kinds["branch"]) == (1, 8)
    assert ask(demo, "SELECT COUNT(*) FROM people") == [(160,)]


@pytest.mark.parametrize("year", range(2021, 2026))
def test_a_year_has_its_rhythm(demo: Path, year: int) -> None:
    held: dict[str, int] = dict(
        ask(
            demo,
            "SELECT kind, COUNT(DISTINCT substr(starts_on, 1, 7)) FROM sessions "
            f"WHERE state = 'held' AND starts_on LIKE '{year}%' GROUP BY kind",
        )
    )
    assert held["first_topic"] >= 10
    assert held["theme_day"] >= 11
    assert held["branch_committee"] >= 11
    assert held["center_group"] >= 6
    for kind in ("reading_class", "training_class", "lecture", "site_visit", "organization_life", "exam"):
        assert held[kind] >= 1, kind


@pytest.mark.parametrize("status", ["present", "leave", "absent", "made_up", "observer"])
def test_attendance_has_its_gaps(demo: Path, status: str) -> None:
    assert ask(demo, f"SELECT COUNT(*) FROM attendance WHERE status = '{status}' AND year = {LAST_YEAR}")[0][0]


@pytest.mark.parametrize(
    "gap",
    [
        "SELECT 1 FROM memberships WHERE ends_on IS NOT NULL AND destination <> ''",
        "SELECT 1 FROM memberships WHERE starts_on > '2021-01-01' AND source <> ''",
        "SELECT 1 FROM appointments WHERE post = 'secretary' AND ends_on > '2021-01-01'",
        "SELECT 1 FROM exemptions",
        "SELECT 1 FROM follow_up_measures WHERE state = 'in_progress'",
        "SELECT 1 FROM follow_up_projects WHERE closed_on IS NOT NULL AND result <> ''",
        "SELECT 1 FROM follow_up_projects WHERE closed_on IS NULL",
        "SELECT 1 FROM follow_up_progress",
        "SELECT 1 FROM study_items WHERE source = ''",
        "SELECT 1 FROM expenses WHERE state = 'draft'",
        "SELECT 1 FROM expenses WHERE state = 'void'",
        (
            "SELECT 1 FROM expenses JOIN fund_sources ON fund_sources.id = fund_source_id "
            "WHERE code = 'kept_dues' AND decision_number = ''"
        ),
        "SELECT 1 FROM expenses WHERE decision_number <> ''",
        "SELECT 1 FROM lecture_pays WHERE after_tax_fen > 130000 * class_hours / 1001",
        "SELECT 1 FROM attachments WHERE expense_id IS NOT NULL",
        "SELECT 1 FROM shortcomings WHERE state <> 'closed'",
        "SELECT 1 FROM sessions WHERE state = 'planned'",
        "SELECT 1 FROM sessions WHERE state = 'cancelled'",
        "SELECT 1 FROM sitting_misses",
        "SELECT 1 FROM session_audiences WHERE audience = 'development_targets'",
        "SELECT 1 FROM sessions WHERE kind = 'training_class' AND cost_class IS NOT NULL",
        f"SELECT 1 FROM certificates WHERE valid_until BETWEEN '{AS_OF}' AND '2026-11-30'",
        f"SELECT 1 FROM certificates WHERE valid_until BETWEEN '2026-08-01' AND '{AS_OF}'",
        "SELECT 1 FROM center_group_members WHERE starts_on = '2025-07-01' AND role = 'member'",
        "SELECT 1 FROM center_group_members WHERE ends_on = '2025-07-01'",
        "SELECT 1 FROM sessions JOIN attendance ON session_id = id WHERE title LIKE '%扩大%' AND status = 'observer'",
        "SELECT 1 FROM plan_items WHERE quarter = 2 AND state = 'not_started'",
        "SELECT 1 FROM people WHERE category = 'activist'",
        "SELECT 1 FROM people WHERE category = 'development_target'",
        "SELECT 1 FROM people WHERE category = 'probationary'",
    ],
)
def test_life_has_its_gaps(demo: Path, gap: str) -> None:
    assert ask(demo, gap)


def test_some_are_long_away_one_of_them_with_a_reason(demo: Path) -> None:
    database = Database(demo)
    try:
        found = AbsenceService(database, FixedClock(datetime(2026, 9, 10, 12, tzinfo=UTC))).long_absences(2026)
    finally:
        database.close()
    months = {state: [row.months for row in found.rows if row.state is state] for state in AbsenceState}
    assert 7 in months[AbsenceState.GRAVE]
    assert 4 in months[AbsenceState.WARNED]
    assert 5 in months[AbsenceState.EXCUSED]
    assert len(found.rows) < 20


def test_nothing_was_held_after_the_day_of_the_demo(demo: Path) -> None:
    assert ask(demo, f"SELECT 1 FROM sessions WHERE state = 'held' AND starts_on > '{AS_OF}'") == []


def test_a_demo_is_replaced_and_work_is_not(demo: Path, tmp_path: Path) -> None:
    assert is_demo(demo)
    make(tmp_path, seed=1)
    assert is_demo(make(tmp_path, seed=2))
    path = tmp_path / "work" / DATABASE_NAME
    path.parent.mkdir()
    path.write_bytes(b"my own notes")
    with pytest.raises(NotADemoError):
        make(tmp_path / "work")
    assert path.read_bytes() == b"my own notes"


def test_texts_fill_all_their_places(demo: Path) -> None:
    for table, column in (
        ("sessions", "title"),
        ("plans", "name"),
        ("materials", "name"),
        ("expenses", "summary"),
        ("campaigns", "name"),
        ("document_texts", "content"),
    ):
        assert ask(demo, f"SELECT {column} FROM {table} WHERE {column} LIKE '%{{%' OR {column} = ''") == []


def test_nobody_is_a_known_person_and_numbers_are_nobodys(demo: Path) -> None:
    known = DemoTexts.load().people["public_figures"]
    people = ask(demo, "SELECT name, identity_number, phone FROM people")
    assert all(name not in known for name, _, _ in people)
    assert all(number.startswith("9901") and phone.startswith("100") for _, number, phone in people)
