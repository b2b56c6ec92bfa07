"""Small ledgers typed by hand, with figures, hours and duties worked out on paper."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.acceptance.desk import Desk, Line

TOP = "东江厂党委"
# Excel knows no time zones.
MARCH = datetime(2005, 3, 1, tzinfo=UTC).replace(tzinfo=None)
ORGANIZATIONS: list[Line] = [
    ("组织名称*", "组织类型 *", "上级组织", "成立日期", "撤销日期", "届满日期", "备注"),
    ("第一党小组", "党小组", "一支部"),
    ("第一党小组", "党小组", "二支部"),
    ("一支部", "党支部", "机关党总支", "2001.7.1", None, "2027-06-30", "甲"),
    ("二支部", "党支部", TOP, MARCH, None, date(2026, 5, 31)),
    ("三支部", "党支部", TOP, "2025年4月1日"),
    ("老支部", "党支部", TOP, "19990101", "2025/7/1"),
    ("机关党总支", "党总支", TOP, 36892),
]
ROSTER_HEADINGS = (
    "姓名", "人员编号", "性别", "民族", "出生日期", "身份证号", "学历", "人员类别", "入党日期", "转正日期",
    "确定为积极分子日期", "列为发展对象日期", "所在党组织", "党小组", "党内职务", "任职组织", "任职日期", "免职日期",
    "行政职务", "职级", "手机号", "转入日期", "转出日期", "免学时原因", "备注",
)  # fmt: skip


def person(name: str, number: str | None, category: str, branch: str, **more: object) -> Line:
    row = {"姓名": name, "人员编号": number, "人员类别": category, "所在党组织": branch, **more}
    assert set(row) <= set(ROSTER_HEADINGS)
    return [row.get(heading) for heading in ROSTER_HEADINGS]


def roster(*lines: Line) -> dict[str, list[Line]]:
    return {"花名册": [ROSTER_HEADINGS, *lines]}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, TOP)
    told = desk.take({"党组织": ORGANIZATIONS})
    assert told["党组织"]["new"] == 7
    return desk


def test_organizations(desk: Desk) -> None:
    figures = desk.figures(2025)
    assert (figures["org.committees"], figures["org.general_branches"]) == (1, 1)
    assert (figures["org.branches"], figures["org.groups"]) == (3, 2)
    figures = desk.figures(2024)
    assert (figures["org.branches"], figures["org.groups"]) == (3, 2)
    assert desk.figures(2025, "--scope", "机关党总支")["org.branches"] == 1
    assert desk.figures(2025, "--scope", "二支部/第一党小组")["org.groups"] == 1
    answer = desk.call("figures", "--year", "2025", "--scope", "第一党小组")
    assert answer.status == 1
    assert answer.err.count("\n") == 1
    told = desk.take({"党组织": ORGANIZATIONS})
    assert told["党组织"]["unchanged"] == 7


def test_headcounts(desk: Desk) -> None:
    desk.take(roster(
        person("王 一", "D1", "正式党员", "一支部", 党小组="第一党小组", 入党日期="2000.07.01"),
        person("李二", "D2", "正式党员", "一支部", 入党日期="2024-08-01", 转正日期="2025-08-01"),
        person("张三", "D3", "预备党员", "二支部", 入党日期=date(2025, 12, 31)),
        person("李二", "D4", "预备党员", "二支部", 党小组="第一党小组", 入党日期=MARCH.replace(year=2025)),
        person("赵六", "D5", "发展对象", "三支部", 确定为积极分子日期="2023-01-01", 列为发展对象日期="2025-06-30"),
        person("钱七", "D6", "入党积极分子", "三支部"),
        person("孙八", "D7", "正式党员", "二支部", 入党日期="1990-01-01", 转入日期="2025-05-01", 转出日期="2025-12-31"),
        person("周九", "D8", "正式党员", "二支部", 转入日期="2026-01-01"),
    ))  # fmt: skip
    figures = desk.figures(2025)
    assert figures["people.members"] == 4
    assert (figures["people.formal"], figures["people.probationary"]) == (2, 2)
    assert (figures["people.development_targets"], figures["people.activists"]) == (1, 1)
    figures = desk.figures(2024)
    # 2024: D1 formal, D2 probationary, D5 was an activist, D6 always one.
    assert figures["people.members"] == 2
    assert (figures["people.formal"], figures["people.probationary"]) == (1, 1)
    assert (figures["people.development_targets"], figures["people.activists"]) == (0, 2)
    assert desk.figures(2026)["people.members"] == 5
    assert desk.figures(2025, "--scope", "机关党总支")["people.members"] == 2
    assert desk.figures(2025, "--scope", "一支部/第一党小组")["people.members"] == 1
    hours = desk.hours(2025)
    assert set(hours) == {"D1", "D2", "D3", "D4", "D7"}
    assert hours["D1"]["name"] == "王一"
    assert hours["D1"]["branch"] == "一支部"
    # D3: one day of 365: never below half an hour; D4: 306 days: 26.8... -> 27; D7: 244 days: 21.39 -> 21.5
    assert [hours[number]["target"] for number in ("D1", "D2", "D3", "D4", "D7")] == [32, 32, 0.5, 27, 21.5]
    assert [hours[number]["state"] for number in ("D1", "D3", "D7")] == ["behind", "behind", "left"]
    figures = desk.figures(2025)
    assert figures["hours.members.people"] == 4
    assert figures["hours.members.met"] == 0
    assert figures["hours.members.rate"] == 0
    assert figures["hours.members.average"] == 0


def test_posts_and_classes(desk: Desk) -> None:
    told = desk.take(roster(
        person("甲一", "D1", "正式党员", "一支部", 党内职务="书记、宣传委员", 任职日期="2025-03-01"),
        person("甲二", "D2", "正式党员", "一支部", 党内职务="副书记", 任职日期="2024-01-01", 免职日期="2025-07-02"),
        person("甲三", "D3", "正式党员", "一支部", 党内职务="党支部副书记；纪检委员", 任职日期="2024-01-01",
               免职日期="2025-07-03"),
        person("甲四", "D4", "正式党员", "一支部", 党内职务="党委委员", 任职组织=TOP, 任职日期="2020-01-01"),
        person("甲五", "D5", "正式党员", "一支部", 党小组="第一党小组", 党内职务="党小组长",
               任职组织="一支部/第一党小组", 任职日期="2020-01-01"),
        person("甲六", "D6", "正式党员", "二支部", 党内职务="党务干事\n宣传员", 任职日期="2020-01-01"),
        # A member only from 1 October (92 days), secretary from 1 November (61 of the 92).
        person("甲七", "D7", "预备党员", "二支部", 入党日期="2025-10-01", 党内职务="书记", 任职日期="2025-11-01"),
        person("甲八", "D8", "正式党员", "二支部", 职级="领导班子成员"),
    ))  # fmt: skip
    assert told["花名册"]["new"] == 8
    hours = desk.hours(2025)
    classes = {number: row["class"] for number, row in hours.items()}
    assert classes == {
        "D1": "leader", "D2": "member", "D3": "leader", "D4": "leader", "D5": "member", "D6": "member",
        "D7": "leader", "D8": "member",
    }  # fmt: skip
    # 56 x 92 / 365 = 14.115 -> 14
    assert hours["D7"]["target"] == 14
    assert hours["D4"]["target"] == 56
    figures = desk.figures(2025)
    assert figures["hours.leaders.people"] == 4
    assert figures["hours.members.people"] == 4
    assert figures["certification.secretaries"] == 0
    assert figures["certification.rate"] == 0
    desk.take({"认证证书": [
        ("人员编号", "姓名", "证书", "取得日期", "有效期至"),
        ("D1", "甲一", "支部书记证书", "2020-01-01", "2025-12-30"),
        ("D7", "甲七", "支部书记证书", "2025-12-31", "2025-12-31"),
    ]})  # fmt: skip
    figures = desk.figures(2025)
    assert (figures["certification.secretaries"], figures["certification.rate"]) == (1, 0.5)
    # A post ended later, in the sheet of its own: found by person, organisation, post and first day.
    told = desk.take({"任职": [
        ("人员编号", "姓名", "任职组织", "职务", "起", "止"),
        ("D1", "甲一", "一支部", "书记", "2025-03-01", "2025-06-01"),
        ("D1", "甲一", "一支部", "宣传委员", "2025-03-01", "2025-06-01"),
    ]})  # fmt: skip
    assert told["任职"] == {"new": 0, "changed": 2, "unchanged": 0, "refused": []}
    assert desk.hours(2025)["D1"]["class"] == "member"


def test_a_transfer_by_the_roster(desk: Desk) -> None:
    desk.take(roster(person("乙一", "D1", "正式党员", "一支部", 入党日期="2001-01-01")))
    told = desk.take(roster(person("乙一", "D1", "正式党员", "二支部", 入党日期="2001-01-01", 转入日期="2025-06-01")))
    assert told["花名册"]["changed"] == 1
    assert desk.figures(2025, "--scope", "二支部")["people.members"] == 1
    assert desk.figures(2025, "--scope", "一支部")["people.members"] == 0
    assert desk.figures(2024, "--scope", "一支部")["people.members"] == 1
    hours = desk.hours(2025)
    assert hours["D1"]["target"] == 32
    assert hours["D1"]["branch"] == "二支部"
    told = desk.take(roster(person("乙一", "D1", "正式党员", "二支部", 入党日期="2001-01-01", 转入日期="2025-06-01")))
    assert told["花名册"]["unchanged"] == 1
    told = desk.take({"组织关系": [
        ("人员编号", "姓名", "党组织", "起", "止", "去向"), ("D1", "乙一", "二支部", "2025-06-01", "2025-11-01", "外厂")
    ]})  # fmt: skip
    assert told["组织关系"]["changed"] == 1
    assert desk.figures(2025)["people.members"] == 0
    # 304 days of 365: 26.65 -> 26.5
    assert desk.hours(2025)["D1"] | {"earned": 0} == {
        "name": "乙一", "number": "D1", "branch": "二支部", "class": "member", "target": 26.5, "earned": 0,
        "met": False, "state": "left",
    }  # fmt: skip


SESSION_HEADINGS = (
    "活动编号", "活动类型", "兼作类型", "主题", "组织单位", "开始日期", "结束日期", "天数", "学时", "组织形式",
    "是否研讨",
    "内容分类", "学习内容", "主讲人", "主持人", "记录人", "地点", "专题", "心得篇数", "及格线", "状态", "备注",
)  # fmt: skip


def session(number: object, kind: str, unit: str, on: object, **more: object) -> Line:
    row = {"活动编号": number, "活动类型": kind, "主题": f"{kind}{number}", "组织单位": unit, "开始日期": on, **more}
    assert set(row) <= set(SESSION_HEADINGS)
    return [row.get(heading) for heading in SESSION_HEADINGS]


def sessions(*lines: Line) -> dict[str, list[Line]]:
    return {"学习活动": [SESSION_HEADINGS, *lines]}


EIGHT = roster(*(
    person(f"党员{'一二三四五六七八'[index]}", f"D{index + 1}", "正式党员",
           ["一支部", "二支部", "三支部", TOP][index // 2], 入党日期="2010-01-01")
    for index in range(8)
))  # fmt: skip


def test_sessions_and_attendance_in_files_of_their_own(desk: Desk) -> None:
    desk.take(EIGHT)
    desk.take(sessions(
        session(1, "主题党日", "一支部", "2025-03-05", 兼作类型="支部党员大会;党课", 学时=2, 主讲人="党员一",
                内容分类="新思想；政治理论教育", 学习内容="文件一\n文件二\n\n文件三"),
        session("H2", "第一议题", TOP, "2025-04-01", 学时=1, 学习内容="讲话一\r\n讲话二"),
        session("H3", "中心组学习", TOP, "2025-04-02", 结束日期="2025-04-03", 天数=1.5, 学时=12, 是否研讨="是",
                心得篇数=3, 内容分类="党的宗旨教育\n革命传统教育", 学习内容="一"),
        session("H4", "读书班", TOP, "2025-05-06", 天数=2, 学时=16, 兼作类型="中心组学习"),
        session("H5", "培训班", TOP, "2025-06-01", 天数=3, 组织形式="线下"),
        session("H6", "培训班", TOP, "2025-06-10", 天数=0.5, 学时=4, 组织形式="线上"),
        session("H7", "理论测试", TOP, "2025-06-20", 学时=5, 及格线=60),
        session("H8", "网络学习", "二支部", "2025-07-01", 学时=1.5, 组织形式="线上"),
        session("H9", "现场学习", "三支部", "2025-07-02", 学时=3),
        session("H10", "专题讲座", TOP, "2025-07-03", 学时=2, 状态="取消"),
        session("H11", "专题讲座", TOP, "2025-07-04", 学时=2, 状态="草稿"),
        session("H12", "专题讲座", TOP, "2025-12-31", 学时=2, 状态="已举行"),
        session("H13", "专题讲座", TOP, "2024-12-31", 学时=2),
        session("H14", "专题讲座", TOP, "2025-07-05", 学时=2, 状态="计划"),
    ))  # fmt: skip
    desk.take({
        "场次": [
            ("活动编号", "场次", "日期", "时段", "内容", "主讲人", "学时"),
            ("H5", 1, "2025-06-01", "上午", "一", None, 4), ("H5", 2, "2025-06-01", "下午", "二", None, 3.5),
            ("H5", 3, "2025-06-02", "晚上", "三", None, 2),
        ],
    })  # fmt: skip
    attendance_headings = (
        "活动编号", "姓名", "人员编号", "所在党组织", "出勤状态", "请假事由", "补学日期", "补学方式", "学时", "发言",
        "成绩",
        "备注",
    )  # fmt: skip
    desk.take({"出勤": [
        attendance_headings,
        (1, "党员一", "D1", None, "出席"), (1, "党员二", None, None, "列席"),
        (1, "党员三", "D3", "二支部", "请假", "出差"), (1, "党员四", None, "二支部", "缺席"),
        (1, "党员五", None, None, "补学", "病假", "2025-03-20", "自学"),
        ("H2", "党员七", "D7", None, "出席", None, None, None, 0), ("H2", "党员八", "D8", None, "出席"),
        ("H3", "党员七", "D7", None, "出席", None, None, None, None, "主题发言"),
        ("H3", "党员八", "D8", None, "请假", "会议", None, None, None, "交流发言"),
        ("H4", "党员七", "D7", None, "出席", None, None, None, None, "交流发言"),
        ("H5", "党员一", "D1", None, "出席"), ("H5", "党员二", "D2", None, "出席", None, None, None, 5),
        ("H5", "党员三", "D3", None, "列席"),
        ("H6", "党员一", "D1", None, "出席"), ("H6", "党员四", "D4", None, "补学", None, "2025-07-01"),
        ("H7", "党员一", "D1", None, "出席", None, None, None, None, None, 60),
        ("H7", "党员二", "D2", None, "出席", None, None, None, None, None, 59.5),
        ("H7", "党员三", "D3", None, "补学", None, None, None, None, None, 100),
        ("H7", "党员四", "D4", None, "出席"),
        ("H8", "党员三", "D3", None, "出席"), ("H8", "党员四", "D4", None, "出席", None, None, None, "90分钟"),
        ("H9", "党员五", "D5", None, "出席"), ("H9", "党员一", "D1", None, "出席"),
        ("H9", "党员七", "D7", None, "缺席"),
        ("H10", "党员一", "D1", None, "出席"), ("H11", "党员一", "D1", None, "出席"),
        ("H14", "党员一", "D1", None, "出席"), ("H12", "党员八", "D8", None, "出席"),
    ], "缺课": [
        ("活动编号", "场次", "人员编号", "姓名", "原因"),
        ("H5", 2, "D1", "党员一", "开会"), ("H5", 3, "D1", "党员一", None), ("H5", 1, "D2", "党员二", None),
    ]})  # fmt: skip
    figures = desk.figures(2025)
    wanted = {
        "first_topic.meetings": 1, "first_topic.items": 2,
        "center_group.sessions": 2, "center_group.discussions": 1, "center_group.days": 3.5, "center_group.items": 1,
        "center_group.reflections": 3, "center_group.speeches": 3,
        "three_meetings.sessions": 1, "three_meetings.congress": 1, "three_meetings.committee": 0,
        "three_meetings.group": 0, "three_meetings.lecture": 1, "party_lecture.by_secretary": 0,
        "theme_day.sessions": 1, "reading_class.sessions": 1, "reading_class.days": 2,
        "reading_class.keynote_speeches": 0, "reading_class.exchange_speeches": 1,
        "training.sessions": 2, "training.online": 1, "training.offline": 1, "training.days": 3.5,
        "training.person_times": 4, "training.people": 3,
        # D1, D2, D3, D4 (made up), D7 (reading class), D8 (lecture) of 8
        "training.coverage": 0.75,
        "lecture.sessions": 1, "lecture.person_times": 1,
        # organised by 三支部; members of 一支部 and 三支部 were there
        "site_visit.sessions": 1, "site_visit.branches": 2, "site_visit.person_times": 2,
        "online_study.hours": 3, "exam.sessions": 1, "exam.person_times": 3, "exam.average": pytest.approx(219.5 / 3),
        "exam.pass_rate": pytest.approx(2 / 3),
        # 1: 4 of which 1 there; H2 2/2; H3 1 of 2; H4 1; H5 2 (observer apart); H6 2 of which 1; H7 4 of which 3;
        # H8 2; H9 3 of which 2; H12 1
        "attendance.expected": 23, "attendance.present": 16, "attendance.rate": pytest.approx(16 / 23),
        "topics.new_thought.sessions": 1, "topics.political_theory.sessions": 1, "topics.purpose.sessions": 1,
        "topics.tradition.sessions": 1, "topics.skills.sessions": 0,
        # D1 2 (present), D2 2 (observer), D5 2 (made up) / 8
        "topics.new_thought.hours": 0.75, "topics.purpose.hours": 1.5,
        "hours.members.people": 8, "hours.members.met": 0,
    }  # fmt: skip
    assert {key: figures[key] for key in wanted} == wanted
    earned = {number: row["earned"] for number, row in desk.hours(2025).items()}
    assert earned == {
        "D1": 2 + 4 + 4 + 3,  # 1; H5: 9.5 less 5.5; H6; H9
        "D2": 2 + 5,  # 1; H5 as entered
        "D3": 9.5 + 1.5,  # H5 as an observer; H8
        "D4": 4 + 1.5,  # H6 made up; H8 90 minutes
        "D5": 2 + 3,
        "D6": 0,
        "D7": 0 + 12 + 16,
        "D8": 1 + 2,
    }
    assert figures["hours.members.average"] == pytest.approx((13 + 7 + 11 + 5.5 + 5 + 28 + 3) / 8)
    two = desk.figures(2025, "--scope", "二支部")
    assert (two["online_study.hours"], two["attendance.expected"]) == (3, 2)
    assert two["hours.members.average"] == pytest.approx(16.5 / 2)
    assert two["training.coverage"] == 1
    # As of the first of May the rest is planned.
    early = desk.ask("figures", "--year", "2025", "--asof", "2025-05-01")["figures"]
    assert (early["training.sessions"], early["theme_day.sessions"]) == (0, 1)
    both = desk.figures(2024, "--to", "2025")
    assert (both["lecture.sessions"], both["training.sessions"]) == (2, 2)


def test_the_marks_of_a_grid(desk: Desk) -> None:
    desk.take(EIGHT)
    desk.take(
        sessions(*(session(f"G{index}", "主题党日", "一支部", f"2025-0{index}-03", 学时=2) for index in (1, 2, 3)))
    )
    grid: list[Line] = [
        ("一支部出勤表",),
        ("姓名*", "人员编号", "所在党组织", "G1", "G2", "G3", "备注"),
        ("党员一", "D1", None, "√", "✓", "出"),
        ("党员二", "D2", None, 1, "1", "出席"),
        ("党员三", "D3", None, "假", "请假", None),
        ("党员四", None, "二支部", "缺", "×", 0),
        ("党员五", None, "三支部", "补", "补学", "缺席"),
        ("党员六", None, None, "列", "列席", "0"),
    ]
    told = desk.take({"出勤表": grid})
    assert told["出勤表"]["new"] == 6
    figures = desk.figures(2025)
    # present 6, leave 2, absent 3 + 1 (D5) + 1 (D6), made up 2, observers 2
    assert (figures["attendance.expected"], figures["attendance.present"]) == (15, 6)
    earned = {number: row["earned"] for number, row in desk.hours(2025).items()}
    assert earned == {"D1": 6, "D2": 6, "D3": 0, "D4": 0, "D5": 4, "D6": 4, "D7": 0, "D8": 0}


def test_a_grid_is_known_by_its_headings_beside_numbers_and_sums(desk: Desk) -> None:
    desk.take(EIGHT)
    desk.take(sessions(*(session(f"G{index}", "主题党日", "一支部", "2025-01-03", 学时=2) for index in (1, 2))))
    grid: list[Line] = [
        ("序号", "姓名", "人员编号", "G1", "G2", "合计", "备注"),
        (1, "党员一", "D1", "√", "√", 2, None),
        (2, "党员二", "D2", "√", "假", 1, "出差"),
    ]
    told = desk.take({"一支部考勤": grid})
    assert told["出勤表"]["new"] == 2
    earned = {number: row["earned"] for number, row in desk.hours(2025).items() if row["earned"]}
    assert earned == {"D1": 4, "D2": 2}
