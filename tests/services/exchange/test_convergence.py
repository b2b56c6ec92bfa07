"""Copies that drift apart in any order end equal, and no value is lost but into the list of conflicts.

The truth of who knew what is kept outside: every value written is unique, and the writer remembers what it replaced.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.exchange.replicas import (
    PEOPLE,
    SESSIONS,
    Replica,
    close,
    copy,
    everything_to_everyone,
    office,
)

SKEWS = (timedelta(), timedelta(days=-900), timedelta(days=2000))
FIELDS = (
    *(("people", "name", f"id = x'{person.hex()}'") for person in PEOPLE),
    *(("sessions", "title", f"id = x'{session.hex()}'") for session in SESSIONS),
)
ATTENDANCE = tuple((session, person) for session in SESSIONS for person in PEOPLE[:2])

place = st.integers(0, 4)
edits = st.tuples(st.just("edit"), place, st.sampled_from(FIELDS))
attendances = st.tuples(st.just("attend"), place, st.sampled_from(ATTENDANCE))
deletions = st.tuples(st.just("delete"), place, st.sampled_from(FIELDS))
inserts = st.tuples(st.just("insert"), place, st.none())
merges = st.tuples(st.just("merge"), place, place)
copies = st.tuples(st.just("copy"), place, place)
reopenings = st.tuples(st.just("reopen"), place, st.none())
actions = st.lists(
    st.one_of(edits, edits, edits, attendances, deletions, inserts, merges, merges, merges, copies, reopenings),
    max_size=25,
)


@dataclass
class Story:
    """What was written, outside of every copy: each value, and the value that its writer saw and replaced."""

    replicas: list[Replica]
    folder: Path
    replaced: dict[tuple[Any, ...], set[str]] = field(default_factory=dict)
    written: dict[tuple[Any, ...], list[str]] = field(default_factory=dict)
    count: int = 0

    def act(self, action: tuple[str, int, Any]) -> None:
        kind, at, what = action
        replica = self.replicas[at % len(self.replicas)]
        getattr(self, kind)(replica, what)

    def fresh(self) -> str:
        self.count += 1
        return f"值{self.count}"

    def edit(self, replica: Replica, what: tuple[str, str, str]) -> None:
        table, column, where = what
        value = self.fresh()
        old = replica.read(f"SELECT {column} FROM {table} WHERE {where}")[0][0]
        replica.write(f"UPDATE {table} SET {column} = '{value}' WHERE {where}")
        self.replaced.setdefault(what, set()).add(old)
        self.written.setdefault(what, []).append(value)

    def attend(self, replica: Replica, what: tuple[bytes, bytes]) -> None:
        session, person = what
        where = f"session_id = x'{session.hex()}' AND person_id = x'{person.hex()}'"
        field_of = ("attendance", "note", where)
        if replica.read(f"SELECT 1 FROM attendance WHERE {where}"):
            self.edit(replica, field_of)
            return
        value = self.fresh()
        replica.write(
            "INSERT INTO attendance (session_id, person_id, year, status, note) "
            f"VALUES (x'{session.hex()}', x'{person.hex()}', 0, 'present', '{value}')"
        )
        self.written.setdefault(field_of, []).append(value)

    def delete(self, replica: Replica, what: tuple[str, str, str]) -> None:
        table, _, where = what
        replica.write(f"UPDATE {table} SET deleted = 1 - deleted WHERE {where}")

    def insert(self, replica: Replica, _: None) -> None:
        self.count += 1
        key = self.count.to_bytes(16, "big")
        replica.write(
            f"INSERT INTO materials (id, issued_on, kind, quantity) VALUES (x'{key.hex()}', '2026-01-01', 'book', 1)"
        )

    def merge(self, replica: Replica, at: int) -> None:
        other = self.replicas[at % len(self.replicas)]
        if other is not replica:
            replica.merge(other)

    def copy(self, replica: Replica, at: int) -> None:
        """Throw one copy's file away for a copy of another's: what it alone knew is gone with it, so merge it first."""
        victim = self.replicas[at % len(self.replicas)]
        if victim is replica:
            return
        replica.merge(victim)
        victim.database.close()
        self.count += 1
        self.replicas[at % len(self.replicas)] = copy(replica, self.folder / f"again{self.count}.db", victim.skew)

    def reopen(self, replica: Replica, _: None) -> None:
        replica.reopen()

    def lost(self) -> Iterator[str]:
        """Find values that are neither in the record, nor knowingly replaced, nor in the list of conflicts."""
        judge = self.replicas[0]
        listed = {str(conflict[3]) for conflict in judge.conflicts()}
        for (table, column, where), values in self.written.items():
            stands = judge.read(f"SELECT {column} FROM {table} WHERE {where}")[0][0]
            replaced = self.replaced.get((table, column, where), set())
            yield from (value for value in values if value not in {stands, *replaced, *listed})


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 4), actions)
def test_all_copies_end_equal_and_nothing_is_lost(copies_made: int, story: list[tuple[str, int, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = Story(office(Path(folder), copies_made, SKEWS), Path(folder))
        for action in story:
            told.act(action)
        everything_to_everyone(told.replicas)
        first, *others = told.replicas
        for other in others:
            assert other.live() == first.live()
            assert other.conflicts() == first.conflicts()
        assert list(told.lost()) == []
        before = first.live(), first.log()
        first.merge(others[0])
        assert (first.live(), first.log()) == before
        close(told.replicas)


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_merging_does_not_matter(tmp_path: Path, seed: int) -> None:
    replicas = office(tmp_path, 3, SKEWS)
    for replica in replicas:
        for table, column, where in FIELDS:
            replica.write(f"UPDATE {table} SET {column} = '{replica.path.stem}' WHERE {where}")
    order = replicas if seed == 0 else replicas[::-1]
    everything_to_everyone(order)
    assert replicas[0].live() == replicas[1].live() == replicas[2].live()
    assert len(replicas[0].conflicts()) == 2 * len(FIELDS)
    close(replicas)
