"""Money, plans, follow-up, materials and duties of small ledgers typed by hand, worked out on paper."""

from datetime import date
from pathlib import Path

import pytest

from tests.acceptance.desk import Desk, Line
from tests.acceptance.test_officer import ORGANIZATIONS, TOP, person, roster, session, sessions


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, TOP)
    desk.take({"党组织": ORGANIZATIONS})
    return desk


EXPENSES: list[Line] = [
    ("编号", "日期*", "金额（元）*", "经费来源*", "支出类别*", "摘要*", "单位", "活动编号", "凭证号", "收款方", "状态"),
    ("E1", "2025-01-05", 1000.1, "党建工作经费", "教育培训", "一", "一支部", None, "记-1", "书店", "已报销"),
    ("E2", "2025-02-05", "2,000.25", "党建活动经费", "书刊资料", "二", None, None, None, None, "已报销"),
    ("E3", "2025-03-05", "￥300", "党建经费", "设备购置", "三", "二支部", None, None, None, "已报销"),
    ("E4", "2025-04-05", "400元", "留存党费", "场地交通", "四", "二支部", None, None, None, "已报销"),
    ("E5", "2025-05-05", 50, "党费", "讲课费", "五", None, None, None, None, "已报销"),
    ("E6", "2025-05-06", 60, "上级拨付", "表彰慰问", "六", None, None, None, None, "已报销"),
    ("E7", "2025-05-07", 7000, "党组织工作经费", "下拨支部", "七", "一支部", None, None, None, "已报销"),
    ("E8", "2025-05-08", 8, "职工教育经费", "其他", "八", None, None, None, None, "已报销"),
    ("E9", "2025-05-09", 9999, "其他", "其他", "九", None, None, None, None, "草稿"),
    ("E10", "2025-05-09", 9999, "其他", "其他", "十", None, None, None, None, "作废"),
    ("E11", "2024-12-31", 11, "其他", "其他", "十一", None, None, None, None, "已报销"),
    (None, "2025-06-01", 0.01, "其他", "其他", "同", None, None, None, None, "已报销"),
    (None, "2025-06-01", 0.01, "其他", "其他", "同", None, None, None, None, "已报销"),
]


def test_money(desk: Desk) -> None:
    desk.take(roster(*(person(f"员{word}", f"D{word}", "正式党员", "一支部") for word in "甲乙丙")))
    told = desk.take({
        "经费预算": [
            ("年度", "经费来源", "支出类别", "单位", "金额（元）", "备注"),
            (2025, "党组织工作经费", "教育培训", None, 10000, None),
            (2025, "党建工作经费", "下拨支部", "一支部", 2345.67, None),
            ("2025年", "留存党费", "书刊资料", "一支部", 100, "一"),
            (2025, "留存党费", "书刊资料", "一支部", 100, "一"),
            (2024, "其他", "其他", None, 1, None),
        ],
        "经费支出": EXPENSES,
        "工资总额": [("年度", "上年度职工工资总额（元）"), (2025, 1234567.8), (2024, 1000000)],
    })  # fmt: skip
    assert (told["经费预算"]["new"], told["经费支出"]["new"], told["工资总额"]["new"]) == (5, 13, 2)
    figures = desk.figures(2025)
    wanted = {
        "funding.payroll": "1234567.80", "funding.budget": "12545.67", "funding.spent": "3818.37",
        "funding.allocated": "7000.00", "funding.balance": "8727.30",
        "funding.execution": pytest.approx(3818.37 / 12545.67),
        "funding.source.party_work.budget": "12345.67", "funding.source.party_work.spent": "3300.35",
        "funding.source.kept_dues.budget": "200.00", "funding.source.kept_dues.spent": "450.00",
        "funding.source.superior.spent": "60.00", "funding.source.staff_education.spent": "8.00",
        "funding.source.other.spent": "0.02", "funding.source.other.budget": "0.00",
        "funding.category.training.spent": "1000.10", "funding.category.books.spent": "2000.25",
        "funding.category.equipment.spent": "300.00", "funding.category.venue.spent": "400.00",
        "funding.category.lecture_pay.spent": "50.00", "funding.category.awards.spent": "60.00",
        "funding.category.other.spent": "8.02", "funding.category.training.budget": "10000.00",
        "funding.category.books.budget": "200.00", "funding.category.allocation.budget": "2345.67",
        "funding.ratio": pytest.approx(12345.67 / 1234567.8),
        "funding.per_member": "1272.79",  # 3818.37 / 3
    }  # fmt: skip
    assert {key: figures[key] for key in wanted} == wanted
    branch = desk.figures(2025, "--scope", "一支部")
    assert (branch["funding.spent"], branch["funding.allocated"]) == ("1000.10", "7000.00")
    assert branch["funding.budget"] == "2545.67"
    both = desk.figures(2024, "--to", "2025")
    assert (both["funding.spent"], both["funding.payroll"]) == ("3829.37", "2234567.80")
    told = desk.take({"经费支出": EXPENSES})
    assert told["经费支出"] == {"new": 0, "changed": 0, "unchanged": 13, "refused": []}
    told = desk.take({"经费支出": [EXPENSES[0], ("E1", "2025-01-05", 1000.11, "党组织工作经费", "教育培训", "一")]})
    assert told["经费支出"]["changed"] == 1
    assert desk.figures(2025)["funding.spent"] == "3818.38"


