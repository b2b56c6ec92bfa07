"""A merge is one step: taken back today and tomorrow, done again, and a copy's own steps are told from arrived ones."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.history.rows import StepState
from services.history.steps import StepService
from tests.services.exchange.replicas import PEOPLE, SESSIONS, Replica, close, office

ONE, TWO = (person.hex() for person in PEOPLE[:2])
SESSION = SESSIONS[0].hex()
ATTENDS = f"(session_id, person_id, year, status) VALUES (x'{SESSION}', x'{ONE}', 2026, 'present')"
EDITS = (
    f"UPDATE people SET name = '甲' WHERE id = x'{ONE}'",
    f"UPDATE people SET name = '乙', phone = '1' WHERE id = x'{ONE}'",
    f"UPDATE people SET deleted = 1 WHERE id = x'{TWO}'",
    f"UPDATE people SET note = '备注' WHERE id = x'{TWO}'",
    "UPDATE sessions SET ends_on = '2026-02-06'",
    f"INSERT INTO attendance {ATTENDS} ON CONFLICT DO UPDATE SET status = 'leave'",
    "INSERT INTO campaigns (id, name) VALUES (randomblob(16), '主题教育')",
)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def test_a_merge_is_taken_back_and_done_again(pair: list[Replica]) -> None:
    here, there = pair
    here.write(EDITS[3])
    for edit in (EDITS[1], EDITS[4], EDITS[5], EDITS[6]):
        there.write(edit)
    before = here.live()
    here.merge(there)
    after = here.live()
    here.reopen()
    steps = StepService(here.database)
    assert steps.available().undo == "合并数据：copy1.db"
    steps.undo()
    assert here.live() == before
    here.reopen()
    StepService(here.database).redo()
    assert here.live() == after


def test_what_arrived_is_listed_but_the_key_takes_back_only_what_was_done_here(pair: list[Replica]) -> None:
    here, there = pair
    here.write(EDITS[3])
    there.write(EDITS[1])
    here.merge(there)
    steps = StepService(here.database)
    arrived = [step for step in steps.steps() if not step.is_local]
    assert [(step.label, step.who, step.state) for step in arrived] == [("修改", "copy1", StepState.DONE)]
    steps.undo()
    assert steps.available().undo == "修改"
    steps.undo()
    assert here.read(f"SELECT note FROM people WHERE id = x'{TWO}'") == [("",)]


@settings(max_examples=15)
@given(
    ours=st.lists(st.sampled_from(EDITS), max_size=4),
    theirs=st.lists(st.sampled_from(EDITS), min_size=1, max_size=4),
    years=st.integers(-5, 5),
)
def test_whatever_was_merged_the_rows_go_back_to_what_they_were(
    tmp_path_factory: pytest.TempPathFactory, ours: list[str], theirs: list[str], years: int
) -> None:
    here, there = office(tmp_path_factory.mktemp("undo"), 2, (timedelta(), timedelta(days=365 * years)))
    for edit in ours:
        here.write(edit)
    for edit in theirs:
        there.write(edit)
    before = here.live()
    here.merge(there)
    after = here.live()
    steps = StepService(here.database)
    if steps.available().undo.startswith("合并数据"):
        steps.undo()
        assert here.live() == before
        steps.redo()
        assert here.live() == after
    close([here, there])
