"""All that people do with copies in one machine: any table, attachments, purges, uniting, thinning, undo, copies.

Three to five copies, clocks wrong by years, merges in any order, lost and repeated: in the end all copies are equal.
"""

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from models.change_log.steps import Step, record_step
from models.change_log.thinning import thin_log
from models.enums import StepKind
from models.keys import Key
from services.duplicates.service import DuplicateService
from services.errors import AppError
from services.purging.blanking import blank_for_good
from services.purging.rows import PersonalField, PurgeDraft
from tests.services.exchange.replicas import Replica, copy, office
from tests.services.exchange.test_every_table import TABLES, Work

SKEWS = (timedelta(), timedelta(days=-900), timedelta(days=2000), timedelta(days=365), timedelta(days=-30))
MOST_COPIES = 5
ROUNDS = 3  # what a merge itself decides (revival, uniting) travels with the next one
COPIES = st.integers(0, MOST_COPIES - 1)
SEEDS = st.integers(0, 10**6)
BESIDE = ("people", "sessions", "attendance", "attachment_contents", "attachments")


class Exchange(RuleBasedStateMachine):
    """Several copies of one ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()  # closed in teardown
        self.replicas: list[Replica] = []
        self.count = 0

    @initialize(copies=st.integers(3, MOST_COPIES), names=st.lists(st.sampled_from(TABLES), min_size=4, max_size=4))
    def begin(self, copies: int, names: list[str]) -> None:
        """Work on few tables at a time, so that people meet, and always on those that hang together most."""
        self.replicas = office(Path(self.folder.name), copies, SKEWS)
        self.work = Work(self.replicas, [*names, *BESIDE])

    def one(self, at: int) -> Replica:
        return self.replicas[at % len(self.replicas)]

    @rule(at=COPIES, seed=SEEDS, kind=st.sampled_from(("insert", "insert", "update", "update", "update", "delete")))
    def edit(self, at: int, seed: int, kind: str) -> None:
        """Enter, change, delete or revive a record."""
        self.work.act((kind, at, seed))

    @rule(at=COPIES, seed=SEEDS, kind=st.sampled_from(("undo", "undo_any", "redo")))
    def take_back(self, at: int, seed: int, kind: str) -> None:
        """Take a step back or do it again, a merge too."""
        self.work.act((kind, at, seed))

    @rule(at=COPIES, other=COPIES)
    def merge(self, at: int, other: int) -> None:
        """Merge another copy as it lies there; it may have been merged before, or be long out of date."""
        if self.one(at) is not self.one(other):
            self.one(at).merge(self.one(other))

    @rule(at=COPIES, seed=SEEDS, whole=st.booleans())
    def purge(self, at: int, seed: int, *, whole: bool) -> None:
        """Purge a person's telephone number, or all that tells who it was."""
        people = self.one(at).read("SELECT id FROM people ORDER BY id")
        draft = PurgeDraft(
            Key(Random(seed).choice(people)[0]),  # noqa: S311 - made-up work
            frozenset() if whole else frozenset({PersonalField.PHONE}),
            whole=whole,
        )
        blank_for_good(self.one(at).database, [draft.person], draft)

    @rule(at=COPIES, seed=SEEDS, table=st.sampled_from(("people", "people", "sessions")))
    def unite(self, at: int, seed: int, table: str) -> None:
        """Let two people, or two sessions, be the same."""
        keys = self.one(at).read(f"SELECT id FROM {table} WHERE deleted = 0 ORDER BY id")
        if len(keys) > 1:
            kept, dropped = Random(seed).sample(keys, 2)  # noqa: S311 - made-up work
            with suppress(AppError):
                DuplicateService(self.one(at).database).unite(Key(kept[0]), Key(dropped[0]))

    @rule(at=COPIES, seed=SEEDS)
    def thin(self, at: int, seed: int) -> None:
        """Take away the log up to some step."""
        replica = self.one(at)
        horizons = replica.read("SELECT last_hlc FROM change_steps ORDER BY last_hlc")
        with replica.database.transaction(Step(StepKind.THIN)) as session:
            thin_log(session.connection(), Random(seed).choice(horizons)[0])  # noqa: S311 - made-up work
            record_step(session)

    @rule(at=COPIES)
    def reopen(self, at: int) -> None:
        """Close a copy and open it again."""
        self.one(at).reopen()

    @rule(at=COPIES, other=COPIES)
    def copy_over(self, at: int, other: int) -> None:
        """Throw a copy away for a copy of another's file."""
        victim = self.one(other)
        if victim is self.one(at):
            return
        victim.database.close()
        self.count += 1
        path = Path(self.folder.name) / f"again{self.count}.db"
        self.replicas[self.replicas.index(victim)] = copy(self.one(at), path, victim.skew)

    def teardown(self) -> None:
        """Let everybody learn of everybody: all are equal, references hold, and another round changes nothing."""
        try:
            if self.replicas:
                self.end()
        finally:
            for replica in self.replicas:
                replica.database.close()
            self.folder.cleanup()

    def end(self) -> None:
        for _ in range(ROUNDS):
            self.meet()
        first, *others = self.replicas
        for other in others:
            assert other.live() == first.live()
            assert other.conflicts() == first.conflicts()
        assert first.read("PRAGMA foreign_key_check") == []
        before = first.live(), first.log()
        self.meet()
        assert (first.live(), first.log()) == before

    def meet(self) -> None:
        for receiving in self.replicas:
            for sending in self.replicas:
                if sending is not receiving:
                    receiving.merge(sending)


Exchange.TestCase.settings = settings(max_examples=6, stateful_step_count=25)
TestExchange = Exchange.TestCase
