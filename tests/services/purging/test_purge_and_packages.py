"""A purge and what travels: packages to branches and back, late ones among them; undo; contents of attachments."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from models.keys import Key
from services.clock import FixedClock
from services.errors import AppError
from services.exchange.errors import BranchAheadError
from services.exchange.service import MergeService
from services.history.steps import StepService
from services.ledger_file import LedgerFiles
from services.purging.rows import PersonalField, PurgeDraft
from services.purging.service import PurgeService
from tests.services.exchange.replicas import MOMENT, PEOPLE, Replica, close, copy, office
from tests.services.packages.branches import BRANCHES, FIRST, District
from tests.services.purging.test_purging import held, phone_is

PHONE, OTHER = "13811112222", "13833334444"
ONE = PEOPLE[0].hex()
CONTENT = b"the whole text of a decision " * 400
HASH = "ab" * 32
ATTACHED = (
    (
        "INSERT INTO attachment_contents (sha256, media_type, size, content, thumbnail) "
        f"VALUES (x'{HASH}', 'text/plain', {len(CONTENT)}, x'{CONTENT.hex()}', NULL)"
    ),
    (
        "INSERT INTO attachments (id, sha256, paper, name, person_id, added_on) "
        f"VALUES (x'{'cd' * 16}', x'{HASH}', 'other', '决定.txt', x'{ONE}', '2026-02-01')"
    ),
)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path)
    yield made
    made.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Replica]]:
    made = office(tmp_path, 2)
    yield made
    close(made)


def purge(replica: Replica, *, whole: bool = True) -> None:
    files = LedgerFiles(replica.path.parent / "backups", FixedClock(MOMENT))
    draft = PurgeDraft(Key(PEOPLE[0]), frozenset({PersonalField.PHONE}), whole)
    PurgeService(replica.database, files, replica.path).purge(draft)


def merge_as_the_officer_does(ours: Replica, theirs: Path) -> None:
    files = LedgerFiles(ours.path.parent / "backups", FixedClock(MOMENT))
    MergeService(ours.database, FixedClock(MOMENT), files).merge(theirs)


def in_file(replica: Replica, *texts: bytes) -> bool:
    replica.reopen()
    replica.database.close()
    content = b"".join(path.read_bytes() for path in replica.path.parent.glob(f"{replica.path.name}*"))
    replica.open()
    return any(text in content for text in texts)


def test_contents_leave_every_copy_and_an_old_copy_does_not_bring_them_back(
    pair: list[Replica], tmp_path: Path
) -> None:
    ours, theirs = pair
    ours.write(*ATTACHED)
    theirs.merge(ours)
    before = copy(ours, tmp_path / "before.db")
    before.database.close()
    assert in_file(theirs, CONTENT[:40])
    purge(ours)
    assert not in_file(ours, CONTENT[:40], CONTENT[-40:])
    ours.reopen()
    merge_as_the_officer_does(theirs, ours.path)
    assert not in_file(theirs, CONTENT[:40], CONTENT[-40:])
    for replica in pair:
        merge_as_the_officer_does(replica, before.path)
        assert not in_file(replica, CONTENT[:40])
        assert replica.read("SELECT content, deleted FROM attachment_contents") == [(None, 1)]


def test_no_step_from_before_a_purge_brings_anything_back(pair: list[Replica]) -> None:
    ours, _ = pair
    phone_is(ours, PHONE)
    phone_is(ours, OTHER)
    purge(ours, whole=False)
    steps = StepService(ours.database)
    for row in steps.steps():
        with suppress(AppError):
            steps.undo(row.code, partly=True)
        with suppress(AppError):
            steps.redo(row.code, partly=True)
    assert not held(ours, PHONE)
    assert not held(ours, OTHER)


def test_undoing_the_merge_that_brought_a_purge_brings_nothing_back(pair: list[Replica]) -> None:
    ours, theirs = pair
    phone_is(ours, PHONE)
    theirs.merge(ours)
    purge(ours, whole=False)
    ours.reopen()
    theirs.reopen()
    phone_is(theirs, OTHER)
    theirs.merge(ours)
    steps = StepService(theirs.database)
    for row in steps.steps():
        with suppress(AppError):
            steps.undo(row.code, partly=True)
    assert not held(theirs, PHONE)
    assert not held(theirs, OTHER)


def test_a_purge_of_the_committee_goes_down_and_late_packages_bring_nothing_back(district: District) -> None:
    committee, branch = district.committee, district.branches[FIRST]
    phone_is(committee, PHONE)
    district.pack_down(FIRST)  # 0: late, from before the purge
    district.pack_down(FIRST)
    district.carry(1)
    assert held(branch, PHONE)
    branch.reopen()
    phone_is(branch, OTHER)
    district.pack_up(FIRST)  # 2: late too, the branch wrote without knowing of the purge
    purge(committee, whole=False)
    committee.reopen()
    district.pack_down(FIRST)
    district.carry(3)
    for place in (0, 2):
        district.carry(place)
    district.everything_to_everyone()
    for replica in (committee, branch):
        assert not held(replica, PHONE)
        assert not held(replica, OTHER)
        assert replica.conflicts() == []


def test_a_purge_of_a_branch_goes_up_and_late_packages_bring_nothing_back(district: District) -> None:
    committee, branch = district.committee, district.branches[FIRST]
    phone_is(branch, PHONE)
    district.pack_up(FIRST)  # 0: late, from before the purge
    district.pack_up(FIRST)
    district.carry(1)
    assert held(committee, PHONE)
    committee.reopen()
    phone_is(committee, OTHER)
    district.pack_down(FIRST)  # 2: late too
    purge(branch, whole=False)
    branch.reopen()
    district.pack_up(FIRST)
    district.carry(3)
    for place in (0, 2):
        district.carry(place)
    district.everything_to_everyone()
    for replica in (committee, branch):
        assert not held(replica, PHONE)
        assert not held(replica, OTHER)


@pytest.mark.parametrize("seed", range(10))
def test_whatever_the_order_of_packages_no_purged_number_is_left(district: District, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a draw of acts
    purged: set[str] = set()
    for number in range(16):
        replica = chance.choice(district.replicas[:2])
        act = chance.random()
        if act < 0.4:
            phone_is(replica, f"phone {number:03}")
        elif act < 0.55:
            purged |= {row[0] for row in replica.read(f"SELECT phone FROM people WHERE id = x'{ONE}'")} - {""}
            purge(replica, whole=chance.random() < 0.3)
            replica.reopen()
        elif act < 0.75:
            (district.pack_up if replica is not district.committee else district.pack_down)(FIRST)
        elif district.packages:
            with suppress(BranchAheadError):
                district.carry(chance.randrange(len(district.packages)))
    for place in chance.sample(range(len(district.packages)), len(district.packages)):
        with suppress(BranchAheadError):
            district.carry(place)
    district.everything_to_everyone()
    committee, branch = district.committee, district.branches[BRANCHES[0]]
    assert not any(held(replica, text) for replica in (committee, branch) for text in purged)
    phones = [replica.read(f"SELECT phone, name FROM people WHERE id = x'{ONE}'") for replica in (committee, branch)]
    assert phones[0] == phones[1]
