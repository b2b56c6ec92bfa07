"""Packages of what the receiver lacks, up, down and across: lost, late, repeated, refused, receivers restored.

A package that builds on one that never came is refused and changes nothing; in the end, with all content asked for
where one was refused, everybody has what belongs to them, and no value is lost but into the list of conflicts.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.history.errors import NothingToUndoError, UndoBlockedError
from services.history.steps import StepService
from services.packages.errors import BaseMissingError, EarlierContentMissingError
from tests.services.exchange.replicas import PEOPLE, SESSIONS, Replica
from tests.services.packages.branches import BRANCHES, FIRST, closing_replica, rows_of
from tests.services.packages.post import Post

COMMITTEES = ("committee", "second")
OF_BRANCHES = ("branch0", "branch1")
PCS = (*COMMITTEES, *OF_BRANCHES)
FIELDS = (
    *(("people", "name", f"id = x'{person.hex()}'") for person in PEOPLE),
    *(("sessions", "title", f"id = x'{session.hex()}'") for session in SESSIONS),
    ("campaigns", "note", f"id = x'{b'c'.hex() * 16}'"),
    ("organizations", "note", f"id = x'{FIRST.hex()}'"),
)
pc = st.sampled_from(PCS)
branch = st.sampled_from(BRANCHES)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), pc, st.sampled_from(FIELDS)),
        st.tuples(st.just("attend"), pc, st.tuples(st.sampled_from(SESSIONS), st.sampled_from(PEOPLE))),
        st.tuples(st.just("delete"), pc, st.sampled_from(FIELDS)),
        st.tuples(st.just("join"), pc, branch),
        st.tuples(st.just("transfer"), pc, st.tuples(st.sampled_from(PEOPLE), branch)),
        st.tuples(st.just("hand_over"), st.sampled_from(COMMITTEES), st.tuples(st.sampled_from(SESSIONS), branch)),
        st.tuples(st.just("undo"), pc, st.none()),
        st.tuples(st.just("send"), pc, st.integers(0, 2)),
        st.tuples(st.just("send"), pc, st.integers(0, 2)),
        st.tuples(st.just("exchange"), pc, st.integers(0, 2)),
        st.tuples(st.just("exchange"), pc, st.integers(0, 2)),
        st.tuples(st.just("carry"), pc, st.integers(0, 20)),
        st.tuples(st.just("carry"), pc, st.integers(0, 20)),
        st.tuples(st.just("back_up"), pc, st.none()),
        st.tuples(st.just("restore"), pc, st.none()),
        st.tuples(st.just("reopen"), pc, st.none()),
    ),
    max_size=25,
)


@dataclass
class Story:
    """What was written where, and the values that its writer saw and replaced."""

    post: Post
    replaced: dict[tuple[Any, ...], set[str]] = field(default_factory=dict)
    written: dict[tuple[Any, ...], list[str]] = field(default_factory=dict)
    backups: dict[str, bytes] = field(default_factory=dict)
    restored: bool = False
    count: int = 0

    def act(self, action: tuple[str, str, Any]) -> None:
        kind, name, what = action
        getattr(self, kind)(name, what)

    def edit(self, name: str, what: tuple[str, str, str]) -> None:
        replica, (table, column, where) = self.post.replicas[name], what
        found = replica.read(f"SELECT {column} FROM {table} WHERE {where}")
        if found:
            self.count += 1
            value = f"值{self.count}"
            replica.write(f"UPDATE {table} SET {column} = '{value}' WHERE {where}")
            self.replaced.setdefault(what, set()).add(found[0][0])
            self.written.setdefault(what, []).append(value)

    def attend(self, name: str, what: tuple[bytes, bytes]) -> None:
        replica, (session, person) = self.post.replicas[name], what
        where = f"session_id = x'{session.hex()}' AND person_id = x'{person.hex()}'"
        known = replica.read(
            f"SELECT 1 FROM people, sessions WHERE people.id = x'{person.hex()}' AND sessions.id = x'{session.hex()}'"
        )
        if replica.read(f"SELECT 1 FROM attendance WHERE {where}"):
            self.edit(name, ("attendance", "note", where))
        elif known:
            self.count += 1
            replica.write(
                "INSERT INTO attendance (session_id, person_id, year, status, note) "
                f"VALUES (x'{session.hex()}', x'{person.hex()}', 0, 'present', '值{self.count}')"
            )
            self.written.setdefault(("attendance", "note", where), []).append(f"值{self.count}")

    def delete(self, name: str, what: tuple[str, str, str]) -> None:
        table, _, where = what
        self.post.replicas[name].write(f"UPDATE {table} SET deleted = 1 - deleted WHERE {where}")

    def join(self, name: str, into: bytes) -> None:
        replica = self.post.replicas[name]
        if replica.read(f"SELECT 1 FROM organizations WHERE id = x'{into.hex()}'"):
            self.count += 1
            person = self.count.to_bytes(16, "big").hex()
            replica.write(
                f"INSERT INTO people (id, name, category) VALUES (x'{person}', '新人{self.count}', 'formal')",
                "INSERT INTO memberships (id, person_id, organization_id) "
                f"VALUES (x'{(self.count + 1000).to_bytes(16, 'big').hex()}', x'{person}', x'{into.hex()}')",
            )

    def transfer(self, name: str, what: tuple[bytes, bytes]) -> None:
        """Move a person: the committee anywhere, a branch into itself whoever it knows (a guest)."""
        replica, (person, into) = self.post.replicas[name], what
        known = replica.read(
            f"SELECT 1 FROM people p, organizations o WHERE p.id = x'{person.hex()}' AND o.id = x'{into.hex()}'"
        )
        if known:
            self.count += 1
            replica.write(
                "UPDATE memberships SET ends_on = '2026-03-01' "
                f"WHERE person_id = x'{person.hex()}' AND ends_on IS NULL",
                "INSERT INTO memberships (id, person_id, organization_id, starts_on) "
                f"VALUES (x'{(self.count + 2000).to_bytes(16, 'big').hex()}', x'{person.hex()}', x'{into.hex()}', "
                "'2026-03-01')",
            )

    def hand_over(self, name: str, what: tuple[bytes, bytes]) -> None:
        session, to = what
        self.post.replicas[name].write(
            f"UPDATE sessions SET organization_id = x'{to.hex()}' WHERE id = x'{session.hex()}'"
        )

    def undo(self, name: str, _: None) -> None:
        """Take back the last step; what it wrote then counts as knowingly replaced."""
        replica = self.post.replicas[name]
        before = {what: self._stands(replica, what) for what in self.written}
        try:
            StepService(replica.database).undo(partly=True)
        except (NothingToUndoError, UndoBlockedError):
            return
        for what, value in before.items():
            if value is not None and self._stands(replica, what) != value:
                self.replaced.setdefault(what, set()).add(value)

    def send(self, name: str, to: int) -> None:
        """Pack for a partner; the package waits, and may be lost."""
        if name in OF_BRANCHES:
            self.post.pack(name, COMMITTEES[to % 2])
        elif to == 2:
            self.post.pack(name, next(other for other in COMMITTEES if other != name))
        else:
            self.post.pack(name, OF_BRANCHES[to], BRANCHES[to])

    def exchange(self, name: str, to: int) -> None:
        self.send(name, to)
        self.post.carry(self.post.made[-1])

    def carry(self, _: str, at: int) -> None:
        """Carry any of the packages made so far, again or out of order."""
        if self.post.made:
            self.post.carry(self.post.made[at % len(self.post.made)])

    def back_up(self, name: str, _: None) -> None:
        replica = self.post.replicas[name]
        replica.reopen()
        replica.database.close()
        self.backups[name] = replica.path.read_bytes()
        replica.open()

    def restore(self, name: str, _: None) -> None:
        """Put an older file in place; what was written since may be gone."""
        if name in self.backups:
            replica = self.post.replicas[name]
            replica.database.close()
            replica.path.write_bytes(self.backups[name])
            replica.open()
            self.restored = True

    def reopen(self, name: str, _: None) -> None:
        self.post.replicas[name].reopen()

    def settle(self) -> None:
        """Exchange as people do, until nothing is new: whoever is refused asks for all content."""
        for _ in range(2):
            self._deliver("second", "committee")
            for name in OF_BRANCHES:
                self._deliver(name, "committee")
            self._deliver("committee", "second")
            for name, key in zip(OF_BRANCHES, BRANCHES, strict=True):
                self._deliver("committee", name, key)

    def _deliver(self, name: str, to: str, branch: bytes | None = None) -> None:
        if self.post.carry(self.post.pack(name, to, branch)) is None:
            assert isinstance(self.post.refusals[-1], BaseMissingError | EarlierContentMissingError)
            assert self.post.carry(self.post.pack(name, to, branch, whole=True)) is not None, self.post.refusals[-1]

    def lost(self) -> Iterator[str]:
        judge = self.post.committee
        listed = {str(conflict[3]) for conflict in judge.conflicts()}
        for what, values in self.written.items():
            replaced = self.replaced.get(what, set())
            yield from (value for value in values if value not in {self._stands(judge, what), *replaced, *listed})

    def _stands(self, replica: Replica, what: tuple[Any, ...]) -> str | None:
        table, column, where = what
        found = replica.read(f"SELECT {column} FROM {table} WHERE {where}")
        return found[0][0] if found else None


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(actions)
def test_all_agree_and_nothing_is_lost(story: list[tuple[str, str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = Story(Post(Path(folder)))
        for action in story:
            told.act(action)
        told.settle()
        if not told.restored:
            assert list(told.lost()) == []
        committee = told.post.committee
        assert rows_of(committee) == rows_of(told.post.replicas["second"])
        assert committee.log() == told.post.replicas["second"].log()
        for name, key in zip(OF_BRANCHES, BRANCHES, strict=True):
            _agrees(told.post, told.post.replicas[name], key)
        told.post.close()


def _agrees(post: Post, replica: Replica, key: bytes) -> None:
    """Compare a branch's copy with what a whole package for it would hold."""
    package = post.pack("committee", replica.path.stem, key, whole=True)
    fresh = post.folder / "fresh.db"
    fresh.unlink(missing_ok=True)
    post.new_pc("fresh", package.path)
    with closing_replica(fresh) as expected:
        belongs, log, conflicts = rows_of(expected), expected.log(), expected.conflicts()
    post.replicas.pop("fresh").database.close()
    here = rows_of(replica)
    assert belongs == {row: here.get(row) for row in belongs}
    assert set(log) <= set(replica.log())
    assert conflicts == [found for found in replica.conflicts() if (found[0], found[2]) in belongs]
