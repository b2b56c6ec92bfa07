"""专题教育计划 and 开展情况报告: true sentences, zero left out, what is missing a marked gap."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import MaterialKind, OrganizationKind, PlanKind, PlanLevel, SessionKind
from services.campaigns.report import CampaignReport
from services.campaigns.rows import (
    CampaignDraft,
    CampaignMaterial,
    CampaignMeasureDraft,
    CampaignMeasureRow,
    CampaignPlan,
    CampaignReader,
    CampaignRow,
    CampaignSession,
    CampaignText,
    CampaignTextDraft,
)
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.errors import CampaignNameMissingError
from services.documents.outline import Paper, Table
from services.documents.papers.annual_facts import AnnualFacts, CampaignFact
from services.documents.papers.annual_values import annual_values
from services.documents.papers.campaign_values import campaign_values
from services.documents.papers.campaign_words import name_parts
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.plans.rows import PlanDraft, PlanItemDraft, PlanItemRow, PlanRow
from tests.services.documents.by_template import headings, made, said
from tests.services.documents.pdf_reading import page_texts
from tests.services.documents.test_annual_report import facts, numbers
from tests.services.office import NOON, Office

CAMPAIGN = CampaignRow(b"c", CampaignDraft("党史学习教育", date(2026, 3, 1), date(2026, 6, 30)))
EMPTY = CampaignReport(CAMPAIGN, date(2026, 7, 8), "某某公司党委")
LECTURE = CampaignSession(
    b"s", "1", "专题党课：学史明理", "某某公司党委", OrganizationKind.COMMITTEE, date(2026, 4, 1), None,
    frozenset({SessionKind.PARTY_LECTURE}), "张三", discussion=False, there=30, speeches=0, reflections=0,
    secretary_of=OrganizationKind.COMMITTEE,
)  # fmt: skip
TALK = replace(LECTURE, title="形势报告", kinds=frozenset({SessionKind.LECTURE}), secretary_of=None, there=80)
CLASS = replace(
    LECTURE, title="读书班", kinds=frozenset({SessionKind.READING_CLASS}), secretary_of=None, days=Decimal("2.5"),
    there=20, speeches=6, reflections=4,
)  # fmt: skip
THEME = replace(TALK, title="党日", kinds=frozenset({SessionKind.THEME_DAY, SessionKind.BRANCH_CONGRESS}), there=0)
READER = CampaignReader(b"z", "D1", "张三", b"b", "第一党支部", {b"t": None})
BEHIND = replace(READER, person_id=b"l", name="李四", finished={})
TEXT = CampaignText(b"t", CampaignTextDraft("《章程》"), 1, 2)
MEASURE = CampaignMeasureRow(b"m", CampaignMeasureDraft("修缮食堂。", "工会", "2026-06-01"), done=False, days_late=37)


def plan_of(told: CampaignReport) -> Paper:
    return made("campaign_plan", campaign_values(told))


def report_of(told: CampaignReport) -> Paper:
    return made("campaign_report", campaign_values(told))


def item(title: str = "动员部署", *, done: bool = False, late: int = 0, held: int = 0, **fields: object) -> PlanItemRow:
    draft = PlanItemDraft(title, **fields)  # type: ignore[arg-type]
    return PlanItemRow(title.encode(), b"p", draft, held, draft.times or 1, done, late)


def plan(level: PlanLevel, *items: PlanItemRow) -> CampaignPlan:
    return CampaignPlan(PlanRow(b"p", PlanDraft(2026, "计划", PlanKind.CAMPAIGN, level), "某某公司党委", items), level)


COMMITTEE = plan(PlanLevel.COMMITTEE, item(done=True), item("专题党课", held=1, times=2))
BRANCH = plan(PlanLevel.BRANCH, item("通读书目。", late=8, deadline="2026-06-30", responsible_unit="各党支部"))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (EMPTY, "党史学习教育的计划安排：【待补：党委层面和支部层面的计划事项】。"),
        (
            replace(EMPTY, plans=(COMMITTEE, BRANCH)),
            (
                "党史学习教育自2026年3月1日至6月30日开展。为组织好这次教育，"
                "安排党委层面2项、支部层面1项，共3项（“2+1”），具体如下。"
            ),
        ),
        (
            replace(EMPTY, plans=(BRANCH,), campaign=CampaignRow(b"c", CampaignDraft("党史学习教育"))),
            "党史学习教育的时间为【待补：起止日期】。为组织好这次教育，安排支部层面1项，具体如下。",
        ),
    ],
)
def test_the_plan_begins_with_its_pattern(told: CampaignReport, words: str) -> None:
    assert said(plan_of(told)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "【待补：完成时限】，【待补：责任单位】。"),
        ({"deadline": "2026-06-30", "responsible_unit": "工会"}, "2026年6月30日前完成，由工会负责。"),
        (
            {
                "audience": "全体党员",
                "form": "集中研讨",
                "texts": "《章程》\n《条例》",
                "times": 3,
                "hours": Decimal("4.5"),
                "deadline": "长期坚持",
                "responsible_unit": "工会",
            },
            "面向全体党员，采取集中研讨的形式，学习《章程》、《条例》，开展3次，安排4.5学时，时限为长期坚持，由工会负责。",
        ),
    ],
)
def test_an_item_says_for_whom_how_until_when_and_by_whom(fields: dict[str, object], words: str) -> None:
    told = replace(EMPTY, plans=(plan(PlanLevel.BRANCH, item(**fields)),))  # type: ignore[arg-type]
    assert said(plan_of(told), "支部层面") == f"1. 动员部署。{words}"


@pytest.mark.parametrize(
    ("plans", "words"),
    [
        (
            (COMMITTEE, BRANCH),
            ("截至2026年7月8日，计划的3项已完成1项、正在推进1项、尚未开始1项。已过时限尚未完成的有“通读书目”。"),
        ),
        ((plan(PlanLevel.COMMITTEE, item(done=True)),), "截至2026年7月8日，计划的1项已全部完成。"),
    ],
)
def test_progress_is_told_by_state(plans: tuple[CampaignPlan, ...], words: str) -> None:
    assert said(plan_of(replace(EMPTY, plans=plans)), "进展情况") == words


def test_the_plan_numbers_its_levels_and_ends_with_the_table() -> None:
    paper = plan_of(replace(EMPTY, plans=(BRANCH,)))
    assert headings(paper) == [
        "一、支部层面（1项）",
        "二、进展情况",
    ]
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [[run.text for run in row] for row in table.rows] == [
        ["支部", "1", "通读书目", "6月30日", "各党支部", "0/1", "逾期"]
    ]


@pytest.mark.parametrize(
    ("part", "told", "words"),
    [
        (
            "组织部署",
            replace(EMPTY, plans=(COMMITTEE, BRANCH)),
            "制定专题教育计划2份，党委层面安排2项，支部层面安排1项。共3项，已完成1项。",
        ),
        ("组织部署", EMPTY, ""),
        (
            "学习活动",
            replace(EMPTY, sessions=(CLASS, LECTURE, THEME)),
            (
                "共开展学习活动3次，参加50人次。包括支部党员大会1次、主题党日1次。（一次活动兼有几种类型的，在各类中分别计数。）"
                "举办读书班1期，共2.5天。交流发言6人次、形成心得体会4篇。"
            ),
        ),
        (
            "学习活动",
            replace(EMPTY, sessions=(LECTURE, replace(LECTURE, secretary_of=OrganizationKind.BRANCH), TALK)),
            (
                "党委书记讲专题党课1次，主题为“学史明理”。各级党组织开展党课2次，其中党支部（党总支）书记讲党课1次。"
                "举办专题讲座1场，听讲80人次，主题为“形势报告”。"
            ),
        ),
        ("学习活动", EMPTY, ""),
        (
            "必读书目",
            replace(EMPTY, texts=(TEXT,), readers=(READER, BEHIND)),
            "列出必读书目1种：《章程》。应读党员2人，全部读完的1人，按人和书目计算的完成率为50.0%。",
        ),
        (
            "必读书目",
            replace(EMPTY, texts=(replace(TEXT, expected=1),), readers=(READER,)),
            "列出必读书目1种：《章程》。应读党员1人，已全部读完。",
        ),
        ("必读书目", EMPTY, ""),
        (
            "宣传引导",
            replace(
                EMPTY,
                materials=(
                    CampaignMaterial(b"1", date(2026, 4, 1), MaterialKind.BRIEF, "", 3, 9, ""),
                    CampaignMaterial(b"2", date(2026, 4, 1), MaterialKind.ARTICLE, "", 1, 500, ""),
                ),
            ),
            "编发简报3期、刊发宣传稿件1篇，稿件阅读量500人次。",
        ),
        ("宣传引导", EMPTY, ""),
        (
            "整改和为民办实事",
            replace(EMPTY, measures=(MEASURE, replace(MEASURE, done=True, days_late=0))),
            "确定整改和办实事举措2条，已完成1条。完成的有“修缮食堂”。",
        ),
        ("整改和为民办实事", replace(EMPTY, measures=(MEASURE,)), "确定整改和办实事举措1条，尚未完成。"),
        (
            "尚需推进的工作",
            replace(EMPTY, plans=(BRANCH,), measures=(MEASURE,), texts=(TEXT,), readers=(READER, BEHIND)),
            (
                "计划事项还有1项没有完成：“通读书目”。举措还有1条没有完成：“修缮食堂”。"
                "以上事项和举措中已过时限的有2项。还有1名党员没有读完必读书目。"
            ),
        ),
        ("尚需推进的工作", EMPTY, ""),
    ],
)
def test_each_part_says_what_the_data_say(part: str, told: CampaignReport, words: str) -> None:
    text = said(report_of(told), part)
    assert words in text
    assert bool(words) == bool(text)


def test_the_annual_summary_tells_a_campaign_in_short() -> None:
    told = replace(EMPTY, plans=(COMMITTEE, BRANCH), sessions=(CLASS, LECTURE), texts=(TEXT,), readers=(READER, BEHIND))
    fact = CampaignFact("党史学习教育", date(2026, 3, 1), date(2026, 6, 30), "", told)
    assert in_summary(facts(numbers(), campaigns=(fact,)), "专题教育") == (
        "开展党史学习教育（2026年3月至6月）。计划安排党委层面2项、支部层面1项，已完成1项。开展学习活动2次，其中读书班2.5天，交流发言6人次。"
        "组织通读《章程》，按人和书目计算的完成率为50.0%。党委书记讲专题党课1次，主题为“学史明理”。"
    )
    nothing = in_summary(facts(numbers(), campaigns=(replace(fact, work=None),)), "专题教育")
    assert nothing == "开展党史学习教育（2026年3月至6月）。"


def in_summary(given: AnnualFacts, part: str) -> str:
    return said(made("annual_summary", annual_values(given)), part)


def test_sheets_that_were_not_filled_in_are_a_gap() -> None:
    assert "【待补：参加人次】" in said(report_of(replace(EMPTY, sessions=(THEME,))), "学习活动")


def test_parts_without_anything_are_left_out_and_the_rest_is_numbered_without_holes() -> None:
    paper = report_of(replace(EMPTY, sessions=(CLASS,), measures=(MEASURE,)))
    assert headings(paper) == ["一、学习活动", "二、整改和为民办实事", "三、尚需推进的工作"]
    assert headings(report_of(EMPTY)) == []
    assert "台账中还没有这次教育的记录。" in said(report_of(EMPTY))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("党史学习教育", ("党史学习教育",)),
        (
            "学习贯彻习近平新时代中国特色社会主义思想主题教育",
            ("学习贯彻习近平新时代中国特色社会主义思想", "主题教育"),
        ),
        ("主题教育", ("主题教育",)),
        ("一个没有常见结尾的非常长的活动的名称", ("一个没有常见结尾的非常长的活动的名称",)),
    ],
)
def test_a_long_name_breaks_before_its_last_words(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


def test_both_papers_of_a_real_file_are_found_by_the_campaigns_name(office: Office) -> None:
    clock = FixedClock(NOON)
    CampaignService(office.database, clock).add(CAMPAIGN.draft)
    documents = DocumentService(office.database, clock, FontBook())
    for kind, title in (("campaign_plan", "计划安排"), ("campaign_report", "开展情况的报告")):
        pages = page_texts(documents.render(DocumentRequest(kind, 2026, campaign="党史")))
        assert "党史学习教育" in pages[0]
        assert title in pages[0]
        with pytest.raises(CampaignNameMissingError):
            documents.outline(DocumentRequest(kind, 2026))
