"""学习活动档案: one PDF with cover, contents, forms and attachments; numbers, bookmarks and contents agree."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.enums import PaperKind
from services.attachments.rows import FileDraft, Holder, HolderKind, KeptDraft
from services.attachments.service import AttachmentService
from services.clock import FixedClock
from services.documents.pdf.folder_pdf import LINES_A_PAGE
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.sessions.rows import StudyItemDraft
from tests.services.attachments.files import pdf, picture, written, zipped
from tests.services.documents.pdf_reading import open_pdf, page_texts
from tests.services.office import Office

CLOCK = FixedClock(datetime(2026, 5, 20, 9, tzinfo=UTC))
A4 = (595, 842)
MILLIMETRE = 72 / 25.4


@pytest.fixture
def attachments(office: Office) -> AttachmentService:
    return AttachmentService(office.database, CLOCK)


@pytest.fixture
def holder(office: Office) -> Holder:
    session = office.session("学习党的二十届四中全会精神", number="HD-9", items=(StudyItemDraft("全会公报"),))
    return Holder(HolderKind.SESSION, session)


def folder(office: Office) -> bytes:
    documents = DocumentService(office.database, CLOCK, FontBook())
    return documents.render(DocumentRequest("session_folder", 2026, session="HD-9"))


def several_pages(*sizes: tuple[int, int], turned: int = 0) -> bytes:
    """Make a PDF whose pages are blue all over."""
    document: Any = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        page = document.new_page(width, height)
        blue = pypdfium2.raw.FPDFPageObj_CreateNewRect(0, 0, width, height)
        pypdfium2.raw.FPDFPageObj_SetFillColor(blue, 0, 0, 255, 255)
        pypdfium2.raw.FPDFPath_SetDrawMode(blue, pypdfium2.raw.FPDF_FILLMODE_WINDING, 0)
        pypdfium2.raw.FPDFPage_InsertObject(page.raw, blue)
        pypdfium2.raw.FPDFPage_GenerateContent(page.raw)
        page.set_rotation(turned)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    return [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in open_pdf(content).get_toc()]


def coloured(content: bytes, page: int) -> tuple[int, int, int, int] | None:
    """Give the box of what has a colour on a page, in points from its upper left corner."""
    image: Any = open_pdf(content)[page - 1].render(scale=1).to_pil().convert("HSV")
    box: tuple[int, int, int, int] | None = image.getchannel("S").point(lambda value: 255 * (value > 128)).getbbox()
    return box


def test_forms_pictures_and_pdfs_are_bound_under_one_count(
    office: Office, attachments: AttachmentService, holder: Holder, tmp_path: Path
) -> None:
    attachments.add_files(
        holder,
        [
            FileDraft(
                written(tmp_path, "通知.pdf", several_pages((595, 842), (1190, 842), (400, 300))), PaperKind.NOTICE
            ),
            FileDraft(written(tmp_path, "合影.jpg", picture(400, 200)), PaperKind.PHOTO),
            FileDraft(written(tmp_path, "提纲.docx", zipped("word/document.xml")), PaperKind.OUTLINE),
        ],
    )
    attachments.add_kept(holder, KeptDraft(PaperKind.REFLECTION, "档案柜三层"))
    content = folder(office)
    pages = page_texts(content)
    marks = bookmarks(content)
    assert [name for name, _ in marks] == [
        "封面",
        "目录",
        "学习活动签到表",
        "会议（活动）记录",
        "学习活动归档材料清单",
        "通知：通知.pdf",
        "照片：合影.jpg",
        "未装订材料目录",
    ]
    squeezed = [re.sub(r"\s", "", page) for page in pages]
    assert all(f"第{number}页共{len(pages)}页" in text for number, text in enumerate(squeezed, start=1))
    for name, page in marks[2:]:
        assert re.search(f"{re.escape(name)}…+{page}", squeezed[1]), "the contents name the bookmark's page"
        assert name in squeezed[page - 1]
    sizes = [tuple(map(round, open_pdf(content).get_page_size(number))) for number in range(len(pages))]
    notice = dict(marks)["通知：通知.pdf"]
    assert sizes[notice - 1 : notice + 2] == [A4, A4[::-1], A4[::-1]]
    assert "提纲.docx" in pages[-1]
    assert "电子文件，另行打印" in pages[-1]
    assert "档案柜三层" in pages[-1]


@pytest.mark.parametrize(
    ("made", "ratio"),
    [
        (("横.pdf", several_pages((800, 400))), 2),
        (("竖.pdf", several_pages((400, 800))), 0.5),
        (("转.pdf", several_pages((800, 400), turned=90)), 0.5),
        (("照片.png", picture(800, 400, "PNG")), 2),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_an_attached_page_keeps_its_shape_and_leaves_the_number_free(
    office: Office, holder: Holder, tmp_path: Path, made: tuple[str, bytes], ratio: float
) -> None:
    draft = FileDraft(written(tmp_path, *made), PaperKind.PHOTO)
    AttachmentService(office.database, CLOCK).add_files(holder, [draft])
    content = folder(office)
    page = bookmarks(content)[-1][1]
    box = coloured(content, page)
    assert box is not None
    left, top, right, bottom = box
    assert (right - left) / (bottom - top) == pytest.approx(ratio, rel=0.02)
    width, height = open_pdf(content).get_page_size(page - 1)
    assert (width > height) == (ratio > 1)
    assert height - bottom > 14 * MILLIMETRE, "the page number has its room"
    assert top > 14 * MILLIMETRE, "so has the name"
    assert max((right - left) / width, (bottom - top) / height) > 0.8, "as large as the page allows"


def test_many_attachments_make_the_contents_longer(
    office: Office, attachments: AttachmentService, holder: Holder, tmp_path: Path
) -> None:
    drafts = [
        FileDraft(written(tmp_path, f"材料{number}.png", picture(40 + number)), PaperKind.PHOTO)
        for number in range(LINES_A_PAGE)
    ]
    attachments.add_files(holder, drafts)
    content = folder(office)
    pages = page_texts(content)
    assert "目录（续）" in pages[2]
    name, page = bookmarks(content)[-1]
    assert name in pages[page - 1]
    assert f"共 {len(pages)} 页" in pages[-1]


def test_a_file_that_cannot_be_opened_is_named(
    office: Office, attachments: AttachmentService, holder: Holder, tmp_path: Path
) -> None:
    attachments.add_files(
        holder,
        [
            FileDraft(written(tmp_path, "坏.pdf", b"%PDF-1.7 cut"), PaperKind.NOTICE),
            FileDraft(written(tmp_path, "好.pdf", pdf()), PaperKind.NOTICE),
        ],
    )
    last = page_texts(folder(office))[-1].replace("\n", "")
    assert "坏.pdf" in last
    assert "打不开" in last
    assert "好.pdf" not in last


def test_a_session_without_attachments_has_its_forms(office: Office, holder: Holder) -> None:
    assert len(bookmarks(folder(office))) == 5
