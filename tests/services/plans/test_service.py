"""计划: what was planned, how far it came, and what next year's plan begins with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.enums import Audience, PlanKind, PlanLevel, SessionKind, SessionState, WorkState
from models.keys import Key, new_key
from services.clock import FixedClock
from services.errors import AppError, InvalidFieldError, RecordMissingError, RequiredFieldError
from services.figures.service import FigureService
from services.plans.rows import PlanDraft, PlanFilter, PlanItemDraft, PlanItemRow, ProposalSource, ProposedItem
from services.plans.service import PlanService
from services.shortcomings.rows import ShortcomingDraft
from services.shortcomings.service import ShortcomingService
from tests.services.office import NOON, Office, key_of

TRAINING = PlanDraft(2026, "2026年党员教育培训计划", PlanKind.TRAINING, PlanLevel.COMMITTEE)
Attempt = Callable[[], object]


@pytest.fixture
def plans(office: Office) -> PlanService:
    return PlanService(office.database, FixedClock(NOON))


def item(plans: PlanService, plan: Key, title: str = "主题党日", **fields: object) -> Key:
    return key_of(plans.add_item(plan, PlanItemDraft(title, **fields)))  # type: ignore[arg-type]


def only(plans: PlanService) -> PlanItemRow:
    ((row,),) = [plan.items for plan in plans.plans(PlanFilter(2026))]
    return row


@pytest.mark.parametrize(
    ("state", "times", "held", "planned", "done", "shown"),
    [
        (WorkState.NOT_STARTED, None, 0, 1, False, WorkState.NOT_STARTED),
        (WorkState.NOT_STARTED, None, 1, 0, True, WorkState.DONE),
        (WorkState.NOT_STARTED, 0, 0, 0, False, WorkState.NOT_STARTED),
        (WorkState.NOT_STARTED, 2, 1, 1, False, WorkState.IN_PROGRESS),
        (WorkState.IN_PROGRESS, 2, 2, 0, True, WorkState.DONE),
        (WorkState.DONE, 3, 0, 0, True, WorkState.DONE),
    ],
)
def test_an_item_is_done_when_marked_or_held_often_enough(  # noqa: PLR0917 - a table of cases
    office: Office,
    plans: PlanService,
    state: WorkState,
    times: int | None,
    held: int,
    planned: int,
    done: bool,  # noqa: FBT001 - a table of cases
    shown: WorkState,
) -> None:
    key = item(plans, key_of(plans.add_plan(TRAINING)), state=state, times=times)
    sessions = [office.session(f"第{number}次") for number in range(held)]
    sessions += [office.session(f"未开{number}", state=SessionState.PLANNED) for number in range(planned)]
    plans.link(key, sessions)
    row = only(plans)
    assert (row.done, row.held, row.shown_state) == (done, held, shown)
    values = FigureService(office.database, FixedClock(NOON)).figures(2026).values
    totals = plans.totals(2026)
    assert (values["plan.items"], values["plan.done"]) == (totals.items, totals.done) == (1, int(done))


def test_sessions_are_suggested_and_count_only_once_linked(office: Office, plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    key = item(plans, plan, kind="主题党日", responsible_unit="第一党支部")
    fits = office.session("二月党日")
    joint = office.session("联合", SessionKind.PARTY_LECTURE, further_kinds=(SessionKind.THEME_DAY,))
    office.session("别的支部", organization_id=office.second_branch)
    office.session("去年", starts_on=date(2025, 2, 5))
    office.session("还没开", starts_on=date(2026, 3, 6))
    office.session("别的类型", SessionKind.PARTY_LECTURE)
    assert [one.key for one in plans.sessions(key).suggested] == [fits, joint]
    assert only(plans).held == 0
    plans.link(key, [fits])
    plans.link(key, [fits, joint])
    assert [one.title for one in plans.sessions(key).linked] == ["二月党日", "联合"]
    assert plans.sessions(key).suggested == ()
    assert only(plans).held == 2
    plans.unlink(key, [joint])
    assert only(plans).held == 1
    assert [one.key for one in plans.sessions(key).suggested] == [joint]
    plans.choose_sessions(key, [joint])
    assert [one.key for one in plans.sessions(key).linked] == [joint]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["一季度", "五月"]),
        ({"quarter": 1}, ["一季度"]),
        ({"quarter": 3}, []),
        ({"deadline": "2026-02-28"}, ["一季度"]),
        ({"deadline": "长期坚持"}, ["一季度", "五月"]),
        ({"audience": "党支部书记、党务干部"}, ["一季度"]),
        ({"audience": "全体党员"}, ["五月"]),
        ({"audience": "重点岗位人员"}, ["一季度", "五月"]),
    ],
)
def test_what_is_suggested_fits_quarter_deadline_and_audience(
    office: Office, fields: dict[str, Any], found: list[str]
) -> None:
    plans = PlanService(office.database, FixedClock(NOON + timedelta(days=100)))
    plan = key_of(plans.add_plan(TRAINING))
    key = item(plans, plan, kind="培训班", **fields)
    for title, day, audience in (
        ("一季度", date(2026, 2, 5), Audience.SECRETARIES),
        ("五月", date(2026, 5, 5), Audience.MEMBERS),
    ):
        office.session(title, SessionKind.TRAINING_CLASS, starts_on=day, audiences=(audience,))
    assert [one.title for one in plans.suggestions(plan).get(key, ())] == found
    assert [one.title for one in plans.sessions(key).suggested] == found


def test_what_is_linked_to_one_item_is_not_suggested_for_another(office: Office, plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    first, second = (item(plans, plan, title, kind="主题党日") for title in ("甲", "乙"))
    session = office.session()
    assert set(plans.suggestions(plan)) == {first, second}
    plans.link(first, [session])
    assert plans.suggestions(plan) == {}


def test_a_unit_that_is_no_organisation_is_offered_the_plans_own_sessions(office: Office, plans: PlanService) -> None:
    session = office.session("党日", organization_id=office.second_branch)
    whole = item(plans, key_of(plans.add_plan(TRAINING)), kind="主题党日", responsible_unit="党群工作部")
    of_first = replace(TRAINING, organization_id=office.first_branch)
    branch = item(plans, key_of(plans.add_plan(of_first)), kind="主题党日")
    assert [one.key for one in plans.sessions(whole).suggested] == [session]
    assert plans.sessions(branch).suggested == ()


def test_items_are_overdue_from_the_day_after_until_done(office: Office, plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    late = item(plans, plan, "晚了", deadline="2026-03-01")
    for title, deadline in (("今天", "2026-03-05"), ("长期", "长期坚持"), ("以后", "2026-12-31")):
        item(plans, plan, title, deadline=deadline)
    assert [(one.draft.title, one.days_late) for one in plans.overdue()] == [("晚了", 4)]
    plans.link(late, [office.session()])
    assert plans.overdue() == ()


def test_plans_are_found_by_year_kind_level_and_scope(office: Office, plans: PlanService) -> None:
    plans.add_plan(TRAINING)
    branch = PlanDraft(2026, "支部计划", PlanKind.BRANCH, PlanLevel.BRANCH, office.first_branch)
    key = key_of(plans.add_plan(branch))
    plans.add_plan(replace(TRAINING, year=2025, name="去年的"))

    def names(**fields: object) -> list[str]:
        return [row.draft.name for row in plans.plans(PlanFilter(**fields))]  # type: ignore[arg-type]

    assert names(year=2026) == [TRAINING.name, "支部计划"]
    assert names(kind=PlanKind.BRANCH) == names(level=PlanLevel.BRANCH) == ["支部计划"]
    assert names(organization_id=office.first_branch) == ["支部计划"]
    assert names(organization_id=office.second_branch) == []
    assert plans.years() == (2026, 2025)
    plans.change_plan(key, replace(branch, name="改名"))
    assert names(level=PlanLevel.BRANCH) == ["改名"]


def test_deleting_frees_the_sessions(office: Office, plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    session = office.session()
    plans.link(item(plans, plan), [session])
    plans.delete_plan(plan)
    assert plans.plans(PlanFilter()) == ()
    office.sessions.delete(session)


def test_what_cannot_be_right_is_refused(plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    key = item(plans, plan)
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: plans.add_plan(replace(TRAINING, name=" "))),
        (InvalidFieldError, lambda: plans.add_plan(replace(TRAINING, year=26))),
        (RecordMissingError, lambda: plans.add_plan(replace(TRAINING, organization_id=new_key()))),
        (RequiredFieldError, lambda: item(plans, plan, "")),
        (InvalidFieldError, lambda: plans.change_item(key, PlanItemDraft("党课", quarter=5))),
        (InvalidFieldError, lambda: plans.change_item(key, PlanItemDraft("党课", times=-1))),
        (RecordMissingError, lambda: plans.link(key, [new_key()])),
        (RecordMissingError, lambda: plans.sessions(new_key())),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    assert only(plans).draft == PlanItemDraft("主题党日")


def of_source(proposals: tuple[ProposedItem, ...], source: ProposalSource) -> list[ProposedItem]:
    return [one for one in proposals if one.source is source]


def test_next_year_moves_this_years_items_on(plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    item(plans, plan, "2026年《2026年要点》学习", deadline="2026-05-31", state=WorkState.DONE, times=2, budget_fen=100)
    item(plans, plan, "落实2024—2028年规划", deadline="2026年底")
    plans.add_plan(replace(TRAINING, name="专题", kind=PlanKind.CAMPAIGN))
    first, second = of_source(plans.propose_next_year(2026), ProposalSource.THIS_YEAR)
    assert first.plan == replace(TRAINING, year=2027, name="2027年党员教育培训计划")
    wanted = PlanItemDraft("2027年《2026年要点》学习", deadline="2027-05-31", times=2, budget_fen=100)
    assert first.item == wanted
    assert (second.item.title, second.item.deadline) == ("落实2024—2028年规划", "2027年底")
    assert plans.plans(PlanFilter(2027)) == ()


def test_the_rules_are_proposed_where_no_item_covers_them(office: Office, plans: PlanService) -> None:
    branch = PlanDraft(2026, "支部计划", PlanKind.BRANCH, PlanLevel.BRANCH, office.first_branch)
    item(plans, key_of(plans.add_plan(branch)), "党课", kind="党课", times=4)
    duties = of_source(plans.propose_next_year(2026), ProposalSource.DUTY)
    found = {(one.plan.name, one.item.title): one.item.times for one in duties}
    assert found["支部计划", "主题党日（每月1次）"] == 12
    assert found["2027年党员教育培训计划", "各党支部主题党日（每月1次）"] == 12
    assert found["支部计划", "各党小组党小组会（每月1次）"] == 12
    assert found["2027年党员教育培训计划", "中心组学习（每季度1次）"] == 4
    assert ("2027年党员教育培训计划", "各党支部党课（每季度1次）") in found
    assert ("支部计划", "党课（每季度1次）") not in found


def test_open_shortcomings_are_proposed(office: Office, plans: PlanService) -> None:
    shortcomings = ShortcomingService(office.database, FixedClock(NOON))
    shortcomings.add(ShortcomingDraft(2026, "学用脱节", responsible_unit="党群工作部", deadline="2026-12-31"))
    done = key_of(shortcomings.add(ShortcomingDraft(2026, "已改")))
    shortcomings.close(done, date(2026, 3, 1))
    (one,) = of_source(plans.propose_next_year(2026), ProposalSource.SHORTCOMING)
    assert one.item == PlanItemDraft("整改：学用脱节", deadline="2027-12-31", responsible_unit="党群工作部")


def test_only_what_was_kept_is_saved_and_a_second_draft_does_not_double(plans: PlanService) -> None:
    plan = key_of(plans.add_plan(TRAINING))
    for title in ("集中学习", "集中学习", "不要的"):
        item(plans, plan, title)
    proposals = plans.propose_next_year(2026)
    kept = [one for one in proposals if one.item.title != "不要的"]
    plans.save_proposals(kept)
    plans.save_proposals(kept)
    (made,) = plans.plans(PlanFilter(2027))
    assert [row.draft.title for row in made.items] == [one.item.title for one in kept]
    assert [one.item.title for one in plans.propose_next_year(2026)] == ["不要的"]


def test_a_refused_item_leaves_nothing_behind(plans: PlanService) -> None:
    plan = replace(TRAINING, year=2027)
    good, bad = PlanItemDraft("好的"), PlanItemDraft("")
    with pytest.raises(RequiredFieldError):
        plans.save_proposals([ProposedItem(ProposalSource.DUTY, plan, one, "") for one in (good, bad)])
    assert plans.plans(PlanFilter(2027)) == ()
