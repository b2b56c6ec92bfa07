"""个人学习记录 and 学时证明 of a real file: role, source of hours, sums, one person or a whole branch."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.enums import AttendanceStatus, SessionKind, Speech
from models.keys import Key
from services.clock import FixedClock
from services.documents.errors import MemberNumberMissingError, NobodyInScopeError
from services.documents.outline import Paper, Paragraph, Signature, Table, TableBook, TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.hours.service import HoursService
from tests.services.book import Book
from tests.services.documents.pdf_reading import open_pdf, page_texts

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    yield made
    made.close()


@pytest.fixture
def documents(book: Book) -> DocumentService:
    return DocumentService(book.database, CLOCK, FontBook())


def fill(book: Book) -> tuple[Key, Key]:
    """Give a branch with 张伟 (D00001), who learned in every way there is, and 王玥 (D00002), who was never there."""
    branch = book.organization("第一党支部")
    zhang, _ = book.person("张伟", branch), book.person("王玥", branch)
    book.attend(book.session(branch, date(2026, 1, 8), title="党课", lecturer="张伟"), zhang)
    book.attend(
        book.session(branch, date(2026, 2, 8), title="研讨", hours="3"), zhang, hours="1.5", speech=Speech.KEYNOTE
    )
    book.attend(book.session(branch, date(2026, 3, 8), title="自学", hours="4"), zhang, minutes=90)
    class_ = book.session(branch, date(2026, 4, 8), SessionKind.TRAINING_CLASS, title="培训班", hours=None)
    book.sitting(class_, 1, "4", date(2026, 4, 8))
    book.sitting(class_, 2, "3", date(2026, 4, 9), missed_by=[zhang])
    book.attend(class_, zhang, status=AttendanceStatus.MADE_UP)
    book.attend(book.session(branch, date(2026, 5, 8), title="没来"), zhang, status=AttendanceStatus.ABSENT)
    book.attend(book.session(branch, date(2025, 5, 8), title="去年", hours="40"), zhang)
    book.save()
    return branch, zhang


def table_of(documents: DocumentService, member: str) -> TableDocument:
    made = documents.outline(DocumentRequest("study_record", 2026, member=member))
    assert isinstance(made, TableDocument)
    return made


def test_every_session_with_role_hours_and_their_source(book: Book, documents: DocumentService) -> None:
    fill(book)
    rows = table_of(documents, "D00001").rows
    assert [(row[2].partition("（")[0], *row[4:]) for row in rows] == [
        ("党课", "出席、主讲", "2", "活动学时"),
        ("研讨", "出席、主题发言", "1.5", "个人登记"),
        ("自学", "出席", "1.5", "90分钟折算"),
        ("培训班", "补学", "4", "活动学时扣除缺课"),
        ("合计", "4次", "9", ""),
    ]


def test_the_sum_is_that_of_the_hours_list(book: Book, documents: DocumentService) -> None:
    branch, zhang = fill(book)
    listed = next(row for row in HoursService(book.database, CLOCK).hours(2026, branch).rows if row.person == zhang)
    table = table_of(documents, "D00001")
    assert table.rows[-1][5] == f"{listed.earned.normalize():f}"
    assert f"应达学时：32　　达标情况：{listed.state.label}" in table.subtitle_lines[1]


def test_an_online_cap_is_named_where_it_cut(book: Book, documents: DocumentService) -> None:
    branch = book.organization("第一党支部")
    zhang = book.person("张伟", branch)
    book.rule("hours.online_cap", 3)
    for month in (1, 2):
        book.attend(book.session(branch, date(2026, month, 8), delivery="online"), zhang)
    book.save()
    assert [row[5:] for row in table_of(documents, "D00001").rows[:2]] == [
        ("2", "活动学时"),
        ("1", "活动学时，网络学时上限"),
    ]


def test_a_branch_is_one_file_with_a_page_and_a_bookmark_for_each(book: Book, documents: DocumentService) -> None:
    branch, _ = fill(book)
    request = DocumentRequest("study_record", 2026, scope=branch)
    assert isinstance(documents.outline(request), TableBook)
    content = documents.render(request)
    pages = page_texts(content)
    names = [mark.get_title() for mark in open_pdf(content).get_toc()]
    assert len(pages) == len(names) == 2
    assert all(f"姓名：{name}" in page for name, page in zip(names, pages, strict=True))
    assert all("第1页共1页" in page.replace(" ", "") for page in pages)


def test_what_is_not_known_is_asked_for(book: Book, documents: DocumentService) -> None:
    empty = book.organization("新支部")
    book.save()
    for kind in ("study_record", "hours_proof"):
        with pytest.raises(MemberNumberMissingError):
            documents.outline(DocumentRequest(kind, 2026))
    with pytest.raises(NobodyInScopeError):
        documents.outline(DocumentRequest("study_record", 2026, scope=empty))


def test_the_proof_has_a_line_a_year_and_leaves_room_for_the_seal(book: Book, documents: DocumentService) -> None:
    fill(book)
    paper = documents.outline(DocumentRequest("hours_proof", 2025, member="D00001", to_year=2026))
    assert isinstance(paper, Paper)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert [[run.text for run in row] for row in table.rows] == [
        ["2025年", "1", "32", "40", "已达标"],
        ["2026年", "4", "32", "9", "未达标"],
    ]
    told = next(block for block in paper.blocks if isinstance(block, Paragraph)).runs[0].text
    assert told.startswith("兹证明张伟同志（人员编号：D00001），所在党支部为第一党支部，2025年至2026年")
    assert paper.blocks[-1] == Signature("某某公司党委", date(2027, 1, 8), sealed=True)
