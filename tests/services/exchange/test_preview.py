"""The preview: counts at once, records page by page, what moves with united records; what was shown is merged."""

from contextlib import closing
from pathlib import Path

import pytest

from services.clock import FixedClock
from services.exchange.copies import brought_here
from services.exchange.preview import PAGE
from services.exchange.rows import MergeOutcome, SettledOutcome
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from tests.services.exchange.replicas import MOMENT, PEOPLE, SESSIONS, Replica, close, office

MANY = PAGE + 50
ONE, TWO = PEOPLE[0].hex(), PEOPLE[1].hex()


@pytest.fixture
def pair(tmp_path: Path) -> list[Replica]:
    return office(tmp_path, 2)


@pytest.fixture
def service(pair: list[Replica], tmp_path: Path) -> MergeService:
    """Merge into the first copy."""
    return MergeService(pair[0].database, FixedClock(MOMENT), LedgerFiles(tmp_path / "backups", FixedClock(MOMENT)))


def enter(replica: Replica, number: int) -> None:
    replica.write(
        *(
            f"INSERT INTO people (id, name, category) VALUES (x'{1000 + place:032x}', '新人{place}', 'formal')"
            for place in range(number)
        )
    )


def test_records_of_a_large_table_are_told_page_by_page(pair: list[Replica], service: MergeService) -> None:
    enter(pair[1], MANY)
    pair[1].write(
        f"UPDATE people SET name = '改名' WHERE id = x'{ONE}'",
        f"INSERT INTO attendance (session_id, person_id, year, status) "
        f"VALUES (x'{SESSIONS[0].hex()}', x'{1000:032x}', 0, 'present')",
    )
    with closing(service.preview_in_words(pair[1].path)) as preview:
        attendance, people = preview.told.tables
        assert dict(people.counts) == {MergeOutcome.NEW: MANY, MergeOutcome.CHANGED: 1}
        assert people.rows == ()
        (attended,) = attendance.rows
        assert "新人0" in attended.record
        first, second = preview.page("people"), preview.page("people", PAGE)
        assert [row.record for row in first] == [f"新人{place}" for place in range(PAGE)]
        assert len(second) == MANY - PAGE + 1
        assert (second[-1].record, second[-1].fields[0].after) == ("人1", "改名")
    close(pair)


def test_what_is_merged_is_what_was_shown(pair: list[Replica], service: MergeService) -> None:
    here, there = pair
    enter(there, MANY)
    with closing(service.preview_in_words(there.path)) as preview:
        there.write(f"UPDATE people SET name = '后来' WHERE id = x'{ONE}'")
        report, changes = service.merge_previewed(preview, frozenset(preview.rest("people", PAGE)))
    assert (report.applied, changes.tables) == (MANY, frozenset({"people"}))
    assert here.read("SELECT count(*) FROM people WHERE deleted = 0") == [(len(PEOPLE) + PAGE,)]
    assert here.read(f"SELECT name FROM people WHERE id = x'{ONE}'") == [("人1",)]
    assert not preview.other.path.exists()
    close(pair)


def test_what_moves_with_united_people_is_shown_apart(pair: list[Replica], service: MergeService) -> None:
    here, there = pair
    here.write(f"UPDATE people SET united_into = x'{ONE}', deleted = 1 WHERE id = x'{TWO}'")
    there.write(
        f"INSERT INTO attendance (session_id, person_id, year, status) "
        f"VALUES (x'{SESSIONS[0].hex()}', x'{TWO}', 0, 'present')",
        f"INSERT INTO stages (id, person_id, kind, reached_on) VALUES (x'{7:032x}', x'{TWO}', 'formal', '2020-01-01')",
    )
    with closing(service.preview_in_words(there.path)) as preview:
        attendance, stage = (table for table in preview.told.settled if table.label != "人员")
        assert sorted((row.outcome for row in attendance.rows), key=str) == [
            SettledOutcome.DROPPED,
            SettledOutcome.MADE,
        ]
        (moved,) = stage.rows
        assert moved.outcome is SettledOutcome.CHANGED
        assert [(field.field, field.before, field.after) for field in moved.fields] == [("人员", "人2", "人1")]
        report, changes = service.merge_previewed(preview)
    assert report.settled["attendance"] == 2
    assert {"attendance", "stages"} <= changes.tables
    close(pair)


def test_a_file_brought_here_has_no_triggers(pair: list[Replica], service: MergeService) -> None:
    there = pair[1]
    there.write("CREATE TRIGGER theirs AFTER UPDATE ON people BEGIN SELECT RAISE(ABORT, 'theirs'); END")
    with brought_here(there.path, service.files) as other, service.database.reading_beside(other.path, None) as beside:
        assert beside.exec_driver_sql("SELECT count(*) FROM theirs.sqlite_schema WHERE type = 'trigger'").scalar() == 0
        entries = "(SELECT count(*) FROM change_inserts) + (SELECT count(*) FROM change_cells)"
        assert [(other.entries,)] == there.read(f"SELECT {entries}")
    close(pair)