def test_follow_up_plans_shortcomings_materials_and_scores(desk: Desk) -> None:
    desk.take(roster(*(person(f"员{word}", f"D{word}", "正式党员", "一支部") for word in "甲乙丙丁")))
    desk.take(sessions(session("S1", "第一议题", TOP, "2025-01-02")))
    follow_up: list[Line] = [
        ("编号", "活动编号", "项目名称", "确定日期", "举措", "责任单位", "责任人", "完成时限", "状态", "完成日期"),
        ("L1", "S1", "项目一", "2025-01-02", "举措1", "一支部", "员甲", "2025-06-30", "已完成", "2025-06-01"),
        ("L2", "S1", "项目一", "2025-01-02", "举措2", None, None, "长期坚持", "进行中", None),
        ("L3", "S1", "项目一", "2025-01-02", "举措3", None, None, None, "已完成", "2026-01-01"),
        (None, None, "项目二", "2025-12-31", "举措4", None, None, None, "已完成", None),
        (None, None, "项目三", "2024-12-31", "举措5", None, None, None, None, None),
    ]
    plans: list[Line] = [
        (
            "年度",
            "计划名称",
            "层级",
            "事项",
            "类型",
            "对象",
            "完成时限",
            "次数",
            "学时",
            "预算（元）",
            "责任单位",
            "状态",
        ),
        (2025, "年度计划", "党委", "事项一", "培训", "全体党员", "2025-06-30", 2, 8, 500.5, "一支部", "已完成"),
        (2025, "年度计划", "党委", "事项二", None, None, "全年", None, None, None, None, "进行中"),
        (2025, "年度计划", "支部", "事项三", None, None, None, None, None, None, "二支部", None),
        (2026, "年度计划", "党委", "事项四", None, None, None, None, None, None, None, "未开始"),
    ]
    problems: list[Line] = [
        ("年度", "编号", "问题", "整改措施", "责任单位", "完成时限", "状态", "完成日期"),
        (2025, "W1", "问题一", "措施一\n措施二", "一支部", "2025-10-01", "已整改", "2025-09-30"),
        (2025, "W2", "问题二", None, None, None, "整改中", None),
        (2025, None, "问题三", None, None, None, None, None),
        (2025, "W4", "问题四", None, None, None, "已整改", "2026-01-05"),
    ]
    materials: list[Line] = [
        ("编号", "日期", "类别", "名称", "数量", "阅读量", "单位", "备注"),
        (1, "2025-01-01", "书籍", "书", 10, None, None, None),
        ("2", "2025-12-31", "书籍", "书", 5, None, "一支部", None),
        (None, "2025-02-01", "简报", "报", 3, None, None, None),
        (None, "2025-02-01", "板报墙报", "板", 2, None, None, None),
        (None, "2025-02-01", "宣传稿件", "稿", 4, 1200, None, None),
        (None, "2024-02-01", "宣传稿件", "稿", 4, 1, None, None),
    ]  # fmt: skip
    scores: list[Line] = [
        ("姓名", "人员编号", "所在党组织", "截止日期", "积分"),
        ("员甲", "D甲", None, "2025-06-30", 100),
        ("员甲", "D甲", None, "2025-12-31", 250.5),
        ("员乙", None, "一支部", "2025-03-31", 50),
        ("员丙", None, None, "2024-12-31", 999),
        ("员丁", None, None, "2026-01-01", 999),
    ]
    everything = {
        "落实项目": follow_up, "计划": plans, "存在问题": problems, "宣传与资料": materials, "学习强国": scores,
    }  # fmt: skip
    told = desk.take(everything)
    assert {name: sheet["new"] for name, sheet in told.items()} == {
        "落实项目": 5, "计划": 4, "存在问题": 4, "宣传与资料": 6, "学习强国": 5,
    }  # fmt: skip
    figures = desk.figures(2025)
    wanted = {
        "first_topic.projects": 2, "first_topic.measures": 4, "first_topic.measures_done": 2,
        "plan.items": 3, "plan.done": 1, "plan.rate": pytest.approx(1 / 3),
        "problems.open": 3, "problems.closed": 1,
        "materials.books": 15, "materials.briefs": 3, "materials.posters": 2, "materials.articles": 4,
        "materials.article_reads": 1200,
        "study_app.average": pytest.approx(150.25), "study_app.below": None,
    }  # fmt: skip
    assert {key: figures[key] for key in wanted} == wanted
    assert desk.figures(2026)["first_topic.projects"] == 0
    both = desk.figures(2025, "--to", "2026")
    assert (both["first_topic.measures_done"], both["problems.closed"], both["plan.items"]) == (3, 2, 4)
    before = desk.dump()
    told = desk.take(everything)
    assert all(sheet["new"] == sheet["changed"] == 0 for sheet in told.values())
    assert desk.dump() == before


