"""The catalogue: every figure that reports, charts and the command line know, once."""

from collections.abc import Iterator
from typing import Final

from models.enums import ExpenseCategory, FundSourceCode, Topic
from services.figures.rows import FigureDefinition, FigureKind

_COUNT, _SUM, _RATE = FigureKind.COUNT, FigureKind.SUM, FigureKind.RATE
_AVERAGE, _MONEY = FigureKind.AVERAGE, FigureKind.MONEY

_BEFORE_HOURS: Final = (
    ("org.committees", "党委数", "个", _COUNT),
    ("org.general_branches", "党总支数", "个", _COUNT),
    ("org.branches", "党支部数", "个", _COUNT),
    ("org.groups", "党小组数", "个", _COUNT),
    ("people.members", "党员总数", "人", _COUNT),
    ("people.formal", "正式党员", "人", _COUNT),
    ("people.probationary", "预备党员", "人", _COUNT),
    ("people.development_targets", "发展对象", "人", _COUNT),
    ("people.activists", "入党积极分子", "人", _COUNT),
    ("first_topic.meetings", "第一议题学习次数", "次", _COUNT),
    ("first_topic.items", "第一议题学习项数", "项", _COUNT),
    ("first_topic.projects", "贯彻落实项目", "项", _COUNT),
    ("first_topic.measures", "细化举措", "条", _COUNT),
    ("first_topic.measures_done", "已完成举措", "条", _COUNT),
    ("center_group.sessions", "中心组学习期数", "期", _COUNT),
    ("center_group.discussions", "中心组学习其中交流研讨期数", "期", _COUNT),
    ("center_group.days", "中心组学习累计天数", "天", _SUM),
    ("center_group.items", "中心组学习内容项数", "项", _COUNT),
    ("center_group.reflections", "中心组学习心得体会篇数", "篇", _SUM),
    ("center_group.speeches", "中心组学习发言人次", "人次", _COUNT),
    ("three_meetings.sessions", "三会一课次数", "次", _COUNT),
    ("three_meetings.congress", "党员大会次数", "次", _COUNT),
    ("three_meetings.committee", "支委会次数", "次", _COUNT),
    ("three_meetings.group", "党小组会次数", "次", _COUNT),
    ("three_meetings.lecture", "党课次数", "次", _COUNT),
    ("party_lecture.by_secretary", "书记讲党课次数", "次", _COUNT),
    ("theme_day.sessions", "主题党日次数", "次", _COUNT),
    ("reading_class.sessions", "读书班期数", "期", _COUNT),
    ("reading_class.days", "读书班天数", "天", _SUM),
    ("reading_class.keynote_speeches", "读书班主题发言人次", "人次", _COUNT),
    ("reading_class.exchange_speeches", "读书班交流发言人次", "人次", _COUNT),
    ("training.sessions", "培训班个数", "个", _COUNT),
    ("training.online", "线上培训班个数", "个", _COUNT),
    ("training.offline", "线下培训班个数", "个", _COUNT),
    ("training.days", "培训班天数", "天", _SUM),
    ("training.person_times", "参训人次", "人次", _COUNT),
    ("training.people", "参训人数", "人", _COUNT),
    ("training.coverage", "培训覆盖率", "", _RATE),
    ("lecture.sessions", "专题讲座场次", "场", _COUNT),
    ("lecture.person_times", "专题讲座人次", "人次", _COUNT),
    ("site_visit.sessions", "红色教育现场学习次数", "次", _COUNT),
    ("site_visit.branches", "红色教育现场学习覆盖支部数", "个", _COUNT),
    ("site_visit.person_times", "红色教育现场学习人次", "人次", _COUNT),
    ("organization_life.sessions", "组织生活会次数", "次", _COUNT),
    ("democratic_appraisal.sessions", "民主评议党员次数", "次", _COUNT),
    ("online_study.hours", "网络学习学时", "学时", _SUM),
    ("exam.sessions", "理论测试次数", "次", _COUNT),
    ("exam.person_times", "理论测试人次", "人次", _COUNT),
    ("exam.pass_rate", "理论测试合格率", "", _RATE),
    ("exam.average", "理论测试平均分", "分", _AVERAGE),
    ("materials.books", "发放书籍", "套", _SUM),
    ("materials.briefs", "简报", "期", _SUM),
    ("materials.posters", "板报墙报", "幅", _SUM),
    ("materials.articles", "宣传稿件", "篇", _SUM),
    ("materials.article_reads", "宣传稿件阅读量", "人次", _SUM),
    ("study_app.average", "学习强国平均积分", "分", _AVERAGE),
    ("study_app.below", "学习强国低于标准人数", "人", _COUNT),
    ("attendance.expected", "应到", "人次", _COUNT),
    ("attendance.present", "实到", "人次", _COUNT),
    ("attendance.rate", "出勤率", "", _RATE),
)

