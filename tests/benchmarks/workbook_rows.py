"""The workbook of the benchmark: 160 people, 480 sessions, 6,400 attendance rows in the clean formats."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

PEOPLE = 160
SESSIONS = 480
ATTENDANCE = 6400
BRANCHES = 8
_KINDS = ("主题党日", "支部党员大会", "党课", "支部委员会", "培训班")
_STATUSES = ("出席", "出席", "出席", "出席", "出席", "出席", "请假", "缺席", "补学")


def write_workbook(path: Path) -> None:
    """Write the workbook; the same at every run."""
    chance = random.Random(7)  # noqa: S311  rows of a benchmark, no secret
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (
        ("党组织", _organizations()),
        ("花名册", _people(chance)),
        ("学习活动", _sessions(chance)),
        ("出勤", _attendance(chance)),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _branch(number: int) -> str:
    return f"第{number % BRANCHES + 1}党支部"


def _organizations() -> list[list[Any]]:
    rows: list[list[Any]] = [["组织名称", "组织类型", "上级组织", "成立日期", "届满日期"]]
    rows += [
        [_branch(number), "党支部", "某某公司党委", date(2015, 7, 1), date(2027, 6, 30)] for number in range(BRANCHES)
    ]
    return rows


def _people(chance: random.Random) -> list[list[Any]]:
    headings = "姓名 人员编号 性别 民族 出生日期 身份证号 学历 人员类别 入党日期 所在党组织 手机号 转入日期"
    rows: list[list[Any]] = [headings.split()]
    for number in range(PEOPLE):
        born = date(1970, 1, 1) + timedelta(days=chance.randrange(9000))
        rows.append(
            [
                f"党员{number:03d}",
                f"D{number:05d}",
                chance.choice(("男", "女")),
                "汉族",
                born,
                f"110101{born:%Y%m%d}{number:04d}",
                "大学本科",
                "正式党员",
                date(2010, 6, 30),
                _branch(number),
                f"1380000{number:04d}",
                date(2015, 7, 1),
            ]
        )
    return rows


def _sessions(chance: random.Random) -> list[list[Any]]:
    headings = (
        "活动编号 活动类型 兼作类型 主题 组织单位 开始日期 天数 学时 组织形式 是否研讨 内容分类 学习内容 主讲人 状态"
    )
    rows: list[list[Any]] = [[*headings.split(), "主讲人", "状态"]]
    for number in range(SESSIONS):
        day = date(2025, 1, 1) + timedelta(days=number * 364 // SESSIONS)
        kind = chance.choice(_KINDS)
        rows.append(
            [
                f"2025-{number:04d}",
                kind,
                "党课" if kind == "主题党日" else None,
                f"学习活动之{number}",
                _branch(number),
                day,
                0.5,
                4,
                "线下",
                "否",
                "新思想、政治理论教育",
                "《党章》\n《条例》",
                "党员001",
                "已举行",
            ]
        )
    return rows


def _attendance(chance: random.Random) -> list[list[Any]]:
    headings = "活动编号 姓名 人员编号 所在党组织 出勤状态 请假事由 学时 备注"
    rows: list[list[Any]] = [headings.split()]
    pairs = [(session, person) for session in range(SESSIONS) for person in range(PEOPLE)]
    for session, person in sorted(chance.sample(pairs, ATTENDANCE)):
        status = chance.choice(_STATUSES)
        rows.append(
            [
                f"2025-{session:04d}",
                f"党员{person:03d}",
                f"D{person:05d}",
                _branch(person),
                status,
                "出差" if status == "请假" else None,
                2 if status == "补学" else None,
                None,
            ]
        )
    return rows
