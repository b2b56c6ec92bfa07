"""A made-up committee as the rows of Excel sheets: what an officer's own workbook could hold, from a seed.

Rows are plain dictionaries by column heading, so that the reference (reference.py) can count from them
without any of the program's code.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

Row = dict[str, object]

TOP = "东岭机电公司党委"
TOPICS = [
    "新思想", "政治理论教育", "政治教育和政治训练", "党章党规党纪教育",
    "党的宗旨教育", "革命传统教育", "形势政策教育", "知识技能教育",
]  # fmt: skip
KINDS = [
    "第一议题", "中心组学习", "支部党员大会", "支部委员会", "党小组会", "党课", "主题党日", "读书班",
    "培训班", "专题讲座", "现场学习", "组织生活会", "民主评议", "网络学习", "理论测试", "其他",
]  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "建国志强秀英海燕晓明丽华文博子轩雨桐一鸣"
SOURCES = ["党组织工作经费", "党费", "上级拨付", "职工教育经费", "其他"]
CATEGORIES = ["教育培训", "书刊资料", "设备购置", "场地交通", "讲课费", "表彰慰问", "下拨支部", "其他"]


@dataclass
class MadeUp:
    """The sheets by name, and the years they cover."""

    sheets: dict[str, list[Row]] = field(default_factory=dict)
    years: tuple[int, int] = (2024, 2025)

    def rows(self, sheet: str) -> list[Row]:
        return self.sheets.setdefault(sheet, [])

    def save(self, path: Path) -> Path:
        """Write every sheet: the headings of all its rows, then the rows."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets.items():
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            sheet = book.create_sheet(name)
            sheet.append(headings)
            for row in rows:
                sheet.append([row.get(heading) for heading in headings])
        book.save(path)
        return path


