"""The whole text of every official paper as its Word file says it, on a small year; see `golden/`.

A wording that was changed on purpose: run the tests once with WRITE_GOLDEN=1 and read the difference.
"""

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.enums import AttendanceStatus, PlanKind, Post, SessionKind, WorkState
from models.keys import new_key
from models.plans import Plan, PlanItem
from services.campaigns.rows import CampaignDraft
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.documents.kinds import DOCX, KINDS
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.sessions.rows import AttendanceEntry, StudyItemDraft
from tests.services.documents.word_reading import word_lines
from tests.services.office import Office

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))
GOLDEN = Path(__file__).with_name("golden")
PAPERS = [kind.key for kind in KINDS if DOCX in kind.formats]
CAMPAIGN = "作风建设学习教育"
MEMBER = "D001"
SESSION = "HD-9"


def fill(office: Office) -> None:
    """Enter a small year: three sessions, a plan of each kind for the two years, a campaign."""
    zhang = office.person("张伟", number=MEMBER, rank=None)
    wang = office.person("王玥", number="D002")
    office.appoint(zhang, office.first_branch, Post.SECRETARY, date(2025, 1, 1))
    items = (StudyItemDraft("《中国共产党章程》"),)
    office.session("第一议题学习", SessionKind.FIRST_TOPIC, organization_id=office.top, items=items)
    group = office.session(
        "中心组学习", SessionKind.CENTER_GROUP, number=SESSION, organization_id=office.top, items=items
    )
    training = office.session("党员集中培训", SessionKind.TRAINING_CLASS, hours=Decimal(40))
    entries = [AttendanceEntry(zhang, AttendanceStatus.PRESENT), AttendanceEntry(wang, AttendanceStatus.ABSENT)]
    for held in (group, training):
        office.sessions.record(held, entries)
    CampaignService(office.database, CLOCK).add(CampaignDraft(CAMPAIGN))
    with office.database.transaction() as session:
        for kind in PlanKind:
            for year in (2026, 2027):
                organization = office.first_branch if kind is PlanKind.BRANCH else office.top
                plan = Plan(id=new_key(), year=year, name=f"{kind.label}", kind=kind, organization_id=organization)
                session.add(plan)
                session.flush()
                title = f"开展{kind.label}所列学习"
                session.add(PlanItem(plan_id=plan.id, title=title, times=2, state=WorkState.NOT_STARTED))


@pytest.mark.parametrize("kind", PAPERS)
def test_the_text_of_a_paper_is_the_golden_one(office: Office, kind: str) -> None:
    fill(office)
    service = DocumentService(office.database, CLOCK, FontBook())
    scope = office.first_branch if kind == "branch_plan" else None
    request = DocumentRequest(kind, 2026, scope, SESSION, CAMPAIGN, MEMBER, DOCX)
    text = "\n".join(word_lines(service.render(request))) + "\n"
    golden = GOLDEN / f"{kind}.txt"
    if "WRITE_GOLDEN" in os.environ:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
