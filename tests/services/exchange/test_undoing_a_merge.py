"""A merge is one step: taken back today or after a restart, done again, and not brought back by the same file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.history.steps import StepService
from tests.services.exchange.replicas import PEOPLE, SESSIONS, TOP, Replica, close, everything_to_everyone, office

ONE, TWO = PEOPLE[0].hex(), PEOPLE[1].hex()
NEW = "77" * 16
SESSION = SESSIONS[0].hex()
ATTENDED = f"INSERT INTO attendance (session_id, person_id, year, status) VALUES (x'{SESSION}', x'{{}}', 0, '{{}}')"
PERSON = f"INSERT INTO people (id, name, category) VALUES (x'{NEW}', '钱二', 'formal')"
BRANCH = f"INSERT INTO organizations (id, name, kind, parent_id) VALUES (x'{NEW}', '支部', 'branch', x'{TOP.hex()}')"
MEMBER = f"INSERT INTO memberships (id, person_id, organization_id) VALUES (x'{'78' * 16}', x'{TWO}', x'{NEW}')"

# What was done here and what there before the merge.
CASES = {
    "a new record": ((), (PERSON,)),
    "a new record and what hangs on it": ((), (PERSON, ATTENDED.format(NEW, "present"))),
    "a changed field": ((), (f"UPDATE people SET name = '新名' WHERE id = x'{ONE}'",)),
    "a field changed twice": ((), tuple(f"UPDATE people SET name = '{name}' WHERE id = x'{ONE}'" for name in "甲乙")),
    "a conflict": (
        (f"UPDATE people SET name = '我们' WHERE id = x'{ONE}'",),
        (f"UPDATE people SET name = '他们' WHERE id = x'{ONE}'",),
    ),
    "a deletion": ((), (f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'",)),
    "a deletion of what was changed here": (
        (f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'",),
        (f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'",),
    ),
    "a change of what was deleted here": (
        (f"UPDATE people SET deleted = 1 WHERE id = x'{ONE}'",),
        (f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'",),
    ),
    "attendance entered on both sides": ((ATTENDED.format(ONE, "present"),), (ATTENDED.format(ONE, "leave"),)),
    "a session moved to another year": (
        (ATTENDED.format(ONE, "present"),),
        (f"UPDATE sessions SET starts_on = '2027-01-05' WHERE id = x'{SESSION}'",),
    ),
    "a new branch with a member": ((), (BRANCH, MEMBER)),
}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


@pytest.mark.parametrize("case", CASES)
def test_a_merge_is_taken_back_whole(pair: list[Replica], case: str) -> None:
    here, there = pair
    ours, theirs = CASES[case]
    here.write(*ours)
    there.write(*theirs)
    before = here.live()
    here.merge(there)
    merged = here.live()
    here.reopen()
    step = StepService(here.database).undo().step.code
    assert here.live() == before
    here.merge(there)
    assert here.live() == before
    StepService(here.database).redo(step)
    assert here.live() == merged


@pytest.mark.parametrize("case", CASES)
def test_taking_a_merge_back_travels_and_is_no_conflict_of_its_own(pair: list[Replica], case: str) -> None:
    here, there = pair
    ours, theirs = CASES[case]
    here.write(*ours)
    there.write(*theirs)
    before = here.live()
    here.merge(there)
    StepService(here.database).undo()
    everything_to_everyone(pair)
    assert here.live() == there.live() == before
    assert here.conflicts() == there.conflicts()
