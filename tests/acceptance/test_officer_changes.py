"""A second workbook that changes what the first one said: what each cell of the roster may do."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.acceptance.desk import Desk, Line
from tests.acceptance.test_officer import ORGANIZATIONS, TOP, person, roster

FIRST = {
    "入党日期": "2010-01-01", "转入日期": "2020-01-01", "转出日期": "2025-06-01", "党内职务": "书记、宣传委员",
    "任职日期": "2021-01-01", "免职日期": "2025-06-01", "免学时原因": "病",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, TOP)
    desk.take({"党组织": ORGANIZATIONS})
    desk.take(roster(person("甲", "D1", "正式党员", "一支部", **FIRST)))
    return desk


def records(desk: Desk, sheet: str) -> list[list[str]]:
    """Export a sheet of dated records: what they are about, first day, end."""
    target = desk.folder / "导出.xlsx"
    assert desk.call("export", sheet, "-o", str(target)).status == 0
    rows = list(load_workbook(target)[sheet].iter_rows(values_only=True))
    start = rows[0].index("起")
    return [[str(cell)[:10] for cell in row[start - 1 : start + 2]] for row in rows[1:]]


@pytest.mark.parametrize(
    ("column", "sheet", "left"),
    [
        ("转入日期", "组织关系", [["一支部", "自始", "2025-06-01"]]),
        ("转出日期", "组织关系", [["一支部", "2020-01-01", "None"]]),
        ("任职日期", "任职", [["书记", "自始", "2025-06-01"], ["宣传委员", "自始", "2025-06-01"]]),
        ("免职日期", "任职", [["书记", "2021-01-01", "None"], ["宣传委员", "2021-01-01", "None"]]),
        ("免学时原因", "免学时", []),
    ],
)
def test_the_clear_mark_clears(desk: Desk, column: str, sheet: str, left: list[list[str]]) -> None:
    cleared = roster(person("甲", "D1", "正式党员", "一支部", **FIRST | {column: "〔清空〕"}))
    assert desk.take(cleared)["花名册"]["changed"] == 1
    assert records(desk, sheet) == left
    assert desk.take(cleared)["花名册"]["unchanged"] == 1


def test_posts_are_cleared_on_a_day_and_never_without_one(desk: Desk) -> None:
    desk.take(roster(person("乙", "D2", "正式党员", "一支部", 党内职务="书记", 任职日期="2021-01-01")))
    told = desk.refuse(roster(person("乙", "D2", "正式党员", "一支部", 党内职务="〔清空〕")))
    assert told["花名册"]["refused"][0]["column"] == "党内职务"
    ended = roster(person("乙", "D2", "正式党员", "一支部", 党内职务="〔清空〕", 免职日期="2025-03-01"))
    assert desk.take(ended)["花名册"]["changed"] == 1
    assert ["书记", "2021-01-01", "2025-03-01"] in records(desk, "任职")
    assert desk.take(ended)["花名册"]["unchanged"] == 1


def test_a_dated_exemption_leaves_the_lasting_one_for_another_reason(desk: Desk) -> None:
    desk.take(roster(person("乙", "D2", "正式党员", "一支部", 入党日期="2010-01-01", 免学时原因="年老体弱")))
    dated: dict[str, list[Line]] = {
        "免学时": [("人员编号", "原因", "起", "止"), ("D2", "身患重病", "2024-01-01", "2024-06-01")]
    }
    assert desk.take(dated)["免学时"]["new"] == 1
    assert desk.take(dated)["免学时"]["unchanged"] == 1
    assert desk.hours(2025)["D2"]["state"] == "exempt"
    assert ["年老体弱", "自始", "None"] in records(desk, "免学时")
    same: dict[str, list[Line]] = {"免学时": [("人员编号", "原因", "起", "止"), ("D2", "年老体弱", "2023-01-01", None)]}
    assert desk.take(same)["免学时"]["changed"] == 1
    assert ["年老体弱", "2023-01-01", "None"] in records(desk, "免学时")
