"""What the names of the annual summary's template stand for: facts in, values out, no sentences."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from services.campaigns.report import CampaignReport
from services.campaigns.rows import CampaignDraft, CampaignRow
from services.documents.papers.annual_facts import AnnualFacts, CampaignFact, PlanFact, ShortcomingFact
from services.documents.papers.annual_key_figures import KEY_FIGURES
from services.documents.papers.campaign_values import CAMPAIGN_FACTS, campaign_facts
from services.documents.papers.common_values import Occasion, common_values, figure_values, own_texts, with_figures
from services.documents.papers.plan_words import deadline_text
from services.documents.papers.sentences import Numbers, ended, unended
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words, figure
from services.documents.templates.vocabulary import Vocabulary, flag, number, rows, text
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value

_SHORTCOMING: Final[Vocabulary] = {
    "内容": text("问题"),
    "已整改": flag("已经整改"),
    "措施": text("整改措施，以分号相隔"),
    "期限": text("完成期限，如“2026年6月30日前完成”"),
    "责任单位": text("责任单位"),
}
_PLAN_ITEM: Final[Vocabulary] = {
    "内容": text("计划事项"),
    "对象": text("培训对象"),
    "次数": number("次数"),
    "学时": number("学时"),
    "预算": number("预算", money=True),
    "期限": text("完成期限，如“2026年6月30日前完成”"),
    "责任单位": text("责任单位"),
}
FACT_NAMES: Final[Vocabulary] = {
    "第一议题.举措全部完成": flag("细化举措都已完成"),
    "学时.党员.全部达标": flag("有学时要求的普通党员都已达标"),
    "学时.书记班子.全部达标": flag("有学时要求的书记和班子成员都已达标"),
    "组织生活.全部开展": flag("应开展的组织生活都已开展"),
    "经费.来源数": number("有支出的经费来源个数"),
    "经费.类别数": number("有支出的支出类别个数"),
    "内容分类": rows(
        "开展过的教育内容", {"名称": text("教育内容"), "场次": number("场次"), "人均学时": number("人均学时")}
    ),
    "支出来源": rows(
        "有支出的经费来源",
        {"名称": text("来源"), "预算": number("预算", money=True), "支出": number("支出", money=True)},
    ),
    "支出类别": rows(
        "有支出的支出类别",
        {"名称": text("类别"), "预算": number("预算", money=True), "支出": number("支出", money=True)},
    ),
}
ANNUAL_NAMES: Final[Vocabulary] = with_figures(
    {
        **FACT_NAMES,
        "单位.是上级": flag("本组织是党委或党总支"),
        "第一议题.内容": text("最先学习的几项内容"),
        "中心组.内容": text("最先学习的几项内容"),
        "专题教育": rows(
            "本年的专题教育",
            {
                "名称": text("名称"),
                "时间": text("起止时间，带括号"),
                "说明": text("登记的说明"),
                **CAMPAIGN_FACTS,
            },
        ),
        "存在问题": rows("本年登记的问题", _SHORTCOMING),
        "未整改问题": rows("没有整改完的问题", _SHORTCOMING),
        "下一年计划": rows("下一年计划的事项", _PLAN_ITEM),
        "主要数据": rows(
            "主要数据对照",
            {"名称": text("项目"), "单位": text("计量单位"), "本年": number("本年"), "上年": number("上年")},
        ),
    }
)


def annual_values(facts: AnnualFacts) -> Values:
    """Give every name of the annual summary its value."""
    numbers = facts.numbers
    occasion = Occasion(facts.year, facts.organization, facts.kind, facts.signed_on, numbers.whole_year)
    unmended = [fact for fact in facts.shortcomings if not fact.closed]
    return {
        **common_values(occasion),
        **figure_values(numbers),
        **fact_values(numbers),
        **own_texts({section.value: text for section, text in facts.texts.items()}),
        "单位.是上级": Flag(facts.of_committee),
        "第一议题.内容": Words(titles(facts.studied.first_topic, numbers.value("first_topic.items"))),
        "中心组.内容": Words(titles(facts.studied.center_group, numbers.value("center_group.items"))),
        "专题教育": Rows(tuple(map(_campaign, facts.campaigns))),
        "存在问题": shortcoming_rows(facts.shortcomings),
        "未整改问题": shortcoming_rows(unmended),
        "下一年计划": plan_rows(facts.plan),
        "主要数据": _key_figures(numbers),
    }


def fact_values(numbers: Numbers) -> dict[str, Item]:
    """Give what follows from the figures: what is complete, and lists of the parts that are there."""
    sources, categories = _split(numbers, "source"), _split(numbers, "category")
    return {
        "第一议题.举措全部完成": _all(numbers, "first_topic.measures_done", "first_topic.measures"),
        "学时.党员.全部达标": _all(numbers, "hours.members.met", "hours.members.people"),
        "学时.书记班子.全部达标": _all(numbers, "hours.leaders.met", "hours.leaders.people"),
        "组织生活.全部开展": _all(numbers, "duties.held", "duties.required"),
        "经费.来源数": Number(len(sources), "来源数", "个"),
        "经费.类别数": Number(len(categories), "类别数", "个"),
        "内容分类": Rows(tuple(_topics(numbers))),
        "支出来源": Rows(tuple(sources)),
        "支出类别": Rows(tuple(categories)),
    }


def _all(numbers: Numbers, part: str, whole: str) -> Flag:
    return Flag(numbers.some(whole) and numbers.same(part, whole))


def _topics(numbers: Numbers) -> Iterable[Values]:
    for key in CATALOGUE:
        if key.startswith("topics.") and key.endswith(".sessions") and numbers.some(key):
            hours = key.removesuffix("sessions") + "hours"
            yield {
                "名称": Words(CATALOGUE[key].label.removesuffix("场次")),
                "场次": figure(key, numbers.value(key)),
                "人均学时": figure(hours, numbers.value(hours)),
            }


def _split(numbers: Numbers, by: str) -> list[Values]:
    found: list[Values] = []
    for key in CATALOGUE:
        if key.startswith(f"funding.{by}.") and key.endswith(".spent") and numbers.some(key):
            budget = key.removesuffix("spent") + "budget"
            name = CATALOGUE[key].label.partition("：")[2].rstrip("）")
            found.append(
                {
                    "名称": Words(name),
                    "预算": figure(budget, numbers.value(budget)),
                    "支出": figure(key, numbers.value(key)),
                }
            )
    return found


def titles(studied: Sequence[str], items: Value) -> str:
    """Name the first few things studied, saying whether there were more."""
    if not studied:
        return ""
    return f"{'、'.join(map(unended, studied))}{'' if items == len(studied) else '等'}"


def _campaign(fact: CampaignFact) -> Values:
    work = fact.work or CampaignReport(CampaignRow(b"", CampaignDraft(fact.name)), date.min, "")
    return {
        "名称": Words(fact.name),
        "时间": Words(span_text(fact.starts_on, fact.ends_on)),
        "说明": Words(ended(fact.note) if fact.note.strip() else ""),
        **campaign_facts(work),
    }


def span_text(starts_on: date | None, ends_on: date | None) -> str:
    """Write months in brackets; nothing where the beginning is not known."""
    if starts_on is None:
        return ""
    begun = f"{starts_on.year}年{starts_on.month}月"
    if ends_on is None:
        return f"（{begun}起）"
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"（{begun}）"
    year = "" if starts_on.year == ends_on.year else f"{ends_on.year}年"
    return f"（{begun}至{year}{ends_on.month}月）"


def shortcoming_rows(facts: Iterable[ShortcomingFact]) -> Rows:
    """Give shortcomings by name."""
    return Rows(
        tuple(
            {
                "内容": Words(unended(fact.problem)),
                "已整改": Flag(fact.closed),
                "措施": Words("；".join(unended(each) for each in fact.measures if each.strip()), "整改措施"),
                "期限": Words(deadline_text(fact.deadline)),
                "责任单位": Words(fact.responsible_unit),
            }
            for fact in facts
        )
    )


def plan_rows(facts: Iterable[PlanFact]) -> Rows:
    """Give the items of a plan by name."""
    return Rows(
        tuple(
            {
                "内容": Words(unended(fact.title)),
                "对象": Words(fact.audience),
                "次数": Number(fact.times, "次数", "次"),
                "学时": Number(fact.hours, "学时", "学时"),
                "预算": Number(fact.budget_fen, "预算", "元", FigureKind.MONEY),
                "期限": Words(deadline_text(fact.deadline)),
                "责任单位": Words(fact.responsible_unit),
            }
            for fact in facts
        )
    )


def _key_figures(numbers: Numbers) -> Rows:
    return Rows(
        tuple(
            {
                "名称": Words(CATALOGUE[key].label),
                "单位": Words(CATALOGUE[key].unit or "%"),
                "本年": figure(key, numbers.current.get(key)),
                "上年": figure(key, numbers.previous.get(key), traced=False),
            }
            for key in KEY_FIGURES
        )
    )
