"""The roster's conveniences: they make or end dated records, and refuse what cannot be told."""

from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from services.workbooks.rows import Outcome
from services.workbooks.service import WorkbookImporter
from tests.services.workbooks.books import BASE, Sheets, load, query, save

HEADINGS = (
    "姓名 人员编号 人员类别 所在党组织 党小组 党内职务 任职组织 任职日期 免职日期 转入日期 转出日期 免学时原因 入党日期"
)


def roster(**cells: Any) -> Sheets:
    person = {"姓名": "张三", "人员编号": "D001", "人员类别": "正式党员", "所在党组织": "第一党支部"} | cells
    return {"花名册": [HEADINGS.split(), [person.get(heading) for heading in HEADINGS.split()]]}


MEMBERSHIPS = """
SELECT o.name, m.starts_on, m.ends_on FROM memberships m JOIN organizations o ON o.id = m.organization_id
JOIN people p ON p.id = m.person_id WHERE p.number = 'D001' AND m.deleted = 0 ORDER BY m.starts_on
"""
APPOINTMENTS = """
SELECT o.name, a.post, a.portfolio, a.starts_on, a.ends_on FROM appointments a
JOIN organizations o ON o.id = a.organization_id JOIN people p ON p.id = a.person_id
WHERE p.number = 'D001' AND a.deleted = 0 ORDER BY a.starts_on, a.post
"""


@pytest.fixture
def loaded(importer: WorkbookImporter, tmp_path: Path) -> WorkbookImporter:
    load(importer, tmp_path / "base.xlsx", BASE)
    return importer


def test_a_transfer_ends_one_membership_and_begins_another(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    sheets = roster(所在党组织="第二党支部", 转入日期="2025-03-01")
    plan = load(loaded, tmp_path / "in.xlsx", sheets)
    assert [change.column for change in plan.sheets[0].rows[0].changes] == ["所在党组织"]
    assert query(database, MEMBERSHIPS) == [
        ("第一党支部", "2015-07-01", "2025-03-01"),
        ("第二党支部", "2025-03-01", None),
    ]
    again = load(loaded, tmp_path / "in.xlsx", sheets)
    assert again.sheets[0].rows[0].outcome is Outcome.UNCHANGED


def test_another_branch_without_a_date_is_refused(loaded: WorkbookImporter, tmp_path: Path) -> None:
    plan = loaded.plan(save(tmp_path / "in.xlsx", roster(所在党组织="第二党支部")), create_missing=False)
    assert [(cell.row, cell.column) for cell in plan.sheets[0].refused] == [(2, "所在党组织")]


def test_a_group_of_the_same_branch_is_changed_in_place(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(党小组="第一党小组"))
    assert query(database, MEMBERSHIPS) == [("第一党小组", "2015-07-01", None)]
    load(loaded, tmp_path / "in.xlsx", roster(党小组="〔清空〕"))
    assert query(database, MEMBERSHIPS) == [("第一党支部", "2015-07-01", None)]


def test_leaving_ends_the_membership_and_the_clear_mark_takes_it_back(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(转出日期="2025-10-01"))
    assert query(database, MEMBERSHIPS) == [("第一党支部", "2015-07-01", "2025-10-01")]
    load(loaded, tmp_path / "in.xlsx", roster(转出日期="〔清空〕"))
    assert query(database, MEMBERSHIPS) == [("第一党支部", "2015-07-01", None)]


def test_a_day_of_leaving_before_the_day_of_coming_is_refused(loaded: WorkbookImporter, tmp_path: Path) -> None:
    plan = loaded.plan(save(tmp_path / "in.xlsx", roster(转出日期="2015-01-01")), create_missing=False)
    assert [cell.column for cell in plan.sheets[0].refused] == ["转出日期"]


def test_posts_are_made_and_ended(loaded: WorkbookImporter, database: Database, tmp_path: Path) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(党内职务="支部书记、组织委员", 任职日期="2022-01-01"))
    load(loaded, tmp_path / "in.xlsx", roster(党内职务="书记", 任职日期="2022-01-01", 免职日期="2025-01-01"))
    load(loaded, tmp_path / "in.xlsx", roster(党内职务="党委委员", 任职组织="某某公司党委", 任职日期="2025-01-01"))
    assert query(database, APPOINTMENTS) == [
        ("第一党支部", "committee_member", "组织", "2022-01-01", None),
        ("第一党支部", "secretary", "", "2022-01-01", "2025-01-01"),
        ("某某公司党委", "committee_member", "", "2025-01-01", None),
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"党内职务": "书记大人"}, "党内职务"),
        ({"任职日期": "2025-01-01"}, "任职日期"),
        ({"党内职务": "书记", "任职日期": "2025-01-01", "免职日期": "2024-01-01"}, "免职日期"),
        ({"党内职务": "书记", "任职组织": "没有的组织"}, "任职组织"),
        ({"党小组": "第九党小组"}, "党小组"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    loaded: WorkbookImporter, tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    plan = loaded.plan(save(tmp_path / "in.xlsx", roster(**cells)), create_missing=False)
    assert [cell.column for cell in plan.sheets[0].refused] == [column]


def test_a_post_that_changed_without_a_date_is_refused(loaded: WorkbookImporter, tmp_path: Path) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(党内职务="组织委员"))
    plan = loaded.plan(save(tmp_path / "in.xlsx", roster(党内职务="书记")), create_missing=False)
    assert [cell.column for cell in plan.sheets[0].refused] == ["党内职务"]


