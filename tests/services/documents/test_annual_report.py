"""Sentences of the annual summary: zero drops or rewords, missing is a marked gap, nothing is claimed that was not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import OrganizationKind
from services.documents.outline import Block, Heading, Paragraph, Run, Table
from services.documents.papers import annual_report as report
from services.documents.papers.annual_facts import (
    AnnualFacts,
    CampaignFact,
    PlanFact,
    Section,
    ShortcomingFact,
    StudyFacts,
)
from services.documents.papers.annual_summary import (
    annual_summary,
    deadline,
    key_figures,
    measures,
    next_year,
    plan_item,
    shortcomings,
)
from services.documents.papers.sentences import Clause, Numbers
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value

ZERO: dict[str, Value] = {
    key: None if definition.kind in {FigureKind.RATE, FigureKind.AVERAGE} else 0
    for key, definition in CATALOGUE.items()
}


def numbers(previous: dict[str, Value] | None = None, **current: Value) -> Numbers:
    """Make figures that are zero but for those named; a double underscore stands for the dot."""
    named = {key.replace("__", "."): value for key, value in current.items()}
    assert named.keys() <= CATALOGUE.keys()
    return Numbers(ZERO | named, previous or {})


def facts(figures: Numbers, **fields: object) -> AnnualFacts:
    values: dict[str, object] = {
        "year": 2025,
        "organization": "中共某某公司委员会",
        "kind": OrganizationKind.COMMITTEE,
        "signed_on": date(2026, 1, 5),
        "numbers": figures,
        "studied": StudyFacts(),
        "campaigns": (),
        "plan": (),
        "shortcomings": (),
        "texts": {},
        **fields,
    }
    return AnnualFacts(**values)  # type: ignore[arg-type]


def text(clause: Clause) -> str:
    return "".join(run.text for run in clause)


def texts(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(text(paragraph.runs) for paragraph in paragraphs)


def test_a_figure_is_stated_with_its_unit_and_stays_traceable() -> None:
    stated = numbers(training__sessions=8).stated("举办培训班", "training.sessions")
    assert text(stated) == "举办培训班8个"
    assert stated[1].figure == "training.sessions"


def test_zero_is_left_out_and_missing_is_a_gap() -> None:
    figures = numbers(funding__payroll=None)
    assert figures.stated("", "training.sessions") == ()
    gap = figures.stated("工资总额", "funding.payroll")
    assert text(gap) == "工资总额【待补：上年度职工工资总额】"
    assert gap[1].gap
    assert figures.known("工资总额", "funding.payroll") == ()


@pytest.mark.parametrize(
    ("before", "said"),
    [(10, "比上年增加2次"), (12, "与上年持平"), (15, "比上年减少3次"), (0, ""), (None, "")],
)
def test_comparison_with_the_year_before(before: int | None, said: str) -> None:
    figures = numbers({"first_topic.meetings": before}, first_topic__meetings=12)
    assert text(figures.compared("first_topic.meetings")) == said


@pytest.mark.parametrize(
    ("measured", "done", "said"),
    [
        (25, 21, "结合学习内容确定贯彻落实项目8项，细化举措25条，其中已完成21条。"),
        (25, 25, "结合学习内容确定贯彻落实项目8项，细化举措25条，均已完成。"),
        (25, 0, "结合学习内容确定贯彻落实项目8项，细化举措25条，均尚未完成。"),
        (0, 0, "结合学习内容确定贯彻落实项目8项。"),
    ],
)
def test_follow_up_never_claims_more_than_was_done(measured: int, done: int, said: str) -> None:
    figures = numbers(first_topic__projects=8, first_topic__measures=measured, first_topic__measures_done=done)
    assert text(report.follow_up(figures)) == said


def test_a_running_year_is_not_told_as_a_whole_one() -> None:
    running = replace(
        numbers({"first_topic.meetings": 12}, first_topic__meetings=10, people__members=8), whole_year=False
    )
    unfinished = facts(running, year=2026, signed_on=date(2026, 11, 20))
    assert texts(report.introduction(unfinished)).startswith("截至2026年11月20日，")
    assert texts(report.first_topic(unfinished)).startswith("今年以来开展第一议题学习10次，学习内容")
    assert "上年" not in texts(report.first_topic(unfinished))


def test_first_topic_names_what_was_studied() -> None:
    studied = StudyFacts(first_topic=("党的二十届四中全会精神", "《中国共产党章程》。"))
    told = report.first_topic(facts(numbers(first_topic__meetings=12, first_topic__items=36), studied=studied))
    assert texts(told) == ("全年开展第一议题学习12次，学习内容36项，包括党的二十届四中全会精神、《中国共产党章程》等。")


def test_a_single_study_item_is_not_followed_by_others() -> None:
    studied = StudyFacts(first_topic=("《中国共产党章程》",))
    told = report.first_topic(facts(numbers(first_topic__meetings=1, first_topic__items=1), studied=studied))
    assert texts(told) == "全年开展第一议题学习1次，学习内容1项，包括《中国共产党章程》。"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OrganizationKind.COMMITTEE, "截至2025年底，下设党总支1个、党支部3个，共有党员8人。"),
        (OrganizationKind.GENERAL_BRANCH, "截至2025年底，下设党支部3个，共有党员8人。"),
        (OrganizationKind.BRANCH, "截至2025年底，下设党小组2个，共有党员8人。"),
        (OrganizationKind.GROUP, "截至2025年底，共有党员8人。"),
    ],
)
def test_an_organisation_does_not_count_itself_among_those_below(kind: OrganizationKind, said: str) -> None:
    figures = numbers(org__general_branches=1, org__branches=3, org__groups=2, people__members=8)
    assert texts(report.introduction(facts(figures, kind=kind))).startswith(said)


def test_money_that_was_only_handed_down_is_on_record() -> None:
    told = texts(report.money(facts(numbers(funding__allocated=700_000))))
    assert "没有经费" not in told
    assert "另下拨党支部7,000.00元" in told


def test_sessions_without_study_items_leave_a_gap() -> None:
    told = report.first_topic(facts(numbers(first_topic__meetings=12)))
    assert "【待补：第一议题学习项数】" in texts(told)


def test_center_group_without_discussion_says_so() -> None:
    told = texts(report.center_group(facts(numbers(center_group__sessions=4, center_group__days=Decimal("4.5")))))
    assert told == "全年组织中心组学习4期，没有记录交流研讨，累计4.5天。"


def test_classes_whose_sheet_is_missing_leave_a_gap_instead_of_nobody() -> None:
    assert text(report.training(numbers(training__sessions=2))) == "举办培训班2个，参训【待补：参训人次】。"


@pytest.mark.parametrize(
    ("met", "rate", "said"),
    [
        (150, Fraction(15, 16), "有学时要求的党员160人，学时达标150人，达标率93.8%，人均40.5学时。"),
        (160, Fraction(1), "有学时要求的党员160人，学时全部达标，人均40.5学时。"),
        (0, Fraction(0), "有学时要求的党员160人，年度学时均未达标，人均40.5学时。"),
    ],
)
def test_hours(met: int, rate: Fraction, said: str) -> None:
    figures = numbers(
        hours__members__people=160,
        hours__members__met=met,
        hours__members__rate=rate,
        hours__members__average=Fraction(81, 2),
    )
    assert text(report.hours(figures, "members", "党员")) == said


def test_duties_do_not_claim_more_than_was_held() -> None:
    figures = numbers(duties__required=100, duties__held=97, duties__rate=Fraction(97, 100))
    assert text(report.duties(figures)) == "按规定全年应开展组织生活100次，已开展97次，完成率97.0%。"
    assert (
        text(report.duties(numbers(duties__required=100, duties__held=100)))
        == "按规定应开展的组织生活100次，全部开展。"
    )
    assert "均无开展记录" in text(report.duties(numbers(duties__required=100)))


def test_money_splits_only_what_has_parts() -> None:
    figures = numbers(
        funding__budget=5000000,
        funding__spent=1234550,
        funding__source__party_work__spent=1000000,
        funding__source__kept_dues__spent=234550,
        funding__category__training__spent=1234550,
    )
    told = texts(report.money(facts(figures)))
    assert "全年安排经费预算50,000.00元" in told
    assert "支出按经费来源分，党组织工作经费10,000.00元、党费2,345.50元。" in told
    assert "按支出类别" not in told


def test_spending_without_a_budget_leaves_a_gap() -> None:
    assert "【待补：经费预算】" in texts(report.money(facts(numbers(funding__spent=100))))


SectionWriter = Callable[[AnnualFacts], tuple[Paragraph, ...]]


@pytest.mark.parametrize(
    "write",
    [
        report.first_topic,
        report.center_group,
        report.leaders,
        report.members,
        report.secretaries,
        report.party_workers,
        report.campaigns,
        report.organization_life,
        report.money,
    ],
)
def test_an_empty_ledger_claims_nothing(write: SectionWriter) -> None:
    told = write(facts(numbers()))
    assert "没有" in texts(told) or any(run.gap for each in told for run in each.runs)
    assert not any(run.figure for each in told for run in each.runs)


def test_the_officers_text_fills_the_gap_on_party_workers() -> None:
    own = facts(numbers(), texts={Section.PARTY_WORKERS: "举办兼职党务工作者培训1期。\n\n另有交流2次。"})
    assert report.party_workers(own) == ()
    assert texts(report.own_text(own, Section.PARTY_WORKERS)) == "举办兼职党务工作者培训1期。\n另有交流2次。"


@pytest.mark.parametrize(
    ("starts", "ends", "span"),
    [
        (date(2025, 3, 1), date(2025, 7, 31), "（2025年3月至7月）"),
        (date(2024, 9, 1), date(2025, 1, 31), "（2024年9月至2025年1月）"),
        (date(2025, 3, 1), None, "（2025年3月起）"),
        (date(2025, 3, 1), date(2025, 3, 31), "（2025年3月）"),
        (None, None, ""),
    ],
)
def test_campaigns(starts: date | None, ends: date | None, span: str) -> None:
    fact = CampaignFact("主题教育", starts, ends, "各支部均已部署")
    assert text(report.campaign(fact)) == f"开展主题教育{span}。各支部均已部署。"


def test_shortcomings_say_which_are_mended() -> None:
    found = (
        ShortcomingFact("个别支部学习记录不全。", closed=True, responsible_unit="", deadline="", measures=()),
        ShortcomingFact("线上学习占比偏高", closed=False, responsible_unit="", deadline="", measures=()),
    )
    assert texts(shortcomings(facts(numbers(), shortcomings=found))) == (
        "1. 个别支部学习记录不全（已整改）。\n2. 线上学习占比偏高。"
    )


def test_next_year_comes_from_the_plan_and_from_open_shortcomings() -> None:
    item = PlanFact("举办党支部书记培训班。", "党支部书记", "2026年5月", 2, Decimal("24.0"), 1500000, "党委办公室")
    assert text(plan_item(item)) == (
        "举办党支部书记培训班，面向党支部书记，安排2次，计24学时，预算15,000.00元，2026年5月完成，由党委办公室负责。"
    )
    unmended = ShortcomingFact(
        "线上学习占比偏高",
        closed=False,
        responsible_unit="组织部",
        deadline="2026年6月",
        measures=("增加现场教学。", "控制比例"),
    )
    assert text(measures(unmended)) == (
        "针对“线上学习占比偏高”的问题，增加现场教学；控制比例，2026年6月完成，由组织部负责。"
    )
    empty = ShortcomingFact("问题", closed=False, responsible_unit="", deadline="", measures=())
    assert "【待补：整改措施】" in text(measures(empty))


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("2026-06-30", "2026年6月30日前完成"),
        ("每季度", "每季度开展"),
        ("6月底前", "6月底前完成"),
        ("年底前完成。", "年底前完成"),
        ("", ""),
    ],
)
def test_deadlines(entered: str, said: str) -> None:
    assert text(deadline(entered)) == said


def test_a_year_without_a_plan_is_a_gap() -> None:
    blocks = list(next_year(facts(numbers())))
    assert blocks == [Paragraph((Run("【待补：2026年工作计划】", gap=True), Run("。")))]


def heading_texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_the_paper_has_its_parts_in_order() -> None:
    paper = annual_summary(facts(numbers(people__members=160)))
    assert heading_texts(paper.blocks) == [
        "一、2025年工作情况",
        "（一）理论学习",
        "1. 第一议题",
        "2. 党委理论学习中心组学习",
        "（二）分层分类培训",
        "1. 领导人员",
        "2. 全体党员",
        "3. 党支部书记",
        "4. 党务工作者",
        "（三）专题教育",
        "（四）组织生活",
        "（五）经费保障",
        "二、存在的问题",
        "三、2026年工作计划",
    ]


def test_a_branch_does_not_report_on_a_committees_duties() -> None:
    told = heading_texts(annual_summary(facts(numbers(), kind=OrganizationKind.BRANCH)).blocks)
    assert told[1:4] == ["（一）分层分类培训", "1. 领导人员", "2. 全体党员"]
    assert "（二）专题教育" in told
    with_first_topic = facts(numbers(first_topic__meetings=2), kind=OrganizationKind.BRANCH)
    assert "1. 第一议题" in heading_texts(annual_summary(with_first_topic).blocks)


def test_key_figures_stand_beside_last_years() -> None:
    figures = numbers({"first_topic.meetings": 10}, first_topic__meetings=12, attendance__rate=Fraction(975, 1000))
    table = key_figures(figures, 2025)
    assert isinstance(table, Table)
    rows = {row[1].text: [run.text for run in row[2:]] for row in table.rows}
    assert rows["第一议题学习次数"] == ["次", "12", "10"]
    assert rows["出勤率"] == ["%", "97.5", "—"]
    assert all(row[3].figure for row in table.rows)
