"""专题教育 as the officer keeps it: plans on two levels, sessions, texts and who finished them, measures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import (
    AttendanceStatus,
    MaterialKind,
    OrganizationKind,
    PlanKind,
    PlanLevel,
    Post,
    SessionKind,
    SessionState,
    Speech,
    StageKind,
    WorkState,
)
from models.keys import Key
from services.campaigns.errors import CampaignAmbiguousError, CampaignUnknownError
from services.campaigns.report import CampaignReport
from services.campaigns.rows import CampaignDraft, CampaignMeasureDraft, CampaignTextDraft, ReadingMark
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.errors import (
    AppError,
    DatesOutOfOrderError,
    DuplicateError,
    InUseError,
    InvalidFieldError,
    RecordMissingError,
    RequiredFieldError,
)
from services.materials.rows import MaterialDraft
from services.materials.service import MaterialService
from services.plans.rows import PlanDraft, PlanItemDraft
from services.plans.service import PlanService
from services.sessions.rows import AttendanceEntry
from tests.services.office import NOON, Office, key_of

PRESENT, ABSENT, OBSERVER = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT, AttendanceStatus.OBSERVER
HISTORY = CampaignDraft("党史学习教育", date(2026, 1, 10), date(2026, 6, 30))
STAYING, JOINING, LEAVING = date(2020, 1, 1), date(2026, 3, 1), date(2026, 2, 1)


@pytest.fixture
def campaigns(office: Office) -> CampaignService:
    return CampaignService(office.database, FixedClock(NOON))


@pytest.fixture
def campaign(campaigns: CampaignService) -> Key:
    return key_of(campaigns.add(HISTORY))


def as_of(office: Office, day: date) -> CampaignService:
    return CampaignService(office.database, FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)))


def plan(office: Office, campaign: Key, level: PlanLevel | None, count: int, place: Key | None = None) -> list[Key]:
    plans = PlanService(office.database, FixedClock(NOON))
    made = key_of(plans.add_plan(PlanDraft(2026, f"计划{level}", PlanKind.CAMPAIGN, level, place, campaign)))
    return [key_of(plans.add_item(made, PlanItemDraft(f"事项{number}"))) for number in range(count)]


def texts(campaigns: CampaignService, campaign: Key, *titles: str) -> list[Key]:
    return [key_of(campaigns.add_text(campaign, CampaignTextDraft(title))) for title in titles]


@pytest.mark.parametrize(
    ("committee", "branch", "pattern"), [(13, 5, "13+5"), (13, 0, "13"), (0, 5, "5"), (0, 0, ""), (1, 1, "1+1")]
)
def test_the_pattern_counts_the_items_of_both_levels(  # noqa: PLR0917 - a table of cases
    office: Office, campaigns: CampaignService, campaign: Key, committee: int, branch: int, pattern: str
) -> None:
    for level, count in ((PlanLevel.COMMITTEE, committee), (PlanLevel.BRANCH, branch)):
        if count:
            plan(office, campaign, level, count)
    report = campaigns.report(campaign)
    assert report.pattern == pattern
    assert len(report.items()) == committee + branch


def test_a_plan_without_a_level_counts_for_that_of_its_organisation(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    plan(office, campaign, None, 2)
    plan(office, campaign, None, 3, office.group)
    plan(office, campaign, PlanLevel.COMMITTEE, 4, office.first_branch)
    other = key_of(campaigns.add(CampaignDraft("别的教育")))
    plan(office, other, PlanLevel.BRANCH, 9)
    assert campaigns.report(campaign).pattern == "6+3"


def test_progress_comes_from_the_linked_sessions(office: Office, campaigns: CampaignService, campaign: Key) -> None:
    items = plan(office, campaign, PlanLevel.COMMITTEE, 2)
    plans = PlanService(office.database, FixedClock(NOON))
    plans.change_item(items[1], PlanItemDraft("整改", deadline="2026-03-01"))
    plans.link(items[0], [office.session(campaign_id=campaign)])
    report = campaigns.report(campaign)
    assert [item.draft.title for item in report.items_in(WorkState.DONE)] == ["事项0"]
    assert [(item.draft.title, item.days_late) for item in report.items_late] == [("整改", 4)]


def test_only_held_sessions_of_the_campaign_count_and_each_kind_once(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    one, two = office.person("张三"), office.person("李四")
    held = office.session("读书班", SessionKind.READING_CLASS, days=Decimal("2.5"), reflections=7, campaign_id=campaign)
    office.session("三合一", SessionKind.THEME_DAY, further_kinds=(SessionKind.PARTY_LECTURE,), campaign_id=campaign)
    office.session("取消", state=SessionState.CANCELLED, campaign_id=campaign)
    office.session("以后", starts_on=date(2026, 3, 6), campaign_id=campaign)
    office.session("无关")
    entries = [AttendanceEntry(one, PRESENT, speech=Speech.EXCHANGE), AttendanceEntry(two, OBSERVER)]
    office.sessions.record(held, [*entries, AttendanceEntry(office.person("王五"), ABSENT)])
    report = campaigns.report(campaign)
    assert sorted(session.title for session in report.sessions) == ["三合一", "读书班"]
    assert report.kinds == (SessionKind.PARTY_LECTURE, SessionKind.THEME_DAY, SessionKind.READING_CLASS)
    numbers = (report.reading_class_days, report.there, report.speeches, report.reflections, len(report.lectures))
    assert numbers == (Decimal("2.5"), 2, 1, 7, 1)


@pytest.mark.parametrize(
    ("post_at", "since", "kind"),
    [
        ("top", date(2026, 1, 1), OrganizationKind.COMMITTEE),
        ("first_branch", date(2026, 1, 1), OrganizationKind.BRANCH),
        ("top", date(2026, 3, 1), None),
        (None, None, None),
    ],
)
def test_the_secretary_is_who_held_the_post_on_that_day(  # noqa: PLR0917 - a table of cases
    office: Office,
    campaigns: CampaignService,
    campaign: Key,
    post_at: str | None,
    since: date | None,
    kind: OrganizationKind | None,
) -> None:
    lecturer = office.person("张三")
    if post_at is not None:
        office.appoint(lecturer, getattr(office, post_at), Post.SECRETARY, since)
    office.session("党课", SessionKind.PARTY_LECTURE, lecturer="张三", campaign_id=campaign)
    report = campaigns.report(campaign)
    assert [session.secretary_of for session in report.lectures] == [kind]
    assert len(report.lectures_of_secretary(OrganizationKind.COMMITTEE)) == (kind is OrganizationKind.COMMITTEE)


def reading(report: CampaignReport) -> dict[str, tuple[int, int, Fraction | None]]:
    return {row.name: (row.members, row.complete, row.share) for row in report.branches}


def test_reading_is_told_by_text_by_branch_and_by_person(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    zhang, li = office.person("张三", number="D1"), office.person("李四", office.group, number="D2")
    wang = office.person("王五", office.second_branch, number="D3")
    office.person("赵六", category=StageKind.ACTIVIST, joined=None)
    first, second = texts(campaigns, campaign, "《章程》", "《条例》")
    assert campaigns.report(campaign).reading_share == 0
    ticks = [(first, zhang), (second, zhang), (first, li)]
    campaigns.mark([ReadingMark(text, person, date(2026, 3, 1)) for text, person in ticks])
    report = campaigns.report(campaign)
    assert [(text.draft.title, text.finished, text.expected) for text in report.texts] == [
        ("《章程》", 2, 3),
        ("《条例》", 1, 3),
    ]
    assert reading(report) == {"第一党支部": (2, 1, Fraction(3, 4)), "第二党支部": (1, 0, Fraction(0))}
    assert [reader.name for reader in report.behind] == ["李四", "王五"]
    assert (report.complete_readers, report.reading_share) == (1, Fraction(1, 2))
    campaigns.mark([ReadingMark(first, li, finished=False), ReadingMark(first, wang)])
    report = campaigns.report(campaign)
    assert [reader.finished for reader in report.readers] == [
        {first: date(2026, 3, 1), second: date(2026, 3, 1)},
        {},
        {first: None},
    ]


@pytest.mark.parametrize(
    ("day", "readers"),
    [
        (date(2026, 1, 20), ["留下", "离开"]),
        (date(2026, 3, 5), ["留下", "新来"]),
        (date(2026, 9, 1), ["留下", "新来"]),  # after the last day it stays as it was then
    ],
)
def test_who_is_expected_to_read_are_the_members_of_the_day(
    office: Office, campaigns: CampaignService, campaign: Key, day: date, readers: list[str]
) -> None:
    texts(campaigns, campaign, "《章程》")
    office.person("留下", number="D1", since=STAYING)
    office.person("新来", number="D2", since=JOINING)
    office.person("七月", number="D3", since=date(2026, 7, 1))
    leaver = office.person("离开", number="D4", since=STAYING)
    office.people.leave(leaver, LEAVING)
    assert [reader.name for reader in as_of(office, day).report(campaign).readers] == readers


def test_a_text_that_is_deleted_takes_its_readings_along(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    person = office.person("张三")
    first, second = texts(campaigns, campaign, "《章程》", "《条例》")
    campaigns.mark([ReadingMark(first, person), ReadingMark(second, person)])
    campaigns.delete_text(first)
    report = campaigns.report(campaign)
    assert [text.draft.title for text in report.texts] == ["《条例》"]
    assert (report.reading_share, report.complete_readers) == (Fraction(1), 1)


def test_a_reading_counts_from_its_day(office: Office, campaigns: CampaignService, campaign: Key) -> None:
    person = office.person("张三")
    (text,) = texts(campaigns, campaign, "《章程》")
    campaigns.mark([ReadingMark(text, person, date(2026, 3, 3))])
    assert as_of(office, date(2026, 3, 2)).report(campaign).reading_finished == 0
    assert as_of(office, date(2026, 3, 3)).report(campaign).reading_finished == 1


@pytest.mark.parametrize(
    ("state", "deadline", "completed", "done", "late"),
    [
        (WorkState.NOT_STARTED, "2026-03-01", None, False, 4),
        (WorkState.IN_PROGRESS, "2026-03-05", None, False, 0),
        (WorkState.IN_PROGRESS, "长期坚持", None, False, 0),
        (WorkState.DONE, "2026-03-01", date(2026, 3, 4), True, 0),
        (WorkState.DONE, "2026-03-01", None, True, 0),
    ],
)
def test_measures_are_done_open_or_overdue(  # noqa: PLR0917 - a table of cases
    campaigns: CampaignService,
    campaign: Key,
    state: WorkState,
    deadline: str,
    completed: date | None,
    done: bool,  # noqa: FBT001 - a table of cases
    late: int,
) -> None:
    draft = CampaignMeasureDraft("修缮食堂", "工会", deadline, state, completed)
    campaigns.add_measure(campaign, draft)
    report = campaigns.report(campaign)
    assert [(row.draft, row.done, row.days_late) for row in report.measures] == [(draft, done, late)]
    assert (report.measures_done, len(report.measures_late)) == (int(done), int(late > 0))


def test_materials_of_the_campaign_are_summed_by_kind(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    materials = MaterialService(office.database, FixedClock(NOON))
    brief = MaterialDraft(date(2026, 2, 5), MaterialKind.BRIEF, "第1期", 2, reads=9, campaign_id=campaign)
    materials.add(brief)
    materials.add(replace(brief, kind=MaterialKind.ARTICLE, name="侧记", quantity=1, reads=120))
    materials.add(replace(brief, campaign_id=None))
    materials.add(replace(brief, issued_on=date(2026, 3, 6)))
    report = campaigns.report(campaign)
    assert [(kind, report.materials_of(kind)) for kind in MaterialKind] == [
        (MaterialKind.BOOK, 0),
        (MaterialKind.BRIEF, 2),
        (MaterialKind.POSTER, 0),
        (MaterialKind.ARTICLE, 1),
    ]
    assert report.reads == 120


def test_campaigns_are_listed_the_newest_first_and_found_by_part_of_the_name(campaigns: CampaignService) -> None:
    undated = CampaignDraft("没有日期的教育")
    older = CampaignDraft("党纪学习教育", date(2024, 4, 8))
    for draft in (undated, older, HISTORY):
        campaigns.add(draft)
    assert [row.draft for row in campaigns.list()] == [HISTORY, older, undated]
    assert campaigns.find("党纪").draft == older
    assert campaigns.find(" 党史学习教育 ").draft == HISTORY
    campaigns.add(CampaignDraft("党史学习教育“回头看”"))
    assert campaigns.find("党史学习教育").draft == HISTORY
    with pytest.raises(CampaignAmbiguousError):
        campaigns.find("学习教育")
    for name in ("主题", " "):
        with pytest.raises(CampaignUnknownError):
            campaigns.find(name)


def test_a_campaign_is_deleted_only_while_nothing_belongs_to_it(
    office: Office, campaigns: CampaignService, campaign: Key
) -> None:
    office.session(campaign_id=campaign)
    (text,) = texts(campaigns, campaign, "《章程》")
    with pytest.raises(InUseError) as refused:
        campaigns.delete(campaign)
    assert refused.value.used_by == ("学习活动", "必读书目")
    campaigns.delete_text(text)
    empty = key_of(campaigns.add(CampaignDraft("误录")))
    campaigns.delete(empty)
    assert [row.name for row in campaigns.list()] == ["党史学习教育"]
    with pytest.raises(RecordMissingError):
        campaigns.report(empty)


Refused = Callable[[CampaignService, Key, Key], object]
REFUSED: list[tuple[Refused, type[AppError]]] = [
    (lambda service, *_: service.add(CampaignDraft(" ")), RequiredFieldError),
    (lambda service, *_: service.add(HISTORY), DuplicateError),
    (
        lambda service, *_: service.add(CampaignDraft("新", date(2026, 2, 1), date(2026, 1, 1))),
        DatesOutOfOrderError,
    ),
    (lambda service, key, _: service.add_text(key, CampaignTextDraft("")), RequiredFieldError),
    (lambda service, _, text: service.mark([ReadingMark(text, b"nobody")]), RecordMissingError),
    (lambda service, key, _: service.add_measure(key, CampaignMeasureDraft("")), RequiredFieldError),
    (
        lambda service, key, _: service.add_measure(key, CampaignMeasureDraft("举措", completed_on=date(2026, 3, 1))),
        InvalidFieldError,
    ),
    (
        lambda service, key, _: service.add_measure(
            key, CampaignMeasureDraft("举措", state=WorkState.DONE, completed_on=date(2026, 3, 6))
        ),
        InvalidFieldError,
    ),
]


@pytest.mark.parametrize(("attempt", "error"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    campaigns: CampaignService, campaign: Key, attempt: Refused, error: type[AppError]
) -> None:
    (text,) = texts(campaigns, campaign, "《章程》")
    before = campaigns.report(campaign)
    with pytest.raises(error):
        attempt(campaigns, campaign, text)
    assert campaigns.report(campaign) == before
    assert len(campaigns.list()) == 1


def test_a_day_of_reading_lies_not_in_the_future(office: Office, campaigns: CampaignService, campaign: Key) -> None:
    person = office.person("张三")
    first, second = texts(campaigns, campaign, "《章程》", "《条例》")
    with pytest.raises(InvalidFieldError):
        campaigns.mark([ReadingMark(first, person), ReadingMark(second, person, date(2026, 3, 6))])
    assert campaigns.report(campaign).reading_finished == 0


def test_a_campaign_its_texts_and_measures_can_be_changed(campaigns: CampaignService, campaign: Key) -> None:
    longer = replace(HISTORY, ends_on=date(2026, 12, 31), note="按上级部署延长")
    campaigns.change(campaign, longer)
    (text,) = texts(campaigns, campaign, "《章程》")
    campaigns.change_text(text, CampaignTextDraft("《党章》", "2022年修订"))
    measure = key_of(campaigns.add_measure(campaign, CampaignMeasureDraft("修缮食堂")))
    campaigns.change_measure(measure, CampaignMeasureDraft("修缮食堂", "工会", state=WorkState.DONE))
    report = campaigns.report(campaign)
    assert report.campaign.draft == longer
    assert [one.draft for one in report.texts] == [CampaignTextDraft("《党章》", "2022年修订")]
    assert report.measures_done == 1
    campaigns.delete_measure(measure)
    assert campaigns.report(campaign).measures == ()


def test_both_plans_are_begun_once(office: Office, campaigns: CampaignService, campaign: Key) -> None:
    plan(office, campaign, PlanLevel.BRANCH, 1)
    campaigns.start_plans(campaign)
    campaigns.start_plans(campaign)
    plans = [one.row.draft for one in campaigns.report(campaign).plans]
    assert [(draft.level, draft.kind, draft.year) for draft in plans] == [
        (PlanLevel.COMMITTEE, PlanKind.CAMPAIGN, 2026),
        (PlanLevel.BRANCH, PlanKind.CAMPAIGN, 2026),
    ]
    assert plans[0].name == "党史学习教育党委层面计划"
