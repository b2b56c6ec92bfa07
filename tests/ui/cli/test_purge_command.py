"""`purge`: says what would go, does it on the officer's word, and tells of the backups."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from models.enums import StageKind
from services.clock import FixedClock
from services.ledger_file import LedgerFiles
from services.people.rows import MembershipDraft, PersonDraft
from services.people.service import PeopleService
from tests.ui.cli.running import assert_one_sentence, run

CLOCK = FixedClock(datetime(2026, 3, 5, 12, tzinfo=UTC))
PHONE = "13833334444"


def test_purge_asks_first_then_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    with closing(LedgerFiles(tmp_path / "backups", CLOCK).create(path, "某某公司党委")) as database:
        with database.reading() as connection:
            top = connection.exec_driver_sql("SELECT id FROM organizations").scalar_one()
        draft = PersonDraft("张三", StageKind.FORMAL, number="D1", phone=PHONE)
        PeopleService(database, CLOCK).add(draft, MembershipDraft(top))
    asked = run(tmp_path, "--db", path, "purge", "D1", "--field", "联系电话")
    assert asked.status == 0
    assert "加上 --yes 才执行" in asked.out
    assert PHONE.encode() in path.read_bytes()
    done = run(tmp_path, "--db", path, "purge", "D1", "--field", "联系电话", "--yes", "--copies")
    assert (done.status, done.err) == (0, "")
    assert "1 份副本里的已清除" in done.out
    assert not any(PHONE.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert_one_sentence(run(tmp_path, "--db", path, "purge", "D7", "--whole", "--yes"))
