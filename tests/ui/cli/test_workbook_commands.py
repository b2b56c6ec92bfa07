"""import, export, template: all or nothing, and one sentence for bad files."""

import json
import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.ui.cli.running import assert_one_sentence, run

ROSTER = ("姓名", "人员编号", "人员类别", "入党日期", "所在党组织")
GOOD = ("李明远", "D00001", "正式党员", "2010-07-01", "第一党支部")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    assert run(tmp_path, "--db", path, "new", "--name", "某某公司党委").status == 0
    return path


def workbook(tmp_path: Path, *rows: tuple[str, ...], sheet: str = "花名册", heads: tuple[str, ...] = ROSTER) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in (heads, *rows):
        page.append(row)
    path = tmp_path / "导入.xlsx"
    book.save(path)
    return path


def content(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def test_import_with_create_says_what_is_new_and_backs_up_first(tmp_path: Path, ledger: Path) -> None:
    book = workbook(tmp_path, GOOD)
    result = run(tmp_path, "--db", ledger, "import", book, "--create", "--json")
    assert (result.status, result.err) == (0, "")
    sheet = json.loads(result.out)["sheets"]["花名册"]
    assert (sheet["new"], sheet["changed"], sheet["unchanged"], sheet["refused"]) == (1, 0, 0, [])
    assert len(list((tmp_path / "backups").rglob("台账.*.import.db"))) == 1
    again = json.loads(run(tmp_path, "--db", ledger, "import", book, "--create", "--json").out)["sheets"]["花名册"]
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path, ledger: Path) -> None:
    before = content(ledger)
    result = run(tmp_path, "--db", ledger, "import", workbook(tmp_path, GOOD), "--create", "--dry-run")
    assert result.status == 0
    assert "花名册" in result.out
    assert "第一党支部" in result.out
    assert content(ledger) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((GOOD,), "第一党支部"),
        (((*GOOD[:3], "二〇一〇", "某某公司党委"),), "二〇一〇"),
        (((*GOOD[:4], "某某公司党委"), ("王小海", *GOOD[1:4], "某某公司党委")), GOOD[1]),
    ],
    ids=["unknown organisation", "no date", "one number twice"],
)
def test_a_refused_row_refuses_all_in_one_sentence(
    tmp_path: Path, ledger: Path, rows: tuple[tuple[str, ...], ...], said: str
) -> None:
    before = content(ledger)
    result = run(tmp_path, "--db", ledger, "import", workbook(tmp_path, *rows))
    assert_one_sentence(result)
    assert said in result.err
    assert "拒绝" in result.out
    assert content(ledger) == before


def test_a_negative_sum_is_refused(tmp_path: Path, ledger: Path) -> None:
    heads = ("日期", "金额（元）", "经费来源", "支出类别", "摘要")
    row = ("2025-03-01", "-12.50", "党费", "书刊资料", "购书")
    before = content(ledger)
    result = run(tmp_path, "--db", ledger, "import", workbook(tmp_path, row, sheet="经费支出", heads=heads))
    assert_one_sentence(result)
    assert "-12.5" in result.err
    assert content(ledger) == before


@pytest.mark.parametrize("made", [b"no workbook", b"PK\x03\x04cut off", None], ids=["text", "truncated", "missing"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, ledger: Path, made: bytes | None) -> None:
    path = tmp_path / "坏.xlsx"
    if made is not None:
        path.write_bytes(made)
    before = content(ledger)
    assert_one_sentence(run(tmp_path, "--db", ledger, "import", path))
    assert content(ledger) == before


def test_a_template_and_an_export_come_in_again(tmp_path: Path, ledger: Path) -> None:
    assert run(tmp_path, "--db", ledger, "import", workbook(tmp_path, GOOD), "--create").status == 0
    out = tmp_path / "导出.xlsx"
    result = run(tmp_path, "--db", ledger, "export", "花名册", "-o", out)
    assert (result.status, result.err) == (0, "")
    sheets = json.loads(run(tmp_path, "--db", ledger, "import", out, "--json").out)["sheets"]
    assert (sheets["花名册"]["new"], sheets["花名册"]["changed"], sheets["花名册"]["unchanged"]) == (0, 0, 1)
    template = tmp_path / "模板.xlsx"
    assert run(tmp_path, "template", "花名册", "出勤", "-o", template).status == 0
    assert template.read_bytes().startswith(b"PK")
