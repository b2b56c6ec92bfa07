"""落实: from what was decided to its result, as the officer keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.enums import ProjectState, SessionKind, SessionState, WorkState
from models.keys import Key, new_key
from services.clock import FixedClock
from services.errors import (
    AppError,
    DatesOutOfOrderError,
    InUseError,
    InvalidFieldError,
    RecordMissingError,
    RequiredFieldError,
)
from services.figures.service import FigureService
from services.follow_up.errors import MeasuresOpenError, NoMeasuresError, ProjectClosedError
from services.follow_up.rows import (
    FollowUpFilter,
    ItemSource,
    MeasureDraft,
    ProgressDraft,
    ProjectDraft,
    ProjectRow,
)
from services.follow_up.service import FollowUpService
from services.sessions.rows import StudyItemDraft
from tests.services.office import NOON, Office, key_of

DECIDED = date(2026, 1, 10)
OPEN, GOING, DONE = WorkState.NOT_STARTED, WorkState.IN_PROGRESS, WorkState.DONE
Attempt = Callable[[], object]


@pytest.fixture
def follow_up(office: Office) -> FollowUpService:
    return FollowUpService(office.database, FixedClock(NOON))


def project(follow_up: FollowUpService, name: str = "安全整治", decided: date = DECIDED, **fields: object) -> Key:
    return key_of(follow_up.add_project(ProjectDraft(name, decided, **fields)))  # type: ignore[arg-type]


def measure(follow_up: FollowUpService, of: Key, content: str = "排查隐患", **fields: object) -> Key:
    return key_of(follow_up.add_measure(of, MeasureDraft(content, **fields)))  # type: ignore[arg-type]


def only(follow_up: FollowUpService) -> ProjectRow:
    (row,) = follow_up.projects(FollowUpFilter())
    return row


def names(follow_up: FollowUpService, **fields: object) -> list[str]:
    return [row.draft.name for row in follow_up.projects(FollowUpFilter(**fields))]  # type: ignore[arg-type]


def first_topic(office: Office, day: date, *items: StudyItemDraft, **fields: object) -> Key:
    values: dict[str, object] = {"organization_id": office.top, "starts_on": day, "items": items, **fields}
    return office.session("第一议题学习", SessionKind.FIRST_TOPIC, **values)


def test_a_project_goes_from_decision_to_result(office: Office, follow_up: FollowUpService) -> None:
    session = first_topic(office, DECIDED)
    key = project(follow_up, session_id=session)
    assert only(follow_up).state is ProjectState.NOT_STARTED
    first, second = measure(follow_up, key), measure(follow_up, key, "签订责任书", deadline="长期坚持")
    follow_up.note_progress(first, ProgressDraft(date(2026, 2, 1), "已排查三个车间"))
    follow_up.note_progress(first, ProgressDraft(date(2026, 1, 20), "印发方案"))
    row = only(follow_up)
    assert row.state is ProjectState.IN_PROGRESS
    assert row.session_label == "2026-01-10 第一议题学习"
    assert [one.draft.state for one in row.measures] == [GOING, OPEN]
    assert [note.draft.content for note in row.measures[0].progress] == ["印发方案", "已排查三个车间"]
    follow_up.complete_measure(first, date(2026, 2, 20))
    follow_up.complete_measure(second, date(2026, 3, 5))
    assert (only(follow_up).state, only(follow_up).done) == (ProjectState.READY, 2)
    follow_up.close_project(key, date(2026, 3, 5), " 隐患全部整改 ")
    closed = only(follow_up)
    assert (closed.state, closed.result, closed.closed_on) == (ProjectState.CLOSED, "隐患全部整改", date(2026, 3, 5))


def test_a_project_is_not_closed_while_measures_are_open(follow_up: FollowUpService) -> None:
    key = project(follow_up)
    with pytest.raises(NoMeasuresError):
        follow_up.close_project(key, DECIDED, "完成")
    follow_up.complete_measure(measure(follow_up, key, "做完的"), DECIDED)
    undone = [measure(follow_up, key, f"没做完的{number}") for number in range(4)]
    with pytest.raises(MeasuresOpenError) as refused:
        follow_up.close_project(key, DECIDED, "完成")
    assert (refused.value.count, refused.value.measures) == (4, ("没做完的0", "没做完的1", "没做完的2"))
    assert only(follow_up).closed_on is None
    for one in undone:
        follow_up.delete_measure(one)
    follow_up.close_project(key, DECIDED, "完成")
    assert only(follow_up).state is ProjectState.CLOSED


def test_a_closed_project_is_reopened_before_its_measures_change(follow_up: FollowUpService) -> None:
    key = project(follow_up)
    done = measure(follow_up, key)
    follow_up.complete_measure(done, DECIDED)
    follow_up.close_project(key, DECIDED, "完成")
    changes: tuple[Attempt, ...] = (
        lambda: follow_up.add_measure(key, MeasureDraft("再加一条")),
        lambda: follow_up.change_measure(done, MeasureDraft("改")),
        lambda: follow_up.delete_measure(done),
        lambda: follow_up.note_progress(done, ProgressDraft(DECIDED, "又有进展")),
        lambda: follow_up.complete_measure(done, DECIDED),
    )
    for change in changes:
        with pytest.raises(ProjectClosedError):
            change()
    follow_up.reopen_project(key)
    assert (only(follow_up).state, only(follow_up).result) == (ProjectState.READY, "完成")
    follow_up.change_measure(done, MeasureDraft("改"))
    assert only(follow_up).state is ProjectState.NOT_STARTED


def test_progress_of_what_is_done_leaves_it_done(follow_up: FollowUpService) -> None:
    done = measure(follow_up, project(follow_up))
    follow_up.complete_measure(done, date(2026, 2, 1))
    follow_up.note_progress(done, ProgressDraft(date(2026, 2, 3), "补记成效"))
    draft = only(follow_up).measures[0].draft
    assert (draft.state, draft.completed_on) == (DONE, date(2026, 2, 1))


def test_what_cannot_be_right_is_refused(follow_up: FollowUpService) -> None:
    key = project(follow_up)
    one = measure(follow_up, key)
    follow_up.complete_measure(one, DECIDED)
    day = date(2026, 3, 1)
    cases: tuple[tuple[type[AppError], Attempt], ...] = (
        (RequiredFieldError, lambda: project(follow_up, " ")),
        (RecordMissingError, lambda: project(follow_up, session_id=new_key())),
        (RequiredFieldError, lambda: measure(follow_up, key, "")),
        (InvalidFieldError, lambda: measure(follow_up, key, state=GOING, completed_on=day)),
        (DatesOutOfOrderError, lambda: measure(follow_up, key, state=DONE, completed_on=date(2026, 1, 9))),
        (DatesOutOfOrderError, lambda: follow_up.complete_measure(one, date(2026, 1, 9))),
        (InvalidFieldError, lambda: follow_up.complete_measure(one, date(2026, 3, 6))),
        (RequiredFieldError, lambda: follow_up.note_progress(one, ProgressDraft(day, " "))),
        (InvalidFieldError, lambda: follow_up.note_progress(one, ProgressDraft(date(2026, 3, 6), "明天的事"))),
        (RequiredFieldError, lambda: follow_up.close_project(key, day, "")),
        (DatesOutOfOrderError, lambda: follow_up.close_project(key, date(2026, 1, 9), "完成")),
        (RecordMissingError, lambda: follow_up.change_item(new_key(), ItemSource())),
    )
    for kind, attempt in cases:
        with pytest.raises(kind):
            attempt()
    assert len(only(follow_up).measures) == 1
    assert only(follow_up).measures[0].draft.completed_on == DECIDED


def test_projects_are_found_by_year_state_unit_session_and_lateness(office: Office, follow_up: FollowUpService) -> None:
    session = first_topic(office, date(2025, 5, 6))
    old = project(follow_up, "去年未完", date(2025, 5, 6), session_id=session)
    measure(follow_up, old, deadline="2025-12-31", responsible_unit="生产部")
    closed = project(follow_up, "去年办结", date(2025, 6, 1))
    follow_up.complete_measure(measure(follow_up, closed), date(2025, 7, 1))
    follow_up.close_project(closed, date(2025, 7, 2), "完成")
    new = project(follow_up, "今年的")
    measure(follow_up, new, deadline="2026-03-20", responsible_unit="工会", responsible_person="张伟", state=GOING)
    project(follow_up, "明年的", date(2027, 1, 1))
    assert names(follow_up) == ["明年的", "今年的", "去年办结", "去年未完"]
    assert names(follow_up, year=2026) == ["今年的"]
    assert names(follow_up, year=2026, carried=True) == ["今年的", "去年未完"]
    assert names(follow_up, year=2025, carried=True) == ["去年办结", "去年未完"]
    assert names(follow_up, open_only=True) == ["明年的", "今年的", "去年未完"]
    assert names(follow_up, state=ProjectState.IN_PROGRESS) == ["今年的"]
    assert names(follow_up, state=ProjectState.CLOSED) == ["去年办结"]
    assert names(follow_up, session_id=session) == ["去年未完"]
    assert names(follow_up, overdue=True) == ["去年未完"]
    assert names(follow_up, unit="工会 张") == ["今年的"]
    assert [(one.project_name, one.days_late) for one in follow_up.overdue()] == [("去年未完", 64)]
    assert [(one.project_name, one.days_left) for one in follow_up.due_soon()] == [("今年的", 15)]
    assert follow_up.years() == (2027, 2026, 2025)


def test_what_came_of_no_session_is_the_top_organisations_own(office: Office, follow_up: FollowUpService) -> None:
    session = first_topic(office, DECIDED, organization_id=office.first_branch)
    project(follow_up, "支部的", session_id=session)
    project(follow_up, "党委的")
    assert names(follow_up, organization_id=office.top) == ["党委的", "支部的"]
    assert names(follow_up, organization_id=office.first_branch) == ["支部的"]
    assert names(follow_up, organization_id=office.second_branch) == []


def test_deleting_takes_along_what_hangs_on_it(office: Office, follow_up: FollowUpService) -> None:
    session = first_topic(office, DECIDED)
    key = project(follow_up, session_id=session)
    one = measure(follow_up, key)
    follow_up.note_progress(one, ProgressDraft(DECIDED, "开始"))
    with pytest.raises(InUseError):
        office.sessions.delete(session)
    follow_up.delete_project(key)
    assert follow_up.projects(FollowUpFilter()) == ()
    with office.database.reading() as connection:
        for table in ("follow_up_projects", "follow_up_measures", "follow_up_progress"):
            assert connection.exec_driver_sql(f"SELECT deleted FROM {table}").all() == [(1,)]
    office.sessions.delete(session)


def test_measures_are_numbered_within_their_year(follow_up: FollowUpService) -> None:
    key = project(follow_up)
    measure(follow_up, key, "一", number="2026-0007")
    second = measure(follow_up, key, "二")
    follow_up.change_measure(second, MeasureDraft("二改"))
    assert [one.draft.number for one in only(follow_up).measures] == ["2026-0007", "2026-0008"]


def test_the_numbers_agree_with_the_figures(office: Office, follow_up: FollowUpService) -> None:
    session = first_topic(office, DECIDED, StudyItemDraft("讲话一"), StudyItemDraft("讲话二"))
    first_topic(office, date(2026, 2, 10), StudyItemDraft("讲话三"))
    first_topic(office, date(2026, 3, 6), StudyItemDraft("明天才学"))
    first_topic(office, date(2026, 3, 1), StudyItemDraft("没有开"), state=SessionState.CANCELLED)
    key = project(follow_up, session_id=session)
    follow_up.complete_measure(measure(follow_up, key), DECIDED)
    measure(follow_up, key, "第二条")
    values = FigureService(office.database, FixedClock(NOON)).figures(2026).values
    meetings = follow_up.meetings(2026)
    row = only(follow_up)
    assert values["first_topic.meetings"] == len(meetings) == 2
    assert values["first_topic.items"] == sum(len(one.items) for one in meetings) == 3
    assert values["first_topic.measures"] == len(row.measures) == 2
    assert values["first_topic.measures_done"] == row.done == 1


def test_the_items_of_a_year_name_their_source_and_what_came_of_them(
    office: Office, follow_up: FollowUpService
) -> None:
    items = (StudyItemDraft("讲话一", "《人民日报》", date(2026, 1, 2), "张伟"), StudyItemDraft("讲话二"))
    session = first_topic(office, DECIDED, *items)
    first_topic(office, date(2025, 1, 10), StudyItemDraft("去年的"))
    office.session("联合学习", SessionKind.THEME_DAY, further_kinds=(SessionKind.FIRST_TOPIC,), items=items[:1])
    project(follow_up, session_id=session)
    first, both = follow_up.meetings(2026)
    assert (first.organization_name, both.organization_name) == ("某某公司党委", "第一党支部")
    known, unknown = first.items
    assert known.source == ItemSource("《人民日报》", date(2026, 1, 2), "张伟")
    assert known.projects == ("安全整治",)
    assert both.items[0].projects == ()
    told = ItemSource("《求是》", date(2026, 1, 1), "王玥")
    follow_up.change_item(unknown.key, told)
    assert follow_up.meetings(2026, office.top)[0].items[1] == replace(unknown, source=told)
    assert [one.title for one in follow_up.meetings(2026, office.first_branch)] == ["联合学习"]