def test_duties_and_the_secretarys_lecture(desk: Desk) -> None:
    desk.take(roster(
        *(person(f"员{word}", f"D{word}", "正式党员", "一支部", 入党日期="2010-01-01") for word in "甲乙丙丁戊己"),
        person("员庚", "D庚", "正式党员", "一支部", 入党日期="2010-01-01", 转入日期="2025-07-01"),
        person("员辛", "D辛", "预备党员", "一支部", 入党日期="2024-12-01"),
        person("书一", "S1", "正式党员", "二支部", 党内职务="书记", 任职日期="2025-02-01", 免职日期="2025-06-01"),
    ))  # fmt: skip
    desk.take(sessions(
        session("A", "党课", "二支部", "2025-01-31", 主讲人="书一"),
        session("B", "党课", "二支部", "2025-02-01", 主讲人="书一"),
        session("C", "主题党日", "二支部", "2025-05-31", 兼作类型="党课", 主讲人="书 一"),
        session("D", "党课", "二支部", "2025-06-01", 主讲人="书一"),
        session("E", "主题党日", "二支部", "2025-05-01"), session("F", "支部党员大会", "一支部", "2025-10-01"),
        session("G", "支部委员会", "一支部", "2025-08-01"), session("I", "党小组会", "一支部/第一党小组", "2025-08-01"),
        session("J", "中心组学习", TOP, "2025-08-01", 是否研讨="否"),
        session("K", "中心组学习", TOP, "2025-11-01", 是否研讨="是"),
        session("L", "主题党日", "老支部", "2025-06-30"), session("M", "组织生活会", "三支部", "2025-12-31"),
    ))  # fmt: skip
    assert desk.figures(2025)["party_lecture.by_secretary"] == 2
    duties = desk.duties(2025)
    assert duties["二支部", "theme_day", "2025-05"] == (1, 2, "met")
    assert duties["二支部", "party_lecture", "2025-Q1"] == (1, 2, "met")
    assert duties["二支部", "party_lecture", "2025-Q3"] == (1, 0, "missed")
    assert duties["一支部", "branch_committee", "2025-07"][2] == "missed"
    assert duties["一支部", "branch_committee", "2025-08"] == (1, 1, "met")
    assert duties["一支部", "branch_committee", "2025-06"][2] == "not_required"
    assert duties[TOP, "center_group", "2025-Q3"] == (1, 0, "missed")
    assert duties[TOP, "center_group", "2025-Q4"] == (1, 1, "met")
    assert duties["三支部", "organization_life", "2025"][2] == "not_required"
    assert duties["三支部", "theme_day", "2025-04"] == (1, 0, "missed")
    assert ("三支部", "theme_day", "2025-03") not in duties or duties["三支部", "theme_day", "2025-03"][
        2
    ] == "not_required"
    assert duties["老支部", "theme_day", "2025-06"] == (1, 1, "met")
    # Two groups are called the same: their branch tells them apart.
    assert duties["一支部/第一党小组", "group_meeting", "2025-08"] == (1, 1, "met")
    assert duties["二支部/第一党小组", "group_meeting", "2025-08"] == (1, 0, "missed")
    figures = desk.figures(2025)
    # Branches 一 and 二 a whole year: 4 + 4 + 12 + 1 + 1 + 1 = 23 each; 一 also 6 committee meetings from July.
    # 三 from April: congress 3, lecture 3, theme day 9 = 15. 老 until June: 2 + 2 + 6 = 10.
    assert figures["duties.required"] == 23 + 23 + 6 + 15 + 10
    # 一: congress Q4, committee August; 二: lectures Q1, Q2, theme day May; 老: June.
    assert figures["duties.held"] == 6
    assert figures["duties.rate"] == pytest.approx(6 / 77)
    branch = desk.figures(2025, "--scope", "一支部")
    assert (branch["duties.required"], branch["duties.held"]) == (29, 2)
    early = desk.duties(2025, "2025-05-15")
    assert early["二支部", "theme_day", "2025-05"] == (1, 1, "met")
    assert early["二支部", "theme_day", "2025-06"] == (1, 0, "due")
    assert early["二支部", "theme_day", "2025-04"] == (1, 0, "missed")