def test_another_date_of_a_stage_corrects_it(loaded: WorkbookImporter, database: Database, tmp_path: Path) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(入党日期="2010-07-01"))
    found = query(
        database,
        "SELECT s.reached_on FROM stages s JOIN people p ON p.id = s.person_id "
        "WHERE p.number = 'D001' AND s.kind = 'probationary' AND s.deleted = 0",
    )
    assert found == [("2010-07-01",)]


def test_a_reason_without_dates_exempts_for_good_and_can_be_taken_back(
    loaded: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    load(loaded, tmp_path / "in.xlsx", roster(免学时原因="年老体弱"))
    load(loaded, tmp_path / "in.xlsx", roster(免学时原因="年老体弱"))
    exemptions = "SELECT reason, starts_on, ends_on FROM exemptions WHERE deleted = 0"
    assert query(database, exemptions) == [("年老体弱", None, None)]
    load(loaded, tmp_path / "in.xlsx", roster(免学时原因="〔清空〕"))
    assert query(database, exemptions) == []


def test_the_sheets_of_dated_records_go_before_the_roster(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    sheets = BASE | {
        "组织关系": [
            ["人员编号", "党组织", "起", "止"],
            ["D002", "第一党支部", "2025-06-30", None],
            ["D003", "第二党支部", "自始", "2020-01-01"],
            ["D003", "第一党支部", "2020-01-01", None],
        ]
    }
    load(importer, tmp_path / "in.xlsx", sheets)
    found = query(
        database,
        "SELECT p.number, o.name, m.starts_on, m.ends_on FROM memberships m JOIN people p ON p.id = m.person_id "
        "JOIN organizations o ON o.id = m.organization_id WHERE p.number IN ('D002', 'D003') ORDER BY 1, 3",
    )
    assert found == [
        ("D002", "第一党支部", "2025-06-30", None),
        ("D003", "第二党支部", None, "2020-01-01"),
        ("D003", "第一党支部", "2020-01-01", None),
    ]


def test_people_without_numbers_are_told_apart_by_identity_number_then_branch(
    importer: WorkbookImporter, database: Database, tmp_path: Path
) -> None:
    headings: list[Any] = ["姓名", "身份证号", "人员类别", "所在党组织", "手机号"]
    rows: list[list[Any]] = [
        ["王芳", "110101198001010011", "正式党员", "第一党支部", "1"],
        ["王芳", "110101198101010022", "正式党员", "第一党支部", "2"],
        ["王芳", None, "正式党员", "第二党支部", "3"],
    ]
    load(importer, tmp_path / "base.xlsx", BASE)
    load(importer, tmp_path / "in.xlsx", {"花名册": [headings, *rows]})
    assert query(database, "SELECT count(*) FROM people WHERE name = '王芳'") == [(3,)]
    moved: Sheets = {"花名册": [headings, ["王芳", "110101198101010022", "正式党员", "第一党支部", "22"]]}
    load(importer, tmp_path / "in.xlsx", moved)
    assert query(database, "SELECT phone FROM people WHERE name = '王芳' ORDER BY phone") == [("1",), ("22",), ("3",)]
    unclear: Sheets = {"花名册": [headings, ["王芳", None, "正式党员", "第一党支部", "9"]]}
    plan = importer.plan(save(tmp_path / "in.xlsx", unclear), create_missing=False)
    assert [cell.column for cell in plan.sheets[0].refused] == ["姓名"]


def test_a_refused_person_does_not_refuse_their_attendance_too(importer: WorkbookImporter, tmp_path: Path) -> None:
    bad = [[*row[:2], "群众", *row[3:]] if row[1] == "D001" else row for row in BASE["花名册"]]
    plan = importer.plan(save(tmp_path / "in.xlsx", BASE | {"花名册": bad}), create_missing=False)
    assert [(sheet.name, cell.row) for sheet in plan.sheets for cell in sheet.refused] == [("花名册", 2)]
