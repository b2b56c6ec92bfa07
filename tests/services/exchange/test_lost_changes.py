"""A committee's ledger restored from an old backup takes back from its branches' reports what it lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.clock import FixedClock
from services.exchange.errors import BranchAheadError
from services.exchange.rows import MergeReport
from services.exchange.service import MergeService
from services.ledger_file import LedgerFiles
from tests.services.exchange.replicas import MOMENT, PEOPLE, SESSIONS, Replica, copy
from tests.services.packages.branches import FIRST, SECOND, District

ONE, THREE = PEOPLE[0].hex(), PEOPLE[2].hex()
NEW = "77" * 16
HELD = f"x'{NEW}', x'{ONE}'"


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    """Make a committee that loses what it wrote since a backup; both branches got it before."""
    made = District(tmp_path)
    shutil.copyfile(made.copied(made.committee), tmp_path / "backup.db")
    made.committee.reopen()
    made.committee.write(
        f"UPDATE people SET name = '丢失的改名', education = '丢失的学历' WHERE id = x'{ONE}'",
        f"UPDATE people SET name = '丢失的改名三' WHERE id = x'{THREE}'",
        "INSERT INTO sessions (id, kind, title, organization_id, starts_on, discussion, state) "
        f"VALUES (x'{NEW}', 'theme_day', '丢失的活动', x'{FIRST.hex()}', '2026-03-01', 0, 'held')",
    )
    for branch in (FIRST, SECOND):
        made.pack_down(branch)
        made.carry(-1)
    made.branches[FIRST].write(
        f"INSERT INTO attendance (session_id, person_id, year, status) VALUES ({HELD}, 0, 'present')",
        f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'",
    )
    yield made
    made.close()


@pytest.fixture
def restored(district: District) -> Iterator[Replica]:
    """Open the committee's ledger from the backup, worked on since."""
    ledger = Replica(district.folder / "backup.db")
    ledger.write(f"UPDATE people SET education = '后来的学历' WHERE id = x'{ONE}'")
    yield ledger
    ledger.database.close()


def service(ledger: Replica) -> MergeService:
    files = LedgerFiles(ledger.path.parent / "backups", FixedClock(MOMENT))
    return MergeService(ledger.database, FixedClock(MOMENT), files)


def compare_whole(ledger: Replica, branch: Replica) -> MergeReport:
    return service(ledger).comparing_whole().merge(branch.path)[0]


def person(ledger: Replica, key: str = ONE) -> tuple[str, ...]:
    (found,) = ledger.read(f"SELECT name, education, phone FROM people WHERE id = x'{key}'")
    return tuple(found)


def test_what_was_lost_comes_back_and_what_differs_waits(district: District, restored: Replica) -> None:
    branch = district.branches[FIRST]
    with pytest.raises(BranchAheadError) as refused:
        service(restored).merge(branch.path)
    assert refused.value.computer == district.committee.path.stem
    shown = service(restored).comparing_whole().preview(branch.path)
    assert person(restored) == ("人1", "后来的学历", "")
    report = compare_whole(restored, branch)
    assert (report.counts, len(report.conflicts)) == (shown.counts, 1)
    assert person(restored) == ("丢失的改名", "后来的学历", "1")
    assert restored.read(f"SELECT title FROM sessions WHERE id = x'{NEW}'") == [("丢失的活动",)]
    assert restored.read(f"SELECT year FROM attendance WHERE session_id = x'{NEW}'") == [(2026,)]
    assert [conflict[-2:] for conflict in restored.conflicts()] == [("丢失的学历", "后来的学历")]


def test_once_agreed_the_branches_report_as_before(district: District, restored: Replica) -> None:
    branch = district.branches[FIRST]
    compare_whole(restored, branch)
    before = restored.live(), restored.log()
    assert service(restored).merge(branch.path)[0].applied == 0
    assert compare_whole(restored, branch).applied == 0
    assert (restored.live(), restored.log()) == before
    branch.write(f"UPDATE people SET phone = '2' WHERE id = x'{ONE}'")
    assert service(restored).merge(branch.path)[0].applied == 1
    assert service(restored).merge(district.branches[SECOND].path)[0].applied == 1
    assert person(restored, THREE)[0] == "丢失的改名三"


def test_the_lost_ledger_turning_up_again_brings_no_disorder(district: District, restored: Replica) -> None:
    committee = district.committee
    committee.write(f"UPDATE sessions SET title = '谁也没收到的' WHERE id = x'{SESSIONS[0].hex()}'")
    for branch in district.branches.values():
        compare_whole(restored, branch)
    for _ in range(2):
        restored.merge(committee)
        committee.merge(restored)
    assert restored.live() == committee.live()
    assert restored.conflicts() == committee.conflicts()
    assert restored.read(f"SELECT title FROM sessions WHERE id = x'{SESSIONS[0].hex()}'") == [("谁也没收到的",)]


def test_a_branch_that_gets_the_restored_ledger_ends_equal(district: District, restored: Replica) -> None:
    compare_whole(restored, district.branches[FIRST])
    compare_whole(restored, district.branches[SECOND])
    district.committee.database.close()
    district.committee = restored
    district.everything_to_everyone()
    branch = district.branches[FIRST]
    assert person(branch) == person(restored)
    assert branch.read(f"SELECT title FROM sessions WHERE id = x'{NEW}'") == [("丢失的活动",)]
    again = copy(restored, district.folder / "again.db")
    assert again.merge(branch).applied == 0
    again.database.close()
