"""Bad input: one plain Chinese sentence, exit status 1, and the database stays as it was."""

import re
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.acceptance.made_up import TOP, MadeUp, Row, make
from ui.cli.program import main


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "台账.db"
    small = make(7, people=20, sessions=20, attendance=60)
    assert main(["--db", str(path), "new", "--name", TOP]) == 0
    assert main(["--db", str(path), "import", str(small.save(tmp_path / "好.xlsx"))]) == 0
    return path


def person(**more: object) -> Row:
    return {"姓名": "赵新", "人员编号": "N1", "人员类别": "正式党员", "所在党组织": "第一党支部", **more}


def workbook(**sheets: list[Row]) -> Callable[[Path], Path]:
    return lambda folder: MadeUp(sheets=sheets).save(folder / "坏.xlsx")


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def truncated(folder: Path) -> Path:
    whole = MadeUp(sheets={"花名册": [person()]}).save(folder / "整.xlsx").read_bytes()
    return written("断.xlsx", whole[: len(whole) // 2])(folder)


def zip_bomb(folder: Path) -> Path:
    path = folder / "炸.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(bytes(1_000_000))
    return path


EXPENSE: Row = {"日期": date(2025, 1, 2), "经费来源": "党费", "支出类别": "其他", "摘要": "退"}

BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "text under an .xlsx name": (written("假.xlsx", "姓名,年龄\n".encode() * 50), "假.xlsx"),
    "an empty file": (written("空.xlsx", b""), "空.xlsx"),
    "a truncated workbook": (truncated, "断.xlsx"),
    "a zip bomb": (zip_bomb, "炸.xlsx"),
    "a missing file": (lambda folder: folder / "没有.xlsx", "没有.xlsx"),
    "no sheet that is known": (workbook(成绩单=[{"科目": "语文", "分数": 90}]), "坏.xlsx"),
    "an unknown organisation": (workbook(花名册=[person(所在党组织="第九十党支部")]), "第九十党支部"),
    "a date that is none": (workbook(花名册=[person(入党日期="2024-02-30")]), "2024-02-30"),
    "a negative sum": (workbook(经费支出=[{**EXPENSE, "金额（元）": -5}]), "-5"),
    "a sum with three decimals": (
        workbook(经费预算=[{"年度": 2025, "经费来源": "党费", "支出类别": "其他", "金额（元）": 1.005}]),
        "1.005",
    ),
    "one number twice with different content": (
        workbook(花名册=[person(民族="汉族"), person(民族="回族")]),
        "N1",
    ),
    "a required cell that is empty": (workbook(花名册=[person(姓名=None)]), "姓名"),
    "a kind that is unknown": (workbook(花名册=[person(人员类别="群众")]), "群众"),
    "an unknown session": (
        workbook(出勤=[{"活动编号": "没有这个", "姓名": "赵新", "人员编号": "D00001", "出勤状态": "出席"}]),
        "没有这个",
    ),
    "an identity number that Excel took for a number": (
        workbook(花名册=[person(身份证号=110101198001010010.0)]),
        "身份证号",
    ),
    "an absurdly large number in the first rows": (
        workbook(工资总额=[{"年度": 2025, "上年度职工工资总额（元）": 1e300}]),
        "数值太大",
    ),
    "a formula that failed, in a column that may be empty": (workbook(花名册=[person(行政职务="#N/A")]), "公式错误"),
    "a formula that failed, in a column that must be filled": (workbook(花名册=[person(姓名="#REF!")]), "公式错误"),
    "a sitting numbered 0": (
        workbook(场次=[{"活动编号": "H0001", "场次": 0, "日期": date(2025, 1, 2), "学时": 1}]),
        "不小于 1",
    ),
    "an unknown person": (
        workbook(出勤=[{"活动编号": "H0001", "姓名": "查无此人", "人员编号": "D99999", "出勤状态": "出席"}]),
        "D99999",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_one_sentence(
    case: str, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_file, named = BAD[case]
    path = make_file(tmp_path)
    before = dump(database)
    capsys.readouterr()
    assert main(["--db", str(database), "import", str(path)]) == 1
    told = capsys.readouterr()
    assert re.fullmatch(r"[^\n]*[一-鿿][^\n]*\n", told.err), told.err
    assert "Traceback" not in told.out + told.err
    assert named in told.out + told.err
    assert dump(database) == before


def test_good_rows_beside_a_bad_one_are_not_written_either(database: Path, tmp_path: Path) -> None:
    path = workbook(花名册=[person(), person(人员编号="N2", 入党日期="昨天")])(tmp_path)
    before = dump(database)
    assert main(["--db", str(database), "import", str(path)]) == 1
    assert dump(database) == before


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines
