"""A branch's package: what is in it and what is not, what comes back, and what is refused."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models import driver
from models.change_log.cells import logged_tables
from services.checking.recovery import RecoveryService
from services.errors import AppError, FileExistsAlreadyError
from services.exchange.errors import BranchAheadError, BranchCopyError, BranchRecoveredError, OtherBranchError
from services.history.errors import NothingToUndoError
from services.history.steps import StepService
from services.packages.errors import OnlyOwnBranchError
from services.packages.rows import PackageKind, PackedPackage
from services.packages.service import PackageService
from services.packages.unpacking import UnpackService
from tests.services.exchange.replicas import PEOPLE, SESSIONS, TOP, Replica
from tests.services.exchange.replicas import copy as copied
from tests.services.packages.branches import FIRST, GROUP, SECOND, District
from tests.services.packages.senders import CLOCK, files_of, merge

ONE, TWO, THREE = (person.hex() for person in PEOPLE)
OWN, OTHER = (session.hex() for session in SESSIONS)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path)
    yield made
    made.close()


def ids(replica: Replica, table: str) -> set[str]:
    return {bytes(key).hex() for (key,) in replica.read(f"SELECT id FROM {table}")}


def attend(session: str, person: str) -> str:
    return (
        f"INSERT INTO attendance (session_id, person_id, year, status) VALUES (x'{session}', x'{person}', 0, 'present')"
    )


def transfer(person: str, branch: bytes) -> tuple[str, str]:
    key = "ee" * 16
    return (
        f"UPDATE memberships SET ends_on = '2026-03-01' WHERE person_id = x'{person}'",
        f"INSERT INTO memberships (id, person_id, organization_id) VALUES (x'{key}', x'{person}', x'{branch.hex()}')",
    )


def test_a_branch_gets_its_own_with_what_it_needs_and_no_more(district: District) -> None:
    branch = district.branches[FIRST]
    assert ids(branch, "organizations") == {key.hex() for key in (TOP, FIRST, GROUP)}
    assert ids(branch, "people") == {ONE, TWO}
    assert ids(branch, "sessions") == {OWN}
    assert "人3".encode() not in branch.path.read_bytes()


def test_guests_come_with_the_branchs_sessions_and_members_with_theirs_elsewhere(district: District) -> None:
    district.committee.write(attend(OWN, THREE), attend(OTHER, ONE), attend(OTHER, THREE))
    district.pack_down(FIRST)
    district.carry(-1)
    branch = district.branches[FIRST]
    assert ids(branch, "people") == {ONE, TWO, THREE}
    assert ids(branch, "sessions") == {OWN, OTHER}
    attended = branch.read("SELECT hex(session_id), hex(person_id) FROM attendance ORDER BY 1, 2")
    assert [(s.lower(), p.lower()) for s, p in attended] == [(OWN, THREE), (OTHER, ONE)]


def test_who_comes_into_the_branch_comes_whole(district: District) -> None:
    committee, branch = district.committee, district.branches[FIRST]
    committee.write(f"UPDATE people SET name = '改过名', phone = '1' WHERE id = x'{THREE}'")
    committee.write(attend(OTHER, THREE))
    district.pack_down(FIRST)
    district.carry(-1)
    assert THREE not in ids(branch, "people")
    committee.write(*transfer(THREE, FIRST))
    district.pack_down(FIRST)
    district.carry(-1)
    assert branch.read(f"SELECT name, phone FROM people WHERE id = x'{THREE}'") == [("改过名", "1")]
    assert len(branch.read(f"SELECT 1 FROM memberships WHERE person_id = x'{THREE}'")) == 2
    assert len(branch.read(f"SELECT 1 FROM attendance WHERE person_id = x'{THREE}'")) == 1
    branch.write(f"UPDATE people SET phone = '2' WHERE id = x'{THREE}'")
    district.pack_up(FIRST)
    district.carry(-1)
    assert committee.read(f"SELECT phone FROM people WHERE id = x'{THREE}'") == [("2",)]
    assert committee.conflicts() == []


def test_a_session_that_was_given_away_is_seen_to_be_gone(district: District) -> None:
    district.committee.write(f"UPDATE sessions SET organization_id = x'{SECOND.hex()}' WHERE id = x'{OWN}'")
    for branch in (FIRST, SECOND):
        district.pack_down(branch)
        district.carry(-1)
        assert district.branches[branch].read(f"SELECT organization_id FROM sessions WHERE id = x'{OWN}'") == [
            (SECOND,)
        ]


def test_a_lost_report_is_covered_by_the_next(district: District) -> None:
    branch = district.branches[FIRST]
    branch.write(f"UPDATE people SET name = '甲' WHERE id = x'{ONE}'")
    district.pack_up(FIRST)
    branch.reopen()
    branch.write(f"UPDATE people SET phone = '1' WHERE id = x'{TWO}'")
    district.pack_up(FIRST)
    district.carry(1)
    assert district.committee.read("SELECT name, phone FROM people ORDER BY id") == [
        ("甲", ""),
        ("人2", "1"),
        ("人3", ""),
    ]
    before = district.committee.live(), district.committee.log()
    district.carry(0)
    assert (district.committee.live(), district.committee.log()) == before


def test_a_branch_passes_on_only_what_it_wrote_itself(district: District) -> None:
    committee, branch = district.committee, district.branches[FIRST]
    second = copied(committee, district.folder / "second.db")
    committee.reopen()
    committee.write(f"UPDATE people SET name = '党委改的' WHERE id = x'{ONE}'")
    district.pack_down(FIRST)
    district.carry(-1)
    before = second.live(), second.log()
    assert second.merge(branch).applied == 0
    assert (second.live(), second.log()) == before
    branch.write(f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'")
    with pytest.raises(BranchAheadError) as caught:
        second.merge(branch)
    assert caught.value.computer == "copy0"
    assert (second.live(), second.log()) == before
    second.merge(committee)
    second.merge(branch)
    assert second.read(f"SELECT name, phone FROM people WHERE id = x'{ONE}'") == [("党委改的", "1")]
    committee.merge(second)
    assert committee.live() == second.live()
    second.database.close()


def test_two_pcs_of_one_branch_exchange_and_either_reports_for_both(district: District) -> None:
    branch = district.branches[FIRST]
    other = copied(branch, district.folder / "other.db")
    branch.write(f"UPDATE people SET name = '甲' WHERE id = x'{ONE}'")
    other.write(f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'")
    branch.merge(other)
    district.committee.merge(branch)
    assert district.committee.read(f"SELECT name, phone FROM people WHERE id = x'{ONE}'") == [("甲", "1")]
    other.database.close()


def test_the_merge_of_a_package_is_taken_back_and_nothing_else(district: District) -> None:
    committee, branch = district.committee, district.branches[FIRST]
    committee.write(f"UPDATE people SET name = '改过名' WHERE id = x'{ONE}'", *transfer(THREE, FIRST))
    branch.write(f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'")
    district.pack_down(FIRST)
    district.carry(-1)
    assert branch.read(f"SELECT name, phone FROM people WHERE id = x'{ONE}'") == [("改过名", "1")]
    steps = StepService(branch.database)
    assert steps.undo().left == 0
    assert branch.read(f"SELECT name, phone FROM people WHERE id = x'{ONE}'") == [("人1", "1")]
    assert branch.read(f"SELECT deleted FROM memberships WHERE id = x'{'ee' * 16}'") == [(1,)]
    steps.undo()
    assert branch.read(f"SELECT name, phone FROM people WHERE id = x'{ONE}'") == [("人1", "")]
    with pytest.raises(NothingToUndoError):
        steps.undo()


def test_wrong_partners_are_refused(district: District) -> None:
    first, second = district.branches.values()
    for ours, theirs, refusal in (
        (first, second, OtherBranchError),
        (first, district.committee, BranchCopyError),
    ):
        before = ours.live(), ours.log()
        with pytest.raises(refusal):
            ours.merge(theirs)
        assert (ours.live(), ours.log()) == before


def pack(path: Path, out: Path, branch: bytes | None = None, password: str = "") -> PackedPackage:
    files = files_of(path)
    with closing(files.open_for_reading(path)) as database:
        return PackageService(database, CLOCK, files).pack(out, password, branch)


def test_packages_go_down_to_a_new_pc_and_back_up(district: District, tmp_path: Path) -> None:
    ledger, stick, home = district.committee.path, tmp_path / "stick", tmp_path / "支部.db"
    stick.mkdir()
    down = pack(ledger, stick, FIRST)
    assert (down.cover.kind, down.cover.branch, down.cover.number) == (PackageKind.BRANCH, "第一党支部", 1)
    assert pack(ledger, stick, SECOND).cover.number == 1
    assert "第一党支部" in down.path.name
    assert down.cover.rows["people"] == 2
    UnpackService(files_of(home)).unpack(down.path, home)
    with pytest.raises(FileExistsAlreadyError):
        UnpackService(files_of(home)).unpack(down.path, home)
    with pytest.raises(OnlyOwnBranchError):
        pack(home, stick, SECOND)
    with closing(driver.connect(home)) as connection:
        triggers = {name for (name,) in connection.execute("SELECT tbl_name FROM sqlite_schema WHERE type='trigger'")}
    assert triggers >= {table.name for table in logged_tables()}
    with closing(files_of(home).open_for_reading(home)) as database, database.transaction() as session:
        session.connection().exec_driver_sql(f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'")
    up = pack(home, stick)
    assert (up.cover.kind, up.cover.branch) == (PackageKind.FROM_BRANCH, "第一党支部")
    report = merge(ledger, up.path)
    assert (report.applied, report.package and report.package.missing) == (1, ())
    assert district.committee.read(f"SELECT phone FROM people WHERE id = x'{ONE}'") == [("1",)]


def test_what_is_wrong_for_the_receiver_is_refused_by_the_service_too(district: District, tmp_path: Path) -> None:
    home = tmp_path / "支部.db"
    UnpackService(files_of(home)).unpack(pack(district.committee.path, tmp_path / "1.slpack", FIRST).path, home)
    wrong = pack(district.committee.path, tmp_path / "2.slpack", SECOND).path
    whole = pack(district.committee.path, tmp_path / "3.slpack").path
    before = home.read_bytes()
    for package, refusal in ((wrong, OtherBranchError), (whole, BranchCopyError)):
        for only_look in (True, False):
            with pytest.raises(AppError) as caught:
                merge(home, package, only_look=only_look)
            assert type(caught.value) is refusal
    assert home.read_bytes() == before


def test_a_branch_package_with_a_password_opens_with_it_alone(district: District, tmp_path: Path) -> None:
    packed = pack(district.committee.path, tmp_path / "1.slpack", FIRST, "支部自己的密码")
    assert packed.cover.protected
    home = tmp_path / "支部.db"
    with pytest.raises(AppError):
        UnpackService(files_of(home)).unpack(packed.path, home)
    assert not home.exists()
    UnpackService(files_of(home, "支部自己的密码")).unpack(packed.path, home)
    assert "人1".encode() not in home.read_bytes()


def test_a_branch_copy_read_out_of_a_damaged_file_is_neither_merged_nor_packed(
    district: District, tmp_path: Path
) -> None:
    branch, saved = district.branches[FIRST], tmp_path / "saved.db"
    branch.write(f"UPDATE people SET phone = '1' WHERE id = x'{ONE}'")
    recovery = RecoveryService(files_of(tmp_path)).recover(branch.path, saved)
    assert recovery.branch == "第一党支部"
    with pytest.raises(BranchRecoveredError):
        pack(saved, tmp_path / "out.slpack")
    district.close()
    for other in (district.committee.path, branch.path):
        for ours, theirs in ((saved, other), (other, saved)):
            with pytest.raises(BranchRecoveredError):
                merge(ours, theirs)
