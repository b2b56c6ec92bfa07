"""Commands that write are refused while somebody has the ledger open; those that read are not."""

import argparse
import importlib
import inspect
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.demo.service import DemoService
from services.folders import Seat
from services.holding import holder_file, take
from tests.ui.cli.running import assert_one_sentence, run
from ui.cli.arguments import build_parser
from ui.cli.holding import WRITING

OLD_LEDGER = Path(__file__).parents[2] / "data" / "ledger-0.1.0.db"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    return path


def test_what_writes_is_refused_while_the_ledger_is_open_and_what_reads_is_not(tmp_path: Path, ledger: Path) -> None:
    held = take(ledger, Seat("张三", "DESKTOP-1"), datetime(2026, 3, 5, tzinfo=UTC))
    try:
        twice = ("duplicates", "--unite", "00", "01")
        written = (("undo",), ("check", "--repair"), ("password", "--remove"), ("thin",), twice, ("pack", tmp_path))
        for words in written:
            refused = run(tmp_path, "--db", ledger, *words)
            assert_one_sentence(refused)
            assert "由张三在电脑“DESKTOP-1”上使用" in refused.err
        assert_one_sentence(run(tmp_path, "restore", ledger, "--to", ledger))
        for words in (("check",), ("steps",), ("rules",), ("duplicates",), ("thin", "--dry-run")):
            assert run(tmp_path, "--db", ledger, *words).status == 0, words
    finally:
        held.release()
    assert run(tmp_path, "--db", ledger, "check", "--repair").status == 0
    assert not holder_file(ledger).exists()


def test_a_demo_does_not_replace_one_that_is_open(tmp_path: Path) -> None:
    path = DemoService().make(tmp_path / "demo", "small", 1, date(2026, 3, 5), lambda _done, _total: None).path
    before = path.read_bytes()
    held = take(path, Seat("张三", "DESKTOP-1"), datetime(2026, 3, 5, tzinfo=UTC))
    try:
        refused = run(tmp_path, "demo", path.parent)
        assert_one_sentence(refused)
        assert "由张三在电脑“DESKTOP-1”上使用" in refused.err
    finally:
        held.release()
    assert path.read_bytes() == before


def test_an_older_ledger_that_is_open_elsewhere_is_not_upgraded_by_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    path.write_bytes(OLD_LEDGER.read_bytes())
    held = take(path, Seat("张三", "DESKTOP-1"), datetime(2026, 3, 5, tzinfo=UTC))
    try:
        assert_one_sentence(run(tmp_path, "--db", path, "rules"))
        assert path.read_bytes() == OLD_LEDGER.read_bytes()
    finally:
        held.release()
    assert run(tmp_path, "--db", path, "rules").status == 0


def test_every_command_that_opens_for_writing_counts_as_one_that_writes() -> None:
    commands = next(
        action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    opening = set()
    for name, parser in commands.items():
        module, _, function = parser.get_default("answer").partition(".") if parser.get_default("answer") else ("",) * 3
        if module:
            source = inspect.getsource(getattr(importlib.import_module(f"ui.cli.{module}"), function))
            if re.search(r"files\.open\b", source):
                opening.add(name)
    assert {"undo", "merge", "pack", "duplicates"} <= opening
    assert opening <= WRITING


def test_every_command_that_can_be_tried_out_first_counts_as_one_that_writes() -> None:
    commands = next(
        action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    trying = {name for name, parser in commands.items() if "--dry-run" in parser._option_string_actions}
    assert trying <= WRITING
    assert {"undo", "redo", "attach", "password", "check"} <= WRITING & set(commands)


def test_a_ledger_on_a_stick_is_found_by_its_name_without_the_number(tmp_path: Path, ledger: Path) -> None:
    for number in (0, 1):
        ledger.with_name(f"台账.{number:06d}.db").write_bytes(ledger.read_bytes())
    ledger.unlink()
    assert run(tmp_path, "--db", ledger, "check").out.startswith(str(ledger.with_name("台账.000001.db")))
    assert_one_sentence(run(tmp_path, "--db", ledger, "new", "--name", "另一个党委"))
