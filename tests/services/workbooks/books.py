"""Workbooks for tests: sheets as lists of rows, saved by openpyxl as a person's Excel would."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from models.database import Database
from services.workbooks.rows import ImportPlan, Outcome
from services.workbooks.service import WorkbookImporter

Sheets = dict[str, list[list[Any]]]

BASE: Sheets = {
    "党组织": [
        ["组织名称", "组织类型", "上级组织"],
        ["第一党小组", "党小组", "第一党支部"],
        ["第一党支部", "党支部", "某某公司党委"],
        ["第二党支部", "党支部", "某某公司党委"],
    ],
    "花名册": [
        ["姓名", "人员编号", "人员类别", "入党日期", "所在党组织", "转入日期"],
        ["张三", "D001", "正式党员", "2010-06-30", "第一党支部", "2015-07-01"],
        ["李四", "D002", "预备党员", "2025-06-30", "第一党支部", None],
        ["张伟", "D003", "正式党员", "2012-06-30", "第一党支部", None],
        ["张伟", "D004", "正式党员", "2013-06-30", "第二党支部", None],
    ],
    "学习活动": [
        ["活动编号", "活动类型", "主题", "组织单位", "开始日期", "学时"],
        ["2025-001", "主题党日", "学党章", "第一党支部", "2025-07-01", 4],
        ["2025-002", "培训班", "党员培训", "某某公司党委", "2025-09-01", 8],
    ],
    "出勤": [
        ["活动编号", "姓名", "人员编号", "所在党组织", "出勤状态"],
        ["2025-001", "张三", "D001", None, "出席"],
        ["2025-001", "李四", None, None, "请假"],
        ["2025-002", "张伟", None, "第二党支部", "补学"],
    ],
}


def save(path: Path, sheets: Sheets) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for row_of_cells in sheet.iter_rows():
            for cell in row_of_cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def load(importer: WorkbookImporter, path: Path, sheets: Sheets, *, create: bool = False) -> ImportPlan:
    """Import a workbook, all of it."""
    plan = importer.plan(save(path, sheets), create_missing=create)
    importer.apply(plan)
    return plan


def counts(plan: ImportPlan) -> dict[str, tuple[int, int, int, int]]:
    """Give new, changed, unchanged and refused rows by sheet."""
    return {
        sheet.name: (
            sheet.count(Outcome.NEW),
            sheet.count(Outcome.CHANGED),
            sheet.count(Outcome.UNCHANGED),
            sheet.count(Outcome.REFUSED),
        )
        for sheet in plan.sheets
    }


def query(database: Database, statement: str) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]