def make(seed: int, people: int = 160, sessions: int = 480, attendance: int = 6400) -> MadeUp:
    """Make the sheets of a committee with branches, groups, people and two years of study."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, not secrets
    made = MadeUp()
    branches = _organizations(made)
    _people(made, chance, branches, people)
    _posts(made, chance, branches)
    _sessions(made, chance, branches, sessions)
    _attendance(made, chance, attendance)
    _money(made, chance, branches)
    _rest(made, chance)
    return made


def _organizations(made: MadeUp) -> list[str]:
    rows = made.rows("党组织")
    rows.append({"组织名称": TOP, "组织类型": "党委", "成立日期": date(2001, 7, 1)})
    rows.append({"组织名称": "生产党总支", "组织类型": "党总支", "上级组织": TOP, "成立日期": date(2010, 1, 1)})
    branches = []
    for number in range(1, 9):
        name = f"第{'一二三四五六七八'[number - 1]}党支部"
        founded = date(2025, 3, 10) if number == 8 else date(2012, 5, number)
        parent = "生产党总支" if number % 2 else TOP
        row: Row = {"组织名称": name, "组织类型": "党支部", "上级组织": parent, "成立日期": founded}
        if number == 7:
            row["撤销日期"] = date(2025, 9, 1)
        rows.append(row)
        branches.append(name)
    for branch in branches[:3]:
        rows.extend({"组织名称": f"第{word}党小组", "组织类型": "党小组", "上级组织": branch} for word in "一二")
    return branches


def _day(chance: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=chance.randrange(365))


def _people(made: MadeUp, chance: random.Random, branches: list[str], count: int) -> None:
    for index in range(count):
        number = f"D{index + 1:05d}"
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)) + ("" if index % 9 else "儿")
        kind = chance.choices(["正式党员", "预备党员", "发展对象", "入党积极分子"], [80, 10, 5, 5])[0]
        branch = branches[0] if index < 12 else chance.choice(branches)
        row: Row = {
            "姓名": name, "人员编号": number, "性别": chance.choice("男女"), "民族": "汉族",
            "人员类别": kind, "所在党组织": branch, "职级": chance.choice(["领导班子成员", "中层干部", "一般员工"]),
        }  # fmt: skip
        if kind == "正式党员":
            joined = _day(chance, chance.choice([2010, 2019, 2023, 2024]))
            row["入党日期"] = joined
            if joined.year >= 2023 or chance.random() < 0.5:
                row["转正日期"] = joined + timedelta(days=365)
        elif kind == "预备党员":
            row["入党日期"] = _day(chance, chance.choice([2024, 2025]))
        elif kind == "发展对象":
            row["列为发展对象日期"] = _day(chance, 2025)
            row["确定为积极分子日期"] = _day(chance, 2023)
        if branch in branches[:3] and chance.random() < 0.5:
            row["党小组"] = chance.choice(["第一党小组", "第二党小组"])
        if chance.random() < 0.08:
            row["转入日期"] = _day(chance, chance.choice([2024, 2025]))
        joined_on = row.get("入党日期")
        if chance.random() < 0.08 and isinstance(joined_on, date) and joined_on < date(2024, 1, 1):
            row["转出日期"] = _day(chance, 2025)
            row["转入日期"] = chance.choice([None, date(2024, 1, 15)])
        if chance.random() < 0.05:
            row["免学时原因"] = "年老体弱"
        made.rows("花名册").append(row)
        _transfer(made, chance, row, branches)


def _transfer(made: MadeUp, chance: random.Random, row: Row, branches: list[str]) -> None:
    """Let some people move: the roster shows where they are, the memberships where they were before."""
    if chance.random() > 0.06 or "转出日期" in row or "党小组" in row:
        return
    moved = _day(chance, 2025)
    before = chance.choice([branch for branch in branches if branch != row["所在党组织"]])
    row["转入日期"] = moved
    made.rows("组织关系").append(
        {"人员编号": row["人员编号"], "姓名": row["姓名"], "党组织": before, "起": date(2018, 1, 1), "止": moved}
    )


def _posts(made: MadeUp, chance: random.Random, branches: list[str]) -> None:
    roster = made.rows("花名册")
    for index, person in enumerate(roster[:40]):
        start = chance.choice([date(2022, 1, 1), date(2024, 6, 1), date(2025, 2, 1), date(2025, 8, 1)])
        row: Row = {
            "人员编号": person["人员编号"], "姓名": person["姓名"],
            "任职组织": TOP if index < 6 else person["所在党组织"],
            "职务": ["书记", "副书记", "组织委员", "书记", "党务干事", "宣传委员"][index % 6], "起": start,
        }  # fmt: skip
        if chance.random() < 0.4 or row["任职组织"] == branches[6]:
            row["止"] = start + timedelta(days=chance.choice([20, 150, 400, 700]))
        made.rows("任职").append(row)
    for person in chance.sample(roster, 6):
        year = chance.choice([2024, 2025])
        row = {"人员编号": person["人员编号"], "姓名": person["姓名"], "原因": "身患重病", "起": _day(chance, year)}
        if chance.random() < 0.5:
            row["止"] = date(2025, 12, 1)
        made.rows("免学时").append(row)
    for person in roster[:40]:
        obtained = _day(chance, chance.choice([2022, 2024, 2025]))
        made.rows("认证证书").append(
            {"人员编号": person["人员编号"], "姓名": person["姓名"], "证书": "支部书记培训合格证", "取得日期": obtained,
             "有效期至": obtained + timedelta(days=chance.choice([365, 1095]))}
        )  # fmt: skip


def _sessions(made: MadeUp, chance: random.Random, branches: list[str], count: int) -> None:
    names = [str(person["姓名"]) for person in made.rows("花名册")]
    lecturers = [name for name in names[:40] if names.count(name) == 1]
    for index in range(count):
        kind = chance.choice(KINDS)
        organizer = TOP if kind in {"第一议题", "中心组学习", "培训班"} else chance.choice([*branches, TOP])
        start = _day(chance, chance.choice(made.years))
        row: Row = {
            "活动编号": f"H{index + 1:04d}", "活动类型": kind, "主题": f"{kind}（{index + 1}）", "组织单位": organizer,
            "开始日期": start, "组织形式": chance.choice(["线上", "线下"]),
            "学时": chance.choice([0.5, 1, 1.5, 2, 3, 4, None]),
            "内容分类": "、".join(chance.sample(TOPICS, chance.choice([0, 1, 1, 2]))) or None,
            "是否研讨": chance.choice(["是", "否", None]), "心得篇数": chance.choice([None, 0, 3]),
            "状态": chance.choices([None, "已举行", "计划", "取消", "草稿"], [50, 40, 4, 3, 3])[0],
            "学习内容": "\n".join(f"文件{index}-{item}" for item in range(chance.choice([0, 1, 3]))) or None,
        }  # fmt: skip
        if kind in {"读书班", "培训班", "中心组学习"}:
            row["天数"] = chance.choice([0.5, 1, 2.5])
            row["结束日期"] = start + timedelta(days=2) if start.month < 12 else start
        if chance.random() < 0.2:
            row["兼作类型"] = "、".join(
                chance.sample([other for other in KINDS if other != kind], chance.choice([1, 2]))
            )
        if kind == "党课":
            row["主讲人"] = chance.choice([*lecturers, "外请专家"])
        if kind == "理论测试":
            row["及格线"] = chance.choice([60, 80])
        made.rows("学习活动").append(row)
        if kind == "培训班" and chance.random() < 0.5:
            _sittings(made, chance, row)


def _sittings(made: MadeUp, chance: random.Random, session: Row) -> None:
    hours = [chance.choice([1, 2, 3.5]) for _ in range(3)]
    session["学时"] = sum(hours)
    for number, length in enumerate(hours, 1):
        made.rows("场次").append(
            {
                "活动编号": session["活动编号"],
                "场次": number,
                "日期": session["开始日期"],
                "时段": "上午",
                "学时": length,
            }
        )


def _attendance(made: MadeUp, chance: random.Random, count: int) -> None:
    roster, sessions = made.rows("花名册"), made.rows("学习活动")
    pairs = chance.sample(range(len(roster) * len(sessions)), count)
    sittings: dict[object, list[object]] = {}
    for sitting in made.rows("场次"):
        sittings.setdefault(sitting["活动编号"], []).append(sitting["场次"])
    for pair in sorted(pairs):
        session, person = sessions[pair // len(roster)], roster[pair % len(roster)]
        status = chance.choices(["出席", "请假", "缺席", "补学", "列席"], [75, 8, 6, 6, 5])[0]
        row: Row = {
            "活动编号": session["活动编号"], "姓名": person["姓名"], "人员编号": person["人员编号"], "出勤状态": status,
        }  # fmt: skip
        if status == "请假":
            row["请假事由"] = "出差"
        if status == "补学":
            row["补学日期"] = session["开始日期"]
        if chance.random() < 0.1:
            row["学时"] = chance.choice([0, 0.5, 1.3, 6])
        if session["活动类型"] in {"中心组学习", "读书班"} and chance.random() < 0.3:
            row["发言"] = chance.choice(["主题发言", "交流发言"])
        if session["活动类型"] == "理论测试" and chance.random() < 0.9:
            row["成绩"] = chance.choice([45, 60, 72.5, 80, 96])
        made.rows("出勤").append(row)
        if session["活动编号"] in sittings and chance.random() < 0.2:
            made.rows("缺课").append(
                {"活动编号": session["活动编号"], "场次": chance.choice(sittings[session["活动编号"]]),
                 "人员编号": person["人员编号"], "姓名": person["姓名"]}
            )  # fmt: skip


def _money(made: MadeUp, chance: random.Random, branches: list[str]) -> None:
    for year in made.years:
        made.rows("工资总额").append({"年度": year, "上年度职工工资总额（元）": 31_234_567.89 + year})
        for source in SOURCES:
            for category in chance.sample(CATEGORIES, 4):
                row: Row = {
                    "年度": year,
                    "经费来源": source,
                    "支出类别": category,
                    "金额（元）": chance.randrange(10**7) / 100,
                }
                if chance.random() < 0.4:
                    row["单位"] = chance.choice(branches)
                made.rows("经费预算").append(row)
    for index in range(120):
        row = {
            "编号": f"Z{index:04d}", "日期": _day(chance, chance.choice(made.years)),
            "金额（元）": chance.randrange(1, 10**6) / 100,
            "经费来源": chance.choice([*SOURCES, "党建工作经费", "留存党费"]),
            "支出类别": chance.choice(CATEGORIES), "摘要": f"支出{index}",
            "状态": chance.choices(["已报销", "草稿", "作废"], [80, 10, 10])[0],
        }  # fmt: skip
        if chance.random() < 0.5:
            row["单位"] = chance.choice(branches)
        if chance.random() < 0.3:
            row["活动编号"] = chance.choice(made.rows("学习活动"))["活动编号"]
        made.rows("经费支出").append(row)


def _rest(made: MadeUp, chance: random.Random) -> None:
    firsts = [row for row in made.rows("学习活动") if row["活动类型"] == "第一议题"]
    for index in range(40):
        decided = _day(chance, chance.choice(made.years))
        done = chance.random() < 0.6
        row: Row = {
            "编号": f"L{index:03d}", "项目名称": f"落实项目{index // 2}",
            "确定日期": date(decided.year, 5, 1 + index // 2),
            "举措": f"举措{index}", "状态": "已完成" if done else chance.choice(["未开始", "进行中"]),
            "活动编号": firsts[index // 2 % len(firsts)]["活动编号"] if firsts else None,
        }  # fmt: skip
        if done and chance.random() < 0.7:
            row["完成日期"] = chance.choice([date(decided.year, 12, 1), date(decided.year + 1, 2, 1)])
        if index % 2:
            row["确定日期"] = made.rows("落实项目")[-1]["确定日期"]
        made.rows("落实项目").append(row)
    for index in range(30):
        made.rows("计划").append(
            {"年度": chance.choice(made.years), "计划名称": "年度学习教育计划", "事项": f"事项{index}", "次数": 2,
             "状态": chance.choice(["未开始", "进行中", "已完成"]), "预算（元）": 1000.5}
        )  # fmt: skip
        closed = chance.random() < 0.5
        problem: Row = {"年度": chance.choice(made.years), "编号": f"W{index}", "问题": f"问题{index}",
                        "整改措施": "整改",
                        "状态": "已整改" if closed else "整改中"}  # fmt: skip
        if closed:
            problem["完成日期"] = date(int(str(problem["年度"])) + chance.choice([0, 0, 1]), 6, 1)
        made.rows("存在问题").append(problem)
        made.rows("宣传与资料").append(
            {"编号": f"X{index}", "日期": _day(chance, chance.choice(made.years)), "名称": f"资料{index}",
             "类别": chance.choice(["书籍", "简报", "板报墙报", "宣传稿件"]), "数量": chance.randrange(1, 90),
             "阅读量": chance.choice([None, 120])}
        )  # fmt: skip
    for person in made.rows("花名册")[:50]:
        for month in (3, 9):
            made.rows("学习强国").append(
                {"姓名": person["姓名"], "人员编号": person["人员编号"], "截止日期": date(2025, month, 28),
                 "积分": chance.randrange(20_000)}
            )  # fmt: skip
