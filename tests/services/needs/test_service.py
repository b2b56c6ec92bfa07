"""培训需求: entered, pasted with doubts shown, summed, served and planned, offered to next year's plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.enums import Audience, Topic
from services.clock import FixedClock
from services.errors import (
    AppError,
    DuplicateError,
    InvalidFieldError,
    OrganizationUnknownError,
    RecordMissingError,
    RequiredFieldError,
)
from services.needs.rows import NeedDraft
from services.needs.service import NeedService
from services.plans.rows import PlanDraft, PlanItemDraft, ProposalSource
from services.plans.service import PlanService
from tests.services.office import NOON, Office, key_of

AI = NeedDraft(2026, "人工智能应用", 30, Topic.SKILLS, Audience.MEMBERS)
WRITING = NeedDraft(2026, "公文写作", 12, Topic.SKILLS, Audience.PARTY_WORKERS)
PASTED = (
    "主题\t内容分类\t培训对象\t提出单位\t人数\t备注",
    "人工智能应用\t知识技能教育\t党员\t\t30人\t线上",
    "",
    "人工智能应用\t知识技能教育\t党员\t第一党支部\t5",
    "公文写作\t\t党务工作者\t某某公司党委\t7",
    "人工智能应用\t\t党员\t\t6",
    "形势政策\t形势\t党员\t\t5",
    "形势政策\t\t党员\t第九党支部\t5",
    "形势政策\t\t党员\t\t五",
    "\t\t党员\t\t5",
    "形势政策 党员 5",
)
Attempt = Callable[[], object]


@pytest.fixture
def needs(office: Office) -> NeedService:
    return NeedService(office.database, FixedClock(NOON))


def test_a_survey_is_summed_most_asked_first(office: Office, needs: NeedService) -> None:
    needs.add_all((WRITING, AI, replace(AI, votes=9, organization_id=office.first_branch)))
    needs.add(NeedDraft(2026, "其他", 2))
    tally = needs.tally(2026)
    assert [(one.subject, one.votes) for one in tally.subjects] == [("人工智能应用", 39), ("公文写作", 12), ("其他", 2)]
    assert tally.subjects[0].organizations == ("某某公司党委", "第一党支部")
    assert [(one.label, one.subjects, one.votes) for one in tally.by_topic] == [("知识技能教育", 2, 51), ("", 1, 2)]
    assert [(one.label, one.votes) for one in tally.by_audience] == [("党员", 39), ("党务工作者", 12), ("", 2)]
    assert [(one.label, one.votes) for one in tally.by_organization] == [("某某公司党委", 44), ("第一党支部", 9)]
    branch = needs.tally(2026, office.first_branch)
    assert (branch.votes, len(branch.rows)) == (9, 1)
    assert needs.tally(2025).rows == ()
    assert needs.years() == (2026,)


def test_what_was_held_with_the_topic_serves_a_subject(office: Office, needs: NeedService) -> None:
    needs.add(AI)
    for day, topics in ((date(2026, 2, 5), (Topic.SKILLS,)), (date(2026, 4, 5), (Topic.SKILLS,))):
        office.session(starts_on=day, topics=topics)
    office.session(topics=(Topic.DISCIPLINE,))
    office.session(starts_on=date(2025, 2, 5), topics=(Topic.SKILLS,))
    assert needs.tally(2026).subjects[0].served == 1, "the one in April is still to come"
    assert needs.tally(2026, asof=date(2026, 12, 31)).subjects[0].served == 2


def test_pasted_lines_are_read_and_what_is_in_doubt_is_not_decided(office: Office, needs: NeedService) -> None:
    needs.add(WRITING)
    text = "\n".join(PASTED)
    lines = needs.read_lines(2026, text)
    assert [line.number for line in lines if line.draft] == [2, 4]
    drafts = [line.draft for line in lines if line.draft]
    assert drafts == [replace(AI, note="线上"), replace(AI, votes=5, organization_id=office.first_branch)]
    doubts = [type(line.doubt) for line in lines if line.doubt]
    refusals = [DuplicateError, DuplicateError, InvalidFieldError, OrganizationUnknownError, InvalidFieldError]
    assert doubts == [*refusals, RequiredFieldError, InvalidFieldError]
    assert len(needs.tally(2026).rows) == 1, "reading writes nothing"
    needs.add_all(drafts)
    assert needs.tally(2026).votes == 47


def test_what_cannot_be_right_is_refused(office: Office, needs: NeedService) -> None:
    key = key_of(needs.add(AI))
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: needs.add(replace(AI, subject=" "))),
        (InvalidFieldError, lambda: needs.add(replace(AI, subject="新", votes=-1))),
        (InvalidFieldError, lambda: needs.add(replace(AI, year=26))),
        (DuplicateError, lambda: needs.add(replace(AI, organization_id=office.top))),
        (RecordMissingError, lambda: needs.add(replace(AI, organization_id=bytes(16)))),
        (DuplicateError, lambda: needs.add_all((WRITING, WRITING))),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    assert len(needs.tally(2026).rows) == 1
    needs.change(key, replace(AI, votes=31))
    assert needs.tally(2026).votes == 31
    needs.delete(key)
    assert needs.tally(2026).subjects == ()


def test_next_years_draft_offers_what_was_asked_for_most(office: Office, needs: NeedService) -> None:
    needs.add_all([replace(AI, subject=f"主题{number}", votes=number) for number in range(1, 11)])
    plans = PlanService(office.database, FixedClock(NOON))
    offered = [one for one in plans.propose_next_year(2026) if one.source is ProposalSource.NEED]
    assert [one.item.title for one in offered] == [f"专题培训：主题{number}" for number in range(10, 2, -1)]
    assert offered[0].item.audience == "党员"
    assert "10 人提出" in offered[0].reason
    plans.save_proposals(offered[:1])
    again = [one.item.title for one in plans.propose_next_year(2026) if one.source is ProposalSource.NEED]
    assert again == [f"专题培训：主题{number}" for number in range(9, 1, -1)]
    asked = {one.subject: one.planned for one in needs.tally(2026).subjects}
    assert (asked["主题10"], asked["主题9"]) == (True, False)


def test_an_item_made_of_a_need_is_planned(office: Office, needs: NeedService) -> None:
    needs.add(AI)
    plans = PlanService(office.database, FixedClock(NOON))
    plan = key_of(plans.add_plan(PlanDraft(2026, "培训计划")))
    assert not needs.tally(2026).subjects[0].planned
    plans.add_item(plan, PlanItemDraft("专题培训：人工智能应用"))
    assert needs.tally(2026).subjects[0].planned
