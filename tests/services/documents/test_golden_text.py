"""The whole text of every official paper: of the small demo on a fixed day and of an empty ledger; see `golden_text/`.

A wording that was changed on purpose: run the tests once with WRITE_GOLDEN=1 and read the difference. What the outline
says is also looked for in the PDF's own text.
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest

from models.database import Database
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.demo.service import DemoService
from services.documents.kinds import DOCX, KINDS
from services.documents.outline import Paper
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from tests.services.documents.outline_reading import outline_text, sentences
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import Office

AS_OF: Final = date(2026, 9, 10)
CLOCK: Final = FixedClock(datetime(2026, 9, 10, 12, tzinfo=UTC))
GOLDEN: Final = Path(__file__).with_name("golden_text")
BRANCH: Final = "研发中心党支部"
CAMPAIGN: Final = "深入贯彻中央八项规定精神学习教育"
RUNNING: Final = "2026年党的创新理论学习教育"
CLASS: Final = "2026年党员轮训示范班"
STUDY: Final = "党委理论学习中心组专题研讨：国有企业党的建设"

# What the demo's papers are made for: the kind, the year, the scope, what it is about.
DEMO: Final = {
    "annual_summary_2025": DocumentRequest("annual_summary", 2025),
    "annual_summary_2026": DocumentRequest("annual_summary", 2026),
    "annual_summary_branch": DocumentRequest("annual_summary", 2025),
    "five_year_evaluation": DocumentRequest("five_year_evaluation", 2021, to_year=2025),
    "hours_notice_2025": DocumentRequest("hours_notice", 2025),
    "hours_notice_2026": DocumentRequest("hours_notice", 2026),
    "duty_notice_2025": DocumentRequest("duty_notice", 2025),
    "duty_notice_branch": DocumentRequest("duty_notice", 2026),
    "minutes_study": DocumentRequest("minutes", 2026, session=STUDY),
    "meeting_notice_class": DocumentRequest("meeting_notice", 2026, session=CLASS),
    "training_plan_2025": DocumentRequest("training_plan", 2025),
    "training_plan_2026": DocumentRequest("training_plan", 2026),
    "training_plan_branch": DocumentRequest("training_plan", 2026),
    "center_group_plan_2025": DocumentRequest("center_group_plan", 2025),
    "center_group_plan_2026": DocumentRequest("center_group_plan", 2026),
    "branch_plan_2025": DocumentRequest("branch_plan", 2025),
    "branch_plan_branch": DocumentRequest("branch_plan", 2026),
    "discipline_plan_2026": DocumentRequest("discipline_plan", 2026),
    "center_group_attendance_2025": DocumentRequest("center_group_attendance", 2025),
    "center_group_attendance_2026": DocumentRequest("center_group_attendance", 2026),
    "campaign_plan_over": DocumentRequest("campaign_plan", 2025, campaign=CAMPAIGN),
    "campaign_plan_running": DocumentRequest("campaign_plan", 2026, campaign=RUNNING),
    "campaign_report_over": DocumentRequest("campaign_report", 2025, campaign=CAMPAIGN),
    "campaign_report_running": DocumentRequest("campaign_report", 2026, campaign=RUNNING),
}
# Of an empty ledger; those about one session or person have nothing to be about.
EMPTY: Final = {
    kind.key: DocumentRequest(kind.key, 2026, campaign="作风建设" if kind.of_campaign else "", to_year=None)
    for kind in KINDS
    if DOCX in kind.formats and not kind.of_session and not kind.of_person
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("demo")
    path = DemoService().make(folder, "small", 1, AS_OF, lambda _done, _total: None).path
    database = LedgerFiles(folder / "backups", CLOCK).open(path)
    yield database
    database.close()


def asked(database: Database, name: str) -> DocumentRequest:
    """Put the keys and numbers of this ledger into a request of the table."""
    request = DEMO[name]
    scope = OrganizationService(database, CLOCK).resolve(BRANCH).key if name.endswith("_branch") else None
    session = request.session
    if session:
        rows = SessionService(database, CLOCK).list(SessionFilter(year=2026))
        session = next(row.number for row in rows if row.title == session)
    return DocumentRequest(request.kind, request.year, scope, session, request.campaign, to_year=request.to_year)


def assert_golden(documents: DocumentService, request: DocumentRequest, golden: Path) -> None:
    paper = documents.outline(request)
    assert isinstance(paper, Paper)
    text = outline_text(paper)
    if "WRITE_GOLDEN" in os.environ:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    extracted = "".join("".join(page_texts(documents.draw(paper))).split())
    extracted = re.sub(r"—\d+—", "", extracted)
    for sentence in sentences(paper):
        assert sentence in extracted


@pytest.mark.parametrize("name", DEMO)
def test_a_paper_of_the_demo_says_what_it_said(demo: Database, name: str) -> None:
    assert_golden(DocumentService(demo, CLOCK, FontBook()), asked(demo, name), GOLDEN / "demo" / f"{name}.txt")


@pytest.mark.parametrize("kind", EMPTY)
def test_a_paper_of_an_empty_ledger_says_what_it_said(office: Office, kind: str) -> None:
    CampaignService(office.database, CLOCK).add(CampaignDraft("作风建设"))
    documents = DocumentService(office.database, CLOCK, FontBook())
    assert_golden(documents, EMPTY[kind], GOLDEN / "empty" / f"{kind}.txt")


def test_every_paper_has_a_golden_text() -> None:
    papers = {kind.key for kind in KINDS if DOCX in kind.formats and not kind.of_person}
    assert papers == {request.kind for request in (*DEMO.values(), *EMPTY.values())}
