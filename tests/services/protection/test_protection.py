"""A password protects the whole file and its backups; what does not open is refused and left as it is."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.file_key import looks_protected
from models.organizations import Organization
from services.clock import FixedClock
from services.errors import NotALedgerError, PasswordNeededError, WrongPasswordError
from services.ledger_file import LedgerFiles
from services.protection.errors import AlreadyProtectedError, NotProtectedError, PasswordTooShortError
from services.protection.service import ProtectionService

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
PASSWORD = "支部的密码 1921"
OTHER = "another one"


@dataclass
class Desk:
    """An officer with a ledger and a password in the head."""

    folder: Path
    password: str = ""
    minute: int = 0
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        self.path = self.folder / "台账.db"

    @property
    def files(self) -> LedgerFiles:
        self.minute += 1
        moment = FixedClock(NOON + timedelta(minutes=self.minute))
        return LedgerFiles(self.folder / "backups", moment, lambda _path: self.password)

    @property
    def protection(self) -> ProtectionService:
        return ProtectionService(self.files)

    def names(self) -> list[str]:
        database = self.files.open(self.path)
        try:
            with database.reading() as connection:
                return list(connection.execute(select(Organization.name)).scalars())
        finally:
            database.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.files.create(made.path, "某某公司党委").close()
    return made


def protect(desk: Desk, password: str = PASSWORD) -> str:
    code = desk.protection.set_password(desk.path, password).recovery_code
    desk.password = password
    return code


def test_a_protected_file_shows_nothing_and_opens_with_its_password(desk: Desk) -> None:
    protect(desk)
    assert "某某公司党委".encode() not in desk.path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(desk.path).execute("SELECT * FROM organizations")
    assert desk.names() == ["某某公司党委"]


def test_without_or_with_a_wrong_password_it_stays_shut_and_as_it_is(desk: Desk) -> None:
    protect(desk)
    before = desk.path.read_bytes()
    desk.password = ""
    with pytest.raises(PasswordNeededError):
        desk.names()
    desk.password = "not this one"
    with pytest.raises(WrongPasswordError):
        desk.names()
    assert desk.path.read_bytes() == before


def test_what_is_written_under_a_password_is_read_again(desk: Desk) -> None:
    protect(desk)
    database = desk.files.open(desk.path)
    with database.transaction() as session:
        session.execute(update(Organization).values(name="改名后的党委"))
    database.close()
    assert desk.names() == ["改名后的党委"]
    assert [path.name for path in desk.folder.iterdir() if path.name != "backups"] == ["台账.db"]


def test_the_new_password_opens_and_the_old_one_no_more(desk: Desk) -> None:
    protect(desk)
    desk.protection.change_password(desk.path, OTHER)
    with pytest.raises(WrongPasswordError):
        desk.names()
    desk.password = OTHER
    assert desk.names() == ["某某公司党委"]


def test_without_its_password_the_file_is_plain_for_anyone(desk: Desk) -> None:
    protect(desk)
    desk.protection.remove_password(desk.path)
    connection = sqlite3.connect(desk.path)
    assert connection.execute("SELECT name FROM organizations").fetchall() == [("某某公司党委",)]
    connection.close()
    desk.password = ""
    assert desk.names() == ["某某公司党委"]


def test_the_recovery_code_opens_the_file_when_the_password_is_forgotten(desk: Desk) -> None:
    code = protect(desk)
    desk.password = code.lower().replace("-", " ")
    assert desk.names() == ["某某公司党委"]
    wrong = "A" if code[0] != "A" else "B"
    desk.password = wrong + code[1:]
    with pytest.raises(WrongPasswordError):
        desk.names()


def test_backups_follow_the_protection_and_open_under_it(desk: Desk) -> None:
    desk.names()
    change = desk.protection.set_password(desk.path, PASSWORD)
    assert (change.backups_changed, change.backups_left) == (1, 0)
    desk.password = PASSWORD
    desk.names()
    for backup in (desk.folder / "backups").rglob("*.db"):
        assert "某某公司党委".encode() not in backup.read_bytes()
        copy = desk.folder / "copy.db"
        copy.write_bytes(backup.read_bytes())
        desk.files.check(copy)


def test_a_damaged_backup_is_left_and_counted(desk: Desk) -> None:
    desk.names()
    backup = next((desk.folder / "backups").rglob("*.db"))
    backup.write_bytes(b"torn")
    change = desk.protection.set_password(desk.path, PASSWORD)
    assert (change.backups_changed, change.backups_left) == (0, 1)
    assert backup.read_bytes() == b"torn"


def test_each_step_asks_for_the_state_it_needs(desk: Desk) -> None:
    with pytest.raises(NotProtectedError):
        desk.protection.remove_password(desk.path)
    with pytest.raises(NotProtectedError):
        desk.protection.change_password(desk.path, OTHER)
    with pytest.raises(PasswordTooShortError):
        desk.protection.set_password(desk.path, "12345")
    assert not looks_protected(desk.path)
    protect(desk)
    assert looks_protected(desk.path)
    with pytest.raises(AlreadyProtectedError):
        desk.protection.set_password(desk.path, OTHER)


@pytest.mark.parametrize(
    "content",
    [b"text " * 4096, b"PK\x03\x04" + bytes(range(256)) * 32 + bytes(252 * 16 - 4), b"", bytes(8192)],
)
def test_what_is_no_protected_ledger_is_not_asked_for_a_password(desk: Desk, content: bytes) -> None:
    path = desk.folder / "wrong.db"
    path.write_bytes(content[: len(content) // 4096 * 4096])
    with pytest.raises(NotALedgerError):
        desk.files.open(path)
