"""Who and what a row speaks of, over several workbooks: numbers, identity numbers, names, branches, first days."""

from pathlib import Path

import pytest

from tests.acceptance.desk import Desk, Line
from tests.acceptance.test_officer import EIGHT, ORGANIZATIONS, TOP, person, roster, session, sessions

OLD = "2010-01-01"
ATTENDANCE: Line = ("活动编号", "姓名", "人员编号", "所在党组织", "出勤状态", "学时")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, TOP)
    desk.take({"党组织": ORGANIZATIONS})
    return desk


def counts(told: dict[str, object]) -> tuple[object, object, object]:
    return told["new"], told["changed"], told["unchanged"]


def test_a_person_without_number_is_known_by_identity_number(desk: Desk) -> None:
    first = roster(person("张三", None, "正式党员", "一支部", 身份证号="11010119800101001X", 入党日期=OLD))
    assert counts(desk.take(first)["花名册"]) == (1, 0, 0)
    assert counts(desk.take(first)["花名册"]) == (0, 0, 1)
    numbered = roster(person("张三", "N1", "正式党员", "一支部", 身份证号="11010119800101001x", 民族="汉族"))
    assert counts(desk.take(numbered)["花名册"]) == (0, 1, 0)
    assert list(desk.hours(2025)) == ["N1"]


def test_namesakes_are_told_apart_by_branch_and_never_guessed(desk: Desk) -> None:
    both = roster(*(person("张三", None, "正式党员", branch, 入党日期=OLD) for branch in ("一支部", "二支部")))
    assert counts(desk.take(both)["花名册"]) == (2, 0, 0)
    assert counts(desk.take(both)["花名册"]) == (0, 0, 2)
    desk.take(sessions(session("H1", "主题党日", "一支部", "2025-01-01", 学时=2)))
    refused = desk.refuse({"出勤": [ATTENDANCE, ("H1", "张三", None, None, "出席", None)]})["出勤"]["refused"]
    assert (refused[0]["row"], refused[0]["column"], refused[0]["value"]) == (2, "姓名", "张三")
    desk.take({"出勤": [ATTENDANCE, ("H1", "张三", None, "二支部", "出席", None)]})
    people = desk.ask("hours", "--year", "2025")["people"]
    assert {row["branch"]: row["earned"] for row in people} == {"一支部": 0, "二支部": 2}


def test_namesakes_who_changed_places_are_told_apart_by_the_day(desk: Desk) -> None:
    desk.take(
        roster(
            person("张伟", "D1", "正式党员", "二支部", 入党日期=OLD, 转入日期="2025-06-01"),
            person("张伟", "D2", "正式党员", "一支部", 入党日期=OLD, 转入日期="2025-06-01"),
        )
        | {
            "组织关系": [
                ("人员编号", "党组织", "起", "止"),
                ("D1", "一支部", OLD, "2025-06-01"),
                ("D2", "三支部", OLD, "2025-06-01"),
            ]
        }
    )
    desk.take(
        sessions(
            session("A", "主题党日", "一支部", "2025-05-01", 学时=1),
            session("B", "主题党日", "一支部", "2025-07-01", 学时=2),
        )
    )
    rows: list[Line] = [(number, "张伟", None, "一支部", "出席", None) for number in "AB"]
    desk.take({"出勤": [ATTENDANCE, *rows]})
    hours = desk.hours(2025)
    assert (hours["D1"]["earned"], hours["D2"]["earned"]) == (1, 2)


def test_one_row_twice_is_one_row_and_twice_otherwise_is_refused(desk: Desk) -> None:
    desk.take(EIGHT)
    desk.take(sessions(session("H1", "主题党日", "一支部", "2025-01-01", 学时=2)))
    present: Line = ("H1", "党员一", "D1", None, "出席", None)
    assert counts(desk.take({"出勤": [ATTENDANCE, present, present]})["出勤"])[0] == 1
    desk.refuse({"出勤": [ATTENDANCE, present, ("H1", "党员一", "D1", None, "缺席", None)]})
    desk.refuse(roster(*(person("党员一", "D1", "正式党员", "一支部", 性别=gender) for gender in "男女")))
    desk.refuse({"出勤": [ATTENDANCE, ("H1", "党员二", "D1", None, "出席", None)]})


def test_a_session_that_moves_takes_its_attendance_along(desk: Desk) -> None:
    desk.take(EIGHT)
    desk.take(sessions(session("H1", "主题党日", "一支部", "2025-01-01", 学时=2)))
    desk.take({"出勤": [ATTENDANCE, ("H1", "党员一", "D1", None, "出席", 3)]})
    desk.take(sessions(session("H1", "主题党日", "二支部", "2024-05-01")))
    assert (desk.hours(2024)["D1"]["earned"], desk.hours(2025)["D1"]["earned"]) == (3, 0)
    assert desk.figures(2024, "--scope", "二支部")["theme_day.sessions"] == 1
    desk.take({"出勤": [ATTENDANCE, ("H1", "党员一", "D1", None, "出席", "〔清空〕")]})
    assert desk.hours(2024)["D1"]["earned"] == 2
    desk.take({"出勤": [ATTENDANCE, ("H1", "党员一", "D1", None, "请假", None)]})
    assert desk.hours(2024)["D1"]["earned"] == 0


def test_missing_organisations_are_made_only_where_asked_for(desk: Desk) -> None:
    lines = roster(
        person("张三", "D1", "正式党员", "五支部", 入党日期=OLD),
        person("李四", "D2", "正式党员", "机关党总支/六支部", 党小组="第二党小组", 入党日期=OLD),
    )
    desk.refuse(lines)
    before = desk.dump()
    desk.take(lines, "--create", "--dry-run")
    assert desk.dump() == before
    desk.take(lines, "--create")
    figures = desk.figures(2025)
    assert (figures["org.branches"], figures["org.groups"]) == (5, 3)
    assert desk.figures(2025, "--scope", "机关党总支")["people.members"] == 1


def test_a_group_may_be_named_by_its_path(desk: Desk) -> None:
    desk.take(
        roster(
            person("甲", "D1", "正式党员", "一支部/第一党小组", 入党日期=OLD),
            person("乙", "D2", "正式党员", "机关党总支/一支部", 党小组="第一党小组", 入党日期=OLD),
            person("丙", "D3", "正式党员", "二支部", 党小组="二支部/第一党小组", 入党日期=OLD),
        )
    )
    assert [row["branch"] for row in desk.hours(2025).values()].count("一支部") == 2
    assert desk.figures(2025, "--scope", "一支部/第一党小组")["people.members"] == 2
    refused = desk.refuse(roster(person("丁", "D4", "正式党员", "第一党小组")))["花名册"]["refused"]
    assert refused[0]["value"] == "第一党小组"
