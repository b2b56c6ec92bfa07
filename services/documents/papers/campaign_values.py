"""What the names of a campaign's papers stand for: its plan on two levels, and what was done; values, no sentences."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from models.enums import MaterialKind, OrganizationKind, PlanLevel, SessionKind, WorkState
from services.campaigns.report import CampaignReport
from services.campaigns.rows import BranchReading, CampaignSession
from services.documents.papers.campaign_words import days_text, deadline_text, name_parts, named
from services.documents.papers.sentences import chinese_date, ended, unended
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words
from services.documents.templates.vocabulary import Vocabulary, flag, number, rows, text
from services.figures.rows import FigureKind
from services.follow_up.deadlines import deadline_day
from services.plans.rows import PlanItemRow

_TOLD_APART: Final = frozenset({SessionKind.PARTY_LECTURE, SessionKind.LECTURE, SessionKind.READING_CLASS})
_STATES: Final = {
    WorkState.DONE: "计划.已完成",
    WorkState.IN_PROGRESS: "计划.正在推进",
    WorkState.NOT_STARTED: "计划.尚未开始",
}
_LEVELS: Final = {PlanLevel.COMMITTEE: "党委层面", PlanLevel.BRANCH: "支部层面"}
_MATERIALS: Final = {
    MaterialKind.BOOK: "宣传.书籍",
    MaterialKind.BRIEF: "宣传.简报",
    MaterialKind.POSTER: "宣传.板报墙报",
    MaterialKind.ARTICLE: "宣传.稿件",
}
_ITEM: Final[Vocabulary] = {
    "事项": text("事项"),
    "对象": text("面向哪些人"),
    "形式": text("形式"),
    "书目": text("学习书目"),
    "次数": number("开展几次"),
    "学时": number("学时"),
    "时限": text("如“2026年6月30日前完成”“时限为长期坚持”"),
    "责任单位": text("责任单位"),
    "层面": text("党委、支部"),
    "层内序号": number("在本层面的序号"),
    "简写时限": text("时限，专题当年的日期不写年份"),
    "进度": text("进度，如“3/8”"),
    "状态": text("状态"),
}
CAMPAIGN_FACTS: Final[Vocabulary] = {
    "计划.份数": number("计划的份数"),
    "计划.事项数": number("计划的事项数"),
    "计划.党委层面": number("党委层面的事项数"),
    "计划.支部层面": number("支部层面的事项数"),
    "计划.格式": text("如“13+5”"),
    "计划.已完成": number("已完成的事项"),
    "计划.正在推进": number("正在推进的事项"),
    "计划.尚未开始": number("尚未开始的事项"),
    "计划.全部完成": flag("事项全部完成"),
    "活动.次数": number("开展的学习活动"),
    "活动.参加人次": number("参加人次"),
    "活动.分类": text("各类活动的次数，讲课和读书班除外"),
    "活动.兼类": flag("有活动兼有几种类型"),
    "活动.读书班期数": number("读书班期数"),
    "活动.读书班天数": number("读书班天数"),
    "活动.发言": number("交流发言人次"),
    "活动.心得体会": number("心得体会篇数"),
    "讲课.党委书记次数": number("党委书记讲专题党课"),
    "讲课.党委书记主题": text("党委书记党课的主题"),
    "讲课.主题不止一个": flag("党委书记党课有几个主题"),
    "讲课.党课次数": number("各级党组织的党课"),
    "讲课.支部书记次数": number("党支部、党总支书记讲的党课"),
    "讲座.场次": number("专题讲座"),
    "讲座.人次": number("讲座听讲人次"),
    "讲座.主题": text("讲座的主题"),
    "讲座.主题不止一个": flag("讲座有几个主题"),
    "书目.种数": number("必读书目的种数"),
    "书目.名称": text("必读书目"),
    "书目.应读人数": number("应读党员"),
    "书目.读完人数": number("全部读完的党员"),
    "书目.没有读完人数": number("没有读完的党员"),
    "书目.全部读完": flag("应读党员都已读完"),
    "书目.完成率": number("按人和书目计算的完成率"),
}
"""What is told of a campaign, in its own papers and in those about more."""

CAMPAIGN_NAMES: Final[Vocabulary] = {
    "单位.名称": text("党组织名称"),
    "落款日期": text("成文日期，也是统计截止的日期"),
    "专题.名称": text("专题教育的名称"),
    "专题.名称前段": text("名称；长的到“主题教育”等字之前，标题在此换行"),
    "专题.名称后段": text("长的名称最后的“主题教育”等字"),
    "专题.时间": text("如“自2026年3月1日至6月30日”"),
    "专题.说明": text("登记的说明"),
    "专题.已结束": flag("专题教育已经结束"),
    "专题.有记录": flag("台账中有这次教育的记录"),
    **CAMPAIGN_FACTS,
    "计划.逾期数": number("已过时限尚未完成的事项"),
    "计划.逾期事项": text("已过时限尚未完成的事项"),
    "计划.未完成数": number("没有完成的事项"),
    "计划.未完成事项": text("没有完成的事项"),
    "党委层面事项": rows("党委层面的事项", _ITEM),
    "支部层面事项": rows("支部层面的事项", _ITEM),
    "全部事项": rows("两个层面的事项", _ITEM),
    "各支部": rows(
        "党支部读书情况",
        {
            "名称": text("党支部"),
            "人数": number("党员人数"),
            "读完人数": number("全部读完人数"),
            "完成率": number("完成率"),
        },
    ),
    **{name: number(kind.label) for kind, name in _MATERIALS.items()},
    "宣传.阅读量": number("稿件阅读量"),
    "举措.条数": number("整改和办实事举措"),
    "举措.已完成": number("已完成的举措"),
    "举措.全部完成": flag("举措全部完成"),
    "举措.完成内容": text("已完成的举措"),
    "举措.未完成数": number("没有完成的举措"),
    "举措.未完成内容": text("没有完成的举措"),
    "逾期总数": number("已过时限的事项和举措"),
}


def campaign_values(report: CampaignReport) -> Values:
    """Give every name of a campaign's papers its value."""
    campaign = report.campaign
    first, *second = name_parts(campaign.name)
    note = campaign.draft.note
    there = report.plans or report.sessions or report.texts or report.materials or report.measures
    return {
        "单位.名称": Words(report.organization_name),
        "落款日期": Words(chinese_date(report.asof)),
        "专题.名称": Words(campaign.name),
        "专题.名称前段": Words(first),
        "专题.名称后段": Words("".join(second)),
        "专题.时间": Words(days_text(campaign.draft)),
        "专题.说明": Words(ended(note) if note.strip() else ""),
        "专题.已结束": Flag(report.over),
        "专题.有记录": Flag(bool(there)),
        **campaign_facts(report),
        **_unfinished(report),
        **_items(report),
        "各支部": Rows(tuple(map(_branch, report.branches)) if report.texts else ()),
        **{name: Number(report.materials_of(kind), kind.label) for kind, name in _MATERIALS.items()},
        "宣传.阅读量": Number(report.reads, "阅读量", "人次"),
        **_measures(report),
    }


