"""The officer's own texts: written, changed, taken away, and found again in the paper."""

from datetime import UTC, datetime

import pytest

from services.clock import FixedClock
from services.documents.outline import Paper, Paragraph
from services.documents.papers.annual_facts import Section
from services.documents.papers.texts import DocumentTextService
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.office import Office


@pytest.fixture
def texts(office: Office) -> DocumentTextService:
    return DocumentTextService(office.database)


def written(texts: DocumentTextService, office: Office, section: Section) -> str:
    return next(each.content for each in texts.list(2026, office.top) if each.section is section)


def test_sections_come_in_the_order_of_the_paper(texts: DocumentTextService, office: Office) -> None:
    names = [each.name for each in texts.list(2026, office.top)]
    assert names[0] == "引言"
    assert names[-1] == "下一年计划"


def test_a_text_is_changed_in_place_and_taken_away(texts: DocumentTextService, office: Office) -> None:
    texts.write(2026, office.top, Section.MONEY, "经费使用规范。")
    texts.write(2026, office.top, Section.MONEY, "经费专款专用。")
    assert written(texts, office, Section.MONEY) == "经费专款专用。"
    texts.write(2026, office.top, Section.MONEY, "  ")
    assert not written(texts, office, Section.MONEY)
    texts.write(2026, office.top, Section.MONEY, "再写。")
    assert written(texts, office, Section.MONEY) == "再写。"


def test_a_text_belongs_to_one_year_and_one_organisation(texts: DocumentTextService, office: Office) -> None:
    texts.write(2026, office.first_branch, Section.MEMBERS, "支部自学。")
    assert not written(texts, office, Section.MEMBERS)
    assert not any(each.content for each in texts.list(2025, office.first_branch))


def test_the_paper_has_the_text(texts: DocumentTextService, office: Office) -> None:
    texts.write(2026, office.top, Section.CAMPAIGNS, "按上级部署开展学习教育。")
    clock = FixedClock(datetime(2027, 1, 8, tzinfo=UTC))
    paper = DocumentService(office.database, clock, FontBook()).outline(DocumentRequest("annual_summary", 2026))
    assert isinstance(paper, Paper)
    said = ["".join(run.text for run in block.runs) for block in paper.blocks if isinstance(block, Paragraph)]
    assert "按上级部署开展学习教育。" in said
    assert not any("没有登记专题教育" in each for each in said)
