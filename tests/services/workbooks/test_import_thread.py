"""The main way in: organisations, people, sessions, attendance, from one workbook in any order of sheets."""

from pathlib import Path

import pytest

from models.database import Database
from services.workbooks.errors import ImportRefusedError
from services.workbooks.rows import FieldChange, Outcome
from services.workbooks.service import WorkbookImporter
from tests.services.workbooks.books import BASE, Sheets, counts, load, query, save


def test_all_rows_come_in_and_the_same_file_again_changes_nothing(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    first = load(importer, tmp_path / "in.xlsx", BASE)
    assert counts(first) == {
        "党组织": (3, 0, 0, 0),
        "花名册": (4, 0, 0, 0),
        "学习活动": (2, 0, 0, 0),
        "出勤": (3, 0, 0, 0),
    }
    people = query(
        database,
        "SELECT p.name, p.number, o.name, m.starts_on FROM people p JOIN memberships m ON m.person_id = p.id "
        "JOIN organizations o ON o.id = m.organization_id ORDER BY p.number",
    )
    assert people == [
        ("张三", "D001", "第一党支部", "2015-07-01"),
        ("李四", "D002", "第一党支部", None),
        ("张伟", "D003", "第一党支部", None),
        ("张伟", "D004", "第二党支部", None),
    ]
    attendance = query(
        database,
        "SELECT s.number, p.number, a.status, a.year FROM attendance a JOIN sessions s ON s.id = a.session_id "
        "JOIN people p ON p.id = a.person_id ORDER BY 1, 2",
    )
    assert attendance == [
        ("2025-001", "D001", "present", 2025),
        ("2025-001", "D002", "leave", 2025),
        ("2025-002", "D004", "made_up", 2025),
    ]
    again = load(importer, tmp_path / "in.xlsx", BASE)
    assert {new + changed + refused for new, changed, _, refused in counts(again).values()} == {0}


def test_the_order_of_sheets_does_not_matter(importer: WorkbookImporter, tmp_path: Path) -> None:
    backwards: Sheets = dict(reversed(BASE.items()))
    assert not importer.plan(save(tmp_path / "in.xlsx", backwards), create_missing=False).refused


def test_a_change_is_shown_with_old_and_new_and_an_empty_cell_changes_nothing(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    load(importer, tmp_path / "in.xlsx", BASE)
    sheets: Sheets = {
        "学习活动": [
            ["活动编号", "活动类型", "主题", "组织单位", "开始日期", "学时", "地点"],
            ["2025-001", "主题党日", "学党章党规", "第一党支部", "2025-07-01", None, "会议室"],
        ]
    }
    plan = load(importer, tmp_path / "change.xlsx", sheets)
    row = plan.sheets[0].rows[0]
    assert row.outcome is Outcome.CHANGED
    assert row.changes == (FieldChange("主题", "学党章", "学党章党规"), FieldChange("地点", "", "会议室"))
    assert query(database, "SELECT title, hours, place FROM sessions WHERE number = '2025-001'") == [
        ("学党章党规", 4000, "会议室")
    ]


def test_the_clear_mark_empties_a_field(importer: WorkbookImporter, database: Database, tmp_path: Path) -> None:
    load(importer, tmp_path / "in.xlsx", BASE)
    sheets: Sheets = {
        "学习活动": [
            ["活动编号", "活动类型", "主题", "组织单位", "开始日期", "学时"],
            ["2025-001", "主题党日", "学党章", "第一党支部", "2025-07-01", "〔清空〕"],
        ]
    }
    load(importer, tmp_path / "clear.xlsx", sheets)
    assert query(database, "SELECT hours FROM sessions WHERE number = '2025-001'") == [(None,)]


def with_row(sheet: str, row: list[object]) -> Sheets:
    return BASE | {sheet: [*BASE[sheet], row]}


@pytest.mark.parametrize(
    "case",
    [
        ("花名册", ["王五", "D005", "正式党员", "2010-02-30", "第一党支部", None], "入党日期"),
        ("花名册", ["王五", "D005", "正式党员", "2010.6", "第一党支部", None], "入党日期"),
        ("花名册", ["王五", "D005", "正式党员", None, "没有的支部", None], "所在党组织"),
        ("花名册", ["王五", "D001", "正式党员", None, "第一党支部", None], "人员编号"),
        ("花名册", ["王五", "D005", "群众", None, "第一党支部", None], "人员类别"),
        ("花名册", [None, "D005", "正式党员", None, "第一党支部", None], "姓名"),
        ("学习活动", ["2025-003", "党课", "课", "第一党支部", "2025-07-01", -1], "学时"),
        ("学习活动", ["2025-003", "党课", "课", "第一党支部", "2025-07-01", 1.2345], "学时"),
        ("学习活动", ["2025-001", "主题党日", "另一个", "第一党支部", "2025-07-01", 4], "活动编号"),
        ("出勤", ["2025-009", "张三", None, None, "出席"], "活动编号"),
        ("出勤", ["2025-001", "张伟", None, None, "出席"], "姓名"),
        ("出勤", ["2025-001", "王五", None, None, "出席"], "姓名"),
        ("出勤", ["2025-001", "李四", "D001", None, "出席"], "姓名"),
        ("出勤", ["2025-001", "李四", None, "第二党支部", "出席"], "所在党组织"),
        ("出勤", ["2025-001", "张三", "D001", None, "缺席"], "人员编号"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_at_all_is_written(
    importer: WorkbookImporter, database: Database, tmp_path: Path, case: tuple[str, list[object], str]
) -> None:
    sheet, row, column = case
    plan = importer.plan(save(tmp_path / "in.xlsx", with_row(sheet, row)), create_missing=False)
    refused = [(found.name, cell.row, cell.column) for found in plan.sheets for cell in found.refused]
    assert refused == [(sheet, len(BASE[sheet]) + 1, column)]
    with pytest.raises(ImportRefusedError) as caught:
        importer.apply(plan)
    assert caught.value.count == 1
    assert query(database, "SELECT count(*) FROM people") == [(0,)]


def test_missing_organisations_are_offered_and_made_under_the_top_when_wanted(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    sheets: Sheets = {"花名册": BASE["花名册"]}
    offered = importer.plan(save(tmp_path / "in.xlsx", sheets), create_missing=False)
    assert offered.missing_organizations == ("第一党支部", "第二党支部")
    plan = load(importer, tmp_path / "in.xlsx", sheets, create=True)
    assert plan.made == ("第一党支部", "第二党支部")
    made = query(
        database,
        "SELECT o.name, o.kind, t.name FROM organizations o JOIN organizations t ON t.id = o.parent_id ORDER BY 1",
    )
    assert sorted(made) == [("第一党支部", "branch", "某某公司党委"), ("第二党支部", "branch", "某某公司党委")]