def test_exempt_people(desk: Desk) -> None:
    old = date(2000, 1, 1)
    desk.take(roster(
        person("免一", "D1", "正式党员", "一支部", 入党日期=old, 免学时原因="年老体弱"),
        person("免二", "D2", "正式党员", "一支部", 入党日期=old),
        person("免三", "D3", "正式党员", "一支部", 入党日期=old),
        person("免四", "D4", "正式党员", "一支部", 入党日期=old),
        person("免五", "D5", "正式党员", "一支部", 入党日期=old),
    ))  # fmt: skip
    exemptions: list[Line] = [
        ("人员编号", "姓名", "原因", "起", "止", "批准"),
        ("D2", "免二", "身患重病", "2025-12-31", None, "党委"),
        ("D3", "免三", "身患重病", "2025-01-01", "2025-12-31", None),
        ("D4", "免四", "失能", "2024-01-01", "2025-01-01", None),
    ]
    told = desk.take({"免学时": exemptions})
    assert told["免学时"]["new"] == 3
    states = {number: (row["state"], row["target"], row["met"]) for number, row in desk.hours(2025).items()}
    exempt, behind = ("exempt", None, None), ("behind", 32, False)
    assert states == {"D1": exempt, "D2": exempt, "D3": behind, "D4": behind, "D5": behind}
    assert desk.figures(2025)["hours.members.people"] == 3
    assert desk.hours(2024)["D4"]["state"] == "exempt"
    assert desk.hours(2020)["D1"]["state"] == "exempt"
    told = desk.take({"免学时": [*exemptions[:1], ("D2", None, "身患重病", "2025-12-31", "2026-06-01")]})
    assert told["免学时"]["changed"] == 1
