"""What makes a row the same row, sheet by sheet; and a plan that is no longer true."""

from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from services.workbooks.errors import ImportOutdatedError
from services.workbooks.rows import FieldChange, Outcome
from services.workbooks.service import WorkbookImporter
from services.workbooks.writing.exporter import WorkbookExporter
from tests.services.workbooks.books import BASE, Sheets, counts, load, query, save
from tests.services.workbooks.rich import RICH
from tests.services.workbooks.test_round_trip import cells_of


@pytest.fixture
def loaded(importer: WorkbookImporter, tmp_path: Path) -> WorkbookImporter:
    load(importer, tmp_path / "base.xlsx", BASE)
    return importer


def sheet(name: str, headings: str, *rows: list[Any]) -> Sheets:
    return {name: [headings.split(), *rows]}


def test_an_expense_with_a_number_is_changed_not_doubled(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "编号 日期 金额（元） 经费来源 支出类别 摘要 单位 状态"
    load(
        loaded,
        tmp_path / "in.xlsx",
        sheet("经费支出", headings, ["Z1", "2025-07-01", 10.1, "党费", "其他", "书", None, "草稿"]),
    )
    row = ["Z1", "2025-07-01", 10.2, "党建经费", "其他", "书", "第一党支部", None]
    plan = load(loaded, tmp_path / "in.xlsx", sheet("经费支出", headings, row))
    assert plan.sheets[0].rows[0].changes == (
        FieldChange("金额（元）", "10.1", "10.2"),
        FieldChange("经费来源", "党费", "党组织工作经费"),
        FieldChange("单位", "", "第一党支部"),
    )
    assert query(database, "SELECT amount_fen, state FROM expenses") == [(1020, "draft")]


def test_rows_without_a_number_are_the_same_by_content_the_nth_being_the_nth(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "年度 经费来源 支出类别 金额（元）"
    row = [2025, "党费", "教育培训", 100]
    load(loaded, tmp_path / "in.xlsx", sheet("经费预算", headings, row, row))
    plan = load(loaded, tmp_path / "in.xlsx", sheet("经费预算", headings, row, row, row))
    assert counts(plan) == {"经费预算": (1, 0, 2, 0)}
    assert query(database, "SELECT count(*), sum(amount_fen) FROM budget_lines") == [(3, 30000)]


def test_a_measure_moves_to_a_renamed_project_and_no_empty_project_stays(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "编号 活动编号 项目名称 确定日期 举措"
    load(loaded, tmp_path / "in.xlsx", sheet("落实项目", headings, ["L1", "2025-001", "安全", "2025-07-01", "培训"]))
    plan = load(
        loaded, tmp_path / "in.xlsx", sheet("落实项目", headings, ["L1", None, "安全生产", "2025-07-01", "培训"])
    )
    assert plan.sheets[0].rows[0].changes == (FieldChange("项目名称", "安全", "安全生产"),)
    live = query(database, "SELECT name, session_id IS NOT NULL FROM follow_up_projects WHERE deleted = 0")
    assert live == [("安全生产", 1)]


def test_one_number_on_several_measures_is_told_apart_by_what_they_say(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "编号 项目名称 确定日期 举措 状态"
    rows = [["1", "安全", "2025-07-01", "培训", "未开始"], ["1", "安全", "2025-07-01", "检查", "未开始"]]
    load(loaded, tmp_path / "in.xlsx", sheet("落实项目", headings, *rows))
    rows[1][-1] = "已完成"
    plan = load(loaded, tmp_path / "in.xlsx", sheet("落实项目", headings, *rows))
    assert counts(plan) == {"落实项目": (0, 1, 1, 0)}
    assert query(database, "SELECT count(*) FROM follow_up_projects") == [(1,)]


def test_study_items_keep_what_else_is_known_of_them(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "活动编号 活动类型 主题 组织单位 开始日期 学习内容"
    start = ["2025-001", "主题党日", "学党章", "第一党支部", "2025-07-01"]
    load(loaded, tmp_path / "in.xlsx", sheet("学习活动", headings, [*start, "甲\n乙\n丙"]))
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE study_items SET led_by = '张三' WHERE title = '丙'")
    load(loaded, tmp_path / "in.xlsx", sheet("学习活动", headings, [*start, "丙\n丁"]))
    items = "SELECT title, led_by FROM study_items WHERE deleted = 0 ORDER BY position"
    assert query(database, items) == [("丙", "张三"), ("丁", "")]


def test_attendance_and_its_grid_must_agree(loaded: WorkbookImporter, tmp_path: Path) -> None:
    sheets: Sheets = {
        "出勤": [["活动编号", "姓名", "出勤状态"], ["2025-002", "李四", "出席"]],
        "出勤表": [["姓名", "序号", "2025-002", "2025-001"], ["李四", 1, "缺", None]],
    }
    plan = loaded.plan(save(tmp_path / "in.xlsx", sheets), create_missing=False)
    assert [(found.name, cell.row, cell.value) for found in plan.sheets for cell in found.refused] == [
        ("出勤表", 2, "缺席")
    ]


def test_a_grid_is_known_by_its_headings_too(loaded: WorkbookImporter, database: Database, tmp_path: Path) -> None:
    grid = sheet("七月", "姓名 人员编号 2025-001 2025-002", ["张三", "D001", "√", "补"], ["李四", None, "", "×"])
    plan = load(loaded, tmp_path / "in.xlsx", grid)
    assert counts(plan) == {"出勤表": (2, 0, 0, 0)}
    found = query(database, "SELECT status, count(*) FROM attendance GROUP BY status ORDER BY status")
    assert found == [("absent", 1), ("leave", 1), ("made_up", 2), ("present", 1)]


def test_a_mark_that_means_nothing_is_refused(loaded: WorkbookImporter, tmp_path: Path) -> None:
    grid = sheet("出勤表", "姓名 2025-001 2025-009", ["李四", "?", None], ["张三", None, "√"])
    plan = loaded.plan(save(tmp_path / "in.xlsx", grid), create_missing=False)
    assert [(cell.row, cell.column, cell.value) for cell in plan.sheets[0].refused] == [
        (2, "2025-001", "?"),
        (3, "2025-009", "√"),
    ]


def test_groups_of_one_name_are_told_apart_by_their_path(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    load(importer, tmp_path / "in.xlsx", RICH)
    headings = "活动编号 活动类型 主题 组织单位 开始日期"
    bare = sheet("学习活动", headings, ["2025-009", "党小组会", "会", "第一党小组", "2025-07-01"])
    plan = importer.plan(save(tmp_path / "bare.xlsx", bare), create_missing=True)
    assert [cell.column for cell in plan.sheets[0].refused] == ["组织单位"]
    path = sheet("学习活动", headings, ["2025-009", "党小组会", "会", "第二党支部/第一党小组", "2025-07-01"])
    load(importer, tmp_path / "path.xlsx", path)
    found = query(
        database,
        "SELECT p.name FROM sessions s JOIN organizations o ON o.id = s.organization_id "
        "JOIN organizations p ON p.id = o.parent_id WHERE s.number = '2025-009'",
    )
    assert found == [("第二党支部",)]


def test_columns_that_are_unknown_are_kept_out_and_said(loaded: WorkbookImporter, tmp_path: Path) -> None:
    headings = ["姓", "名*", "人员编号（唯一）", "民族/族别", "血型", "人员类别", "所属支部"]
    headings[0:2] = ["姓 名*"]
    sheets = {"人员": [headings, ["张三", "D001", "汉族", "A", "正式党员", "第一党支部"]]}
    plan = loaded.plan(save(tmp_path / "in.xlsx", sheets), create_missing=False)
    assert plan.sheets[0].name == "花名册"
    assert "血型" in plan.sheets[0].unknown_columns
    assert not plan.refused


def test_a_missing_required_column_is_said_once(loaded: WorkbookImporter, tmp_path: Path) -> None:
    plan = loaded.plan(
        save(tmp_path / "in.xlsx", sheet("出勤", "活动编号 姓名", ["2025-001", "张三"])), create_missing=False
    )
    assert [(cell.row, cell.column) for cell in plan.sheets[0].refused] == [(1, "出勤状态")]


def test_a_plan_is_not_carried_out_when_the_data_changed_under_it(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "活动编号 活动类型 主题 组织单位 开始日期"
    row = ["2025-001", "主题党日", "新主题", "第一党支部", "2025-07-01"]
    plan = loaded.plan(save(tmp_path / "in.xlsx", sheet("学习活动", headings, row)), create_missing=False)
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE sessions SET title = '别的主题' WHERE number = '2025-001'")
    with pytest.raises(ImportOutdatedError):
        loaded.apply(plan)
    assert query(database, "SELECT title FROM sessions WHERE number = '2025-001'") == [("别的主题",)]


def test_a_change_elsewhere_does_not_stop_a_plan(loaded: WorkbookImporter, database: Database, tmp_path: Path) -> None:
    headings = "活动编号 活动类型 主题 组织单位 开始日期"
    row = ["2025-001", "主题党日", "新主题", "第一党支部", "2025-07-01"]
    plan = loaded.plan(save(tmp_path / "in.xlsx", sheet("学习活动", headings, row)), create_missing=False)
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE sessions SET place = '礼堂' WHERE number = '2025-001'")
    loaded.apply(plan)
    assert query(database, "SELECT title, place FROM sessions WHERE number = '2025-001'") == [("新主题", "礼堂")]


def test_a_number_given_after_an_export_does_not_double_the_person(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "姓名 人员编号 人员类别 所在党组织"
    load(loaded, tmp_path / "in.xlsx", sheet("花名册", headings, ["赵六", None, "正式党员", "第一党支部"]))
    out = tmp_path / "out.xlsx"
    WorkbookExporter(database).export(("花名册",), out)
    derived = next(row[1] for row in cells_of(out)["花名册"] if row[0] == "赵六")
    load(loaded, tmp_path / "in.xlsx", sheet("花名册", headings, ["赵六", "D009", "正式党员", "第一党支部"]))
    again = sheet("花名册", headings, ["赵六", derived, "正式党员", "第一党支部"])
    plan = load(loaded, tmp_path / "again.xlsx", again)
    assert plan.sheets[0].rows[0].outcome is Outcome.UNCHANGED
    assert query(database, "SELECT number FROM people WHERE name = '赵六'") == [("D009",)]


def test_what_was_taken_out_of_a_link_table_comes_back(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings = "活动编号 活动类型 主题 组织单位 开始日期 兼作类型"
    start = ["2025-001", "主题党日", "学党章", "第一党支部", "2025-07-01"]
    for kinds in ("党课", "〔清空〕", "党课"):
        load(loaded, tmp_path / "in.xlsx", sheet("学习活动", headings, [*start, kinds]))
    assert query(database, "SELECT kind, deleted FROM session_further_kinds") == [("party_lecture", 0)]
