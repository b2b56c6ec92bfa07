"""Documents of a real file: what they say agrees with the file; only what works is offered."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, Post, SessionKind, StageKind, WorkState
from models.keys import new_key
from models.materials import DocumentText
from models.plans import Plan, PlanItem
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.errors import (
    DocumentFormatUnknownError,
    DocumentKindUnknownError,
    SessionNumberMissingError,
    SessionNumberUnknownError,
)
from services.documents.kinds import PDF
from services.documents.outline import Document, Paper, Paragraph, Table, TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.figures.service import FigureService
from services.figures.text import shown
from services.masking import masked
from services.sessions.rows import AttendanceEntry, StudyItemDraft
from tests.services.documents.pdf_reading import fonts, page_texts
from tests.services.office import Office

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


def fill(office: Office) -> None:
    """Enter a small year: three people, a first-topic meeting, a training class."""
    zhang = office.person("张伟", number="D001", rank=None)
    wang = office.person("王玥", number="D002")
    office.person("李强", office.second_branch, number="D003", category=StageKind.ACTIVIST, joined=None)
    office.appoint(zhang, office.first_branch, Post.SECRETARY, date(2025, 1, 1))
    office.session(
        "第一议题学习",
        SessionKind.FIRST_TOPIC,
        organization_id=office.top,
        items=(StudyItemDraft("《中国共产党章程》"), StudyItemDraft("党的二十届四中全会精神")),
    )
    training = office.session("党员集中培训", SessionKind.TRAINING_CLASS, number="HD-9", hours=Decimal(40))
    office.sessions.record(
        training,
        [
            AttendanceEntry(zhang, AttendanceStatus.PRESENT),
            AttendanceEntry(wang, AttendanceStatus.ABSENT),
        ],
    )


def paper_text(paper: Document) -> str:
    assert isinstance(paper, Paper)
    return "\n".join("".join(run.text for run in block.runs) for block in paper.blocks if isinstance(block, Paragraph))


def table_rows(table: Document) -> tuple[tuple[str, ...], ...]:
    assert isinstance(table, TableDocument)
    return table.rows


def test_every_kind_offered_can_be_printed(office: Office, documents: DocumentService) -> None:
    fill(office)
    CampaignService(office.database, documents.clock).add(CampaignDraft("主题教育"))
    for kind in documents.kinds():
        for chosen in kind.formats:
            session, campaign = "HD-9" if kind.of_session else "", "主题教育" if kind.of_campaign else ""
            member = "D001" if kind.of_person else ""
            request = DocumentRequest(kind.key, 2026, session=session, campaign=campaign, member=member, format=chosen)
            content = documents.render(request)
            if chosen == PDF:
                assert content.startswith(b"%PDF")
                assert all(fonts(content).values())
            else:
                assert content.startswith(b"PK")


def test_the_summary_says_what_the_figures_say(office: Office, documents: DocumentService) -> None:
    fill(office)
    told = paper_text(documents.outline(DocumentRequest("annual_summary", 2026)))
    assert "共有党员2人" in told
    assert "全年开展第一议题学习1次，学习内容2项，包括《中国共产党章程》、党的二十届四中全会精神。" in told
    assert "举办培训班1个" in told
    assert "参训1人次" in told
    assert "全年台账中没有中心组学习记录" in told
    assert "【待补：2027年工作计划】" in told


def test_the_key_figures_equal_the_catalogue(office: Office, documents: DocumentService) -> None:
    fill(office)
    paper = documents.outline(DocumentRequest("annual_summary", 2026))
    assert isinstance(paper, Paper)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    figures = FigureService(office.database, CLOCK).figures(2026).values
    for row in table.rows:
        key = row[3].figure
        assert key is not None
        assert row[3].text == shown(key, figures[key]).removesuffix("%")


def test_plan_and_officers_text_are_in_the_summary(office: Office, documents: DocumentService) -> None:
    with office.database.transaction() as session:
        plan = Plan(id=new_key(), year=2027, name="2027年培训计划", organization_id=office.top)
        session.add(plan)
        session.flush()
        session.add(PlanItem(plan_id=plan.id, title="举办支部书记培训班", times=1, state=WorkState.NOT_STARTED))
        session.add(
            DocumentText(document_kind="annual_summary", section="party_workers", year=2026, content="组织交流2次。")
        )
    told = paper_text(documents.outline(DocumentRequest("annual_summary", 2026)))
    assert "1. 举办支部书记培训班，安排1次。" in told
    assert "组织交流2次。" in told
    assert "【待补：党务工作者培训】" not in told


def test_an_empty_file_prints_without_claims(documents: DocumentService) -> None:
    text = "".join(page_texts(documents.render(DocumentRequest("annual_summary", 2026))))
    assert "没有第一议题学习记录" in text
    for kind in ("roster", "hours_table"):
        assert page_texts(documents.render(DocumentRequest(kind, 2026)))


def test_the_roster_masks_and_lists_by_branch(office: Office, documents: DocumentService) -> None:
    fill(office)
    rows = table_rows(documents.outline(DocumentRequest("roster", 2026)))
    assert [(row[1], row[4], row[5]) for row in rows] == [
        ("张伟", "正式党员", "第一党支部"),
        ("王玥", "正式党员", "第一党支部"),
        ("李强", "入党积极分子", "第二党支部"),
    ]
    assert rows[0][6] == "书记"
    own = table_rows(documents.outline(DocumentRequest("roster", 2026, scope=office.second_branch)))
    assert [row[1] for row in own] == ["李强"]


@pytest.mark.parametrize(
    ("number", "shown_as"),
    [("110105199001011234", "110***********1234"), ("", ""), ("1234567", "*******")],
)
def test_identity_numbers_are_masked(number: str, shown_as: str) -> None:
    assert masked(number) == shown_as


def test_phones_are_masked() -> None:
    assert masked("13812345678") == "138****5678"


def test_the_hours_table_shows_target_earned_and_state(office: Office, documents: DocumentService) -> None:
    fill(office)
    rows = table_rows(documents.outline(DocumentRequest("hours_table", 2026)))
    by_name = {row[2]: row[4:] for row in rows}
    assert by_name["张伟"] == ("书记和班子成员", "56", "40", "未达标")
    assert by_name["王玥"] == ("党员", "32", "0", "未达标")


def test_the_sign_in_sheet_lists_the_expected_and_leaves_blanks(office: Office, documents: DocumentService) -> None:
    fill(office)
    sheet = documents.outline(DocumentRequest("sign_in_sheet", 2026, session="HD-9"))
    assert [row[1] for row in table_rows(sheet)] == ["张伟", "王玥"]
    text = "".join(page_texts(documents.render(DocumentRequest("sign_in_sheet", 2026, session="HD-9"))))
    for part in ("活动名称：党员集中培训", "应到 ______ 人", "列席 ______ 人", "王玥", "第 1 页 共 1 页"):
        assert part in text


@pytest.mark.parametrize(
    ("request_made", "refusal"),
    [
        (DocumentRequest("diary", 2026), DocumentKindUnknownError),
        (DocumentRequest("roster", 2026, format="docx"), DocumentFormatUnknownError),
        (DocumentRequest("sign_in_sheet", 2026), SessionNumberMissingError),
        (DocumentRequest("sign_in_sheet", 2026, session="HD-404"), SessionNumberUnknownError),
    ],
)
def test_what_cannot_be_printed_is_refused(
    documents: DocumentService, request_made: DocumentRequest, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        documents.render(request_made)


def test_listing_kinds_does_not_load_the_writers() -> None:
    heavy = "{'reportlab', 'docx', 'openpyxl', 'jinja2'}"
    code = f"import sys, services.documents.service; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
