"""issue and issued on the command line: a frozen file, its list, what differs, refusals in one sentence."""

import json
import shutil
from pathlib import Path

from tests.ui.cli.running import assert_one_sentence, run


def test_a_document_is_issued_listed_and_given_out_as_it_was(tmp_path: Path, demo: Path) -> None:
    ledger = tmp_path / "ledger.db"
    shutil.copyfile(demo, ledger)
    issued = run(tmp_path, "--db", ledger, "issue", "hours_notice", "--year", "2025", "--number", "1号")
    assert (issued.status, issued.err) == (0, "")
    assert "编号 1号" in issued.out
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    for output in (first, again):
        assert run(tmp_path, "--db", ledger, "issued", "--number", "1号", "-o", output).status == 0
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes().startswith(b"%PDF")
    (row,) = json.loads(run(tmp_path, "--db", ledger, "issued", "--json").out)["issued"]
    assert (row["number"], row["revision"], row["kind"], row["differences"]) == ("1号", 1, "hours_notice", [])
    assert "与现在一致" in run(tmp_path, "--db", ledger, "issued").out


def test_a_persons_document_is_issued(tmp_path: Path, demo: Path) -> None:
    ledger = tmp_path / "ledger.db"
    shutil.copyfile(demo, ledger)
    number = json.loads(run(tmp_path, "--db", ledger, "hours", "--year", "2025", "--json").out)["people"][0]["number"]
    issued = run(tmp_path, "--db", ledger, "issue", "hours_proof", "--year", "2024", "--to", "2025", "--member", number)
    assert (issued.status, issued.err) == (0, "")
    (row,) = json.loads(run(tmp_path, "--db", ledger, "issued", "--json").out)["issued"]
    assert (row["kind"], row["about"], row["year"], row["to"]) == ("hours_proof", number, 2024, 2025)


def test_refusals_are_one_sentence(tmp_path: Path, demo: Path) -> None:
    ledger = tmp_path / "ledger.db"
    shutil.copyfile(demo, ledger)
    assert_one_sentence(
        run(tmp_path, "--db", ledger, "issue", "five_year_evaluation", "--year", "2021", "--to", "2025")
    )
    assert_one_sentence(run(tmp_path, "--db", ledger, "issued", "--number", "9号", "-o", tmp_path / "x.pdf"))
