"""计划的公文: items as entered, progress from the sessions that count, gaps marked, whose plan it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import PlanKind, PlanLevel, SessionKind
from models.keys import Key
from services.clock import FixedClock
from services.documents.outline import Addressee, AttachmentStart, Heading, Paper, Paragraph, Table, Title
from services.documents.papers.plan_words import counted_text
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.plans.rows import ItemSession, PlanDraft, PlanItemDraft
from services.plans.service import PlanService
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import NOON, Office, key_of

TRAINING = PlanDraft(2026, "2026年党员教育培训计划", PlanKind.TRAINING, PlanLevel.COMMITTEE)
READING = PlanItemDraft("举办读书班。", "读书班", "中层干部", "2026-02-28", 2, Decimal(16), 3_000_000, "党委办公室")
BOOKS = PlanItemDraft("配发学习书籍", deadline="长期坚持")


@pytest.fixture
def plans(office: Office) -> PlanService:
    return PlanService(office.database, FixedClock(NOON))


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, FixedClock(NOON), FontBook())


def paper(documents: DocumentService, kind: str, scope: Key | None = None, year: int = 2026) -> Paper:
    outline = documents.outline(DocumentRequest(kind, year, scope))
    assert isinstance(outline, Paper)
    return outline


def texts(outline: Paper) -> list[str]:
    return [
        "".join(run.text for run in block.runs) if isinstance(block, Paragraph) else block.text
        for block in outline.blocks
        if isinstance(block, Paragraph | Heading)
    ]


def cells(outline: Paper) -> list[list[list[str]]]:
    tables = [block for block in outline.blocks if isinstance(block, Table)]
    return [
        [[column.heading for column in table.columns], *([run.text for run in row] for row in table.rows)]
        for table in tables
    ]


def test_a_training_plan_says_its_items_by_theme_and_nothing_of_progress_before_it_began(
    plans: PlanService, documents: DocumentService
) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    plans.add_item(plan, replace(READING, deadline="2026-06-30"))
    plans.add_item(plan, replace(BOOKS, responsible_unit="党委办公室"))
    outline = paper(documents, "training_plan")
    assert outline.blocks[:2] == (Title(("某某公司党委", "2026年党员教育培训计划")), Addressee("各党支部"))
    assert texts(outline) == [
        "现将2026年党员教育培训计划安排如下。",
        "一、总体安排",
        "全年安排2项工作，计划开展活动2次，安排集中学习16学时，经费预算30,000.00元。集中培训1项、其他工作1项。",
        "二、集中培训",
        "1. 举办读书班，面向中层干部，安排2次，计16学时，预算30,000.00元，2026年6月30日前完成，由党委办公室负责。",
        "三、其他工作",
        "1. 配发学习书籍，长期坚持开展，由党委办公室负责。",
    ]
    assert cells(outline) == [
        [
            ["序号", "事项", "对象", "完成时限", "次数", "学时", "预算（元）", "责任单位"],
            ["1", "举办读书班。", "中层干部", "6月30日", "2", "16", "30,000.00", "党委办公室"],
            ["2", "配发学习书籍", "", "长期坚持", "", "", "", "党委办公室"],
        ]
    ]


def test_progress_comes_from_the_sessions_that_are_linked(
    office: Office, plans: PlanService, documents: DocumentService
) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    reading = key_of(plans.add_item(plan, READING))
    plans.add_item(plan, BOOKS)
    office.session("没有关联的", SessionKind.READING_CLASS)
    plans.link(reading, [office.session("第一期", SessionKind.READING_CLASS)])
    plans.link(reading, [office.session("还没有办", SessionKind.READING_CLASS, starts_on=date(2026, 3, 20))])
    outline = paper(documents, "training_plan")
    said = texts(outline)
    assert "党委办公室负责1项。另有【待补：1项的责任单位】。" in said
    assert said[-1] == (
        "截至2026年3月5日，进行中1项，未开始1项，计入的学习活动1次。已逾期的1项：“举办读书班”（逾期5天）。"
    )
    assert cells(outline)[1] == [
        ["序号", "事项", "进度", "状态", "计入的学习活动"],
        ["1", "举办读书班。", "1/2次", "逾期5天", "2月5日 第一期"],
        ["2", "配发学习书籍", "0/1次", "未开始", ""],
    ]
    starts = [block.label for block in outline.blocks if isinstance(block, AttachmentStart)]
    assert starts == ["附件1", "附件2"]


def test_a_centre_groups_plan_goes_by_quarters_with_texts_and_speakers(
    plans: PlanService, documents: DocumentService
) -> None:
    plan = key_of(plans.add_plan(PlanDraft(2026, "2026年党委理论学习中心组学习计划")))
    study = PlanItemDraft("安全生产", quarter=2, texts="《安全生产法》\n讲话。", speakers="张伟", form="专题研讨")
    plans.add_item(plan, replace(study, observers="各支部书记"))
    outline = paper(documents, "center_group_plan")
    assert Addressee("理论学习中心组各成员") in outline.blocks
    assert texts(outline)[-2:] == [
        "二、第二季度",
        "1. 专题：安全生产，采取专题研讨形式。学习书目：《安全生产法》；讲话。重点发言人：张伟，列席范围：各支部书记。",
    ]
    assert cells(outline)[0][1] == ["1", "2", "安全生产", "《安全生产法》；讲话。", "张伟", "专题研讨", "各支部书记"]


def test_a_branch_plan_is_the_branchs_own_and_the_committee_sees_all(
    office: Office, plans: PlanService, documents: DocumentService
) -> None:
    for branch, name in ((office.first_branch, "第一党支部"), (office.second_branch, "第二党支部")):
        draft = PlanDraft(2026, f"{name}2026年学习计划", None, PlanLevel.BRANCH, branch)
        plans.add_item(key_of(plans.add_plan(draft)), PlanItemDraft(f"{name}的党课", responsible_unit=name))
    own = paper(documents, "branch_plan", office.second_branch)
    assert own.blocks[:2] == (Title(("第二党支部", "2026年学习计划")), Addressee("全体党员"))
    assert [row[1] for row in cells(own)[0][1:]] == ["第二党支部的党课"]
    both = paper(documents, "branch_plan")
    assert both.blocks[0] == Title(("某某公司党委", "2026年", "各党支部学习计划"))
    assert [text for text in texts(both) if "、第" in text] == ["二、第一党支部", "三、第二党支部"]
    assert cells(both)[0][0] == ["序号", "事项", "责任单位"]


def test_a_branch_takes_its_items_out_of_a_plan_for_several(
    office: Office, plans: PlanService, documents: DocumentService
) -> None:
    plan = key_of(plans.add_plan(PlanDraft(2026, "2026年支部计划", level=PlanLevel.BRANCH)))
    for unit in ("第一党支部", "第二党支部"):
        plans.add_item(plan, PlanItemDraft(f"{unit}的事", responsible_unit=unit))
    assert [row[1] for row in cells(paper(documents, "branch_plan", office.first_branch))[0][1:]] == ["第一党支部的事"]


@pytest.mark.parametrize("kind", ["training_plan", "center_group_plan", "branch_plan", "discipline_plan"])
def test_without_a_plan_the_paper_says_so(documents: DocumentService, kind: str) -> None:
    (only,) = texts(paper(documents, kind, year=2027))
    assert only.startswith("台账中没有登记【待补：2027年")
    pages = page_texts(documents.render(DocumentRequest(kind, 2027)))
    assert "计划】。" in "".join(pages).replace("\n", "")


def test_few_sessions_are_named_more_told_by_day_very_many_counted() -> None:
    def sessions(count: int) -> tuple[ItemSession, ...]:
        return tuple(ItemSession(b"", date(2026, 1, 1 + day), "党课", "党课", "", held=True) for day in range(count))

    assert counted_text(sessions(2), 2026, 4) == "1月1日 党课；1月2日 党课"
    assert counted_text(sessions(5), 2026, 4) == "1月1日、1月2日、1月3日、1月4日、1月5日，共5次"
    assert counted_text(sessions(30), 2025, 4) == "2026年1月1日至2026年1月30日，共30次"
    assert counted_text((), 2026, 4) == ""


def test_a_long_plan_keeps_text_beside_its_signature(plans: PlanService, documents: DocumentService) -> None:
    for count in range(7, 13):
        plan = key_of(plans.add_plan(replace(TRAINING, year=2030 + count)))
        for number in range(count):
            plans.add_item(plan, PlanItemDraft(f"第{number}件事", deadline=f"{2030 + count}年底"))
        pages = page_texts(documents.render(DocumentRequest("training_plan", 2030 + count)))
        last = next(page for page in pages if "2026年3月5日" in page)
        assert "件事" in last or "责任单位" in last, count
