"""The same facts in another clean form of the sheets give the same figures and hours."""

import contextlib
import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.acceptance.made_up import TOP, MadeUp, Row, make
from ui.cli.program import main

GRID_WORDS = {"出席": "√", "请假": "假", "缺席": "×", "补学": "补", "列席": "列"}


def plain() -> MadeUp:
    """Make a small workbook whose attendance says nothing but who was there."""
    made = make(11, people=60, sessions=60, attendance=900)
    for row in made.rows("出勤"):
        for column in ("学时", "发言", "成绩", "请假事由", "补学日期"):
            row.pop(column, None)
    return made


def as_grid(made: MadeUp) -> MadeUp:
    rows: dict[object, Row] = defaultdict(dict)
    names = {row["人员编号"]: row["姓名"] for row in made.rows("花名册")}
    for row in made.rows("出勤"):
        number = row["人员编号"]
        rows[number] |= {"姓名": names[number], "人员编号": number}
        rows[number][str(row["活动编号"])] = GRID_WORDS[str(row["出勤状态"])]
    sheets = {name: rows for name, rows in made.sheets.items() if name != "出勤"}
    return MadeUp(sheets={**sheets, "出勤表": list(rows.values())})


def backwards(made: MadeUp) -> MadeUp:
    """Sheets and columns in the opposite order."""
    sheets = {}
    for name, rows in reversed(made.sheets.items()):
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheets[name] = [{heading: row.get(heading) for heading in reversed(headings)} for row in rows]
    return MadeUp(sheets=sheets)


def as_text(made: MadeUp) -> MadeUp:
    """Dates and numbers typed as text, blanks around, full-width digits in the sums."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    def told(heading: str, value: object) -> object:
        if isinstance(value, date):
            return value.isoformat() if value.day % 2 else f"{value.year}年{value.month}月{value.day}日"
        if heading == "金额（元）":
            return f" {value} ".translate(wide)
        return f" {value} " if isinstance(value, str) else value

    sheets = {
        name: [{heading: told(heading, value) for heading, value in row.items()} for row in rows]
        for name, rows in made.sheets.items()
    }
    return MadeUp(sheets=sheets)


def starred(made: MadeUp) -> MadeUp:
    """Headings with the mark of a required column, as in the templates."""
    sheets = {
        name: [
            {f"{heading}*" if heading in {"姓名", "活动编号"} else heading: row[heading] for heading in row}
            for row in rows
        ]
        for name, rows in made.sheets.items()
    }
    return MadeUp(sheets=sheets)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> str:
    return answers(plain(), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("form", [as_grid, backwards, as_text, starred])
def test_another_form_tells_the_same(form: Callable[[MadeUp], MadeUp], wanted: str, tmp_path: Path) -> None:
    assert answers(form(plain()), tmp_path) == wanted


def test_an_export_tells_the_same_in_a_new_file(wanted: str, tmp_path: Path) -> None:
    assert answers(plain(), tmp_path) == wanted
    exported = tmp_path / "导出.xlsx"
    sheets = [
        "党组织",
        "花名册",
        "组织关系",
        "任职",
        "免学时",
        "发展阶段",
        "学习活动",
        "场次",
        "缺课",
        "出勤",
        "落实项目",
        "经费预算",
    ]
    sheets += ["经费支出", "工资总额", "计划", "学习强国", "宣传与资料", "存在问题", "认证证书"]
    assert main(["--db", str(tmp_path / "台账.db"), "export", *sheets, "-o", str(exported)]) == 0
    again = tmp_path / "again"
    again.mkdir()
    assert told(exported, again) == wanted


def answers(made: MadeUp, folder: Path) -> str:
    return told(made.save(folder / "全部.xlsx"), folder)


def told(workbook: Path, folder: Path) -> str:
    """Import a workbook into a new file and give its figures and hours as the command line tells them."""
    database = str(folder / "台账.db")
    assert main(["--db", database, "new", "--name", TOP]) == 0
    assert main(["--db", database, "import", str(workbook)]) == 0
    lines = []
    for command in ("figures", "hours", "duties"):
        output = folder / f"{command}.json"
        lines.append(captured(["--db", database, command, "--year", "2025", "--asof", "2026-01-31", "--json"], output))
    return "\n".join(lines)


def captured(arguments: list[str], output: Path) -> str:
    with output.open("w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream):
        assert main(arguments) == 0
    return json.dumps(json.loads(output.read_text(encoding="utf-8")), ensure_ascii=False, indent=1)
