"""The checklist on paper: of one session paper by paper, of a year session by session."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.enums import PaperKind, SessionKind
from services.attachments.rows import FileDraft, Holder, HolderKind, KeptDraft
from services.attachments.service import AttachmentService
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.attachments.files import picture, written
from tests.services.office import Office

CLOCK = FixedClock(datetime(2026, 4, 8, 9, tzinfo=UTC))


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


def _outline(documents: DocumentService, session: str = "") -> TableDocument:
    outline = documents.outline(DocumentRequest("archive_checklist", 2026, session=session))
    assert isinstance(outline, TableDocument)
    return outline


def test_the_checklist_of_a_session(office: Office, documents: DocumentService, tmp_path: Path) -> None:
    key = office.session("党课", SessionKind.PARTY_LECTURE, number="2026-001")
    attachments = AttachmentService(office.database, CLOCK)
    holder = Holder(HolderKind.SESSION, key)
    photo = written(tmp_path, "合影.jpg", picture())
    attachments.add_files(holder, [FileDraft(photo, PaperKind.PHOTO), FileDraft(photo, PaperKind.BRIEF, "第3期")])
    attachments.add_kept(holder, KeptDraft(PaperKind.RECORD, "3号柜", "会议记录本"))

    table = _outline(documents, "2026-001")

    assert [row[1:] for row in table.rows] == [
        ("签到表", "必备", "缺件", "", ""),
        ("记录", "必备", "纸质件", "会议记录本", "3号柜"),
        ("发言提纲", "必备", "缺件", "", ""),
        ("照片", "必备", "已归档", "合影.jpg", ""),
        ("简报", "另附", "已归档", "合影.jpg", "第3期"),
    ]
    assert "缺 2 件：签到表、发言提纲" in table.subtitle_lines[-1]
    assert documents.render(DocumentRequest("archive_checklist", 2026, session="2026-001")).startswith(b"%PDF")


def test_the_year_lists_every_held_session_with_what_is_missing(office: Office, documents: DocumentService) -> None:
    key = office.session("支委会", SessionKind.BRANCH_COMMITTEE, number="2026-001")
    office.session("谈心", SessionKind.OTHER, number="2026-002")
    AttachmentService(office.database, CLOCK).add_kept(
        Holder(HolderKind.SESSION, key), KeptDraft(PaperKind.RECORD, "3号柜")
    )

    table = _outline(documents)

    assert [row[2:] for row in table.rows] == [
        ("2026-001", "支委会", "支部委员会", "第一党支部", "2", "缺 1 件", "签到表"),
        ("2026-002", "谈心", "其他", "第一党支部", "0", "无要求", ""),
    ]
    assert table.subtitle_lines[1] == (
        "活动 2 次，其中规定必备材料的 1 次，齐全 0 次，齐全率 0%，缺 1 件；缺件：签到表1。"
    )
