"""What a merge does with two copies: the cases an officer would tell."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models import driver
from models.change_log.steps import record_step
from models.change_log.thinning import thin_log
from models.enums import StepKind
from services.clock import FixedClock
from services.errors import FileNotWritableError
from services.exchange.conflicts import ConflictService
from services.exchange.rows import MergeOutcome, RowKey
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from tests.services.exchange.replicas import (
    MOMENT,
    PEOPLE,
    SESSIONS,
    TOP,
    Replica,
    close,
    copy,
    everything_to_everyone,
    office,
)

ONE = PEOPLE[0].hex()
NEW = "77" * 16
SESSION = SESSIONS[0].hex()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def name_of(replica: Replica, person: str = ONE) -> str:
    return str(replica.read(f"SELECT name FROM people WHERE id = x'{person}'")[0][0])


def rename(replica: Replica, name: str, person: str = ONE) -> None:
    replica.write(f"UPDATE people SET name = '{name}' WHERE id = x'{person}'")


def test_new_rows_and_changed_cells_come_over(pair: list[Replica]) -> None:
    here, there = pair
    there.write("INSERT INTO people (id, name, category) VALUES (x'" + "77" * 16 + "', '钱二', 'formal')")
    rename(there, "新名")
    report = here.merge(there)
    assert report.counts == {"people": {MergeOutcome.NEW: 1, MergeOutcome.CHANGED: 1}}
    assert report.conflicts == ()
    assert here.live() == there.live()


def test_different_fields_of_one_record_both_stay(pair: list[Replica]) -> None:
    here, there = pair
    here.write(f"UPDATE people SET phone = '13800000000' WHERE id = x'{ONE}'")
    there.write(f"UPDATE people SET education = '大学' WHERE id = x'{ONE}'")
    everything_to_everyone(pair)
    assert here.read(f"SELECT phone, education FROM people WHERE id = x'{ONE}'") == [("13800000000", "大学")]
    assert here.conflicts() == there.conflicts() == []


def test_the_same_field_changed_twice_keeps_both_values(pair: list[Replica]) -> None:
    here, there = pair
    rename(here, "甲")
    there.seconds += 60
    rename(there, "乙")
    conflict = here.merge(there).conflicts[0]
    assert (conflict.ours, conflict.theirs, conflict.kept) == ("甲", "乙", "乙")
    there.merge(here)
    assert name_of(here) == name_of(there) == "乙"
    assert here.conflicts() == there.conflicts() == [("people", "name", PEOPLE[0], "甲", "乙")]


def test_a_value_that_was_seen_and_replaced_is_no_conflict(pair: list[Replica]) -> None:
    here, there = pair
    rename(here, "甲")
    there.merge(here)
    rename(there, "乙")
    here.merge(there)
    assert name_of(here) == "乙"
    assert here.conflicts() == []


def test_the_same_value_on_both_sides_is_no_conflict_also_later(pair: list[Replica]) -> None:
    here, there = pair
    rename(here, "同")
    rename(there, "同")
    everything_to_everyone(pair)
    rename(here, "后来")
    everything_to_everyone(pair)
    assert name_of(there) == "后来"
    assert here.conflicts() == there.conflicts() == []


@pytest.mark.parametrize("ours", [True, False], ids=["ours", "theirs"])
def test_the_choice_of_the_officer_travels_on(pair: list[Replica], ours: bool) -> None:  # noqa: FBT001 - a case
    here, there = pair
    rename(here, "甲")
    there.seconds += 60
    rename(there, "乙")
    identity = here.merge(there).conflicts[0].identity
    ConflictService(here.database).choose(identity, ours=ours)
    there.merge(here)
    assert name_of(here) == name_of(there) == ("甲" if ours else "乙")
    assert here.conflicts() == there.conflicts() == []


def test_deleted_here_and_changed_there_lives_and_says_so(pair: list[Replica]) -> None:
    here, there = pair
    here.write(f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'")
    rename(there, "改过")
    report = here.merge(there)
    assert report.totals[MergeOutcome.REVIVED]
    there.merge(here)
    assert here.read(f"SELECT name, deleted FROM people WHERE id = x'{ONE}'") == [("改过", 0)]
    assert here.live() == there.live()


def test_deleted_there_and_changed_here_lives_too(pair: list[Replica]) -> None:
    here, there = pair
    rename(here, "改过")
    there.write(f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'")
    report = here.merge(there)
    assert report.totals[MergeOutcome.REVIVED]
    there.merge(here)
    assert here.live() == there.live()
    assert name_of(there) == "改过"


def test_a_deletion_that_knew_all_changes_stays_a_deletion(pair: list[Replica]) -> None:
    here, there = pair
    rename(here, "改过")
    there.merge(here)
    there.write(f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'")
    report = here.merge(there)
    assert report.deletions == 1
    assert here.read(f"SELECT deleted FROM people WHERE id = x'{ONE}'") == [(1,)]


def test_new_attendance_revives_the_session_that_was_deleted_elsewhere(pair: list[Replica]) -> None:
    here, there = pair
    here.write(f"UPDATE sessions SET deleted = 1 WHERE id = x'{SESSION}'")
    there.write(
        f"INSERT INTO attendance (session_id, person_id, year, status) VALUES (x'{SESSION}', x'{ONE}', 0, 'present')"
    )
    everything_to_everyone(pair)
    for replica in pair:
        assert replica.read(f"SELECT deleted FROM sessions WHERE id = x'{SESSION}'") == [(0,)]
    assert here.live() == there.live()


def test_attendance_entered_on_both_sides_is_one_row_with_its_conflict(pair: list[Replica]) -> None:
    here, there = pair
    insert = (
        "INSERT INTO attendance (session_id, person_id, year, status, note) "
        f"VALUES (x'{SESSION}', x'{ONE}', 0, '%s', '同样')"
    )
    here.write(insert % "present")
    there.seconds += 60
    there.write(insert % "leave")
    everything_to_everyone(pair)
    for replica in pair:
        assert replica.read("SELECT status, year FROM attendance") == [("leave", 2026)]
    row = SESSIONS[0] + PEOPLE[0]
    assert here.conflicts() == there.conflicts() == [("attendance", "status", row, "present", "leave")]


def test_the_year_of_attendance_follows_the_session_that_moved(pair: list[Replica]) -> None:
    here, there = pair
    here.write(
        f"INSERT INTO attendance (session_id, person_id, year, status) VALUES (x'{SESSION}', x'{ONE}', 0, 'present')"
    )
    there.write(f"UPDATE sessions SET starts_on = '2025-12-30', ends_on = '2025-12-31' WHERE id = x'{SESSION}'")
    here.merge(there)
    assert here.read("SELECT year FROM attendance") == [(2025,)]


def test_merging_twice_changes_nothing(pair: list[Replica]) -> None:
    here, there = pair
    rename(there, "新名")
    here.merge(there)
    before = here.live(), here.log()
    report = here.merge(there)
    assert (report.applied, report.counts) == (0, {})
    assert (here.live(), here.log()) == before


def test_what_comes_over_a_third_copy_comes_once(tmp_path: Path) -> None:
    first, second, third = replicas = office(tmp_path, 3)
    rename(first, "新名")
    second.merge(first)
    third.merge(second)
    assert third.merge(first).applied == 0
    assert name_of(third) == "新名"
    close(replicas)


def test_a_clock_that_is_years_ahead_wins_but_loses_nothing(tmp_path: Path) -> None:
    here, there = replicas = office(tmp_path, 2, [timedelta(), timedelta(days=2000)])
    rename(there, "未来")
    rename(here, "现在")
    report = here.merge(there)
    assert report.clock_ahead is not None
    assert name_of(here) == "未来"
    assert here.conflicts() == [("people", "name", PEOPLE[0], "现在", "未来")]
    rename(here, "更正")
    there.merge(here)
    assert name_of(there) == "更正"
    assert there.conflicts() == here.conflicts()
    close(replicas)


def test_a_copy_of_a_copy_writes_under_a_name_of_its_own(pair: list[Replica], tmp_path: Path) -> None:
    here, _ = pair
    rename(here, "甲")
    twin = copy(here, tmp_path / "twin.db")
    rename(here, "乙")
    twin.seconds += 90
    rename(twin, "丙")
    everything_to_everyone([here, twin])
    assert name_of(here) == name_of(twin) == "丙"
    assert here.conflicts() == twin.conflicts() == [("people", "name", PEOPLE[0], "乙", "丙")]
    close([twin])


def test_rows_may_be_left_out_and_the_decision_travels(pair: list[Replica]) -> None:
    here, there = pair
    rename(there, "不要")
    new = "77" * 16
    there.write(f"INSERT INTO people (id, name, category) VALUES (x'{new}', '钱二', 'formal')")
    leave_out = [RowKey("people", PEOPLE[0]), RowKey("people", bytes.fromhex(new))]
    here.merge(there, leave_out)
    there.merge(here)
    for replica in pair:
        assert name_of(replica) == "人1"
        assert replica.read(f"SELECT deleted FROM people WHERE id = x'{new}'") == [(1,)]
        assert replica.conflicts() == []


def test_a_reference_to_an_organisation_made_there_holds(pair: list[Replica]) -> None:
    here, there = pair
    child = "88" * 16
    there.write(
        "INSERT INTO organizations (id, name, kind, parent_id) "
        f"VALUES (x'{child}', '新支部', 'branch', x'{TOP.hex()}')",
        f"UPDATE sessions SET organization_id = x'{child}' WHERE id = x'{SESSION}'",
    )
    here.merge(there)
    assert here.live() == there.live()


def test_a_full_disk_where_the_other_file_is_prepared_is_told(
    pair: list[Replica], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    rename(there, "王芳")
    there.reopen()

    def no_room(*_: object) -> int:
        raise driver.OperationalError("disk I/O error")

    monkeypatch.setattr("services.exchange.copies.make_light", no_room)
    clock = FixedClock(MOMENT)
    with pytest.raises(FileNotWritableError):
        MergeService(here.database, clock, LedgerFiles(tmp_path / "backups", clock)).merge(there.path)
    assert name_of(here) == "人1"


def test_what_was_deleted_stays_deleted_though_its_insertion_was_thinned_away(tmp_path: Path) -> None:
    pair = here, there = office(tmp_path, 2, (timedelta(days=400),))
    there.write(f"INSERT INTO materials (id, issued_on, kind, quantity) VALUES (x'{NEW}', '2026-01-01', 'book', 1)")
    horizon = there.read("SELECT max(last_hlc) FROM change_steps")[0][0]
    there.write("UPDATE materials SET deleted = 1")
    with there.database.transaction(StepKind.THIN) as session:
        thin_log(session.connection(), horizon)
        record_step(session)
    everything_to_everyone(pair)
    assert [copy.read("SELECT deleted FROM materials") for copy in pair] == [[(1,)], [(1,)]]
    assert here.conflicts() == there.conflicts() == []
    close(pair)
