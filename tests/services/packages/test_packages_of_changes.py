"""Packages that hold what the receiver lacks: what is left out, what is not, and who is refused for lack of a base."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.errors import AppError
from services.exchange.errors import OtherFileDamagedError
from services.exchange.service import MergeService
from services.packages.container import build_package, digest_of, open_package, take_out
from services.packages.errors import (
    BaseMissingError,
    ChangesForSuperiorError,
    ChangesOnlyError,
    EarlierContentMissingError,
    PackageDamagedError,
)
from services.packages.rows import PackageKind
from services.packages.unpacking import UnpackService
from tests.services.exchange.replicas import PEOPLE, SESSIONS
from tests.services.packages.branches import FIRST, SECOND
from tests.services.packages.post import PackedFile, Post
from tests.services.packages.senders import CLOCK, files_of, members_of, merge, repacked
from ui.error_texts import sentence

ONE, TWO, THREE = (person.hex() for person in PEOPLE)
OWN, OTHER = (session.hex() for session in SESSIONS)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = Post(tmp_path)
    yield made
    made.close()


def phone(person: str, value: str) -> str:
    return f"UPDATE people SET phone = '{value}' WHERE id = x'{person}'"


def attend(session: str, person: str) -> str:
    return (
        f"INSERT INTO attendance (session_id, person_id, year, status) VALUES (x'{session}', x'{person}', 0, 'present')"
    )


def move(person: str, branch: bytes, key: int) -> str:
    return (
        "INSERT INTO memberships (id, person_id, organization_id, starts_on) "
        f"VALUES (x'{bytes([key] * 16).hex()}', x'{person}', x'{branch.hex()}', '2026-03-01')"
    )


def phones(post: Post, name: str, person: str = ONE) -> list[str]:
    return [value for (value,) in post.replicas[name].read(f"SELECT phone FROM people WHERE id = x'{person}'")]


def inside(post: Post, package: PackedFile) -> dict[str, int]:
    """Count the rows in a package by table, with what is there for the sake of references."""
    target = post.folder / "inside.db"
    take_out(open_package(package.path), target)
    with closing(sqlite3.connect(target)) as connection:
        tables = ("people", "attendance", "sessions", "memberships", "attachment_contents")
        return {
            table: count
            for table in tables
            if (count := connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        }


def answered(post: Post, branch: str = "branch0") -> None:
    """Let the branch report: its package shows what it has."""
    assert post.carry(post.pack(branch, "committee")) is not None


def test_nothing_is_left_out_before_the_receiver_answered(post: Post) -> None:
    post.pack("committee", "branch0", FIRST)
    assert [package.changes_only for package in post.made] == [False]
    post.carry(post.made[0])
    post.replicas["committee"].write(phone(ONE, "1"))
    assert not post.pack("committee", "branch0", FIRST).changes_only


def test_after_an_answer_only_the_changes_go(post: Post) -> None:
    answered(post)
    post.replicas["committee"].write(phone(ONE, "1"), phone(THREE, "2"))
    package = post.pack("committee", "branch0", FIRST)
    cover = open_package(package.path).cover
    assert (cover.changes_only, cover.since, cover.rows) == (True, 1, {"people": 1})
    assert inside(post, package) == {"people": 1}
    assert post.carry(package) is not None
    assert phones(post, "branch0") == ["1"]


def test_what_the_branch_wrote_does_not_come_back_to_it(post: Post) -> None:
    post.replicas["branch0"].write(phone(ONE, "1"), attend(OWN, ONE))
    answered(post)
    post.replicas["committee"].write(phone(TWO, "2"))
    package = post.pack("committee", "branch0", FIRST)
    assert open_package(package.path).cover.rows == {"people": 1}
    post.carry(package)
    assert phones(post, "branch0", TWO) == ["2"]


def test_upward_goes_what_is_not_confirmed(post: Post) -> None:
    branch = post.replicas["branch0"]
    branch.write(phone(ONE, "1"))
    lost = post.pack("branch0", "committee")
    branch.write(phone(TWO, "2"))
    both = post.pack("branch0", "committee")
    assert [open_package(package.path).cover.rows for package in (lost, both)] == [{"people": 1}, {"people": 2}]
    post.carry(both)
    post.carry(post.pack("committee", "branch0", FIRST))
    branch.write(phone(ONE, "3"))
    assert open_package(post.pack("branch0", "committee").path).cover.rows == {"people": 1}
    post.carry(post.made[-1])
    assert (phones(post, "committee"), phones(post, "committee", TWO)) == (["3"], ["2"])


def test_who_comes_into_the_branch_comes_whole_in_a_package_of_changes(post: Post) -> None:
    post.replicas["committee"].write(phone(THREE, "1"), attend(OTHER, THREE))
    post.carry(post.pack("committee", "branch0", FIRST))
    answered(post)
    post.replicas["committee"].write(move(THREE, FIRST, 77))
    package = post.pack("committee", "branch0", FIRST)
    assert package.changes_only
    assert open_package(package.path).cover.rows == {
        "organizations": 1,  # the one they come from
        "people": 1,
        "memberships": 2,
        "sessions": 1,
        "attendance": 1,
    }
    post.carry(package)
    assert phones(post, "branch0", THREE) == ["1"]


def test_a_branch_that_two_committees_pack_for_lacks_nothing_in_the_end(post: Post) -> None:
    """One PC moves a person in, the other, not knowing, edits them: each package lacks half, the vectors say all."""
    post.carry(post.pack("second", "branch0", FIRST))
    answered(post)
    post.replicas["committee"].write(move(THREE, FIRST, 77))
    post.replicas["second"].write(phone(THREE, "1"))
    post.carry(post.pack("committee", "branch0", FIRST))
    post.carry(post.pack("second", "branch0", FIRST))
    assert phones(post, "branch0", THREE) == [""]
    answered(post)
    post.carry(post.pack("second", "committee"))
    assert post.pack("committee", "branch0", FIRST).changes_only
    post.carry(post.made[-1])
    assert phones(post, "branch0", THREE) == ["1"]


def test_a_package_on_top_of_one_that_never_came_is_refused_and_a_whole_one_helps(post: Post) -> None:
    """Another PC of the branch answers for itself only."""
    post.carry(post.pack("committee", "branch0", FIRST))
    answered(post)
    post.replicas["committee"].write(phone(ONE, "1"))
    package = post.pack("committee", "branch0", FIRST)
    assert package.since == 2
    post.take("other", post.replicas["branch0"].path)
    post.replicas["other"].write("DELETE FROM package_arrivals WHERE number = 2")
    elsewhere = PackedFile(package.path, post.folder / "other.db", package.changes_only, package.since)
    assert post.carry(elsewhere) is None
    (refusal,) = post.refusals
    assert isinstance(refusal, BaseMissingError)
    assert (refusal.since, refusal.newest) == (2, 1)
    assert "第 2 号以后" in sentence(refusal)
    assert "全部内容" in sentence(refusal)
    whole = post.pack("committee", "other", FIRST, whole=True)
    assert post.carry(whole) is not None
    assert phones(post, "other") == ["1"]


def test_a_receiver_restored_from_before_its_answer_is_refused_until_all_comes(post: Post) -> None:
    branch = post.replicas["branch0"]
    branch.reopen()
    branch.database.close()
    backup = branch.path.read_bytes()
    branch.open()
    branch.write(phone(ONE, "1"))
    answered(post)
    branch.database.close()
    branch.path.write_bytes(backup)
    branch.open()
    post.replicas["committee"].write(phone(TWO, "2"))
    assert post.carry(post.pack("committee", "branch0", FIRST)) is None
    assert isinstance(post.refusals[-1], EarlierContentMissingError)
    assert post.carry(post.pack("committee", "branch0", FIRST, whole=True)) is not None
    assert (phones(post, "branch0"), phones(post, "branch0", TWO)) == (["1"], ["2"])


def test_two_whole_ledgers_send_each_other_what_is_new(post: Post) -> None:
    assert not post.pack("second", "committee").changes_only
    post.carry(post.made[-1])
    post.replicas["committee"].write(phone(ONE, "1"))
    assert post.pack("committee", "second").changes_only
    assert open_package(post.made[-1].path).cover.rows == {"people": 1}
    post.carry(post.made[-1])
    assert phones(post, "second") == ["1"]
    third = post.take("third", post.folder / "empty.db")
    third.write("INSERT INTO organizations (id, name, kind) SELECT x'" + "74" * 16 + "', '某某公司党委', 'committee'")
    post.made[-1].to = third.path
    assert post.carry(post.made[-1]) is None
    assert isinstance(post.refusals[-1], EarlierContentMissingError)


def test_late_and_repeated_packages_are_told_and_change_nothing(post: Post) -> None:
    answered(post)
    made = []
    for value in ("1", "2", "3"):
        post.replicas["committee"].write(phone(ONE, value))
        made.append(post.pack("committee", "branch0", FIRST))
    first, second, third = made
    reports = [post.carry(package) for package in (second, first, third, second)]
    notices = [report.package for report in reports if report and report.package]
    assert [(notice.missing, notice.newest) for notice in notices] == [((2,), None), ((), 3), ((), None), ((), 4)]
    assert phones(post, "branch0") == ["3"]


def test_a_number_beyond_all_reason_names_a_few_that_are_missing(
    packed: tuple[Post, PackedFile], sent: PackedFile
) -> None:
    opened = open_package(sent.path)
    take_out(opened, sent.path.with_name("ledger.db"))
    build_package(sent.path, sent.path.with_name("ledger.db"), replace(opened.cover, number=2**53 - 1))
    with closing(files_of(sent.to).open_for_reading(sent.to)) as database:
        report = MergeService(database, CLOCK, files_of(sent.to)).preview(sent.path)
    assert report.package is not None
    assert report.package.missing[-1] == 2**53 - 2
    assert len(report.package.missing) < 30


def test_a_restored_sender_that_counts_on_is_not_called_stale(post: Post) -> None:
    committee = post.replicas["committee"]
    committee.reopen()
    committee.database.close()
    backup = committee.path.read_bytes()
    committee.open()
    post.carry(post.pack("committee", "branch0", FIRST))
    committee.database.close()
    committee.path.write_bytes(backup)
    committee.open()
    committee.write(phone(ONE, "1"))
    report = post.carry(post.pack("committee", "branch0", FIRST))
    assert report is not None
    assert report.package is not None
    assert (report.package.cover.number, report.package.newest, report.package.missing) == (2, None, ())
    assert phones(post, "branch0") == ["1"]


def test_bytes_of_attachments_that_the_receiver_has_stay_at_home(post: Post) -> None:
    content = "INSERT INTO attachment_contents (sha256, media_type, size, content) VALUES (x'{0}', 'a', 9, x'{1}')"
    hangs = (
        "INSERT INTO attachments (id, sha256, paper, name, session_id, added_on) "
        "VALUES (randomblob(16), x'{0}', 'record', '记录', x'{1}', '2026-03-05')"
    )
    old, new = "aa" * 32, "bb" * 32
    post.replicas["committee"].write(content.format(old, "01" * 99_000), hangs.format(old, OWN))
    post.carry(post.pack("committee", "branch0", FIRST))
    answered(post)
    post.replicas["committee"].write(content.format(new, "02" * 30_000))
    post.replicas["committee"].write(hangs.format(old, OWN), hangs.format(new, OWN))
    package = post.pack("committee", "branch0", FIRST)
    assert inside(post, package)["attachment_contents"] == 2
    with closing(sqlite3.connect(post.folder / "inside.db")) as connection:
        kept = connection.execute("SELECT length(content) FROM attachment_contents ORDER BY sha256").fetchall()
    assert kept == [(None,), (30_000,)]
    post.carry(package)
    assert post.replicas["branch0"].read("SELECT length(content) FROM attachment_contents ORDER BY sha256") == [
        (99_000,),
        (30_000,),
    ]


def test_a_branch_has_the_shortcomings_and_plan_items_that_name_it(post: Post) -> None:
    problem = (
        "INSERT INTO shortcomings (id, year, problem, responsible_unit, state) "
        "VALUES (x'{0}', 2026, '问题', '{1}', 'open')"
    )
    post.replicas["committee"].write(
        problem.format("51" * 16, "第一党支部"),
        problem.format("52" * 16, "第二党支部"),
        f"INSERT INTO shortcoming_measures (id, shortcoming_id, content) VALUES (randomblob(16), x'{'51' * 16}', '改')",
        f"INSERT INTO plans (id, year, name) VALUES (x'{'53' * 16}', 2026, '党委计划')",
        "INSERT INTO plan_items (id, plan_id, title, responsible_unit, state) "
        f"VALUES (randomblob(16), x'{'53' * 16}', '自办', '第一党小组', 'not_started'), "
        f"(randomblob(16), x'{'53' * 16}', '别人办', '第二党支部', 'not_started')",
    )
    post.carry(post.pack("committee", "branch0", FIRST))
    branch = post.replicas["branch0"]
    assert branch.read("SELECT id FROM shortcomings") == [(bytes.fromhex("51" * 16),)]
    assert len(branch.read("SELECT 1 FROM shortcoming_measures")) == 1
    assert branch.read("SELECT i.title, p.name FROM plan_items i JOIN plans p ON p.id = i.plan_id") == [
        ("自办", "党委计划")
    ]
    answered(post)
    post.replicas["committee"].write(
        f"UPDATE shortcomings SET responsible_unit = '第一党支部' WHERE id = x'{'52' * 16}'"
    )
    package = post.pack("committee", "branch0", FIRST)
    assert open_package(package.path).cover.rows == {"shortcomings": 1}
    post.carry(package)
    assert len(branch.read("SELECT 1 FROM shortcomings")) == 2


def test_a_report_is_not_for_the_branchs_other_pc(post: Post) -> None:
    post.take("other", post.replicas["branch0"].path)
    post.replicas["branch0"].write(phone(ONE, "1"))
    assert post.carry(post.pack("branch0", "other")) is None
    assert isinstance(post.refusals[-1], ChangesForSuperiorError)
    assert post.carry(post.pack("branch0", "other", whole=True)) is not None
    assert phones(post, "other") == ["1"]


def test_the_plan_says_what_would_go(post: Post) -> None:
    answered(post)
    post.replicas["committee"].write(phone(ONE, "1"))
    plan = post.plan("committee", FIRST)
    assert (plan.changes_only, plan.since, plan.rows, plan.partners) == (True, 1, {"people": 1}, ("branch0",))
    assert post.plan("committee", SECOND).rows["people"] == 1
    assert plan.size < post.plan("committee", SECOND).size


def test_changes_become_no_ledger(post: Post, tmp_path: Path) -> None:
    package = post.pack("branch0", "committee")
    assert package.changes_only
    target, raw = tmp_path / "新.db", tmp_path / "里面.db"
    with pytest.raises(ChangesOnlyError):
        UnpackService(files_of(target)).unpack(package.path, target)
    take_out(open_package(package.path), raw)
    files = files_of(raw)
    for opening in (files.open, files.open_for_reading, files.check):
        with pytest.raises(ChangesOnlyError):
            opening(raw)
    with pytest.raises(ChangesOnlyError):
        merge(post.folder / "committee.db", raw)


HUGE = b"9" * 400
NUMBERS = st.integers(-(2**63), 2**63 - 1)
COVERS: dict[str, tuple[bytes, bytes]] = {
    "no base named": (b'"since": ', b'"until": '),
    "a base after itself": (b'"since": 1', b'"since": 7'),
    "a base below nothing": (b'"since": 1', b'"since": -1'),
    "huge": (b'"since": 1', b'"since": ' + HUGE),
    "a word": (b'"since": 1', b'"since": "all"'),
    "no digest": (b'"since_sha256": "', b'"since_sha256": "xyz'),
    "nothing": (b'"since": 1', b'"since": null'),
    "infinite": (b'"since": 1', b'"since": Infinity'),
    "said to be whole": (b'"format": 2', b'"format": 1'),
    "no format": (b'"format": 2', b'"format": 0.5'),
    "huge number": (b'"number": 2', b'"number": ' + HUGE),
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Post, PackedFile]]:
    post = Post(tmp_path_factory.mktemp("post"))
    answered(post)
    post.replicas["committee"].write(move(ONE, FIRST, 78))
    yield post, post.pack("committee", "branch0", FIRST)
    post.close()


@pytest.fixture
def sent(packed: tuple[Post, PackedFile], tmp_path: Path) -> PackedFile:
    """Give each test a package of its own to spoil."""
    path = tmp_path / "spoiled.slpack"
    shutil.copyfile(packed[1].path, path)
    return replace(packed[1], path=path)


def refused(post: Post, package: PackedFile) -> AppError:
    assert post.carry(package) is None
    assert sentence(post.refusals[-1]).count("。") == 1
    return post.refusals[-1]


@pytest.mark.parametrize("change", COVERS.values(), ids=COVERS)
def test_a_cover_that_lies_about_its_base_is_refused(
    packed: tuple[Post, PackedFile], sent: PackedFile, change: tuple[bytes, bytes]
) -> None:
    (cover, sheet), *others = members_of(sent.path)
    assert change[0] in sheet
    sent.path.write_bytes(repacked([(cover, sheet.replace(*change)), *others]))
    assert isinstance(refused(packed[0], sent), PackageDamagedError)


INSIDE: dict[str, tuple[str, ...]] = {
    "a base that nobody has": ("INSERT INTO changes_base VALUES (4611686018427387903, 9223372036854775807)",),
    "a base of the largest numbers": ("INSERT INTO changes_base VALUES (-9223372036854775808, 9223372036854775807)",),
    "a base of words": (
        "DROP TABLE changes_base",
        "CREATE TABLE changes_base (actor, seen_hlc)",
        "INSERT INTO changes_base VALUES ('x', 'y')",
    ),
    "a base as a view": ("DROP TABLE changes_base", "CREATE VIEW changes_base AS SELECT 1 AS actor, 1 AS seen_hlc"),
    "no base at all": ("DROP TABLE changes_base",),
    "not marked": ("DELETE FROM changes_only",),
    "dangling": (
        "PRAGMA foreign_keys = OFF",
        "UPDATE memberships SET person_id = randomblob(16)",
        f"DELETE FROM people WHERE id = x'{ONE}'",
    ),
}


@pytest.mark.parametrize("statements", INSIDE.values(), ids=INSIDE)
def test_a_hostile_inside_is_refused(
    packed: tuple[Post, PackedFile], sent: PackedFile, statements: tuple[str, ...], tmp_path: Path
) -> None:
    rewrite(sent.path, tmp_path, statements)
    refusal = refused(packed[0], sent)
    assert isinstance(refusal, EarlierContentMissingError | PackageDamagedError | OtherFileDamagedError), refusal


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4, unique_by=lambda entry: entry[0]))
def test_any_base_of_strangers_is_refused(
    packed: tuple[Post, PackedFile], sent: PackedFile, tmp_path: Path, base: list[tuple[int, int]]
) -> None:
    shutil.copyfile(packed[1].path, sent.path)
    statement = "INSERT OR IGNORE INTO changes_base VALUES ({}, {})"
    rewrite(sent.path, tmp_path, [statement.format(*entry) for entry in base])
    assert isinstance(refused(packed[0], sent), EarlierContentMissingError)


def rewrite(package: Path, folder: Path, statements: Iterable[str]) -> None:
    """Change the ledger inside a package, with a cover sheet and digests that are right."""
    opened = open_package(package)
    ledger = folder / "hostile.db"
    take_out(opened, ledger)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    cover = replace(opened.cover, size=ledger.stat().st_size, sha256=digest_of(ledger))
    build_package(package, ledger, cover)


def test_kinds_are_told_apart(post: Post) -> None:
    """A package of changes for one branch is nothing for another, nor for those above it."""
    answered(post)
    package = post.pack("committee", "branch1", FIRST)
    assert post.carry(package) is None
    assert not isinstance(post.refusals[-1], BaseMissingError)
    package.to = post.folder / "second.db"
    report = post.carry(package)
    assert report is not None
    assert report.applied == 0
    assert open_package(package.path).cover.kind is PackageKind.BRANCH
