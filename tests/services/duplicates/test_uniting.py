"""The same person or session typed in on two PCs: found, shown, united; what hangs on both counts for one."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from services.duplicates.errors import NotTheSameKindError
from services.duplicates.rows import DuplicatePair
from services.duplicates.service import DuplicateService
from services.history.service import HistoryService
from services.history.steps import StepService
from tests.services.exchange.replicas import (
    PEOPLE,
    SESSIONS,
    TOP,
    Replica,
    close,
    everything_to_everyone,
    office,
)

KEPT, DROPPED = PEOPLE[0], PEOPLE[1]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def attended(session: bytes, person: bytes, status: str = "present", note: str = "") -> str:
    return (
        "INSERT INTO attendance (session_id, person_id, year, status, note) "
        f"VALUES (x'{session.hex()}', x'{person.hex()}', 2026, '{status}', '{note}')"
    )


def member(key: int, person: bytes) -> str:
    return (
        "INSERT INTO memberships (id, person_id, organization_id) "
        f"VALUES (x'{key:032x}', x'{person.hex()}', x'{TOP.hex()}')"
    )


def attendance(replica: Replica) -> list[tuple[bytes, bytes, str, str]]:
    return replica.read("SELECT session_id, person_id, status, note FROM attendance WHERE deleted = 0 ORDER BY 1, 2")


def live_people(replica: Replica) -> list[bytes]:
    return [row[0] for row in replica.read("SELECT id FROM people WHERE deleted = 0 ORDER BY id")]


def pairs(replica: Replica) -> tuple[DuplicatePair, ...]:
    return DuplicateService(replica.database).pairs()


def unite(replica: Replica, kept: bytes = KEPT, dropped: bytes = DROPPED) -> None:
    DuplicateService(replica.database).unite(kept, dropped)


def test_what_hangs_on_both_counts_for_one(pair: list[Replica]) -> None:
    here, _ = pair
    first, second = SESSIONS
    here.write(
        attended(first, KEPT, "leave"),
        attended(first, DROPPED, "present", "迟到"),
        attended(second, DROPPED),
        member(101, DROPPED),
        f"UPDATE people SET phone = '1' WHERE id = x'{DROPPED.hex()}'",
    )
    before = here.live()
    unite(here)
    assert live_people(here) == [KEPT, PEOPLE[2]]
    assert attendance(here) == [(first, KEPT, "leave", "迟到"), (second, KEPT, "present", "")]
    assert here.read("SELECT person_id FROM memberships WHERE deleted = 0") == [(KEPT,)]
    assert here.read(f"SELECT name, phone FROM people WHERE id = x'{KEPT.hex()}'") == [("人1", "1")]
    assert here.read(f"SELECT united_into FROM people WHERE id = x'{DROPPED.hex()}'") == [(KEPT,)]
    StepService(here.database).undo()
    assert here.live() == before


def test_the_same_written_twice_about_a_person_stays_once(pair: list[Replica]) -> None:
    here, _ = pair
    stage = "INSERT INTO stages (id, person_id, kind, reached_on) VALUES (x'{:032x}', x'{}', 'formal', '2010-07-01')"
    here.write(stage.format(201, KEPT.hex()), stage.format(202, DROPPED.hex()), member(101, KEPT), member(102, DROPPED))
    unite(here)
    assert here.read("SELECT person_id FROM stages WHERE deleted = 0") == [(KEPT,)]
    assert here.read("SELECT person_id FROM memberships WHERE deleted = 0") == [(KEPT,)]


def test_sittings_of_one_number_are_one_with_who_missed_them(pair: list[Replica]) -> None:
    here, _ = pair
    first, second = SESSIONS
    for key, session in ((301, first), (302, second)):
        here.write(
            "INSERT INTO sittings (id, session_id, number, held_on, hours) "
            f"VALUES (x'{key:032x}', x'{session.hex()}', 1, '2026-02-05', 2000)",
        )
    here.write(f"INSERT INTO sitting_misses (sitting_id, person_id) VALUES (x'{302:032x}', x'{KEPT.hex()}')")
    unite(here, first, second)
    kept = (301).to_bytes(16, "big")
    assert here.read("SELECT id FROM sittings WHERE deleted = 0") == [(kept,)]
    assert here.read("SELECT sitting_id, person_id FROM sitting_misses WHERE deleted = 0") == [(kept, KEPT)]


def test_what_another_pc_adds_to_the_dropped_record_reaches_the_kept_one(pair: list[Replica]) -> None:
    here, there = pair
    unite(here)
    there.write(attended(SESSIONS[0], DROPPED), f"UPDATE people SET education = '大学' WHERE id = x'{DROPPED.hex()}'")
    everything_to_everyone(pair)
    for replica in pair:
        assert live_people(replica) == [KEPT, PEOPLE[2]]
        assert attendance(replica) == [(SESSIONS[0], KEPT, "present", "")]
        assert replica.read(f"SELECT education FROM people WHERE id = x'{KEPT.hex()}'") == [("大学",)]
        assert replica.conflicts() == []
    assert here.live() == there.live()


def test_a_dropped_record_brought_back_from_the_recycle_bin_stands_by_itself(pair: list[Replica]) -> None:
    here, there = pair
    unite(here)
    HistoryService(here.database).restore("people", DROPPED)
    there.write(attended(SESSIONS[0], DROPPED))
    everything_to_everyone(pair)
    assert live_people(here) == live_people(there) == list(PEOPLE)
    assert [row[1] for row in attendance(here)] == [DROPPED]


def test_two_records_united_with_each_other_on_two_pcs_leave_one(pair: list[Replica]) -> None:
    here, there = pair
    for replica in pair:
        replica.write(attended(SESSIONS[0], KEPT), attended(SESSIONS[1], DROPPED))
    unite(here, KEPT, DROPPED)
    unite(there, DROPPED, KEPT)
    everything_to_everyone(pair)
    assert here.live() == there.live()
    assert live_people(here) == [KEPT, PEOPLE[2]]
    assert [row[:2] for row in attendance(here)] == [(SESSIONS[0], KEPT), (SESSIONS[1], KEPT)]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        (("identity_number = '110101198001010011'", "identity_number = '110101198001010011'"), ("身份证号相同",)),
        (("number = 'D1'", "number = 'D1'"), ("编号相同",)),
        (("name = '张伟'", "name = '张伟'"), ("姓名和党支部相同",)),
        (("name = '张伟', born_on = '1980-01-01'", "name = '张伟', born_on = '1990-01-01'"), None),
        (("name = '张伟', identity_number = '1'", "name = '张伟', identity_number = '2'"), None),
        (("name = '张伟'", "name = '张玮'"), None),
    ],
)
def test_people_who_may_be_the_same(
    pair: list[Replica], changes: tuple[str, str], reasons: tuple[str, ...] | None
) -> None:
    here, _ = pair
    here.write(member(101, KEPT), member(102, DROPPED))
    for person, change in zip((KEPT, DROPPED), changes, strict=True):
        here.write(f"UPDATE people SET {change} WHERE id = x'{person.hex()}'")
    people = [found for found in pairs(here) if found.table == "people"]
    assert [(found.first, found.second, found.reasons) for found in people] == (
        [] if reasons is None else [(KEPT, DROPPED, reasons)]
    )


def test_a_pair_shows_differences_and_what_hangs_on_each(pair: list[Replica]) -> None:
    here, _ = pair
    here.write(
        *(f"UPDATE people SET number = 'D1' WHERE id = x'{person.hex()}'" for person in (KEPT, DROPPED)),
        attended(SESSIONS[0], KEPT, "leave"),
        attended(SESSIONS[0], DROPPED),
    )
    (found,) = (found for found in pairs(here) if found.table == "people")
    told = [(difference.field, difference.first, difference.second) for difference in found.differences]
    assert told == [("姓名", "人1", "人2"), ("出勤情况", "请假", "出席")]
    assert (found.first_hanging, found.second_hanging) == ("出勤 1", "出勤 1")


def test_what_was_said_to_be_different_is_not_offered_again_on_any_copy(pair: list[Replica]) -> None:
    here, there = pair
    (found,) = pairs(here)
    assert (found.table, found.reasons) == ("sessions", ("类型、日期、组织单位和主题相同",))
    DuplicateService(here.database).set_apart(found.table, found.first, found.second)
    assert pairs(here) == ()
    there.merge(here)
    assert pairs(there) == ()


def test_only_two_live_records_of_one_kind_are_united(pair: list[Replica]) -> None:
    here, _ = pair
    for kept, dropped in ((KEPT, SESSIONS[0]), (KEPT, KEPT), (KEPT, b"?" * 16)):
        with pytest.raises(NotTheSameKindError):
            unite(here, kept, dropped)


person = st.sampled_from(PEOPLE)


def test_a_merge_moves_again_only_what_arrived(pair: list[Replica]) -> None:
    here, there = pair
    here.write(attended(SESSIONS[0], DROPPED))
    unite(here)
    there.merge(here)
    there.write(f"UPDATE people SET phone = '1' WHERE id = x'{KEPT.hex()}'")
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    here.merge(there)
    there.write(attended(SESSIONS[1], DROPPED))
    before = sum("UPDATE attendance" in statement for statement in statements)
    here.merge(there)
    event.remove(Engine, "before_cursor_execute", note)
    assert before == 0
    assert {row[1] for row in attendance(here)} == {KEPT}


actions = st.lists(
    st.one_of(
        st.tuples(st.just("unite"), st.integers(0, 2), st.tuples(person, person)),
        st.tuples(st.just("attend"), st.integers(0, 2), st.tuples(st.sampled_from(SESSIONS), person)),
        st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(actions)
def test_in_any_order_all_copies_end_equal(
    story: list[tuple[str, int, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        replicas = office(Path(folder), 3, (timedelta(), timedelta(days=-900), timedelta(days=2000)))
        for action, at, what in story:
            play(replicas, replicas[at], action, what)
        everything_to_everyone(replicas)
        everything_to_everyone(replicas)
        first, *others = replicas
        for other in others:
            assert other.live() == first.live()
            assert other.conflicts() == first.conflicts()
        assert first.read("SELECT 1 FROM people WHERE deleted = 0 AND united_into IS NOT NULL") == []
        assert {row[1] for row in attendance(first)} <= set(live_people(first))
        close(replicas)


def play(replicas: list[Replica], replica: Replica, action: str, what: Any) -> None:
    if action == "merge":
        if replicas[what] is not replica:
            replica.merge(replicas[what])
    elif action == "unite":
        kept, dropped = what
        if kept != dropped and {kept, dropped} <= set(live_people(replica)):
            unite(replica, kept, dropped)
    elif what[1] in live_people(replica) and not replica.read(
        f"SELECT 1 FROM attendance WHERE session_id = x'{what[0].hex()}' AND person_id = x'{what[1].hex()}'"
    ):
        replica.write(attended(what[0], what[1], note=f"值{replica.seconds}"))
