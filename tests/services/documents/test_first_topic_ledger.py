"""第一议题学习台账: the loop from study to result, a row a measure."""

from datetime import UTC, date, datetime

import pytest

from models.enums import SessionKind
from models.keys import Key
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.follow_up.rows import MeasureDraft, ProgressDraft, ProjectDraft
from services.follow_up.service import FollowUpService
from services.sessions.rows import StudyItemDraft
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import Office, key_of

CLOCK = FixedClock(datetime(2026, 6, 1, 9, tzinfo=UTC))


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


@pytest.fixture
def follow_up(office: Office) -> FollowUpService:
    return FollowUpService(office.database, CLOCK)


def first_topic(office: Office, day: date, *items: StudyItemDraft, unit: Key | None = None) -> Key:
    owner = unit or office.top
    return office.session("第一议题学习", SessionKind.FIRST_TOPIC, organization_id=owner, starts_on=day, items=items)


def ledger(documents: DocumentService, scope: Key | None = None, year: int = 2026) -> TableDocument:
    made = documents.outline(DocumentRequest("first_topic_ledger", year, scope))
    assert isinstance(made, TableDocument)
    return made


def test_the_ledger_tells_the_loop_from_study_to_result(
    office: Office, follow_up: FollowUpService, documents: DocumentService
) -> None:
    day = date(2026, 1, 10)
    items = (StudyItemDraft("讲话一", "《人民日报》", date(2026, 1, 2), "张伟"), StudyItemDraft("讲话二"))
    session = first_topic(office, day, *items)
    first_topic(office, date(2026, 2, 10), StudyItemDraft("讲话三"))
    done = key_of(follow_up.add_project(ProjectDraft("安全整治", day, session)))
    measure = key_of(follow_up.add_measure(done, MeasureDraft("排查", "1", "安全部", "王玥", "2026-03-31")))
    follow_up.note_progress(measure, ProgressDraft(date(2026, 2, 1), "已查一半"))
    follow_up.note_progress(measure, ProgressDraft(date(2026, 3, 1), "全部查完"))
    follow_up.complete_measure(measure, date(2026, 3, 2))
    follow_up.close_project(done, date(2026, 3, 5), "隐患清零")
    running = key_of(follow_up.add_project(ProjectDraft("技术攻关", day, session)))
    follow_up.add_measure(running, MeasureDraft("立项", "2", deadline="2026-05-22"))
    follow_up.add_measure(running, MeasureDraft("坚持", "3", deadline="长期坚持"))
    follow_up.add_project(ProjectDraft("临时任务", date(2026, 4, 1)))
    made = ledger(documents)
    studied = "1.讲话一（《人民日报》，2026-01-02，张伟领学）；2.讲话二"
    assert made.rows == (
        (
            *("1", "2026-01-10", studied, "安全整治", "排查", "安全部 王玥", "2026-03-31", "已完成 2026-03-02"),
            *("2026-02-01 已查一半；2026-03-01 全部查完", "2026-03-05办结：隐患清零"),
        ),
        ("1", "2026-01-10", "同上", "技术攻关", "立项", "", "2026-05-22", "未开始，逾期10天", "", "未开始"),
        ("1", "2026-01-10", "同上", "同上", "坚持", "", "长期坚持", "未开始", "", "同上"),
        ("2", "2026-02-10", "1.讲话三", "", "", "", "", "", "", ""),
        ("3", "", "（2026-04-01确定）", "临时任务", "", "", "", "", "", "未开始"),
    )
    assert made.subtitle_lines == (
        "单位：某某公司党委\u3000\u3000统计截至：2026年6月1日",
        "学习2次，内容3项，贯彻落实项目3项，细化举措3条，其中年内完成1条。",
    )


def test_the_ledger_keeps_to_its_year_and_scope(
    office: Office, follow_up: FollowUpService, documents: DocumentService
) -> None:
    first_topic(office, date(2025, 12, 30), StudyItemDraft("去年的"))
    first_topic(office, date(2026, 1, 10), StudyItemDraft("党委的"))
    own = first_topic(office, date(2026, 2, 10), StudyItemDraft("支部的"), unit=office.first_branch)
    follow_up.add_project(ProjectDraft("支部项目", date(2026, 2, 10), own))
    follow_up.add_project(ProjectDraft("党委项目", date(2026, 3, 1)))
    assert [row[2] for row in ledger(documents).rows] == ["1.党委的", "1.支部的", "（2026-03-01确定）"]
    assert [row[2:4] for row in ledger(documents, office.first_branch).rows] == [("1.支部的", "支部项目")]
    assert [row[2] for row in ledger(documents, year=2025).rows] == ["1.去年的"]
    assert ledger(documents, office.second_branch).rows == ()


def test_the_ledger_is_printed_even_without_rows(office: Office, documents: DocumentService) -> None:
    first_topic(office, date(2026, 1, 10), StudyItemDraft("《求是》文章"))
    for year, words in ((2026, "《求是》文章"), (2024, "2024年第一议题学习台账")):
        assert words in "".join(page_texts(documents.render(DocumentRequest("first_topic_ledger", year))))
