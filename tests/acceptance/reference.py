"""What the figures of a made-up workbook must be, counted in plain Python from its rows.

Written from the definitions of the figures alone and slow on purpose: nothing here knows the program's code.
"""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from tests.acceptance.made_up import CATEGORIES, KINDS, SOURCES, TOPICS, MadeUp, Row

MEMBER_STAGES = ("预备党员", "正式党员")
SOURCE_KEYS = dict(zip(SOURCES, ["party_work", "kept_dues", "superior", "staff_education", "other"], strict=True))
SOURCE_KEYS |= {"党建工作经费": "party_work", "留存党费": "kept_dues"}
CATEGORY_KEYS = dict(
    zip(
        CATEGORIES,
        ["training", "books", "equipment", "venue", "lecture_pay", "awards", "allocation", "other"],
        strict=True,
    )
)
TOPIC_KEYS = dict(
    zip(
        TOPICS,
        ["new_thought", "political_theory", "political_training", "discipline", "purpose", "tradition",
         "current_affairs", "skills"],
        strict=True,
    )
)  # fmt: skip
DUTIES = {  # a branch owes one of the kind every so many months
    "支部党员大会": 3, "支部委员会": 1, "党课": 3, "主题党日": 1, "现场学习": 12, "组织生活会": 12, "民主评议": 12,
}  # fmt: skip
LEADER_POSTS = ("书记", "委员")


def day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def half_up(value: Fraction, step: Fraction) -> Fraction:
    return ((value / step + Fraction(1, 2)).__floor__()) * step


