"""公文要素: kept for one paper, found in it again, and in no other."""

from datetime import UTC, date, datetime

import pytest

from models.enums import SessionKind
from models.sessions import Campaign
from services.clock import FixedClock
from services.documents.outline import Attachments, Imprint, Letterhead, Paper, Paragraph, Run, Signature
from services.documents.papers.parts import Head, PaperParts, Seal, with_parts
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.office import Office

CLOCK = FixedClock(datetime(2027, 1, 8, tzinfo=UTC))
PARTS = PaperParts(
    Head.PRINTED,
    "中共某某公司委员会文件",
    "某党〔2027〕1号",
    "张伟",
    Seal.SEALED,
    "数据表\n名单",
    "各党支部，各部门",
    "党委办公室",
    date(2027, 1, 9),
)
SUMMARY = DocumentRequest("annual_summary", 2026)


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


def blocks(documents: DocumentService, request: DocumentRequest) -> tuple[object, ...]:
    paper = documents.outline(request)
    assert isinstance(paper, Paper)
    return paper.blocks


def test_a_paper_without_parts_is_as_it_was(documents: DocumentService) -> None:
    assert documents.parts(SUMMARY) == PaperParts()
    assert not [block for block in blocks(documents, SUMMARY) if isinstance(block, Letterhead | Imprint)]


def test_parts_stand_in_their_paper_and_in_no_other(documents: DocumentService, office: Office) -> None:
    office.session("学习", SessionKind.CENTER_GROUP, number="HD-1", organization_id=office.top)
    office.session("学习", SessionKind.CENTER_GROUP, number="HD-2", organization_id=office.top)
    with office.database.transaction() as session:
        session.add_all([Campaign(name=name, starts_on=date(2026, 1, 1)) for name in ("党史", "主题")])
    pairs = (
        (SUMMARY, DocumentRequest("annual_summary", 2025)),
        (DocumentRequest("hours_notice", 2026), DocumentRequest("duty_notice", 2026)),
        (DocumentRequest("hours_notice", 2026, scope=office.second_branch), DocumentRequest("hours_notice", 2025)),
        (DocumentRequest("minutes", 2026, session="HD-1"), DocumentRequest("minutes", 2026, session="HD-2")),
        (
            DocumentRequest("campaign_plan", 2026, campaign="党史"),
            DocumentRequest("campaign_plan", 2026, campaign="主题"),
        ),
    )
    for request, other in pairs:
        documents.write_parts(request, PARTS)
        assert documents.parts(request) == PARTS, request
        found = blocks(documents, request)
        assert found[0] == Letterhead("中共某某公司委员会文件", "某党〔2027〕1号", "张伟")
        assert found[-1] == Imprint("各党支部，各部门", "党委办公室", date(2027, 1, 9))
        assert documents.parts(other) == PaperParts(), other
    documents.write_parts(SUMMARY, PaperParts())
    assert documents.parts(SUMMARY) == PaperParts()


def test_parts_are_no_texts_of_sections(documents: DocumentService) -> None:
    before = [block.section for block in documents.texts.list("annual_summary", documents.subject(SUMMARY))]
    documents.write_parts(SUMMARY, PARTS)
    assert [block.section for block in documents.texts.list("annual_summary", documents.subject(SUMMARY))] == before


def test_more_attachments_are_named_behind_those_that_the_paper_has() -> None:
    signature = Signature("某某公司党委", date(2027, 1, 9))
    text = Paragraph((Run("正文。"),))
    bare = with_parts(Paper("报告", (text, signature)), PARTS)
    assert bare.blocks[2] == Attachments(("数据表", "名单"))
    assert bare.blocks[3] == Signature("某某公司党委", date(2027, 1, 9), sealed=True)
    own = with_parts(Paper("报告", (text, Attachments(("总表",)), signature)), PARTS)
    assert own.blocks[2] == Attachments(("总表", "数据表", "名单"))


def test_preprinted_paper_keeps_its_room() -> None:
    made = with_parts(Paper("报告", ()), PaperParts(head=Head.PREPRINTED, number="某党〔2027〕1号"))
    assert made.blocks == (Letterhead("", "某党〔2027〕1号", preprinted=True),)