_AFTER_TOPICS: Final = (
    ("duties.required", "组织生活应开展次数", "次", _SUM),
    ("duties.held", "组织生活已开展次数", "次", _SUM),
    ("duties.rate", "组织生活完成率", "", _RATE),
    ("plan.items", "计划项目数", "项", _COUNT),
    ("plan.done", "计划项目已完成", "项", _COUNT),
    ("plan.rate", "计划完成率", "", _RATE),
    ("problems.open", "未整改问题", "个", _COUNT),
    ("problems.closed", "已整改问题", "个", _COUNT),
    ("certification.secretaries", "支部书记认证人数", "人", _COUNT),
    ("certification.rate", "支部书记认证率", "", _RATE),
    ("funding.payroll", "上年度职工工资总额", "元", _MONEY),
    ("funding.budget", "经费预算", "元", _MONEY),
    ("funding.spent", "经费支出", "元", _MONEY),
    ("funding.balance", "经费结余", "元", _MONEY),
    ("funding.execution", "预算执行率", "", _RATE),
    ("funding.allocated", "下拨支部经费", "元", _MONEY),
)

_AT_THE_END: Final = (
    ("funding.ratio", "党建工作经费占工资总额比例", "", _RATE),
    ("funding.per_member", "人均支出", "元", _MONEY),
)


def _hours() -> Iterator[tuple[str, str, str, FigureKind]]:
    for group, label in (("members", "党员"), ("leaders", "书记和班子成员")):
        yield f"hours.{group}.people", f"应达标{label}数", "人", _COUNT
        yield f"hours.{group}.met", f"学时已达标{label}数", "人", _COUNT
        yield f"hours.{group}.rate", f"{label}学时达标率", "", _RATE
        yield f"hours.{group}.average", f"{label}人均学时", "学时", _AVERAGE


def _topics() -> Iterator[tuple[str, str, str, FigureKind]]:
    for topic in Topic:
        yield f"topics.{topic.value}.sessions", f"{topic.label}场次", "场", _COUNT
        yield f"topics.{topic.value}.hours", f"{topic.label}人均学时", "学时", _AVERAGE


def _splits() -> Iterator[tuple[str, str, str, FigureKind]]:
    for source in FundSourceCode:
        yield f"funding.source.{source.value}.budget", f"预算（经费来源：{source.label}）", "元", _MONEY
        yield f"funding.source.{source.value}.spent", f"支出（经费来源：{source.label}）", "元", _MONEY
    for category in ExpenseCategory:
        yield f"funding.category.{category.value}.budget", f"预算（支出类别：{category.label}）", "元", _MONEY
        yield f"funding.category.{category.value}.spent", f"支出（支出类别：{category.label}）", "元", _MONEY


_OF_THE_STATE_DATE: Final = ("org.", "people.", "certification.", "study_app.", "hours.")
_NOT_OVER_YEARS: Final = {
    "training.people",  # one person may learn in several years
    "site_visit.branches",  # one branch may go out every year
    "online_study.hours",  # selected by the branch on the state date: who moves takes the hours along
    "first_topic.measures_done",  # what was decided in one year may be done in the next
    "problems.open",  # what is open at the end of a year may be mended by the end of the span
    "problems.closed",
    "funding.per_member",  # a rate in money
}
_NOT_OVER_BRANCHES: Final = {
    "org.committees",  # the top itself
    "training.people",  # one person may have been to classes of two branches
    "certification.secretaries",  # one person may be the secretary of two branches
    "study_app.below",  # not known without a threshold
    "plan.items",  # an item may name a plan's branch and another as responsible
    "plan.done",
    "problems.open",  # units outside belong to the whole alone
    "problems.closed",
    "funding.payroll",  # entered for the whole
    "funding.per_member",  # a rate in money
}


def _defined(key: str, label: str, unit: str, kind: FigureKind) -> FigureDefinition:
    is_counted = kind in {_COUNT, _SUM, _MONEY}
    adds_years = is_counted and key not in _NOT_OVER_YEARS and not key.startswith(_OF_THE_STATE_DATE)
    return FigureDefinition(key, label, unit, kind, adds_years, is_counted and key not in _NOT_OVER_BRANCHES)


CATALOGUE: Final = {
    key: _defined(key, label, unit, kind)
    for key, label, unit, kind in (*_BEFORE_HOURS, *_hours(), *_topics(), *_AFTER_TOPICS, *_splits(), *_AT_THE_END)
}
