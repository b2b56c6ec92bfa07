"""中心组学习出勤情况通报: true sentences, zero left out, what is missing a marked gap."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.enums import AttendanceStatus, CenterGroupRole, DutyState, OrganizationKind, SessionKind, SessionState
from models.keys import Key
from services.center_group.rows import (
    CenterGroupMemberDraft,
    CenterGroupSessionRow,
    CenterGroupYear,
    MemberAttendance,
    ObserverAttendance,
    QuarterDuty,
)
from services.center_group.service import CenterGroupService
from services.clock import FixedClock
from services.documents.outline import Paper, Table
from services.documents.papers.center_group_values import center_group_values
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.sessions.rows import AttendanceEntry
from tests.services.documents.by_template import headings, made, said
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import Office

SESSION = CenterGroupSessionRow(
    b"s", "1", "集中学习", date(2026, 2, 20), SessionState.HELD, False, 2, 0, None, 3, 3, 0, 0, 0, 0  # noqa: FBT003
)  # fmt: skip
WANG = MemberAttendance(b"w", "王一", "D1", (CenterGroupRole.LEADER,), present=4)
LI = MemberAttendance(b"l", "李二", "D2", (CenterGroupRole.MEMBER,), present=2, leave=1, absent=1)
NOBODY = replace(WANG, present=0, unrecorded=1)
YEAR = CenterGroupYear(2026, "某某公司党委", date(2026, 12, 31), (SESSION,), (), (WANG,), ())


def notice(told: CenterGroupYear) -> Paper:
    day = date(2027, 1, 8)
    return made("center_group_attendance", center_group_values(told, OrganizationKind.COMMITTEE, day), day)


def duties(*states: DutyState) -> tuple[QuarterDuty, ...]:
    return tuple(QuarterDuty(number, 1, 0, state) for number, state in enumerate(states, start=1))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (YEAR, "2026年开展中心组学习1次，没有记录交流研讨，学习内容2项。应到3人次，实到3人次，出勤率100.0%。"),
        (
            replace(YEAR, asof=date(2026, 9, 10), sessions=(replace(SESSION, discussion=True, items=0),)),
            "2026年（截至2026年9月10日）开展中心组学习1次，其中交流研讨1次。应到3人次，实到3人次，出勤率100.0%。",
        ),
        (
            replace(YEAR, sessions=(replace(SESSION, present=1, leave=1, made_up=1, speeches=2, reflections=5),)),
            (
                "2026年开展中心组学习1次，没有记录交流研讨，学习内容2项，形成心得体会5篇。"
                "应到3人次，实到1人次，出勤率33.3%。请假1人次、缺课后补学1人次。会上发言2人次。"
            ),
        ),
        (replace(YEAR, sessions=()), "2026年台账中没有中心组学习记录。"),
        (
            replace(YEAR, sessions=(replace(SESSION, reflections=5, written=3),)),
            (
                "2026年开展中心组学习1次，没有记录交流研讨，学习内容2项，形成心得体会5篇（按人登记为3篇）。"
                "应到3人次，实到3人次，出勤率100.0%。"
            ),
        ),
        (
            replace(YEAR, sessions=(replace(SESSION, items=0, written=3),)),
            (
                "2026年开展中心组学习1次，没有记录交流研讨，形成心得体会3篇。"
                "应到3人次，实到3人次，出勤率100.0%。"
            ),
        ),
        (
            replace(YEAR, sessions=(replace(SESSION, expected=0, present=0, items=0),), members=(NOBODY,)),
            "2026年开展中心组学习1次，没有记录交流研讨。另有【待补：1人次的出勤登记】。",
        ),
        (replace(YEAR, sessions=(replace(SESSION, state=SessionState.PLANNED),)), "2026年台账中没有中心组学习记录。"),
    ],
)  # fmt: skip
def test_the_year_as_a_whole(told: CenterGroupYear, words: str) -> None:
    assert said(notice(told), "总体情况") == words


MET, MISSED, DUE, FREE = DutyState.MET, DutyState.MISSED, DutyState.DUE, DutyState.NOT_REQUIRED
RULE = "按规定每季度至少开展1次交流研讨。"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), ""),
        (duties(MET, MET, MET, MET), f"{RULE}第一季度、第二季度、第三季度、第四季度已按要求开展。"),
        (
            duties(MET, MISSED, DUE, DUE),
            f"{RULE}第一季度已按要求开展。第二季度没有达到要求。第三季度、第四季度待开展。",
        ),
        ((QuarterDuty(1, 0, 3, FREE),), ""),
    ],
)
def test_the_quarters(rows: tuple[QuarterDuty, ...], words: str) -> None:
    assert said(notice(replace(YEAR, duties=rows)), "交流研讨情况") == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((WANG, LI), "全勤的1人：王一。有缺席记录的1人：李二（1次）。"),
        ((replace(WANG, present=3, made_up=1),), "缺课后补学的1人：王一（1次）。"),
        ((replace(WANG, unrecorded=1),), ""),
        ((replace(WANG, whole_year=False),), "全勤的1人：王一。年度中任职有变动的，按任期内的学习统计。"),
    ],
)
def test_the_members(rows: tuple[MemberAttendance, ...], words: str) -> None:
    assert said(notice(replace(YEAR, members=rows)), "成员出勤情况") == words


def test_observers_are_told_apart_and_only_those_who_came() -> None:
    rows = tuple(
        ObserverAttendance(name.encode(), name, "", times, 0) for name, times in (("张", 3), ("赵", 1), ("孙", 0))
    )
    told = notice(replace(YEAR, observers=rows))
    assert said(told, "列席旁听情况") == "列席旁听共2人、4人次。其中多次列席的有张（3次）。"
    assert "四、列席旁听情况" not in headings(notice(replace(YEAR, observers=rows[2:])))


def test_sections_are_numbered_without_holes_and_the_table_shows_gaps_only_where_there_are_some() -> None:
    paper = notice(YEAR)
    assert headings(paper) == ["一、总体情况", "二、成员出勤情况"]
    assert "未登记" not in columns(paper)
    gaps = replace(YEAR, members=(replace(WANG, unrecorded=2),))
    assert "未登记" in columns(notice(gaps))


def columns(paper: Paper) -> list[str]:
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    return [column.heading for column in table.columns]


def study(office: Office, group: CenterGroupService) -> Key:
    person = office.person("王玥", number="D1")
    group.add_member(CenterGroupMemberDraft(person, office.top, CenterGroupRole.LEADER, date(2026, 1, 1)))
    fields = {"organization_id": office.top, "discussion": True}
    key = office.session("集中学习", SessionKind.CENTER_GROUP, **fields)
    office.sessions.record(key, [AttendanceEntry(person, AttendanceStatus.PRESENT)])
    return key


def test_the_paper_of_a_real_file(office: Office) -> None:
    clock = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))
    study(office, CenterGroupService(office.database, clock))
    request = DocumentRequest("center_group_attendance", 2026)
    pages = page_texts(DocumentService(office.database, clock, FontBook()).render(request))
    text = "".join(pages).replace("\n", "")
    assert "2026年开展中心组学习1次，其中交流研讨1次" in text
    assert "第一季度已按要求开展。第二季度、第三季度、第四季度没有达到要求。" in text
    assert "王玥组长11000100.0%0" in text.replace(" ", "")
    assert "2027年1月8日" in text
