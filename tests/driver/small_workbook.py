"""A workbook as a branch would send it: three members, one session of four hours, one of them absent."""

from pathlib import Path

from openpyxl import Workbook

BRANCH = "第一党支部"
ABSENT = "张三"
SHEETS: dict[str, list[list[object]]] = {
    "党组织": [["组织名称", "组织类型", "上级组织"], [BRANCH, "党支部", "中共某某公司委员会"]],
    "花名册": [
        ["姓名", "人员编号", "性别", "人员类别", "入党日期", "所在党组织", "转入日期"],
        ["张三", "D00001", "男", "正式党员", "2010-07-01", BRANCH, "2015-01-01"],
        ["李四", "D00002", "女", "正式党员", "2012-07-01", BRANCH, "2015-01-01"],
        ["王五", "D00003", "男", "正式党员", "2014-07-01", BRANCH, "2015-01-01"],
    ],
    "学习活动": [
        ["活动编号", "活动类型", "主题", "组织单位", "开始日期", "学时", "组织形式"],
        ["S0001", "专题讲座", "理论专题讲座", BRANCH, "{year}-01-05", 4, "线下"],
    ],
    "出勤": [
        ["活动编号", "姓名", "人员编号", "出勤状态"],
        ["S0001", "张三", "D00001", "{absent}"],
        ["S0001", "李四", "D00002", "出席"],
        ["S0001", "王五", "D00003", "出席"],
    ],
}


def write_small_workbook(path: Path, year: int, absent: str = "缺席") -> Path:
    """Write the workbook, its session held early in the year; `absent` is what stands for who was not there."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([cell.format(year=year, absent=absent) if isinstance(cell, str) else cell for cell in row])
    workbook.save(path)
    return path
