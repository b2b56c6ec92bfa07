"""Packages up and down between a committee and its branches: whatever is lost, late, repeated or out of order.

After every branch reported once and got its package once, committee and branches agree on the branch's records, and no
value is lost but into the list of conflicts. The truth of who knew what is kept outside.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.exchange.replicas import PEOPLE, SESSIONS, Replica
from tests.services.packages.branches import BRANCHES, District, closing_replica, rows_of

FIELDS = (
    *(("people", "name", f"id = x'{person.hex()}'") for person in PEOPLE),
    *(("sessions", "title", f"id = x'{session.hex()}'") for session in SESSIONS),
    ("campaigns", "note", f"id = x'{b'c'.hex() * 16}'"),
)
place = st.integers(0, 2)
branch = st.sampled_from(BRANCHES)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), place, st.sampled_from(FIELDS)),
        st.tuples(st.just("edit"), place, st.sampled_from(FIELDS)),
        st.tuples(st.just("attend"), place, st.tuples(st.sampled_from(SESSIONS), st.sampled_from(PEOPLE))),
        st.tuples(st.just("delete"), place, st.sampled_from(FIELDS)),
        st.tuples(st.just("join"), place, branch),
        st.tuples(st.just("transfer"), st.just(0), st.tuples(st.sampled_from(PEOPLE), branch)),
        st.tuples(st.just("transfer"), st.just(0), st.tuples(st.sampled_from(PEOPLE), branch)),
        st.tuples(st.just("hand_over"), st.just(0), st.tuples(st.sampled_from(SESSIONS), branch)),
        st.tuples(st.just("down"), st.just(0), branch),
        st.tuples(st.just("up"), st.just(0), branch),
        st.tuples(st.just("carry"), st.just(0), st.integers(0, 20)),
        st.tuples(st.just("carry"), st.just(0), st.integers(0, 20)),
        st.tuples(st.just("reopen"), place, st.none()),
    ),
    max_size=30,
)


@dataclass
class Story:
    """What was written where, and the value that its writer saw and replaced."""

    district: District
    replaced: dict[tuple[Any, ...], set[str]] = field(default_factory=dict)
    written: dict[tuple[Any, ...], list[str]] = field(default_factory=dict)
    count: int = 0

    def act(self, action: tuple[str, int, Any]) -> None:
        kind, at, what = action
        getattr(self, kind)(self.district.replicas[at], what)

    def edit(self, replica: Replica, what: tuple[str, str, str]) -> None:
        table, column, where = what
        found = replica.read(f"SELECT {column} FROM {table} WHERE {where}")
        if not found:
            return
        self.count += 1
        value = f"值{self.count}"
        replica.write(f"UPDATE {table} SET {column} = '{value}' WHERE {where}")
        self.replaced.setdefault(what, set()).add(found[0][0])
        self.written.setdefault(what, []).append(value)

    def attend(self, replica: Replica, what: tuple[bytes, bytes]) -> None:
        session, person = what
        where = f"session_id = x'{session.hex()}' AND person_id = x'{person.hex()}'"
        known = replica.read(
            f"SELECT 1 FROM people, sessions WHERE people.id = x'{person.hex()}' AND sessions.id = x'{session.hex()}'"
        )
        if replica.read(f"SELECT 1 FROM attendance WHERE {where}"):
            self.edit(replica, ("attendance", "note", where))
        elif known:
            self.count += 1
            value = f"值{self.count}"
            replica.write(
                "INSERT INTO attendance (session_id, person_id, year, status, note) "
                f"VALUES (x'{session.hex()}', x'{person.hex()}', 0, 'present', '{value}')"
            )
            self.written.setdefault(("attendance", "note", where), []).append(value)

    def delete(self, replica: Replica, what: tuple[str, str, str]) -> None:
        table, _, where = what
        replica.write(f"UPDATE {table} SET deleted = 1 - deleted WHERE {where}")

    def join(self, replica: Replica, into: bytes) -> None:
        """Enter a new person; a branch enters them into itself."""
        if not replica.read(f"SELECT 1 FROM organizations WHERE id = x'{into.hex()}'"):
            return
        self.count += 1
        person = self.count.to_bytes(16, "big")
        replica.write(
            f"INSERT INTO people (id, name, category) VALUES (x'{person.hex()}', '新人{self.count}', 'formal')",
            "INSERT INTO memberships (id, person_id, organization_id) "
            f"VALUES (x'{(self.count + 1000).to_bytes(16, 'big').hex()}', x'{person.hex()}', x'{into.hex()}')",
        )

    def transfer(self, replica: Replica, what: tuple[bytes, bytes]) -> None:
        person, into = what
        self.count += 1
        replica.write(
            f"UPDATE memberships SET ends_on = '2026-03-01' WHERE person_id = x'{person.hex()}' AND ends_on IS NULL",
            "INSERT INTO memberships (id, person_id, organization_id, starts_on) "
            f"VALUES (x'{(self.count + 2000).to_bytes(16, 'big').hex()}', x'{person.hex()}', x'{into.hex()}', "
            "'2026-03-01')",
        )

    def hand_over(self, replica: Replica, what: tuple[bytes, bytes]) -> None:
        """Give a session to another branch."""
        session, to = what
        replica.write(f"UPDATE sessions SET organization_id = x'{to.hex()}' WHERE id = x'{session.hex()}'")

    def down(self, _: Replica, to: bytes) -> None:
        self.district.pack_down(to)

    def up(self, _: Replica, of: bytes) -> None:
        self.district.pack_up(of)

    def carry(self, _: Replica, at: int) -> None:
        """Carry any of the packages made so far, again or out of order; those never drawn are lost."""
        if self.district.packages:
            self.district.carry(at % len(self.district.packages))

    def reopen(self, replica: Replica, _: None) -> None:
        replica.reopen()

    def lost(self) -> Iterator[str]:
        """Find values that are neither in the record, nor knowingly replaced, nor in the list of conflicts."""
        judge = self.district.committee
        listed = {str(conflict[3]) for conflict in judge.conflicts()}
        for (table, column, where), values in self.written.items():
            stands = judge.read(f"SELECT {column} FROM {table} WHERE {where}")[0][0]
            replaced = self.replaced.get((table, column, where), set())
            yield from (value for value in values if value not in {stands, *replaced, *listed})


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(actions)
def test_committee_and_branches_agree_and_nothing_is_lost(story: list[tuple[str, int, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        district = District(Path(folder))
        district.committee.write(f"INSERT INTO campaigns (id, name) VALUES (x'{b'c'.hex() * 16}', '主题教育')")
        told = Story(district)
        for action in story:
            told.act(action)
        district.everything_to_everyone()
        assert list(told.lost()) == []
        everything = rows_of(district.committee)
        for key, replica in district.branches.items():
            with closing_replica(district.cut(key)) as package:
                belongs = rows_of(package)
                expected_conflicts = package.conflicts()
            here = rows_of(replica)
            assert belongs == {row: here.get(row) for row in belongs}
            assert here.keys() <= everything.keys()
            assert expected_conflicts == [found for found in replica.conflicts() if (found[0], found[2]) in belongs]
            before = here, replica.log()
            district.pack_down(key)
            district.carry(-1)
            assert (rows_of(replica), replica.log()) == before
        district.close()