class Reference:
    """Counts for one span of years, whole committee, all sessions before `asof`."""

    def __init__(self, made: MadeUp, first: int, last: int, asof: date) -> None:
        self.made, self.first, self.last, self.asof = made, first, last, asof
        self.state = date(last, 12, 31)
        self.people = {str(row["人员编号"]): row for row in made.rows("花名册")}
        self.kind_of = {str(row["组织名称"]): str(row["组织类型"]) for row in made.rows("党组织")}
        self.memberships: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
        for number, row in self.people.items():
            start = day(row.get("转入日期")) or day(row.get("入党日期")) or date.min
            self.memberships[number].append((start, day(row.get("转出日期")) or date.max, str(row["所在党组织"])))
        for row in made.rows("组织关系"):
            span = (day(row["起"]) or date.min, day(row.get("止")) or date.max, str(row["党组织"]))
            self.memberships[str(row["人员编号"])].append(span)
        self.sessions = {
            str(row["活动编号"]): row
            for row in made.rows("学习活动")
            if row.get("状态") in {None, "已举行"} and (day(row["开始日期"]) or date.max) <= asof
        }
        self.attendance: dict[str, list[Row]] = defaultdict(list)
        for row in made.rows("出勤"):
            self.attendance[str(row["活动编号"])].append(row)

    # -- people ---------------------------------------------------------------
    def category(self, number: str, on: date) -> str | None:
        row = self.people[number]
        begun = {
            "入党积极分子": day(row.get("确定为积极分子日期")), "发展对象": day(row.get("列为发展对象日期")),
            "预备党员": day(row.get("入党日期")), "正式党员": day(row.get("转正日期")),
        }  # fmt: skip
        declared = str(row["人员类别"])
        if begun[declared] is None:
            begun[declared] = (begun["预备党员"] if declared == "正式党员" else None) or date.min
        reached = [stage for stage, start in begun.items() if start is not None and start <= on]
        return reached[-1] if reached else None

    def branch(self, number: str, on: date) -> str | None:
        return next((where for start, end, where in self.memberships[number] if start <= on < end), None)

    def is_member(self, number: str, on: date) -> bool:
        return self.branch(number, on) is not None and self.category(number, on) in MEMBER_STAGES

    def members(self) -> list[str]:
        return [number for number in self.people if self.is_member(number, self.state)]

    def days(self, year: int) -> list[date]:
        return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]

    # -- hours ----------------------------------------------------------------
    def earned(self, row: Row) -> Fraction:
        session = self.sessions.get(str(row["活动编号"]))
        if session is None or row["出勤状态"] not in {"出席", "列席", "补学"} or session["活动类型"] == "理论测试":
            return Fraction(0)
        if row.get("学时") is not None:
            return Fraction(str(row["学时"]))
        missed = {
            (miss["活动编号"], miss["场次"])
            for miss in self.made.rows("缺课")
            if (miss["活动编号"], miss["人员编号"]) == (row["活动编号"], row["人员编号"])
        }
        lost = sum(
            (Fraction(str(sitting["学时"])) for sitting in self.made.rows("场次")
             if (sitting["活动编号"], sitting["场次"]) in missed),
            Fraction(0),
        )  # fmt: skip
        return max(Fraction(0), Fraction(str(session.get("学时") or 0)) - lost)

    def hours_list(self, year: int) -> dict[str, dict[str, object]]:
        """Every person who was a member in the year: class, target, earned, state."""
        earned: dict[str, Fraction] = defaultdict(Fraction)
        for number, rows in self.attendance.items():
            session = self.sessions.get(number)
            if session is not None and (day(session["开始日期"]) or date.min).year == year:
                for row in rows:
                    earned[str(row["人员编号"])] += self.earned(row)
        result: dict[str, dict[str, object]] = {}
        days = self.days(year)
        for number in self.people:
            on = [one for one in days if self.is_member(number, one)]
            if not on:
                continue
            spans = [
                (day(post["起"]) or date.min, day(post.get("止")) or date.max)
                for post in self.made.rows("任职")
                if post["人员编号"] == number and str(post["职务"]).endswith(LEADER_POSTS)
            ]
            held = [one for one in on if any(start <= one < end for start, end in spans)]
            leader = 2 * len(held) > len(on)
            full = Fraction(56 if leader else 32)
            target = full if len(on) == len(days) else max(
                Fraction(1, 2), half_up(full * len(on) / len(days), Fraction(1, 2))
            )  # fmt: skip
            left = on[-1] != days[-1]
            exempt = self.exempt(number, on[-1])
            state = "exempt" if exempt else "left" if left else "met" if earned[number] >= target else "behind"
            result[number] = {
                "class": "leader" if leader else "member", "target": None if exempt else target,
                "earned": earned[number], "met": None if exempt else earned[number] >= target, "state": state,
                "left": left,
            }  # fmt: skip
        return result

    def exempt(self, number: str, on: date) -> bool:
        if self.people[number].get("免学时原因"):
            return True
        return any(
            (day(row["起"]) or date.min) <= on < (day(row.get("止")) or date.max)
            for row in self.made.rows("免学时")
            if row["人员编号"] == number
        )

    # -- figures --------------------------------------------------------------
    def in_span(self, value: object) -> bool:
        found = day(value)
        return found is not None and self.first <= found.year <= self.last

    def of_kind(self, *kinds: str) -> list[Row]:
        found = []
        for row in self.sessions.values():
            its = {str(row["活动类型"]), *str(row.get("兼作类型") or "").split("、")}
            if its & set(kinds) and self.in_span(row["开始日期"]):
                found.append(row)
        return found

    def rows_of(self, sessions: list[Row], *statuses: str) -> list[Row]:
        return [
            row
            for session in sessions
            for row in self.attendance[str(session["活动编号"])]
            if not statuses or row["出勤状态"] in statuses
        ]

    def there(self, sessions: list[Row]) -> list[Row]:
        return self.rows_of(sessions, "出席", "列席")

    def figures(self) -> dict[str, object]:
        return {
            **self._people(), **self._sessions(), **self._study(), **self._attendance(), **self._hours(),
            **self._topics(), **self._follow_up(), **self._money(), **self._others(), **self._duties(),
            "party_lecture.by_secretary": len([row for row in self.of_kind("党课") if self._by_secretary(row)]),
        }  # fmt: skip

    def _people(self) -> dict[str, object]:
        standing = {
            number: self.category(number, self.state) for number in self.people if self.branch(number, self.state)
        }
        counted = list(standing.values())
        exists = [
            row for row in self.made.rows("党组织")
            if (day(row.get("成立日期")) or date.min) <= self.state < (day(row.get("撤销日期")) or date.max)
        ]  # fmt: skip
        kinds = [row["组织类型"] for row in exists]
        secretaries = {
            str(post["人员编号"]) for post in self.made.rows("任职")
            if post["职务"] == "书记" and self.kind_of[str(post["任职组织"])] == "党支部"
            and (day(post["起"]) or date.min) <= self.state < (day(post.get("止")) or date.max)
        }  # fmt: skip
        certified = {
            number for number in secretaries for row in self.made.rows("认证证书")
            if row["人员编号"] == number and (day(row["取得日期"]) or date.max) <= self.state
            and (day(row.get("有效期至")) or date.max) >= self.state
        }  # fmt: skip
        return {
            "org.committees": kinds.count("党委"), "org.general_branches": kinds.count("党总支"),
            "org.branches": kinds.count("党支部"), "org.groups": kinds.count("党小组"),
            "people.members": counted.count("正式党员") + counted.count("预备党员"),
            "people.formal": counted.count("正式党员"), "people.probationary": counted.count("预备党员"),
            "people.development_targets": counted.count("发展对象"), "people.activists": counted.count("入党积极分子"),
            "certification.secretaries": len(certified),
            "certification.rate": rate(len(certified), len(secretaries)),
        }  # fmt: skip

    def _sessions(self) -> dict[str, object]:
        meetings = ["支部党员大会", "支部委员会", "党小组会", "党课"]
        site = self.of_kind("现场学习")
        visited = {str(row["组织单位"]) for row in site if self.kind_of[str(row["组织单位"])] == "党支部"}
        for session in site:
            held = day(session["开始日期"]) or date.min
            for row in self.there([session]):
                number = str(row["人员编号"])
                if self.is_member(number, held):
                    visited.add(str(self.branch(number, held)))
        training = self.of_kind("培训班")
        result: dict[str, object] = {
            "three_meetings.sessions": len(self.of_kind(*meetings)),
            "three_meetings.congress": len(self.of_kind(meetings[0])),
            "three_meetings.committee": len(self.of_kind(meetings[1])),
            "three_meetings.group": len(self.of_kind(meetings[2])),
            "three_meetings.lecture": len(self.of_kind(meetings[3])),
            "site_visit.branches": len(visited),
            "training.online": len([row for row in training if row.get("组织形式") == "线上"]),
            "training.offline": len([row for row in training if row.get("组织形式") == "线下"]),
            "training.people": len({row["人员编号"] for row in self.there(training)}),
        }
        plain = {
            "first_topic.meetings": "第一议题", "center_group.sessions": "中心组学习", "theme_day.sessions": "主题党日",
            "reading_class.sessions": "读书班", "training.sessions": "培训班", "lecture.sessions": "专题讲座",
            "site_visit.sessions": "现场学习", "organization_life.sessions": "组织生活会",
            "democratic_appraisal.sessions": "民主评议", "exam.sessions": "理论测试",
        }  # fmt: skip
        result |= {key: len(self.of_kind(kind)) for key, kind in plain.items()}
        for key, kind in (("training", "培训班"), ("lecture", "专题讲座"), ("site_visit", "现场学习")):
            result[f"{key}.person_times"] = len(self.there(self.of_kind(kind)))
        for key, kind in (("center_group", "中心组学习"), ("reading_class", "读书班"), ("training", "培训班")):
            result[f"{key}.days"] = sum(Fraction(str(row.get("天数") or 0)) for row in self.of_kind(kind))
        return result

    def _study(self) -> dict[str, object]:
        group, first = self.of_kind("中心组学习"), self.of_kind("第一议题")
        reading = self.rows_of(self.of_kind("读书班"))
        learned = {
            row["人员编号"]
            for row in self.rows_of(self.of_kind("培训班", "读书班", "专题讲座"), "出席", "列席", "补学")
        }
        members = self.members()
        scores = [
            (Fraction(str(row["成绩"])), Fraction(str(session.get("及格线") or 0)), session.get("及格线"))
            for session in self.of_kind("理论测试")
            for row in self.attendance[str(session["活动编号"])]
            if row.get("成绩") is not None
        ]
        passed = [score for score, mark, given in scores if given is not None and score >= mark]
        return {
            "first_topic.items": sum(items(row) for row in first),
            "center_group.items": sum(items(row) for row in group),
            "center_group.discussions": len([row for row in group if row.get("是否研讨") == "是"]),
            "center_group.reflections": sum(int(str(row.get("心得篇数") or 0)) for row in group),
            "center_group.speeches": len([row for row in self.rows_of(group) if row.get("发言")]),
            "reading_class.keynote_speeches": len([row for row in reading if row.get("发言") == "主题发言"]),
            "reading_class.exchange_speeches": len([row for row in reading if row.get("发言") == "交流发言"]),
            "training.coverage": rate(len(learned & set(members)), len(members)),
            "exam.person_times": len(scores),
            "exam.pass_rate": rate(len(passed), len(scores)),
            "exam.average": rate(sum((score for score, _, _ in scores), Fraction(0)), len(scores)),
            "online_study.hours": sum(
                (self.earned(row) for row in self.rows_of(self.of_kind("网络学习"))), Fraction(0)
            ),
        }

    def _attendance(self) -> dict[str, object]:
        every = self.of_kind(*KINDS)
        expected = len(self.rows_of(every, "出席", "请假", "缺席", "补学"))
        present = len(self.rows_of(every, "出席"))
        return {
            "attendance.expected": expected, "attendance.present": present,
            "attendance.rate": rate(present, expected),
        }  # fmt: skip

    def _hours(self) -> dict[str, object]:
        result: dict[str, object] = {}
        rows = self.hours_list(self.last).values()
        for key, its in (("members", "member"), ("leaders", "leader")):
            counted = [row for row in rows if row["class"] == its and row["state"] != "exempt" and not row["left"]]
            met = len([row for row in counted if row["met"]])
            total = sum((Fraction(str(row["earned"])) for row in counted), Fraction(0))
            result |= {
                f"hours.{key}.people": len(counted), f"hours.{key}.met": met,
                f"hours.{key}.rate": rate(met, len(counted)), f"hours.{key}.average": rate(total, len(counted)),
            }  # fmt: skip
        return result

    def _topics(self) -> dict[str, object]:
        result: dict[str, object] = {}
        members = len(self.members())
        for topic, key in TOPIC_KEYS.items():
            found = [row for row in self.of_kind(*KINDS) if topic in str(row.get("内容分类") or "").split("、")]
            total = sum((self.earned(row) for row in self.rows_of(found)), Fraction(0))
            result |= {f"topics.{key}.sessions": len(found), f"topics.{key}.hours": rate(total, members)}
        return result

    def _by_secretary(self, session: Row) -> bool:
        held = day(session["开始日期"]) or date.min
        numbers = [number for number, row in self.people.items() if row["姓名"] == session.get("主讲人")]
        return any(
            post["人员编号"] in numbers and post["职务"] == "书记"
            and (day(post["起"]) or date.min) <= held < (day(post.get("止")) or date.max)
            for post in self.made.rows("任职")
        )  # fmt: skip

    def _duties(self) -> dict[str, object]:
        rows = [row for year in range(self.first, self.last + 1) for row in self.duties(year)]
        required, held = (
            sum(int(str(row[3])) for row in rows),
            sum(min(int(str(row[3])), int(str(row[4]))) for row in rows),
        )
        return {"duties.required": required, "duties.held": held, "duties.rate": rate(held, required)}

    def duties(self, year: int) -> list[tuple[str, str, str, int, int]]:
        """Give organisation, kind, period, required, held of every branch that existed through the period."""
        result = []
        for kind, months in DUTIES.items():
            sessions = self.of_kind(kind)
            for start in range(1, 13, months):
                first = date(year, start, 1)
                end = date(year + (start + months > 12), (start + months - 1) % 12 + 1, 1)
                for row in self.made.rows("党组织"):
                    branch = str(row["组织名称"])
                    through = (day(row.get("成立日期")) or date.min) <= first and (
                        day(row.get("撤销日期")) or date.max
                    ) >= end
                    if row["组织类型"] != "党支部" or not through:
                        continue
                    if kind == "支部委员会" and self._formal(branch, first) < 7:
                        continue
                    held = [
                        s
                        for s in sessions
                        if s["组织单位"] == branch and first <= (day(s["开始日期"]) or date.min) < end
                    ]
                    result.append((branch, kind, f"{first}/{end}", 1, len(held)))
        return result

    def _formal(self, branch: str, on: date) -> int:
        return len([n for n in self.people if self.branch(n, on) == branch and self.category(n, on) == "正式党员"])

    def _follow_up(self) -> dict[str, object]:
        rows = [row for row in self.made.rows("落实项目") if self.in_span(row["确定日期"])]
        done = [
            row for row in rows
            if row["状态"] == "已完成" and (day(row.get("完成日期")) or date.min) <= self.state
        ]  # fmt: skip
        projects = {(row.get("活动编号"), row["项目名称"], row["确定日期"]) for row in rows}
        return {
            "first_topic.projects": len(projects), "first_topic.measures": len(rows),
            "first_topic.measures_done": len(done),
        }  # fmt: skip

    def _money(self) -> dict[str, object]:
        budget = [row for row in self.made.rows("经费预算") if self.first <= int(str(row["年度"])) <= self.last]
        spent = [row for row in self.made.rows("经费支出") if self.in_span(row["日期"]) and row["状态"] == "已报销"]
        real = [row for row in spent if row["支出类别"] != "下拨支部"]
        payroll = sum(
            fen(row["上年度职工工资总额（元）"])
            for row in self.made.rows("工资总额") if self.first <= int(str(row["年度"])) <= self.last
        )  # fmt: skip
        planned, used = total(budget), total(real)
        result: dict[str, object] = {
            "funding.payroll": yuan(payroll), "funding.budget": yuan(planned), "funding.spent": yuan(used),
            "funding.balance": yuan(planned - used), "funding.execution": rate(used, planned),
            "funding.per_member": yuan(int(half_up(Fraction(used, len(self.members())), Fraction(1)))),
            "funding.ratio": rate(total([row for row in budget if row["经费来源"] == "党组织工作经费"]), payroll),
            "funding.allocated": yuan(total(spent) - used),
        }  # fmt: skip
        for key in set(SOURCE_KEYS.values()):
            result[f"funding.source.{key}.budget"] = yuan(
                total([r for r in budget if SOURCE_KEYS[str(r["经费来源"])] == key])
            )
            result[f"funding.source.{key}.spent"] = yuan(
                total([r for r in real if SOURCE_KEYS[str(r["经费来源"])] == key])
            )
        for name, key in CATEGORY_KEYS.items():
            result[f"funding.category.{key}.budget"] = yuan(total([r for r in budget if r["支出类别"] == name]))
            result[f"funding.category.{key}.spent"] = yuan(total([r for r in real if r["支出类别"] == name]))
        return result

    def _others(self) -> dict[str, object]:
        plan = [row for row in self.made.rows("计划") if self.first <= int(str(row["年度"])) <= self.last]
        done = [row for row in plan if row["状态"] == "已完成"]
        problems = [row for row in self.made.rows("存在问题") if self.first <= int(str(row["年度"])) <= self.last]
        closed = [
            row for row in problems
            if row["状态"] == "已整改" and (day(row.get("完成日期")) or date.min) <= self.state
        ]  # fmt: skip
        issued = [row for row in self.made.rows("宣传与资料") if self.in_span(row["日期"])]
        latest: dict[str, tuple[date, Fraction]] = {}
        for row in self.made.rows("学习强国"):
            number, scored = str(row["人员编号"]), day(row["截止日期"]) or date.min
            if self.in_span(scored) and scored >= latest.get(number, (date.min, Fraction(0)))[0]:
                latest[number] = (scored, Fraction(str(row["积分"])))
        scores = [latest[number][1] for number in self.members() if number in latest]
        result: dict[str, object] = {
            "plan.items": len(plan), "plan.done": len(done), "plan.rate": rate(len(done), len(plan)),
            "problems.open": len(problems) - len(closed), "problems.closed": len(closed),
            "study_app.average": rate(sum(scores, Fraction(0)), len(scores)),
            "materials.article_reads": sum(
                int(str(row.get("阅读量") or 0)) for row in issued if row["类别"] == "宣传稿件"
            ),
        }  # fmt: skip
        for name, key in (("书籍", "books"), ("简报", "briefs"), ("板报墙报", "posters"), ("宣传稿件", "articles")):
            result[f"materials.{key}"] = sum(int(str(row["数量"])) for row in issued if row["类别"] == name)
        return result


def items(row: Row) -> int:
    return len(str(row.get("学习内容") or "").split("\n")) if row.get("学习内容") else 0


def rate(above: Fraction | int, below: int) -> Fraction | None:
    return None if below == 0 else Fraction(above) / below


def fen(value: object) -> int:
    exact = Fraction(str(value)) * 100
    assert exact.denominator == 1, value
    return int(exact)


def total(rows: list[Row]) -> int:
    return sum(fen(row["金额（元）"]) for row in rows)


def yuan(value: int) -> str:
    return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
