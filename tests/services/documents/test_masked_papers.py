"""No document shows a whole identity or telephone number."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.enums import Post, SessionKind, StageKind
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.kinds import KINDS, DocumentKind
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.masking import masked
from services.people.rows import MembershipDraft, PersonDraft, StageDraft
from tests.services.office import NOON, Office, key_of

IDENTITY = "110101199001011234"
PHONE = "13812345678"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.create(tmp_path)
    draft = PersonDraft("张伟", StageKind.FORMAL, number="D001", identity_number=IDENTITY, phone=PHONE)
    stages = (StageDraft(StageKind.PROBATIONARY, date(2010, 7, 1)),)
    person = key_of(made.people.add(draft, MembershipDraft(made.first_branch), stages))
    made.appoint(person, made.first_branch, Post.SECRETARY, date(2025, 1, 1))
    made.session("党员集中培训", SessionKind.TRAINING_CLASS, number="HD-9")
    CampaignService(made.database, FixedClock(NOON)).add(CampaignDraft("主题教育"))
    yield made
    made.database.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_document_shows_a_whole_number(office: Office, kind: DocumentKind) -> None:
    request = DocumentRequest(
        kind.key,
        2026,
        session="HD-9" if kind.of_session else "",
        campaign="主题教育" if kind.of_campaign else "",
        member="D001" if kind.of_person else "",
    )
    shown = repr(DocumentService(office.database, FixedClock(NOON), FontBook(())).outline(request))
    assert IDENTITY not in shown
    assert PHONE not in shown
    if kind.key == "roster":
        assert masked(IDENTITY) in shown
        assert masked(PHONE) in shown