def campaign_facts(report: CampaignReport) -> dict[str, Item]:
    """Give the names of CAMPAIGN_FACTS their values."""
    items = report.items()
    states = {state: len(report.items_in(state)) for state in WorkState}
    return {
        "计划.份数": Number(len(report.plans), "计划", "份"),
        "计划.事项数": Number(len(items), "计划事项", "项"),
        **{f"计划.{name}": Number(len(report.items(level)), name, "项") for level, name in _LEVELS.items()},
        "计划.格式": Words(report.pattern),
        **{name: Number(states[state], state.label, "项") for state, name in _STATES.items()},
        "计划.全部完成": Flag(bool(items) and states[WorkState.DONE] == len(items)),
        **_sessions(report),
        **_lectures(report),
        **_reading(report),
    }


def _sessions(report: CampaignReport) -> dict[str, Item]:
    kinds = [kind for kind in report.kinds if kind not in _TOLD_APART]
    return {
        "活动.次数": Number(len(report.sessions), "学习活动", "次"),
        "活动.参加人次": Number(report.there, "参加人次", "人次"),
        "活动.分类": Words("、".join(f"{kind.label}{len(report.of_kind(kind))}次" for kind in kinds)),
        "活动.兼类": Flag(any(len(session.kinds) > 1 for session in report.sessions)),
        "活动.读书班期数": Number(len(report.of_kind(SessionKind.READING_CLASS)), "读书班", "期"),
        "活动.读书班天数": Number(report.reading_class_days, "读书班天数", "天", FigureKind.SUM),
        "活动.发言": Number(report.speeches, "交流发言", "人次"),
        "活动.心得体会": Number(report.reflections, "心得体会", "篇"),
    }


def _lectures(report: CampaignReport) -> dict[str, Item]:
    committee = report.lectures_of_secretary(OrganizationKind.COMMITTEE)
    branches = report.lectures_of_secretary(OrganizationKind.GENERAL_BRANCH, OrganizationKind.BRANCH)
    public = report.of_kind(SessionKind.LECTURE)
    own, others = _subjects(committee), _subjects(public)
    return {
        "讲课.党委书记次数": Number(len(committee), "党委书记讲党课", "次"),
        "讲课.党委书记主题": Words(named(own)),
        "讲课.主题不止一个": Flag(len(own) > 1),
        "讲课.党课次数": Number(len(report.of_kind(SessionKind.PARTY_LECTURE)), "党课", "次"),
        "讲课.支部书记次数": Number(len(branches), "书记讲党课", "次"),
        "讲座.场次": Number(len(public), "专题讲座", "场"),
        "讲座.人次": Number(sum(one.there for one in public), "听讲", "人次"),
        "讲座.主题": Words(named(others)),
        "讲座.主题不止一个": Flag(len(others) > 1),
    }


