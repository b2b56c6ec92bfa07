"""Check names what is wrong, repair mends what needs no guess, recovery saves what can be read."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models import driver
from services.checking.recovery import RecoveryService
from services.checking.rows import Fault, FaultKind
from services.checking.service import CheckService
from services.clock import SystemClock
from services.demo.service import DemoService
from services.errors import FileExistsAlreadyError
from services.ledger_file import LedgerFiles

STRANGE_CONTENT = (
    "INSERT INTO attachment_contents (sha256, media_type, size, content) "
    "VALUES (zeroblob(32), 'text/plain', 3, x'616263')"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    return DemoService().make(folder, "small", 1, date(2026, 9, 10), lambda _done, _total: None).path


@pytest.fixture
def ledger(demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    path.write_bytes(demo.read_bytes())
    return path


def files(path: Path) -> LedgerFiles:
    return LedgerFiles(path.parent / "backups", SystemClock())


def spoil(path: Path, *statements: str) -> None:
    """Change the file behind the program's back: no triggers of ours, no foreign keys."""
    with closing(driver.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def test_a_sound_file_has_no_fault(ledger: Path) -> None:
    before = ledger.read_bytes()
    assert CheckService(files(ledger)).check(ledger).faults == ()
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (
            ("UPDATE sessions SET organization_id = x'00' WHERE id = (SELECT min(id) FROM sessions)",),
            Fault(FaultKind.REFERENCE, "sessions", 1, "organizations"),
        ),
        (
            ("UPDATE attendance SET year = 1999 WHERE person_id = (SELECT max(person_id) FROM attendance)",),
            FaultKind.ATTENDANCE_YEAR,
        ),
        (("DROP TRIGGER people_never_deleted",), Fault(FaultKind.TRIGGERS, "", 1, repairable=True)),
        (
            (STRANGE_CONTENT,),
            Fault(FaultKind.ATTACHMENT, "attachment_contents", 1),
        ),
    ],
    ids=["reference", "year", "trigger", "attachment"],
)
def test_each_fault_is_named(ledger: Path, statements: tuple[str, ...], fault: Fault | FaultKind) -> None:
    spoil(ledger, *statements)
    found = CheckService(files(ledger)).check(ledger).faults
    if isinstance(fault, Fault):
        assert found == (fault,)
    else:
        assert [one.kind for one in found] == [fault]


def test_live_rows_of_a_deleted_person_are_named(ledger: Path) -> None:
    spoil(ledger, "UPDATE people SET deleted = 1 WHERE id = (SELECT min(person_id) FROM attendance)")
    found = CheckService(files(ledger)).check(ledger).faults
    assert {fault.kind for fault in found} == {FaultKind.DELETED_REFERENCE}
    assert ("attendance", "people") in {(fault.table, fault.detail) for fault in found}


def test_repair_mends_what_needs_no_guess_and_leaves_the_rest(ledger: Path) -> None:
    spoil(
        ledger,
        "UPDATE attendance SET year = 1999",
        "DROP TRIGGER people_never_deleted",
        "UPDATE people SET deleted = 1 WHERE id = (SELECT min(person_id) FROM attendance)",
    )
    report = CheckService(files(ledger)).repair(ledger)
    assert {fault.kind for fault in report.repaired} == {FaultKind.ATTENDANCE_YEAR, FaultKind.TRIGGERS}
    assert {fault.kind for fault in report.faults} == {FaultKind.DELETED_REFERENCE}
    assert files(ledger).backups.rows(ledger)


def test_torn_pages_are_named_and_the_rest_is_saved(ledger: Path, tmp_path: Path) -> None:
    with closing(driver.connect(ledger)) as connection:
        sessions = connection.execute("SELECT count(*) FROM sessions").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'materials'").fetchone()[0]
    content = bytearray(ledger.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xaa" * 4096
    ledger.write_bytes(content)
    assert [fault.kind for fault in CheckService(files(ledger)).check(ledger).faults] == [FaultKind.PAGES]
    target = tmp_path / "saved.db"
    tables = {row.table: row for row in RecoveryService(files(ledger)).recover(ledger, target).tables}
    assert tables["sessions"].whole
    assert tables["sessions"].saved == sessions
    assert not tables["materials"].whole
    assert CheckService(files(ledger)).check(target).faults == ()
    with pytest.raises(FileExistsAlreadyError):
        RecoveryService(files(ledger)).recover(ledger, target)
