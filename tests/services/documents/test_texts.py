"""The officer's own texts: written, changed, taken away, found again in the paper, last year's offered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.enums import SessionKind
from models.materials import DocumentText
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.kinds import KINDS
from services.documents.outline import Paper, Paragraph
from services.documents.papers.annual_facts import Section
from services.documents.papers.texts import DocumentTextService, sections_of
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.documents.template_papers import Subject
from services.documents.templates.defaults import default_template
from tests.services.office import Office

KIND = "annual_summary"
WHOLE = Subject(2026, 2026)
CLOCK = FixedClock(datetime(2027, 1, 8, tzinfo=UTC))


@pytest.fixture
def texts(office: Office) -> DocumentTextService:
    return DocumentTextService(office.database)


def written(texts: DocumentTextService, section: str, subject: Subject = WHOLE) -> str:
    return next(each.content for each in texts.list(KIND, subject) if each.section == section)


def told(office: Office, request: DocumentRequest) -> list[str]:
    paper = DocumentService(office.database, CLOCK, FontBook()).outline(request)
    assert isinstance(paper, Paper)
    return ["".join(run.text for run in block.runs) for block in paper.blocks if isinstance(block, Paragraph)]


def test_sections_come_in_the_order_of_the_paper() -> None:
    names = sections_of(default_template(KIND))
    assert names[0] == "引言"
    assert names[-1] == "下一年计划"
    assert set(names) == {section.value for section in Section}


def test_a_text_is_changed_in_place_and_taken_away(texts: DocumentTextService) -> None:
    for content, left in (
        ("经费使用规范。", "经费使用规范。"),
        ("专款专用。", "专款专用。"),
        ("  ", ""),
        ("再写。", "再写。"),
    ):
        texts.write(KIND, WHOLE, {"经费保障": content})
        assert written(texts, "经费保障") == left


def test_a_text_without_an_organisation_is_the_top_ones(texts: DocumentTextService, office: Office) -> None:
    with office.database.transaction() as session:
        session.add(DocumentText(document_kind=KIND, section="money", year=2026, content="旧文。"))
    assert written(texts, "经费保障") == "旧文。"
    texts.write(KIND, WHOLE, {"经费保障": "新文。"})
    assert written(texts, "经费保障") == "新文。"


def test_a_text_belongs_to_one_year_and_one_organisation(texts: DocumentTextService, office: Office) -> None:
    of_branch = Subject(2026, 2026, office.first_branch)
    texts.write(KIND, of_branch, {"党员培训": "支部自学。"})
    assert written(texts, "党员培训", of_branch) == "支部自学。"
    assert not written(texts, "党员培训")
    assert not any(each.content for each in texts.list(KIND, Subject(2025, 2025, office.first_branch)))


def test_last_years_text_is_offered(texts: DocumentTextService) -> None:
    texts.write(KIND, Subject(2025, 2025), {"引言": "去年的话。"})
    block = next(each for each in texts.list(KIND, WHOLE) if each.section == "引言")
    assert (block.content, block.previous) == ("", "去年的话。")


def test_the_paper_has_the_text(texts: DocumentTextService, office: Office) -> None:
    texts.write(KIND, WHOLE, {"专题教育": "按上级部署开展学习教育。"})
    said = told(office, DocumentRequest(KIND, 2026))
    assert "按上级部署开展学习教育。" in said
    assert not any("没有登记专题教育" in each for each in said)


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS if kind.has_texts])
def test_every_section_of_every_paper_takes_a_text(texts: DocumentTextService, office: Office, kind: str) -> None:
    office.session("会议", SessionKind.CENTER_GROUP, number="HD-1", organization_id=office.top)
    CampaignService(office.database, CLOCK).add(CampaignDraft("作风建设", date(2026, 3, 1)))
    documents = DocumentService(office.database, CLOCK, FontBook())
    of = next(each for each in KINDS if each.key == kind)
    session, campaign = "HD-1" if of.of_session else "", "作风建设" if of.of_campaign else ""
    request = DocumentRequest(kind, 2026, session=session, campaign=campaign)
    subject = documents.subject(request)
    written = {block.section: f"这里是{block.section}的文字。" for block in texts.list(kind, subject)}
    assert written
    texts.write(kind, subject, written)
    said = "".join(told(office, request))
    assert [section for section, text in written.items() if text not in said] == []
    assert {block.section: block.content for block in texts.list(kind, subject)} == written
    offered = {block.section: block.previous for block in texts.list(kind, replace(subject, year=2027, last_year=2027))}
    assert offered == (dict.fromkeys(written, "") if session or campaign else written)


def test_minutes_have_the_text_of_their_session(texts: DocumentTextService, office: Office) -> None:
    for number in ("HD-1", "HD-2"):
        office.session("学习", SessionKind.CENTER_GROUP, number=number, organization_id=office.top)
    documents = DocumentService(office.database, CLOCK, FontBook())
    request = DocumentRequest("minutes", 2026, session="HD-1")
    texts.write("minutes", documents.subject(request), {"议定事项": "会议决定补课。"})
    assert "会议决定补课。" in told(office, request)
    assert "会议决定补课。" not in told(office, DocumentRequest("minutes", 2026, session="HD-2"))
