"""The annual summary's sentences: zero drops or rewords, missing is a marked gap, nothing is claimed that was not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import OrganizationKind
from services.documents.outline import Block, Heading, Paper, Paragraph, Run, Table
from services.documents.papers.annual_facts import (
    AnnualFacts,
    CampaignFact,
    PlanFact,
    Section,
    ShortcomingFact,
    StudyFacts,
)
from services.documents.papers.annual_values import ANNUAL_NAMES, annual_values
from services.documents.papers.plan_words import deadline_text
from services.documents.papers.sentences import Numbers
from services.documents.templates.checking import checked
from services.documents.templates.defaults import default_template
from services.documents.templates.layout import lay_out
from services.documents.templates.rendering import render
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value

BODY = checked("年度工作总结", default_template("annual_summary"), ANNUAL_NAMES)

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


def text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def paper(given: AnnualFacts) -> Paper:
    return lay_out(render(BODY, annual_values(given)), given.signed_on)


def told(given: AnnualFacts) -> str:
    return "\n".join(text(block.runs) for block in paper(given).blocks if isinstance(block, Paragraph))


def test_a_figure_is_stated_with_its_unit_and_stays_traceable() -> None:
    runs = [
        run
        for block in paper(facts(numbers(training__sessions=8))).blocks
        if isinstance(block, Paragraph)
        for run in block.runs
    ]
    assert Run("8", "training.sessions") in runs


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (10, "学习12次，比上年增加2次，学习内容"),
        (12, "学习12次，与上年持平，学习内容"),
        (15, "学习12次，比上年减少3次，学习内容"),
        (0, "学习12次，学习内容"),
        (None, "学习12次，学习内容"),
    ],
)
def test_comparison_with_the_year_before(before: int | None, said: str) -> None:
    assert said in told(facts(numbers({"first_topic.meetings": before}, first_topic__meetings=12)))


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
    figures = numbers(
        first_topic__meetings=1,
        first_topic__projects=8,
        first_topic__measures=measured,
        first_topic__measures_done=done,
    )
    assert said in told(facts(figures))


def test_a_running_year_is_not_told_as_a_whole_one() -> None:
    running = replace(
        numbers({"first_topic.meetings": 12}, first_topic__meetings=10, people__members=8), whole_year=False
    )
    said = told(facts(running, year=2026, signed_on=date(2026, 11, 20)))
    assert said.startswith("截至2026年11月20日，共有党员8人。")
    assert "今年以来开展第一议题学习10次，学习内容" in said
    assert "上年" not in said


@pytest.mark.parametrize(
    ("studied", "items", "said"),
    [
        (("党的二十届四中全会精神", "《中国共产党章程》。"), 36, "包括党的二十届四中全会精神、《中国共产党章程》等。"),
        (("《中国共产党章程》",), 1, "学习内容1项，包括《中国共产党章程》。"),
    ],
)
def test_first_topic_names_what_was_studied(studied: tuple[str, ...], items: int, said: str) -> None:
    figures = numbers(first_topic__meetings=12, first_topic__items=items)
    assert said in told(facts(figures, studied=StudyFacts(first_topic=studied)))


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
    assert told(facts(figures, kind=kind)).startswith(said)


def test_money_that_was_only_handed_down_is_on_record() -> None:
    said = told(facts(numbers(funding__allocated=700_000)))
    assert "没有经费" not in said
    assert "另下拨党支部7,000.00元" in said


def test_sessions_without_study_items_leave_a_gap() -> None:
    assert "【待补：第一议题学习项数】" in told(facts(numbers(first_topic__meetings=12)))


def test_center_group_without_discussion_says_so() -> None:
    said = told(facts(numbers(center_group__sessions=4, center_group__days=Decimal("4.5"))))
    assert "全年组织中心组学习4期，没有记录交流研讨，累计4.5天。\n" in said


def test_classes_whose_sheet_is_missing_leave_a_gap_instead_of_nobody() -> None:
    assert "举办培训班2个，参训【待补：参训人次】。\n" in told(facts(numbers(training__sessions=2)))


@pytest.mark.parametrize(
    ("met", "rate", "said"),
    [
        (150, Fraction(15, 16), "有学时要求的普通党员160人，学时达标150人，达标率93.8%，人均40.5学时。"),
        (160, Fraction(1), "有学时要求的普通党员160人，学时全部达标，人均40.5学时。"),
        (0, Fraction(0), "有学时要求的普通党员160人，年度学时均未达标，人均40.5学时。"),
    ],
)
def test_hours(met: int, rate: Fraction, said: str) -> None:
    figures = numbers(
        hours__members__people=160,
        hours__members__met=met,
        hours__members__rate=rate,
        hours__members__average=Fraction(81, 2),
    )
    assert said in told(facts(figures))


def test_duties_do_not_claim_more_than_was_held() -> None:
    figures = numbers(duties__required=100, duties__held=97, duties__rate=Fraction(97, 100))
    assert "按规定全年应开展组织生活100次，已开展97次，完成率97.0%。" in told(facts(figures))
    all_held = told(facts(numbers(duties__required=100, duties__held=100)))
    assert "按规定应开展的组织生活100次，全部开展。" in all_held
    assert "均无开展记录" in told(facts(numbers(duties__required=100)))


def test_money_splits_only_what_has_parts() -> None:
    figures = numbers(
        funding__budget=5000000,
        funding__spent=1234550,
        funding__source__party_work__spent=1000000,
        funding__source__kept_dues__spent=234550,
        funding__category__training__spent=1234550,
    )
    said = told(facts(figures))
    assert "全年安排经费预算50,000.00元" in said
    assert "支出按经费来源分，党组织工作经费10,000.00元、党费2,345.50元。" in said
    assert "按支出类别" not in said


def test_spending_without_a_budget_leaves_a_gap() -> None:
    assert "【待补：经费预算】" in told(facts(numbers(funding__spent=100)))


def test_an_empty_ledger_claims_nothing() -> None:
    lines = told(facts(numbers())).splitlines()
    assert all("没有" in line or "【待补：" in line for line in lines)
    assert len(lines) == 12


def test_the_officers_text_fills_the_gap_on_party_workers() -> None:
    own = facts(numbers(), texts={Section.PARTY_WORKERS: "举办兼职党务工作者培训1期。\n\n一、另有交流2次"})
    said = told(own)
    assert "【待补：党务工作者培训】" not in said
    assert "\n举办兼职党务工作者培训1期。\n一、另有交流2次\n" in said


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
    assert f"\n开展主题教育{span}。各支部均已部署。\n" in told(facts(numbers(), campaigns=(fact,)))


def test_shortcomings_say_which_are_mended() -> None:
    found = (
        ShortcomingFact("个别支部学习记录不全。", closed=True, responsible_unit="", deadline="", measures=()),
        ShortcomingFact(
            "线上学习占比偏高",
            closed=False,
            responsible_unit="组织部",
            deadline="2026年6月",
            measures=("增加现场教学。", "控制比例"),
        ),
        ShortcomingFact("问题", closed=False, responsible_unit="", deadline="", measures=()),
    )
    said = told(facts(numbers(), shortcomings=found))
    assert "\n1. 个别支部学习记录不全（已整改）。\n2. 线上学习占比偏高。\n3. 问题。\n" in said
    assert (
        "\n1. 针对“线上学习占比偏高”的问题，增加现场教学；控制比例，2026年6月完成，由组织部负责。"
        "\n2. 针对“问题”的问题，【待补：整改措施】。"
    ) in said


def test_next_year_comes_from_the_plan() -> None:
    item = PlanFact("举办党支部书记培训班。", "党支部书记", "2026年5月", 2, Decimal("24.0"), 1500000, "党委办公室")
    words = (
        "举办党支部书记培训班，面向党支部书记，安排2次，计24学时，预算15,000.00元，2026年5月完成，由党委办公室负责。"
    )
    bare = PlanFact("自学", "", "", None, None, None, "")
    assert told(facts(numbers(), plan=(item, bare))).endswith(f"\n1. {words}\n2. 自学。")


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
    assert deadline_text(entered) == said


def test_a_year_without_a_plan_is_a_gap() -> None:
    blocks = paper(facts(numbers())).blocks
    assert Paragraph((Run("【待补：2026年工作计划】", gap=True), Run("。"))) in blocks


def heading_texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_the_paper_has_its_parts_in_order() -> None:
    made = paper(facts(numbers(people__members=160)))
    assert heading_texts(made.blocks) == [
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
    headings = heading_texts(paper(facts(numbers(), kind=OrganizationKind.BRANCH)).blocks)
    assert headings[1:4] == ["（一）分层分类培训", "1. 领导人员", "2. 全体党员"]
    assert "（二）专题教育" in headings
    with_first_topic = facts(numbers(first_topic__meetings=2), kind=OrganizationKind.BRANCH)
    assert "1. 第一议题" in heading_texts(paper(with_first_topic).blocks)


def test_key_figures_stand_beside_last_years() -> None:
    figures = numbers({"first_topic.meetings": 10}, first_topic__meetings=12, attendance__rate=Fraction(975, 1000))
    table = next(block for block in paper(facts(figures)).blocks if isinstance(block, Table))
    rows = {row[1].text: [run.text for run in row[2:]] for row in table.rows}
    assert rows["第一议题学习次数"] == ["次", "12", "10"]
    assert rows["出勤率"] == ["%", "97.5", "—"]
    assert all(row[3].figure for row in table.rows)
