"""组织生活开展情况表 of a real file: marks, sums, and what an empty file says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.enums import OrganizationKind, SessionKind
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.book import Book
from tests.services.documents.pdf_reading import page_texts

CLOCK = FixedClock(datetime(2026, 5, 20, 9, tzinfo=UTC))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    yield made
    made.close()


@pytest.fixture
def documents(book: Book) -> DocumentService:
    return DocumentService(book.database, CLOCK, FontBook())


def outline(documents: DocumentService) -> TableDocument:
    made = documents.outline(DocumentRequest("duty_matrix", 2026))
    assert isinstance(made, TableDocument)
    return made


def test_a_line_a_branch_with_marks_and_sums(book: Book, documents: DocumentService) -> None:
    branch = book.organization("第一党支部")
    group = book.organization("第一党小组", OrganizationKind.GROUP, branch)
    book.organization("新支部", founded=date(2026, 4, 10))
    for month in (1, 2, 4):
        book.session(branch, date(2026, month, 8), SessionKind.THEME_DAY)
    book.session(group, date(2026, 1, 8), SessionKind.GROUP_MEETING)
    book.session(book.top, date(2026, 2, 8), SessionKind.CENTER_GROUP, discussion=True)
    book.save()
    table = outline(documents)
    spans = [(cell.text, cell.columns) for cell in table.groups[0]]
    assert spans[2:6] == [("党员大会", 4), ("支委会", 12), ("党课", 4), ("主题党日", 12)]
    first, second, total = table.rows
    days = slice(2 + 4 + 12 + 4, 2 + 4 + 12 + 4 + 12)
    assert first[days] == ("√", "√", "缺", "√", *"待" * 8)
    assert second[days] == ("—", "—", "—", "—", *"待" * 8)
    assert total[days] == ("", "", "1", *("",) * 9)
    assert first[:2] == ("1", "第一党支部")
    assert first[-2:] == ("1/12", "3/23"), "4 congresses, 4 lectures, 12 theme days, 3 a year"
    assert "中心组学习：一季度 √　二季度 待　三季度 待　四季度 待" in table.notes[1]
    assert "各党支部全年应开展 35 次，已开展 3 次，完成率 8.6%" in table.subtitle_lines[1]
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_an_empty_file_prints_its_legend(documents: DocumentService) -> None:
    text = "".join(page_texts(documents.render(DocumentRequest("duty_matrix", 2026))))
    assert "2026年组织生活开展情况表" in text
    assert "各党支部全年应开展0次" in text.replace(" ", "")


def test_forty_branches_repeat_the_heading(book: Book, documents: DocumentService) -> None:
    for number in range(40):
        book.organization(f"第{number + 1}党支部")
    book.save()
    drawn = page_texts(documents.render(DocumentRequest("duty_matrix", 2026)))
    pages = [page for page in drawn if "格中为" not in page]
    assert 1 < len(pages) < len(drawn), "the plot is on pages of its own"
    assert all("主题党日" in page for page in pages)
