"""`backup`, `restore`, `check`."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from models import driver
from tests.ui.cli.running import assert_one_sentence, run


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    return path


def test_a_backup_goes_where_it_is_sent_and_comes_back(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    assert run(tmp_path, "--db", ledger, "backup", out).status == 0
    assert_one_sentence(run(tmp_path, "--db", ledger, "backup", out))
    with closing(driver.connect(ledger)) as connection:
        connection.execute("UPDATE organizations SET name = '改名'")
    shown = run(tmp_path, "restore", out, "--to", ledger, "--dry-run")
    assert "党组织" in shown.out
    assert run(tmp_path, "restore", out, "--to", ledger).status == 0
    assert "某某公司党委" in run(tmp_path, "--db", ledger, "figures", "--year", "2025", "--json").out


def test_a_backup_without_a_place_goes_into_the_folder_of_backups(ledger: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "--db", ledger, "backup")
    assert result.status == 0
    assert len(list((tmp_path / "backups").rglob("*.by_hand.db"))) == 1


def test_check_says_so_and_gives_status_one_until_it_is_mended(ledger: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "--db", ledger, "check").status == 0
    with closing(driver.connect(ledger)) as connection:
        connection.execute("DROP TRIGGER people_never_deleted")
    result = run(tmp_path, "--db", ledger, "check", "--json")
    assert result.status == 1
    assert [fault["kind"] for fault in json.loads(result.out)["faults"]] == ["triggers"]
    assert run(tmp_path, "--db", ledger, "check", "--repair").status == 0
    assert run(tmp_path, "--db", ledger, "check").status == 0


def test_recovery_of_a_sound_file_is_whole(ledger: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "--db", ledger, "check", "--recover", tmp_path / "saved.db")
    assert (result.status, result.err) == (0, "")
    assert run(tmp_path, "--db", tmp_path / "saved.db", "check").status == 0
