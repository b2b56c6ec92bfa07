"""中心组档案目录, 三会一课台账, 培训台账: the held sessions, what was said and written, what is missing."""

from datetime import date

import pytest

from models.enums import AttendanceStatus, Delivery, PaperKind, SessionKind, SessionState, Speech
from models.keys import Key
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.figures.service import FigureService
from services.sessions.rows import AttendanceEntry, StudyItemDraft
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import NOON, Office


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, FixedClock(NOON), FontBook())


def ledger(documents: DocumentService, kind: str, scope: Key | None = None, year: int = 2026) -> TableDocument:
    outline = documents.outline(DocumentRequest(kind, year, scope))
    assert isinstance(outline, TableDocument)
    return outline


def column(outline: TableDocument, heading: str) -> list[str]:
    place = [one.heading for one in outline.columns].index(heading)
    return [row[place] for row in outline.rows]


def test_the_archive_lists_studies_with_speakers_papers_and_what_is_missing(
    office: Office, documents: DocumentService
) -> None:
    first, second = office.person("王一", number="D1"), office.person("李二", number="D2")
    key = office.session(
        "第一次", SessionKind.CENTER_GROUP, organization_id=office.top, discussion=True, reflections=3,
        lecturer="张教授", items=(StudyItemDraft("文件一"), StudyItemDraft("文件二")),
    )  # fmt: skip
    entries = [
        AttendanceEntry(first, AttendanceStatus.PRESENT, speech=Speech.KEYNOTE, reflections=1),
        AttendanceEntry(second, AttendanceStatus.LEAVE, leave_reason="出差"),
    ]
    office.sessions.record(key, entries)
    office.session("支部的", SessionKind.CENTER_GROUP)
    office.session("没开", SessionKind.CENTER_GROUP, organization_id=office.top, state=SessionState.PLANNED)
    outline = ledger(documents, "center_group_archive")
    assert column(outline, "主题") == ["第一次"]
    assert column(outline, "学习内容") == ["文件一；文件二"]
    assert column(outline, "主讲、发言") == ["主讲：张教授；主题发言：王一"]
    assert column(outline, "应到/实到") == ["2/1"]
    assert column(outline, "心得") == ["3（个人1）"]
    assert column(outline, "已归档材料") == [""]
    assert PaperKind.NOTICE.label in column(outline, "缺件")[0]
    assert outline.subtitle_lines[1] == "共1次，其中交流研讨1次；有缺件的1次。"


def test_the_ledger_of_meetings_counts_as_the_catalogue_does_and_names_groups_with_their_branch(
    office: Office, documents: DocumentService
) -> None:
    office.session("三会合一", SessionKind.THEME_DAY, further_kinds=(SessionKind.BRANCH_CONGRESS,), host="张伟")
    office.session("党课", SessionKind.PARTY_LECTURE, lecturer="张伟", organization_id=office.second_branch)
    office.session("小组会", SessionKind.GROUP_MEETING, organization_id=office.group, starts_on=date(2026, 1, 9))
    office.session("以后的", SessionKind.PARTY_LECTURE, starts_on=date(2026, 3, 9))
    office.session("只是党日")
    outline = ledger(documents, "three_meetings_ledger")
    assert column(outline, "主题") == ["小组会", "三会合一", "党课"]
    assert column(outline, "组织单位") == ["第一党支部第一党小组", "第一党支部", "第二党支部"]
    assert column(outline, "类型") == ["党小组会", "主题党日、支部党员大会", "党课"]
    assert column(outline, "主持、主讲") == ["", "张伟", "张伟"]
    assert outline.subtitle_lines[1] == "共3次活动：支部党员大会1次、党小组会1次、党课1次。"
    values = FigureService(office.database, FixedClock(NOON)).figures(2026).values
    assert values["three_meetings.sessions"] == len(outline.rows)
    assert column(ledger(documents, "three_meetings_ledger", office.second_branch), "主题") == ["党课"]


def test_the_training_ledger_tells_days_way_and_who_learned(office: Office, documents: DocumentService) -> None:
    person = office.person("王一")
    key = office.session(
        "轮训", SessionKind.TRAINING_CLASS, ends_on=date(2026, 2, 7), delivery=Delivery.ONLINE, lecturer="李教授"
    )
    office.sessions.record(key, [AttendanceEntry(person, AttendanceStatus.MADE_UP)])
    outline = ledger(documents, "training_ledger")
    assert column(outline, "日期") == ["2026-02-05至2026-02-07"]
    assert column(outline, "方式") == ["线上"]
    assert column(outline, "其他出勤") == ["补学1"]
    assert outline.subtitle_lines[1] == "共1次活动：培训班1次。参加1人次（实到和补学）。"


@pytest.mark.parametrize("kind", ["center_group_archive", "three_meetings_ledger", "training_ledger"])
def test_a_year_without_sessions_is_a_ledger_without_rows(documents: DocumentService, kind: str) -> None:
    assert ledger(documents, kind, year=2020).rows == ()
    assert page_texts(documents.render(DocumentRequest(kind, 2020)))


def test_the_record_names_who_came_and_leaves_room_to_write(office: Office, documents: DocumentService) -> None:
    first, second = office.person("王一", number="D1"), office.person("李二", number="D2")
    key = office.session("二月党日", number="H1", host="张伟", items=(StudyItemDraft("党章", led_by="王一"),))
    leave = AttendanceEntry(second, AttendanceStatus.LEAVE, leave_reason="出差")
    office.sessions.record(key, [AttendanceEntry(first, AttendanceStatus.PRESENT, speech=Speech.EXCHANGE), leave])
    outline = documents.outline(DocumentRequest("meeting_record", 2026, session="H1"))
    assert isinstance(outline, TableDocument)
    assert outline.rows == (
        ("学习内容", "1. 党章（王一领学）"),
        ("出席", "1人：王一"),
        ("请假", "1人：李二（出差）"),
        ("交流发言", "王一"),
        ("会议记录", ""),
    )
    assert "主持人签字" in "".join(page_texts(documents.render(DocumentRequest("meeting_record", 2026, session="H1"))))
