"""No paper, export, cover sheet or command shows a full identity or telephone number unless it is asked to."""

import shlex
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.database import Database
from services.clock import FixedClock
from services.demo.documents import DemoDocuments
from services.demo.service import DemoService
from services.documents.pdf.fonts import FontBook
from services.ledger_file import LedgerFiles
from services.packages.service import PackageService
from tests.masking.numbers import FullNumbers
from tests.ui.cli.running import run

CLOCK = FixedClock(datetime(2026, 3, 5, 12, tzinfo=UTC))
FORMER = "13900001111"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a demo in which a number was changed, so that the log has a former one."""
    folder = tmp_path_factory.mktemp("demo")
    path = DemoService().make(folder, "small", 1, CLOCK.today(), lambda _done, _total: None).path
    with closing(LedgerFiles(folder / "backups", CLOCK).open(path)) as database:
        for number in (FORMER, "13900002222"):
            with database.transaction() as session:
                session.connection().exec_driver_sql(
                    "UPDATE people SET phone = ? WHERE number = (SELECT min(number) FROM people)", (number,)
                )
    return path


@pytest.fixture(scope="module")
def full(ledger: Path) -> FullNumbers:
    made = FullNumbers.of_ledger(ledger)
    assert FORMER in made.numbers
    assert len(made.numbers) > 100
    return made


def test_no_paper_of_any_kind_and_format(ledger: Path, full: FullNumbers, tmp_path: Path) -> None:
    printed = DemoDocuments(CLOCK, FontBook()).print_all(ledger, 2025, tmp_path, lambda _done, _total: None)
    found = {path.name: numbers for path in printed if (numbers := full.in_file(path.name, path.read_bytes()))}
    assert len(printed) > 30
    assert found == {}


def test_exports_unless_the_whole_numbers_are_asked_for(ledger: Path, full: FullNumbers, tmp_path: Path) -> None:
    masked, whole = tmp_path / "masked.xlsx", tmp_path / "whole.xlsx"
    assert run(tmp_path, "--db", ledger, "export", "全部", "-o", masked).status == 0
    assert run(tmp_path, "--db", ledger, "export", "全部", "-o", whole, "--full").status == 0
    assert full.in_file(masked.name, masked.read_bytes()) == set()
    assert len(full.in_file(whole.name, whole.read_bytes())) > 100


def test_cover_sheets_name_nobody(ledger: Path, full: FullNumbers, tmp_path: Path) -> None:
    with closing(Database(ledger)) as database:
        packed = PackageService(database, CLOCK, LedgerFiles(tmp_path, CLOCK)).pack(tmp_path)
        with database.reading() as connection:
            names = (
                connection.exec_driver_sql("SELECT DISTINCT name FROM people WHERE length(name) > 2").scalars().all()
            )
    sheet = packed.cover_path.read_text(encoding="utf-8-sig")
    assert full.in_text(sheet) == set()
    assert [name for name in names if name in sheet] == []


def readings(ledger: Path) -> Iterator[str]:
    with closing(Database(ledger)) as database, database.reading() as connection:
        person, row = connection.exec_driver_sql(
            "SELECT number, lower(hex(id)) FROM people ORDER BY number LIMIT 1"
        ).one()
        (step,) = connection.exec_driver_sql("SELECT count(*) FROM change_steps").one()
    assert step
    yield from ("figures --year 2025", "figures --year 2025 --trace people.members", "hours --year 2025")
    yield from ("forecast --year 2026", "absences --year 2025", "duties --year 2025", "classes --year 2025")
    yield from (
        "training-duties --year 2025",
        "money --year 2025",
        "needs --year 2025",
        "resources",
        "plans --year 2025",
    )
    yield from (
        "follow-up --year 2025",
        "campaigns",
        "archive --year 2025",
        "steps",
        "duplicates",
        "check",
        "conflicts",
    )
    yield from (f"history people {row}", f"history 人员 {row}", f"history people {person}")
    yield from ("audit people.members --year 2025", "issued", "rules", "targets --from 2021 --to 2025")


def test_commands_that_read(ledger: Path, full: FullNumbers, tmp_path: Path) -> None:
    answered = 0
    for line in readings(ledger):
        for words in (shlex.split(line), [*shlex.split(line), "--json"]):
            result = run(tmp_path, "--db", ledger, *words)
            answered += result.status == 0
            assert full.in_text(result.out + result.err) == set(), words
    assert answered > 40