def _subjects(sessions: Sequence[CampaignSession]) -> list[str]:
    """List what was lectured on, each subject once."""
    return list(dict.fromkeys(_subject(one.title) for one in sessions))


def _subject(title: str) -> str:
    """Give what a lecture was about, without the words that only call it one: 专题党课：守纪律 is 守纪律."""
    before, _, after = title.partition("：")
    return after if after and "课" in before else title


def _reading(report: CampaignReport) -> dict[str, Item]:
    texts = [_quoted(each.draft.title) for each in report.texts]
    readers = report.readers if texts else ()
    return {
        "书目.种数": Number(len(texts), "必读书目", "种"),
        "书目.名称": Words("、".join(texts)),
        "书目.应读人数": Number(len(readers), "应读党员", "人"),
        "书目.读完人数": Number(report.complete_readers, "全部读完", "人"),
        "书目.没有读完人数": Number(len(report.behind), "没有读完", "人"),
        "书目.全部读完": Flag(bool(readers) and report.complete_readers == len(readers)),
        "书目.完成率": _share(report.reading_share),
    }


def _quoted(title: str) -> str:
    return title if "《" in title else f"《{title}》"


def _share(share: Fraction | None) -> Number:
    return Number(share, "完成率", "", FigureKind.RATE)


def _branch(row: BranchReading) -> dict[str, Item]:
    return {
        "名称": Words(row.name),
        "人数": Number(row.members, "党员人数", "人"),
        "读完人数": Number(row.complete, "全部读完", "人"),
        "完成率": _share(row.share),
    }


def _unfinished(report: CampaignReport) -> dict[str, Item]:
    late = [item.draft.title for item in report.items_late]
    rest = [item.draft.title for item in report.items() if not item.done]
    return {
        "计划.逾期数": Number(len(late), "逾期事项", "项"),
        "计划.逾期事项": Words(named(late)),
        "计划.未完成数": Number(len(rest), "未完成事项", "项"),
        "计划.未完成事项": Words(named(rest)),
        "逾期总数": Number(len(late) + len(report.measures_late), "逾期", "项"),
    }


def _measures(report: CampaignReport) -> dict[str, Item]:
    done = [row.draft.content for row in report.measures if row.done]
    rest = [row.draft.content for row in report.measures if not row.done]
    return {
        "举措.条数": Number(len(report.measures), "举措", "条"),
        "举措.已完成": Number(len(done), "已完成举措", "条"),
        "举措.全部完成": Flag(bool(done) and not rest),
        "举措.完成内容": Words(named(done)),
        "举措.未完成数": Number(len(rest), "未完成举措", "条"),
        "举措.未完成内容": Words(named(rest)),
    }


def _items(report: CampaignReport) -> dict[str, Item]:
    of_levels = {
        level: tuple(_item(report, level, place, item) for place, item in enumerate(report.items(level), start=1))
        for level in PlanLevel
    }
    listed: dict[str, Item] = {f"{name}事项": Rows(of_levels[level]) for level, name in _LEVELS.items()}
    return {**listed, "全部事项": Rows(tuple(row for level in PlanLevel for row in of_levels[level]))}


def _item(report: CampaignReport, level: PlanLevel, place: int, item: PlanItemRow) -> dict[str, Item]:
    draft = item.draft
    return {
        "事项": Words(unended(draft.title)),
        "对象": Words(draft.audience),
        "形式": Words(draft.form),
        "书目": Words("、".join(line.strip() for line in draft.texts.splitlines() if line.strip())),
        "次数": Number(draft.times, "次数", "次"),
        "学时": Number(draft.hours, "学时", "学时", FigureKind.SUM),
        "时限": Words(_until(draft.deadline.strip()), "完成时限"),
        "责任单位": Words(draft.responsible_unit, "责任单位"),
        "层面": Words(level.label),
        "层内序号": Number(place, "序号"),
        "简写时限": Words(deadline_text(draft.deadline, report.campaign.year)),
        "进度": Words(f"{item.held}/{item.needed}" if item.held or not item.done else "—"),
        "状态": Words("逾期" if item.days_late else item.shown_state.label),
    }


def _until(deadline: str) -> str:
    day = deadline_day(deadline)
    if day is None:
        return f"时限为{deadline}" if deadline else ""
    return f"{chinese_date(day)}前完成"
